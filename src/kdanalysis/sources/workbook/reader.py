"""Reading a delivered workbook: its cells as values with places, and every fault on the way.

An older template, links to other files, missing sheets or headings, formulas that were never
calculated and cells of the wrong kind are all collected; only a file that is no workbook stops at
once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.sources.workbook.cells import CellError, excel_value, tidy
from kdanalysis.sources.workbook.faults import Fault, Place
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    ASSUMPTIONS,
    HEADER_ROW,
    PARTIES,
    PARTY_FIELDS,
    REGION_FIELDS,
    REGIONS,
)
from kdanalysis.sources.workbook.opening import book_faults, open_book
from kdanalysis.sources.workbook.records import Delivery, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from kdanalysis.sources.workbook.layout import Field
    from kdanalysis.sources.workbook.opening import Book
    from kdanalysis.sources.workbook.records import CellValue

_FIRST_ROW = HEADER_ROW + 1
_VALUE_COLUMN = 2


@dataclass(frozen=True)
class Part:
    """Rows read, and what could not be."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...]


def read_workbook(file: Path) -> Delivery:
    """Return the content of a workbook made from the template, with the faults of reading it.

    Raises:
        InputFaultsError: the file is no workbook (.xlsx).
    """
    book = open_book(file)
    assumptions = _assumptions(book)
    regions = read_table(book, REGIONS, REGION_FIELDS)
    parties = read_table(book, PARTIES, PARTY_FIELDS)
    faults = (*book_faults(file, book), *assumptions.faults, *regions.faults, *parties.faults)
    return Delivery(
        file, PARTY_FIELDS, parties.records, assumptions.records[0], regions.records, faults
    )


def read_table(book: Book, sheet: str, fields: Sequence[Field]) -> Part:
    """Return the rows of a sheet's table that are not empty, and what could not be read."""
    if not book.has(sheet):
        return Part((), ())
    numbers = range(1, book.columns(sheet) + 1)
    headings = [_heading(book, sheet, HEADER_ROW, column) for column in numbers]
    columns = dict(zip(headings, numbers, strict=True))
    records: list[Record] = []
    faults = _heading_faults(sheet, headings, fields)
    for row in range(_FIRST_ROW, book.rows(sheet) + 1):
        cells = {f.key: (row, columns[f.title]) for f in fields if f.title in columns}
        if not all(book.is_empty(sheet, *cell) for cell in cells.values()):
            places = {field.key: _place(sheet, row, field.title) for field in fields}
            part = _record(book, sheet, fields, cells, places)
            records += part.records
            faults += part.faults
    return Part(tuple(records), tuple(faults))


def _assumptions(book: Book) -> Part:
    """Read the assumptions: headings in the first column, values in the second."""
    places = {f.key: _place(ASSUMPTIONS, None, f.title) for f in ASSUMPTION_FIELDS}
    if not book.has(ASSUMPTIONS):
        return Part((Record({}, places, frozenset(places)),), ())
    rows = {
        _heading(book, ASSUMPTIONS, row, 1): row
        for row in range(_FIRST_ROW, book.rows(ASSUMPTIONS) + 1)
    }
    known = [field for field in ASSUMPTION_FIELDS if field.title in rows]
    places |= {field.key: _place(ASSUMPTIONS, rows[field.title], "Værdi") for field in known}
    cells = {field.key: (rows[field.title], _VALUE_COLUMN) for field in known}
    part = _record(book, ASSUMPTIONS, ASSUMPTION_FIELDS, cells, places)
    missing = [
        Fault(places[f.key], "Forudsætningen mangler i arket.", _restore(f))
        for f in ASSUMPTION_FIELDS
        if f not in known
    ]
    return Part(part.records, (*missing, *part.faults))


def _heading(book: Book, sheet: str, row: int, column: int) -> str:
    return tidy(str(book.values[sheet].cell(row, column).value or ""))


def _heading_faults(sheet: str, headings: Sequence[str], fields: Sequence[Field]) -> list[Fault]:
    titles = {field.title for field in fields}
    missing = [
        Fault(_place(sheet, HEADER_ROW, field.title), "Kolonnen mangler.", _restore(field))
        for field in fields
        if field.title not in headings
    ]
    superfluous = [
        Fault(_place(sheet, HEADER_ROW, title), _superfluous(title, titles), "Slet kolonnen.")
        for number, title in enumerate(headings)
        if title and (title not in titles or title in headings[:number])
    ]
    return missing + superfluous


def _superfluous(title: str, known: Collection[str]) -> str:
    return "Kolonnen står flere gange." if title in known else "Kolonnen er ukendt."


def _restore(field: Field) -> str:
    return f"Skriv overskriften »{field.title}«, som den står i skabelonen."


def _place(sheet: str, row: int | None, column: str) -> Place:
    return Place(f"arket »{sheet}«", row, column)


def _record(
    book: Book,
    sheet: str,
    fields: Sequence[Field],
    cells: Mapping[str, tuple[int, int]],
    places: Mapping[str, Place],
) -> Part:
    """Read one cell per field; a field without a cell counts as broken, not as empty."""
    values: dict[str, CellValue] = {}
    faults: list[Fault] = []
    for field in fields:
        if field.key not in cells:
            continue
        try:
            values[field.key] = excel_value(book.cell(sheet, *cells[field.key]), field)
        except CellError as error:
            faults.append(Fault(places[field.key], error.what, error.remedy))
    broken = frozenset(field.key for field in fields) - frozenset(values)
    return Part((Record(values, places, broken),), tuple(faults))
