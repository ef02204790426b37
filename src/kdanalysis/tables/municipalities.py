"""The municipalities by code, name or file name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from kdanalysis.tables.areas import Area, Areas

ALL = "all"
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})


def municipalities(areas: Areas) -> tuple[Area, ...]:
    """Return the municipalities by name, as Danes sort them (`aa` as å, last)."""
    found = (area for area in areas.by_code.values() if area.kind == "municipality")
    return tuple(sorted(found, key=lambda area: _sorted_as(area.name)))


def _sorted_as(name: str) -> str:
    # æ, ø, å follow z, and are each other's neighbours in that order only here.
    order = {"aa": "{3", "å": "{3", "ø": "{2", "æ": "{1"}
    text = name.casefold()
    for letter, place in order.items():
        text = text.replace(letter, place)
    return text


def file_name(area: Area) -> str:
    """Return the name as part of an address: `ringkoebing-skjern`."""
    return area.name.casefold().translate(_ASCII)


def find_municipalities(areas: Areas, wanted: str) -> tuple[Area, ...]:
    """Return the municipality with a name or code, or all of them.

    Args:
        areas: the areas.
        wanted: `all`, a name (in any case, also as file name) or a code.

    Raises:
        InputError: there is none.
    """
    everyone = municipalities(areas)
    text = wanted.strip().casefold()
    if text == ALL:
        return everyone
    for area in everyone:
        if text in (area.code, area.name.casefold(), file_name(area)):
            return (area,)
    raise InputError(f"Ukendt kommune: {wanted}.", "--kommune", _remedy(text, everyone))


def _remedy(text: str, everyone: tuple[Area, ...]) -> str:
    """Return the name that is written most like `text`, if one is, before all of them."""
    spelt = {way: a.name for a in everyone for way in (a.name.casefold(), file_name(a))}
    meant = [f"Mente du {spelt[way]}? " for way in get_close_matches(text, spelt, 1)]
    names = ", ".join(area.name for area in everyone)
    return f"{''.join(meant)}Skriv {ALL}, en kode eller et navn: {names}."
