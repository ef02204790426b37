"""All key figures of the project: listed, called by name, and computed again from a printed key."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, Final, Protocol, runtime_checkable

from kdanalysis.evidence import figures
from kdanalysis.evidence.arguments import choices, evaluate, kind
from kdanalysis.evidence.own import NAME as OWN
from kdanalysis.evidence.own import read_own
from kdanalysis.evidence.registry import KeyFigure, key_figures, list_figure
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError, Project
from kdanalysis.tables.dataset import Dataset, open_newest

# All key figures of the project, and any printed one computed again from its key.


@cache
def all_figures() -> Mapping[str, KeyFigure]:
    """Return every key figure by name, those on the audit and on revisions among them."""
    import kdanalysis.evidence.claims.figures  # noqa: PLC0415 - slow to load
    import kdanalysis.evidence.revisions.figures  # noqa: F401, PLC0415 - slow to load

    figures.load()
    return key_figures()


def recompute(key: str, project: Project) -> Value:
    """Return the value behind a printed key, computed anew from the project's data.

    Raises:
        InputError: the key names no key figure, or its arguments do not fit.
    """
    return recompute_all([key], project)[key]


def recompute_all(keys: Iterable[str], project: Project) -> dict[str, Value]:
    """Return the values behind printed keys, in their order.

    Raises:
        InputError: a key names no key figure, or its arguments do not fit.
    """
    wanted = list(keys)
    if any(key.partition("(")[0] not in key_figures() for key in wanted):
        all_figures()
    data = open_newest(project)
    return {key: evaluate(key, data) for key in wanted}


# The analyst's own numbers among the key figures: read back from their keys.


def own(_data: Dataset, *, amount: str, unit: str, decimals: str, rule: str, source: str) -> Value:
    """A number an analyst computed: its amount, rule and source as its key tells them."""
    return read_own(amount=amount, unit=unit, decimals=decimals, rule=rule, source=source)


list_figure(own, Unit.NONE, "egen beregning; regel og kilde står i nøglen")


# All key figures as functions to call by name, with completion and help.
#
# `key_figures.growth_pct(data, area="082", group="adults", period="2018-2022")` in a notebook,
# and `data.figures.growth_pct(area=...)` where the data are bound.

_MOST_NAMED: Final = 30
"""More values than this are not listed in a message."""


@runtime_checkable
class HasDataset(Protocol):
    """What stands for its data, such as an opened project."""

    @property
    def dataset(self) -> Dataset:
        """The data."""
        ...


class KeyFigures:
    """Every key figure as a function; `dir()` and the Tab key list them."""

    def __init__(self, data: Dataset | None = None) -> None:
        """Take the data that the functions compute from; without, it is their first argument."""
        self._data = data

    def __dir__(self) -> list[str]:
        """Return the names of the key figures."""
        return sorted(_known())

    def __getattr__(self, name: str) -> Callable[..., Value]:
        """Return the function that computes a key figure.

        Raises:
            AttributeError: no key figure has that name; the message names the nearest (Danish).
        """
        known = _known()
        if name.startswith("__") or name not in known:
            near = get_close_matches(name, known, n=2)
            hint = f" Mente du {' eller '.join(near)}?" if near else ""
            raise AttributeError(
                f"Intet nøgletal hedder {name}.{hint} Se dem alle med: kdanalysis figures"
            )
        return _function(known[name], self._data)

    def __repr__(self) -> str:
        """Return one line: how many there are."""
        return f"<KeyFigures: {len(_known())}>"


def _known() -> Mapping[str, KeyFigure]:
    return {name: figure for name, figure in all_figures().items() if name != OWN}


def _function(figure: KeyFigure, data: Dataset | None) -> Callable[..., Value]:
    def compute(*given: Any, **arguments: object) -> Value:  # noqa: ANN401 - see the signature
        if len(given) != (data is None):
            raise _misfit(figure, set(arguments), given[0] if given and data is None else data)
        return _compute(figure, given[0] if data is None else data, arguments)

    compute.__name__ = compute.__qualname__ = figure.name
    compute.__doc__ = _help(figure, data)
    compute.__signature__ = _signature(figure, bound=data is not None)  # type: ignore[attr-defined]
    return compute


def _signature(figure: KeyFigure, *, bound: bool) -> inspect.Signature:
    first = inspect.Parameter("data", inspect.Parameter.POSITIONAL_ONLY)
    others = [inspect.Parameter(p, inspect.Parameter.KEYWORD_ONLY) for p in figure.parameters]
    return inspect.Signature([*([] if bound else [first]), *others], return_annotation=Value)


def _help(figure: KeyFigure, data: Dataset | None) -> str:
    own_words = inspect.getdoc(figure.compute)
    lines = [
        f"{figure.rule[:1].upper()}{figure.rule[1:]}.",
        "",
        f"Enhed: {figure.unit or 'følger tallet'}",
        *([f"Tabeller: {', '.join(figure.tables)}"] if figure.tables else []),
    ]
    if figure.parameters:
        told = (_argument(figure, name, data) for name in figure.parameters)
        lines += ["", "Argumenter:", *(f"    {each}" for each in told)]
    return "\n".join([*lines, *(["", own_words] if own_words else [])])


def _argument(figure: KeyFigure, name: str, data: Dataset | None) -> str:
    """Return an argument with what can be chosen, where the data are there to tell."""
    of = kind(figure, name)
    if data is None or of is None:
        return name if of is None or of == name else f"{name} ({of})"
    known = choices(of, data)
    named = [f"{value} ({text})" if text else value for value, text in known.items()]
    more = f" og {len(named) - _MOST_NAMED} til" if len(named) > _MOST_NAMED else ""
    return f"{name}: {', '.join(named[:_MOST_NAMED])}{more}"


def _compute(figure: KeyFigure, data: object, arguments: Mapping[str, object]) -> Value:
    """Return the value; computed by its key, so that what is printed can be computed again.

    Raises:
        InputError: an argument is missing, unknown, or not one of what can be chosen.
    """
    at = data.dataset if isinstance(data, HasDataset) else data
    if not isinstance(at, Dataset):
        raise InputError(
            f"{figure.name} regner på projektets data, ikke på {type(data).__name__}.",
            figure.name,
            f"Skriv data = open_project(), og så {figure.name}(data, ...).",
        )
    if set(arguments) != set(figure.parameters):
        raise _misfit(figure, set(arguments), at)
    told = {name: _text(name, value, at) for name, value in arguments.items()}
    given = [f"{name}={value}" for name, value in told.items()]
    return evaluate(f"{figure.name}({', '.join([*given, f'prices={at.price_year}'])})", at)


def _text(name: str, value: object, data: Dataset) -> str:
    """Return an argument as a key has it; a period may be open to the newest year."""
    return str(data.period(str(value))) if name == "period" else str(value)


def _misfit(figure: KeyFigure, given: set[str], data: object) -> InputError:
    missing = [name for name in figure.parameters if name not in given]
    unknown = sorted(given - set(figure.parameters))
    what = [f"Der mangler {', '.join(missing)}."] if missing else []
    if not (missing or unknown):
        what = ["Argumenterne skal have navne, og data stå først."]
    what += [f"{figure.name} har intet argument {', '.join(unknown)}."] if unknown else []
    asked = missing or list(figure.parameters)
    if data is None:
        what.insert(0, "Der mangler data som det første.")
    first = [] if isinstance(data, Dataset) else ["data"]
    form = ", ".join([*first, *(f"{name}=..." for name in figure.parameters)])
    remedy = [f"Skriv {figure.name}({form})."]
    at = data.dataset if isinstance(data, HasDataset) else data
    known = at if isinstance(at, Dataset) else None
    remedy += [f"{_argument(figure, name, known)}." for name in asked if kind(figure, name)]
    return InputError(" ".join(what), figure.name, " ".join(remedy))
