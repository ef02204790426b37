"""The cells of a delivered file as values with their places, and the faults found in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from kdanalysis.project import Fault, InputError
from kdanalysis.sources.workbook.layout import OPTION_FIELDS, Field, Kind

# Faults in a delivered file: where, what, and what to do; collected, never one at a time.


@dataclass(frozen=True)
class Place:
    """A place in a delivered file, as its sender sees it."""

    sheet: str
    """The sheet; the name of the file for CSV; the option for the command line."""
    row: int | None = None
    """Row in the sheet or line in the file, from 1."""
    column: str | None = None
    """Heading of the column."""

    def __str__(self) -> str:
        """Return the place in Danish: arket »Parter«, række 7, kolonne »Region«."""
        parts = (
            self.sheet,
            None if self.row is None else f"række {self.row}",
            None if self.column is None else f"kolonne »{self.column}«",
        )
        return ", ".join(filter(None, parts))


CellFault: TypeAlias = Fault[Place]
"""A fault in a delivered file."""


class InputFaultsError(InputError):
    """All faults of a delivered file at once."""

    def __init__(self, file: Path, faults: Sequence[CellFault]) -> None:
        """Keep the faults in the order of the file's places.

        Raises:
            ValueError: there are none.
        """
        if not faults:
            raise ValueError("no faults to report")
        self.faults = tuple(faults)
        lines = "".join(f"\n  {number}. {fault}" for number, fault in enumerate(faults, start=1))
        count = "1 fejl" if len(faults) == 1 else f"{len(faults)} fejl"
        remedy = "Ret fejlene i filen, og kør kommandoen igen. Intet er beregnet eller overskrevet."
        super().__init__(f"Filen har {count}:{lines}", file, remedy)


# From what stands in a cell to a value, or to the reason why it cannot be one.
#
# Nothing is guessed: a number written as text, a thousands separator that may be a decimal
# point, a day with a time of day are refused with what to write instead.

_PLAIN = re.compile(r"-?\d+([.,]\d+)?")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([., ]\d{3})+([.,]\d+)?")
_DANISH_DAY = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CellError(Exception):
    """A cell that cannot be read: what is wrong and what to do (Danish)."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep both parts."""
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def excel_value(raw: object, field: Field) -> CellValue:
    """Return the value of an Excel cell for a field; `None` if it is empty.

    Raises:
        CellError: the cell holds another kind of thing than the field asks for.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if field.kind is Kind.TEXT:
        return _excel_text(raw, field)
    if field.kind is Kind.DATE:
        return _excel_day(raw)
    return _excel_number(raw, field)


def _excel_text(raw: object, field: Field) -> str:
    if not isinstance(raw, str):
        raise CellError(f"»{raw}« er ikke tekst.", f"Skriv {field.title.lower()} som tekst.")
    return _known_choice(tidy(raw), field)


def _excel_day(raw: object) -> date:
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date()
    raise CellError(f"»{raw}« er ikke en dato.", "Skriv en dato uden klokkeslæt, fx 01-09-2025.")


def _excel_number(raw: object, field: Field) -> CellValue:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        what = "er tekst, ikke et tal" if isinstance(raw, str) else "er ikke et tal"
        raise CellError(f"»{raw}« {what}.", "Skriv tallet uden enhed, og formatér cellen som tal.")
    return _whole(Fraction(str(raw)), field)


def text_value(raw: str, field: Field) -> CellValue:
    """Return the value of a CSV cell for a field; `None` if it is empty.

    Numbers carry no thousands separator; their decimal sign is a point or a comma. Days are
    2025-09-01 or 01-09-2025.

    Raises:
        CellError: the text is not of the field's kind, or may be read in two ways.
    """
    text = tidy(raw)
    if not text:
        return None
    if field.kind is Kind.TEXT:
        return _known_choice(text, field)
    return _text_day(text) if field.kind is Kind.DATE else _text_number(text, field)


def _text_number(text: str, field: Field) -> CellValue:
    plain = text.replace("\N{MINUS SIGN}", "-")
    if _GROUPED.fullmatch(plain):
        raise CellError(
            f"»{text}« kan læses på to måder.", "Skriv tallet uden tusindtalsskilletegn, fx 1500."
        )
    if not _PLAIN.fullmatch(plain):
        raise CellError(f"»{text}« er ikke et tal.", "Skriv kun cifre, fx 1500 eller 1500.50.")
    return _whole(Fraction(plain.replace(",", ".")), field)


def _whole(amount: Fraction, field: Field) -> int | Fraction:
    if field.kind is Kind.AMOUNT:
        return amount
    if amount.denominator != 1:
        raise CellError(f"»{float(amount):g}« er ikke et helt tal.", "Skriv et helt antal.")
    return int(amount)


def _text_day(text: str) -> date:
    danish = _DANISH_DAY.fullmatch(text)
    iso = f"{danish[3]}-{danish[2]}-{danish[1]}" if danish else text
    try:
        if _ISO_DAY.fullmatch(iso):
            return date.fromisoformat(iso)
    except ValueError:
        pass
    raise CellError(f"»{text}« er ikke en dato.", "Skriv datoen som 2025-09-01.")


def tidy(text: str) -> str:
    """Return the text without blanks at its ends and with single ones inside."""
    return " ".join(text.split())


def _known_choice(text: str, field: Field) -> str:
    if not field.choices:
        return text
    for choice in field.choices:
        if text.casefold() == choice:
            return choice
    raise CellError(f"»{text}« er ikke en mulighed.", f"Vælg {' eller '.join(field.choices)}.")


# Delivered rows with the place of every cell, the same for workbook, CSV and command line.

CellValue = str | int | Fraction | date | None
"""A cell as read: text, whole number, exact amount, day, or `None` if empty."""


@dataclass(frozen=True)
class Record:
    """One row of a table, or all assumptions: values and places by key of the field."""

    values: Mapping[str, CellValue]
    places: Mapping[str, Place]
    broken: frozenset[str] = frozenset()
    """Keys whose cell could not be read; a fault of its own says why."""

    def fault(self, key: str, what: str, remedy: str) -> CellFault:
        """Return a fault at the cell of `key`."""
        return CellFault(self.places[key], what, remedy)

    def missing(self, key: str) -> bool:
        """Return whether the cell is empty (a cell that could not be read is not)."""
        return self.values.get(key) is None and key not in self.broken

    def text(self, key: str) -> str | None:
        """Return the text of the cell, if it holds any."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def amount(self, key: str) -> Fraction | None:
        """Return the number of the cell, if it holds one."""
        value = self.values.get(key)
        return Fraction(value) if isinstance(value, int | Fraction) else None

    def count(self, key: str) -> int | None:
        """Return the whole number of the cell, if it holds one."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> date | None:
        """Return the day of the cell, if it holds one."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None


@dataclass(frozen=True)
class Delivery:
    """A delivered file as read, before anything is asked of its content."""

    file: Path
    form: tuple[Field, ...]
    """The columns of its table of parties."""
    parties: tuple[Record, ...]
    assumptions: Record
    regions: tuple[Record, ...]
    """The table of regions; empty for CSV."""
    faults: tuple[CellFault, ...]
    """What could not be read."""


# Values written as text: the cells of a CSV row and the options of a command.


@dataclass(frozen=True)
class Options:
    """The assumptions given with a command, as read."""

    record: Record
    faults: tuple[CellFault, ...]


def read_options(texts: Mapping[str, str | None]) -> Options:
    """Return the options by key of `OPTION_FIELDS`; those not given are empty."""
    places = {f.key: Place(f"kommandolinjen, {f.title}") for f in OPTION_FIELDS}
    return Options(*text_record(texts, OPTION_FIELDS, places))


def text_record(
    texts: Mapping[str, str | None], fields: Sequence[Field], places: Mapping[str, Place]
) -> tuple[Record, tuple[CellFault, ...]]:
    """Return the values of one row of texts, and a fault for each that cannot be read."""
    values: dict[str, CellValue] = {}
    faults: dict[str, CellFault] = {}
    for field in fields:
        try:
            values[field.key] = text_value(texts.get(field.key) or "", field)
        except CellError as error:
            faults[field.key] = CellFault(places[field.key], error.what, error.remedy)
    return Record(values, places, frozenset(faults)), tuple(faults.values())
