"""What can be written as an argument of a key figure: by the argument's name, with words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kdanalysis.evidence.revisions.store import revisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
KINDS: Final = tuple(dict.fromkeys(_KINDS.values()))
"""What arguments choose from."""
_ITEM: Final = "item"
"""Beside this argument, `base` is an item too: one of the profile's lines, not a group."""


def kind(figure: KeyFigure, argument: str) -> str | None:
    """Return what an argument of a key figure chooses from; `None` where it is free."""
    if argument == "base" and _ITEM in figure.parameters:
        return None
    return _KINDS.get(argument)


def choices(of: str, data: Dataset) -> dict[str, str]:
    """Return what can be chosen from a kind: value → Danish name; a period has its form instead.

    Raises:
        InputError: the data cannot be read.
    """
    plan = data.plan
    years = [str(year) for year in data.years]
    match of:
        case "area":
            return {area.code: area.name for area in data.areas.by_code.values()}
        case "group":
            labels = {name: group.label for name, group in plan.groups.items()}
            return labels | {code: function.label for code, function in plan.functions.items()}
        case "art":
            return {code: art.label for code, art in plan.arts.items()} | {"all": "alle arter"}
        case "supplier":
            return {art.supplier: art.label for art in plan.arts.values()}
        case "year":
            return dict.fromkeys(years, "")
        case "period":
            return {f"{years[0]}-{years[-1]}": "første og sidste år, med bindestreg"}
        case _:
            return {revision.name: "" for revision in revisions(data.project)}


def nearest(text: str, known: Mapping[str, str] | Sequence[str]) -> str | None:
    """Return the known word that a mistyped one is most like; a value is found by its name too."""
    named = dict(known) if not isinstance(known, (list, tuple)) else {}
    by_name = {name.casefold(): value for value, name in named.items() if name}
    words = {word.casefold(): word for word in known} | by_name
    found = get_close_matches(text.casefold(), words, n=1, cutoff=0.6)
    return words[found[0]] if found else None
