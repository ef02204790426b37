"""The municipalities by code, name or file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.tables.given import read_places

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


def find_municipalities(areas: Areas, wanted: object) -> tuple[Area, ...]:
    """Return the municipality with a name or code, or all of them.

    Args:
        areas: the areas.
        wanted: `all`, a name (in any case, with or without accents, also as file name) or a code.

    Raises:
        InputError: there is none, or it is no municipality.
    """
    everyone = municipalities(areas)
    text = wanted.strip().casefold() if isinstance(wanted, str) else ""
    if text == ALL:
        return everyone
    by_file = [area for area in everyone if text == file_name(area)]
    return tuple(by_file) or (_one(areas, wanted, everyone),)


def _one(areas: Areas, wanted: object, everyone: tuple[Area, ...]) -> Area:
    try:
        (found,) = read_places(wanted, areas)
    except ValueError as error:
        raise InputError("Der skal være én kommune.", "area", _remedy(everyone)) from error
    except InputError as fault:
        raise InputError(
            fault.what.replace("Området", "Kommunen"), fault.where, _meant(fault, everyone)
        ) from fault
    if found not in everyone:
        raise InputError(
            f"{found.name} er ikke en kommune.", f"area = {wanted!r}", _remedy(everyone)
        )
    return found


def _meant(fault: InputError, everyone: tuple[Area, ...]) -> str:
    """Return what the reader of places thought was meant, and what can be chosen here."""
    meant, _, _ = fault.remedy.partition("Skriv ")
    return f"{meant if meant.startswith('Mente') else ''}{_remedy(everyone)}"


def _remedy(everyone: tuple[Area, ...]) -> str:
    names = ", ".join(area.name for area in everyone)
    return f"Skriv {ALL}, en kode eller et navn: {names}."
