"""A register: a raw file whose rows have a declared schema.

The schema is a frozen dataclass, which is also what the rest of the program works with: each field
is a column that the file must have, and its type says what a cell may be. A plain `str` is text
that must be there, `... | None` a cell that may be empty; the types below read numbers, days and
lists. A column with another name than its field is told by `column`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from datetime import date
from fractions import Fraction
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeVar, get_type_hints

from pydantic import BeforeValidator, Field, PlainValidator, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv, verified_bytes

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")

# What a cell may be: each kind with its form, and what to write instead of a cell without it.

_OWN: Final = "cell"


def kind_of_cell(
    form: str, read: Callable[[str], object], fault: str, remedy: str
) -> PlainValidator:
    """Return the mark of a field whose cells are of a kind.

    Args:
        form: the regular expression that all of the cell must fit.
        read: makes the value; a `ValueError` means that the cell has none.
        fault: what a cell is that does not fit, after the cell itself (Danish).
        remedy: what to write (Danish); also told where the cell is empty.
    """
    fits = re.compile(form, re.DOTALL).fullmatch

    def value(cell: object) -> object:
        try:
            if isinstance(cell, str) and fits(cell):
                return read(cell)
        except ValueError:
            pass
        raise PydanticCustomError(_OWN, "{fault}", {"fault": fault, "remedy": remedy})

    return PlainValidator(value)


def column(name: str) -> Any:  # noqa: ANN401 (what pydantic says that its own `Field` is)
    """Return the mark of a field whose column is called `name`."""
    return Field(validation_alias=name)


_DECIMAL: Final = "Skriv et tal med punktum som decimaltegn."

Whole: TypeAlias = Annotated[
    int,
    kind_of_cell(r"-?[0-9]{1,18}", int, "er ikke et helt tal", "Skriv et helt tal."),
]
Exact: TypeAlias = Annotated[
    Fraction,
    kind_of_cell(r"-?[0-9]+(\.[0-9]+)?", Fraction, "er ikke et tal", _DECIMAL),
]
Year: TypeAlias = Annotated[
    int, kind_of_cell(r"[12][0-9]{3}", int, "er ikke et årstal", "Skriv et årstal.")
]
Day: TypeAlias = Annotated[
    date,
    kind_of_cell(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        date.fromisoformat,
        "er ikke en dato",
        "Skriv en dato som 2024-01-26.",
    ),
]
Truth: TypeAlias = Annotated[
    bool, kind_of_cell("[01]", "1".__eq__, "er hverken 0 eller 1", "Skriv 0 eller 1.")
]
Code: TypeAlias = Annotated[
    str, kind_of_cell("[0-9]+", str, "er ikke en kode", "Skriv koden i cifre.")
]
"""Digits, with their leading zeros."""
Decider: TypeAlias = Annotated[
    str, kind_of_cell(".+", str, "er tom", "Skriv, hvem der har besluttet det.")
]
"""Who answers for a number: without it, nobody may use the number."""
Remark: TypeAlias = Annotated[str, BeforeValidator(lambda cell: cell or "")]
"""Text, or none."""
Listed: TypeAlias = Annotated[
    tuple[str, ...], BeforeValidator(lambda cell: tuple(cell.split(";")) if cell else ())
]
"""Texts with `;` between; none in an empty cell."""

_TOLD: Final = {
    "enum": ("er ikke en af {expected}", "Brug en af dem."),
    "literal_error": ("er ikke en af {expected}", "Brug en af dem."),
    "string_pattern_mismatch": ("har ikke formen {pattern}", "Ret cellen."),
    "greater_than_equal": ("skal være mindst {ge}", "Ret tallet."),
    "less_than_equal": ("skal være højst {le}", "Ret tallet."),
}
"""The kinds of fault that pydantic finds by itself, in Danish."""

# Reading: every row of a file, or every fault of it.

Cells: TypeAlias = dict[str, str | None]
"""The cells of one row, by column."""


_Fault: TypeAlias = tuple[int, str, str]
"""The row (from 0), what is wrong with it after its number, and what to do."""


@cache
def columns(row: type[DataclassInstance]) -> tuple[str, ...]:
    """Return the columns of a register's rows, in the order of the fields."""
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column_name(field.name, hints[field.name]) for field in fields(row))


def _column_name(field: str, hint: object) -> str:
    marks = [m.validation_alias for m in getattr(hint, "__metadata__", ()) if type(m) is FieldInfo]
    return next((str(name) for name in marks if name), field)


@cache
def _schema(row: type[DataclassInstance]) -> TypeAdapter[Any]:
    return TypeAdapter(row)


def read_register(
    file: Path,
    row: type[R],
    *,
    key: Collection[str] = (),
    rule: Callable[[R], str | None] | None = None,
    missing_ok: bool = False,
    empty_ok: bool = False,
) -> tuple[R, ...]:
    """Return the rows of a raw CSV file, typed, in the file's order.

    Args:
        file: the file; columns that `row` does not have are left alone.
        row: the dataclass that declares the columns.
        key: the columns that no two rows share; faults name a row by them too.
        rule: says what is wrong with a row whose cells are each right (Danish), or `None`.
        missing_ok: whether a file that is not there has no rows.
        empty_ok: whether a file may be without rows.

    Raises:
        InputError: the receipt does not fit, a column is missing, there are no rows, or rows have
            faults; all faults are told, each with row (the line of the file), column and cell.
    """
    if missing_ok and not file.is_file():
        return ()
    cells = _cells(file, columns(row))
    if not (cells or empty_ok):
        raise InputError("Filen har ingen rækker.", file, "Tilføj rækkerne.")
    found: list[R] = []
    faults = list(_duplicates(cells, key))
    for number, record in enumerate(cells):
        name = ", ".join(filter(None, (record[column] for column in key)))
        try:
            found.append(_schema(row).validate_python(record))
            wrong = _broken(found[-1], rule)
        except ValidationError as error:
            wrong = [_cell_fault(record, fault) for fault in error.errors(include_url=False)]
        faults += [(number, f" ({name}){w}" if name else w, remedy) for w, remedy in wrong]
    if faults:
        raise _told(file, sorted(faults, key=itemgetter(0)))
    return tuple(found)


def _broken(row: R, rule: Callable[[R], str | None] | None) -> list[tuple[str, str]]:
    broken = rule(row) if rule else None
    return [(f": {broken}", "Ret rækken.")] if broken else []


def _cells(file: Path, needed: Collection[str]) -> list[Cells]:
    rows = read_raw_csv(file, *needed).iter_rows(named=True)
    return [{name: _told_or_none(row[name]) for name in needed} for row in rows]


def _told_or_none(cell: str | None) -> str | None:
    return cell if cell and not cell.isspace() else None


def _duplicates(cells: list[Cells], key: Collection[str]) -> Iterator[_Fault]:
    seen: set[tuple[str, ...]] = set()
    for number, record in enumerate(cells if key else ()):
        found = tuple(record[name] or "" for name in key)
        if found in seen:
            yield number, f": {', '.join(found)} står to gange", "Slet den ene række."
        seen.add(found)


def _cell_fault(record: Cells, error: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a cell, and what to do."""
    name, told, own = str(error["loc"][0]), error.get("ctx", {}), error["type"] == _OWN
    what, remedy = _TOLD.get(error["type"], ("kan ikke læses", "Ret cellen."))
    if own:
        what, remedy = told["fault"], told["remedy"]
    if record[name] is None:
        return f", {name}: cellen er tom", remedy if own else "Udfyld cellen."
    shown = what.format(**told).replace("' or '", "', '")
    return f", {name}: »{record[name]}« {shown}", remedy


def _told(file: Path, faults: list[_Fault]) -> InputError:
    """Return all faults of a file as one error."""
    lines = dict(enumerate(_lines(verified_bytes(file).decode())))
    told = [f"Række {lines.get(row, row + 2)}{what}" for row, what, _ in faults]
    remedies = " ".join(dict.fromkeys(remedy for *_, remedy in faults))
    text = told[0] if len(told) == 1 else f"Filen har {len(told)} fejl:\n  " + "\n  ".join(told)
    return InputError(f"{text}.", file, remedies)


def _lines(text: str) -> list[int]:
    """Return the line each row begins on; a cell may hold several lines."""
    reader = csv.reader(io.StringIO(text, newline=""))
    begins = [1]
    begins += [reader.line_num + 1 for _ in reader]
    return begins[1:-1]
