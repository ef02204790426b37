"""A printed key evaluated: its key figure, its arguments, and what can be written for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final

from kdanalysis.evidence.registry import KeyFigure, key_figures
from kdanalysis.evidence.revisions.store import revisions
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period

_KEY = re.compile(r"(?P<name>\w+)\((?P<arguments>[^()]*)\)")
_KINDS: Final = {
    "area": "area",
    "group": "group",
    "base": "group",
    "art": "art",
    "other": "art",
    "supplier": "supplier",
    "loser": "supplier",
    "gainer": "supplier",
    "year": "year",
    "base_year": "year",
    "origin_year": "year",
    "period": "period",
    "revision": "revision",
    "earlier": "revision",
}
PLACE: Final = "place"
"""All known areas; `area` is those with accounts of their own."""
_ITEM: Final = "item"
"""Beside this argument, `base` is an item too: one of the profile's lines, not a group."""
_PROFILE: Final = "profile_"
"""The profile's key figures know every municipality, from the figures per inhabitant."""


def kind(figure: KeyFigure, argument: str) -> str | None:
    """Return what an argument of a key figure chooses from; `None` where it is free."""
    of = _KINDS.get(argument)
    if _ITEM in figure.parameters or figure.name.startswith(_PROFILE):
        return {"area": PLACE, "group": None}.get(str(of), of)
    return of


def choices(of: str, data: Dataset) -> dict[str, str]:
    """Return what can be chosen from a kind: value → Danish name; a period has its form instead.

    Raises:
        InputError: the data cannot be read.
    """
    return _CHOICES[of](data)


def _areas(data: Dataset) -> dict[str, str]:
    there = set(data.table("net_expenditure")["area_code"])
    return {code: name for code, name in _places(data).items() if code in there}


def _places(data: Dataset) -> dict[str, str]:
    return {area.code: area.name for area in data.areas.by_code.values()}


def _groups(data: Dataset) -> dict[str, str]:
    groups = {name: group.label for name, group in data.plan.groups.items()}
    return groups | {code: function.label for code, function in data.plan.functions.items()}


def _arts(data: Dataset) -> dict[str, str]:
    return {code: art.label for code, art in data.plan.arts.items()} | {"all": "alle arter"}


def _suppliers(data: Dataset) -> dict[str, str]:
    return {art.supplier: art.label for art in data.plan.arts.values()}


def _years(data: Dataset) -> dict[str, str]:
    return {str(year): "" for year in data.years}


def _period(data: Dataset) -> dict[str, str]:
    return {f"{data.years[0]}-{data.years[-1]}": "første og sidste år, med bindestreg"}


def _revisions(data: Dataset) -> dict[str, str]:
    return {revision.name: "" for revision in revisions(data.project)}


_CHOICES: Final[dict[str, Callable[[Dataset], dict[str, str]]]] = {
    "area": _areas,
    "place": _places,
    "group": _groups,
    "art": _arts,
    "supplier": _suppliers,
    "year": _years,
    "period": _period,
    "revision": _revisions,
}
KINDS: Final = tuple(_CHOICES)
"""What arguments choose from."""


def nearest(text: str, known: Mapping[str, str]) -> str | None:
    """Return the value that a mistyped one is most like; a value is found by its name too."""
    words = {name.casefold(): value for value, name in known.items() if name}
    words |= {value.casefold(): value for value in known}
    found = get_close_matches(text.casefold(), words, n=1)
    return words[found[0]] if found else None


def evaluate(key: str, data: Dataset) -> Value:
    """Return the value of a printed key, computed anew in the key's own price level.

    Raises:
        InputError: the key names no key figure, or its arguments do not fit.
    """
    match = _KEY.fullmatch(key)
    figure = key_figures().get(match["name"]) if match else None
    if match is None or figure is None:
        raise _unknown(key, _no_figure(key), key_figures().get(key.partition("(")[0]))
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
    if name in key_figures():
        return (
            "Den skal ende med argumenterne i én parentes." if opened else "Argumenterne mangler."
        )
    near = get_close_matches(name, key_figures(), n=2)
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
