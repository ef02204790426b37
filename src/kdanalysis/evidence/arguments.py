"""What can be written as an argument of a key figure: by the argument's name, with words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kdanalysis.evidence.revisions.store import revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kdanalysis.evidence.registry import KeyFigure
    from kdanalysis.tables.dataset import Dataset

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
