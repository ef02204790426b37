"""What people write as parameters and municipalities, read where it means one thing only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from numbers import Rational, Real
from typing import Final

from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY, Area, Areas
from kdanalysis.tables.period import Period

# What people write as parameters, read where it can mean one thing only, else refused in words.
#
# A parameter cell holds whatever an analyst finds natural: `2018`, `"2018-22"`, `"Skanderborg"`,
# `"1.500.000 kr."`. Each reader returns the value meant, or raises an `InputError` that names
# the parameter, says what to write and what can be chosen.


_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_RANGE: Final = re.compile(r"(\d{4})\s*-\s*(\d{4}|\d{2})?")
_YEAR: Final = re.compile(r"\d{4}")
_KRONER: Final = re.compile(r"(-?(?:\d{1,3}(?:\.\d{3})+|\d+))(?:,(\d{1,2}|-))?\s*(?:kr\.?|,-)?")
_CODE_LENGTH: Final = 3
_REGION: Final = re.compile(r"region\w*\s+(midt\w*|082|82)")
_MOST_AREAS: Final = 6
"""More places than this beside each other are no longer read as such."""


def read_places(given: object, areas: Areas) -> tuple[Area, ...]:
    """Return the areas meant by codes or names: one, or several beside each other.

    Args:
        given: `"746"`, `746`, `"Skanderborg"`, `"hele landet"`, several with commas, or a list.
        areas: those that there are.

    Raises:
        InputError: one is unknown, stands twice, is the country beside others, or there are none.
    """
    parts = _parts(given)
    found = [_place(part, areas) for part in parts]
    if not found:
        raise _fault("area", given, "Der er ikke valgt noget område.", _areas_told(areas))
    if len(set(found)) < len(found):
        raise _fault("area", given, "Et område står to gange.", "Skriv hvert område én gang.")
    if len(found) > 1 and any(area.kind != "municipality" for area in found):
        raise _fault(
            "area", given, "Flere områder skal være kommuner.",
            "Landet står altid ved siden af; skriv kun kommunerne, fx Skanderborg, Silkeborg.",
        )  # fmt: skip
    if len(found) > _MOST_AREAS:
        raise _fault(
            "area", given, f"{len(found)} områder er flere, end der kan stå ved siden af hinanden.",
            f"Vælg højst {_MOST_AREAS}, eller Midtjylland for alle under ét.",
        )  # fmt: skip
    return tuple(found)


def _parts(given: object) -> list[object]:
    if isinstance(given, str):
        return [part.strip() for part in given.split(",") if part.strip()]
    if isinstance(given, list | tuple | set | frozenset):
        return [part for item in given for part in _parts(item)]
    return [given]


def _place(given: object, areas: Areas) -> Area:
    number = _whole(given)
    text = str(number) if number is not None else given
    if not isinstance(text, str):
        raise _fault("area", given, f"{_shown(given)} er ikke et område.", _areas_told(areas))
    code = text.strip().zfill(_CODE_LENGTH) if text.strip().isdecimal() else text.strip()
    if code in areas.by_code:
        return areas.by_code[code]
    plain = folded(text)
    if _REGION.search(plain):
        raise _fault(
            "area", given,
            "Region Midtjylland er regionen som myndighed; regnskaberne her er kommunernes.",
            "Skriv Midtjylland (082) for de midtjyske kommuner under ét.",
        )  # fmt: skip
    names = {folded(area.name): area for area in areas.by_code.values()}
    names |= {"landet": areas.by_code[COUNTRY], "danmark": areas.by_code[COUNTRY]}
    plain = plain.removesuffix(" kommune")
    if plain in names:
        return names[plain]
    near = dict.fromkeys(names[name].name for name in get_close_matches(plain, names, n=1))
    meant = f"Mente du {' eller '.join(near)}? " if near else ""
    raise _fault("area", given, f"Området {_shown(given)} kendes ikke.", meant + _areas_told(areas))


def folded(text: str) -> str:
    """Return text for comparison: lower case, single spaces, letters without accents."""
    spelt = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    bare = unicodedata.normalize("NFKD", spelt)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def _areas_told(areas: Areas) -> str:
    told = ", ".join(f"{area.name} ({area.code})" for area in areas.by_code.values())
    return f"Skriv kode eller navn. Der kan vælges: {told}."


def read_period(given: object, years: range, newest: int) -> Period:
    """Return the period meant: `2018-2022`, `2018-22`, `2018-` or `2018` to the newest, a pair.

    Args:
        given: the parameter.
        years: the accounting years that there are.
        newest: the newest year with a price level, where an open period ends.

    Raises:
        InputError: it cannot be read, does not ascend, or reaches outside the years.
    """
    first, last = _ends(given, newest)
    remedy = (
        f"Skriv første og sidste år, fx {years[0]}-{newest}, eller {years[0]}- til det nyeste. "
        f"Der er regnskaber for {years[0]}-{years[-1]}."
    )
    if first is None or last is None:
        raise _fault("period", given, f"Perioden {_shown(given)} kan ikke læses.", remedy)
    if first >= last:
        what = f"Perioden {_shown(given)} kan ikke bruges: den skal gå fra et år til et senere."
        raise _fault("period", given, what, remedy)
    return Period(first, last)


def _ends(given: object, newest: int) -> tuple[int | None, int | None]:
    if isinstance(given, Period):
        return given.first, given.last
    if isinstance(given, range) and len(given) > 1 and given.step == 1:
        return given[0], given[-1]
    if isinstance(given, list | tuple):
        ends = [_year(part) for part in given]
        return (ends[0], ends[1]) if len(ends) == 2 else (None, None)  # noqa: PLR2004 - a pair
    if (year := _year(given)) is not None:
        return year, newest
    text = given.translate(_DASHES).strip() if isinstance(given, str) else ""
    if found := _RANGE.fullmatch(text):
        first, last = found[1], found[2] or str(newest)
        return int(first), int(first[: 4 - len(last)] + last)
    return None, None


def read_year(given: object, name: str, years: Iterable[int], outside: str = "") -> int:
    """Return the year meant: `2022`, `"2022"`, `2022.0`.

    Args:
        given: the parameter.
        name: its name, for the message.
        years: those that can be chosen.
        outside: what to say of another year, with `{year}` in it.

    Raises:
        InputError: it is no year, or none of those that can be chosen.
    """
    known = sorted(years)
    remedy = f"Skriv et årstal med fire cifre, fx {known[-1]}. Der kan vælges {_span(known)}."
    year = _year(given)
    if year is None:
        raise _fault(name, given, f"{_shown(given)} er ikke et årstal.", remedy)
    if year not in known:
        what = outside.format(year=year) or f"Året {year} kan ikke vælges."
        raise _fault(name, given, what, remedy)
    return year


def _span(years: Sequence[int]) -> str:
    whole = list(range(years[0], years[-1] + 1)) == list(years)
    return f"{years[0]}-{years[-1]}" if whole else ", ".join(map(str, years))


def _year(given: object) -> int | None:
    number = _whole(given)
    if number is None and isinstance(given, str) and _YEAR.fullmatch(given.strip()):
        number = int(given)
    return number if number is not None and _YEAR.fullmatch(str(number)) else None


def read_kroner(given: object, name: str, example: str) -> Fraction:
    """Return the amount meant, in kroner: `1_500_000`, `"1.500.000 kr."`, `Decimal("1500000")`.

    Args:
        given: the parameter.
        name: its name, for the message.
        example: what could stand there.

    Raises:
        InputError: it is no amount, or can mean several (a point that is no thousands' mark).
    """
    amount = _number(given)
    if amount is None and isinstance(given, str):
        text = given.translate(_DASHES).replace("\N{NO-BREAK SPACE}", " ").strip().casefold()
        if found := _KRONER.fullmatch(text.replace(" ", "") if text[:1] != "-" else text):
            small = (found[2] or "").rstrip("-")
            amount = Fraction(Decimal(f"{found[1].replace('.', '')}.{small or 0}"))
    if amount is None:
        raise _fault(
            name, given, f"{_shown(given)} er ikke et beløb i kroner.",
            f"Skriv et helt beløb uden enhed, fx {example}, eller med punktum mellem tusinderne i "
            f'anførselstegn, fx "{_with_points(example)}".',
        )  # fmt: skip
    return amount


def _with_points(example: str) -> str:
    return example.replace("_", ".")


def read_whole(given: object, name: str, *, least: int, most: int) -> int:
    """Return the whole number meant, within its bounds.

    Raises:
        InputError: it is no whole number, or outside.
    """
    number = _whole(given)
    if number is None and isinstance(given, str):
        text = given.strip().replace(".", "").replace("_", "")
        number = int(text) if text.isdecimal() and text.isascii() else None
    if number is None or not least <= number <= most:
        raise _fault(
            name, given, f"{_shown(given)} kan ikke bruges.",
            f"Skriv et helt tal fra {least} til {most}.",
        )  # fmt: skip
    return number


def read_day(given: object, name: str) -> date:
    """Return the day meant: `2024-01-26`, `26-01-2024`, `26.1.2024` or a date.

    Raises:
        InputError: it is no day.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, str):
        text = given.strip().translate(_DASHES)
        for form in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"):
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    what = f"{_shown(given)} er ikke en dato."
    raise _fault(name, given, what, "Skriv fx 2024-01-26 eller 26-01-2024, i anførselstegn.")


def _number(given: object) -> Fraction | None:
    """Return a finite number exactly as it is written; none of anything else."""
    if isinstance(given, bool) or not isinstance(given, Real | Decimal):
        return None
    if isinstance(given, Rational):
        return Fraction(int(given.numerator), int(given.denominator))
    exact = given if isinstance(given, Decimal) else Decimal(repr(float(given)))
    return Fraction(exact) if exact.is_finite() else None


def _whole(given: object) -> int | None:
    number = _number(given)
    return int(number) if number is not None and number.denominator == 1 else None


def _shown(given: object) -> str:
    text = given if isinstance(given, str) else repr(given)
    line = " ".join(text.split())
    return f"»{line[:60]}«"


def _fault(name: str, given: object, what: str, remedy: str) -> InputError:
    where = f"parameteren {name} = {' '.join(repr(given).split())[:80]}"
    return InputError(what, where, remedy)


# The municipalities by code, name or file name.

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
    what, where = f"Ukendt kommune: {' '.join(str(wanted).split())[:60]}.", "area, --kommune"
    try:
        found = read_places(wanted, areas)
    except InputError as fault:
        raise InputError(what, where, _meant(fault, everyone)) from fault
    if len(found) > 1 or found[0] not in everyone:
        raise InputError(what, where, _remedy(everyone))
    return found[0]


def _meant(fault: InputError, everyone: tuple[Area, ...]) -> str:
    """Return what the reader of places thought was meant, and what can be chosen here."""
    meant, _, _ = fault.remedy.partition("Skriv ")
    return f"{meant if meant.startswith('Mente') else ''}{_remedy(everyone)}"


def _remedy(everyone: tuple[Area, ...]) -> str:
    names = ", ".join(area.name for area in everyone)
    return f"Skriv {ALL}, en kode eller et navn: {names}."
