"""Key figures as plain functions that can be listed, and computed again from their printed key.

A key reads like the call that computes the number, e.g.
`growth_pct(area=082, group=adults, period=2018-2022, prices=2022)`.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from kdanalysis.evidence.value import Provenance, Unit, Value, usual_decimals
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction

    from kdanalysis.tables.dataset import Dataset

P = ParamSpec("P")
_KEY = re.compile(r"(?P<name>\w+)\((?P<arguments>[^()]*)\)")


@dataclass(frozen=True)
class KeyFigure:
    """A listed key figure: its function, unit, rule (Danish) and the tables it draws on."""

    name: str
    compute: Callable[..., Value]
    unit: Unit
    rule: str
    tables: tuple[str, ...]
    parameters: tuple[str, ...]


_listed: dict[str, KeyFigure] = {}


def key_figure(
    unit: Unit, rule: str, *tables: str, decimals: int | None = None
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the data as a key figure; it then returns a `Value`.

    Args:
        unit: the unit of the amount the function returns.
        rule: the formula in words (Danish), shown to readers.
        tables: the processed tables it draws on; their source lines follow the value.
        decimals: printed decimals; by default those usual for the unit.
    """

    def sources(data: Dataset) -> Iterable[str]:
        return map(data.citation, tables)

    return sourced_figure(unit, rule, sources, *tables, decimals=decimals)


def sourced_figure(
    unit: Unit,
    rule: str,
    sources: Callable[[Dataset], Iterable[str]],
    *tables: str,
    decimals: int | None = None,
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """Do as `key_figure` for a function whose source lines follow from the data at hand."""
    places = usual_decimals(unit) if decimals is None else decimals

    def listed(
        function: Callable[Concatenate[Dataset, P], Fraction | None],
    ) -> Callable[Concatenate[Dataset, P], Value]:
        @wraps(function)
        def compute(data: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> Value:
            key = figure_key(function.__name__, kwargs, data)
            amount = function(data, *args, **kwargs)
            lines = tuple(dict.fromkeys(sources(data)))
            return Value(amount, unit, places, Provenance(key, rule, lines))

        list_figure(compute, unit, rule, *tables)
        return compute

    return listed


def list_figure(compute: Callable[..., Value], unit: Unit, rule: str, *tables: str) -> None:
    """List a function that makes its `Value` itself (its unit differs from case to case)."""
    name = compute.__name__
    if name in _listed:
        raise ValueError(f"two key figures are named {name}")
    parameters = tuple(inspect.signature(compute).parameters)[1:]
    _listed[name] = KeyFigure(name, compute, unit, rule, tables, parameters)


def key_figures() -> Mapping[str, KeyFigure]:
    """Return all key figures by name."""
    return dict(_listed)


def figure_key(name: str, arguments: Mapping[str, object], data: Dataset) -> str:
    """Return the key that `evaluate` reads."""
    told = [f"{key}={value}" for key, value in arguments.items()]
    return f"{name}({', '.join([*told, f'prices={data.price_year}'])})"


def evaluate(key: str, data: Dataset) -> Value:
    """Return the value of a printed key, computed anew in the key's own price level.

    Raises:
        InputError: the key names no key figure, or its arguments do not fit.
    """
    match = _KEY.fullmatch(key)
    figure = _listed.get(match["name"]) if match else None
    if match is None or figure is None:
        raise _unknown(key, _no_figure(key), _listed.get(key.partition("(")[0]))
    try:
        arguments = _arguments(match["arguments"])
    except ValueError as error:
        raise _unknown(key, str(error), figure) from error
    at = data.in_prices_of(int(str(arguments.pop("prices", data.price_year))))
    if set(arguments) != set(figure.parameters):
        raise _unknown(key, _misfit(set(arguments), figure), figure)
    try:
        return figure.compute(at, **arguments)
    except InputError as fault:
        raise _with_hint(fault, figure, arguments, at) from fault
    except (KeyError, ValueError) as error:  # a value that the key figure itself does not look up
        given = ", ".join(f"{name}={value}" for name, value in arguments.items())
        raise _unknown(key, f"Værdierne kan ikke bruges: {given}.", figure) from error


def _arguments(text: str) -> dict[str, str | int | Period]:
    """Return the arguments of a key by name.

    Raises:
        ValueError: one has no name or no readable year, or a name stands twice (Danish).
    """
    arguments: dict[str, str | int | Period] = {}
    for part in text.split(", ") if text else []:
        name, equals, value = part.partition("=")
        if not equals:
            raise ValueError(f"»{part}« skal skrives som navn=værdi.")
        if name in arguments:
            raise ValueError(f"{name} står to gange.")
        arguments[name] = _typed(name, value)
    return arguments


def _typed(name: str, text: str) -> str | int | Period:
    """Read an argument by the convention of its name: `period`, a year, or text."""
    if name == "period":
        return Period.parse(text)
    if not (name.endswith("year") or name == "prices"):
        return text
    if not text.isdecimal():
        raise ValueError(f"{name}={text} er ikke et årstal.")
    return int(text)


def _no_figure(key: str) -> str:
    """Return what is wrong with a key that no key figure is found by."""
    name, opened, _ = key.partition("(")
    if name in _listed:
        return (
            "Den skal ende med argumenterne i én parentes." if opened else "Argumenterne mangler."
        )
    near = get_close_matches(name, _listed, n=2)
    return f"Mente du {' eller '.join(near)}?" if near else "Intet nøgletal hedder noget lignende."


def _misfit(given: set[str], figure: KeyFigure) -> str:
    """Return which arguments are missing or not the key figure's."""
    known = set(figure.parameters)
    missing = [name for name in figure.parameters if name not in given]
    told = [f"Der mangler {', '.join(missing)}."] if missing else []
    for name in sorted(given - known):
        near = get_close_matches(name, missing or known, n=1)
        told.append(f"Ukendt argument: {name}{f' (mente du {near[0]}?)' if near else ''}.")
    return " ".join(told)


def _with_hint(
    fault: InputError, figure: KeyFigure, arguments: Mapping[str, object], data: Dataset
) -> InputError:
    """Return the fault with the nearest value for each argument that is none of the data's."""
    from kdanalysis.evidence.arguments import PLACE, choices, kind, nearest  # noqa: PLC0415 - a fault

    hints = []
    for name, value in arguments.items():
        of = PLACE if name == "area" else kind(figure, name)
        known = choices(of, data) if of is not None and name != "period" else {}
        near = nearest(str(value), known) if known and str(value) not in known else None
        if near is not None:
            hints.append(f"Mente du {name}={near}{f' ({known[near]})' if known[near] else ''}?")
    return InputError(fault.what, fault.where, " ".join([*hints, fault.remedy]))


def _unknown(key: str, why: str, figure: KeyFigure | None = None) -> InputError:
    form = "kdanalysis figures viser dem alle."
    if figure is not None:
        told = ", ".join(f"{name}=..." for name in (*figure.parameters, "prices"))
        form = f"Skriv {figure.name}({told}). Værdierne: kdanalysis figures {figure.name}"
    return InputError(f"Nøglen passer ikke til et nøgletal: {key}. {why}", "nøgletal", form)
