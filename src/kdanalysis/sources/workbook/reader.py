"""Reading a delivered workbook or CSV file: each cell as a value with its place, and all faults."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from kdanalysis.project import InputError
from kdanalysis.sources.workbook.cells import (
    CellError,
    CellFault,
    CellValue,
    Delivery,
    InputFaultsError,
    Options,
    Place,
    Record,
    excel_value,
    text_record,
    tidy,
)
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    ASSUMPTIONS,
    CSV_FIELDS,
    HEADER_ROW,
    OPTIONAL_COLUMNS,
    PARTIES,
    PARTY_FIELDS,
    REGION_FIELDS,
    REGIONS,
    TENDER,
    Field,
    Form,
)

# Opening a delivered workbook, and what must hold for the whole of it.

_LINKS = "xl/externalLinks/"
_OTHER_FILE = re.compile(r"\[[^\]]+\][^!\[\]]*!")
"""A reference such as [other.xlsx]Sheet1!A1, or [1]Sheet1!A1."""


@dataclass(frozen=True)
class Book:
    """The same workbook twice: as calculated and as written."""

    values: Workbook
    formulas: Workbook

    def has(self, sheet: str) -> bool:
        """Return whether the workbook holds a sheet."""
        return sheet in self.values.sheetnames

    def rows(self, sheet: str) -> int:
        """Return the number of the last row in use."""
        return int(self.formulas[sheet].max_row)

    def columns(self, sheet: str) -> int:
        """Return the number of the last column in use."""
        return int(self.formulas[sheet].max_column)

    def is_empty(self, sheet: str, row: int, column: int) -> bool:
        """Return whether nothing is written in the cell."""
        written = self.formulas[sheet].cell(row, column).value
        return written is None or (isinstance(written, str) and not written.strip())

    def cell(self, sheet: str, row: int, column: int) -> object:
        """Return the calculated content of a cell.

        Raises:
            CellError: its formula reads another file, failed, or was never calculated.
        """
        cell = self.values[sheet].cell(row, column)
        if _OTHER_FILE.search(self._formula(sheet, row, column)):
            raise CellError("Formlen henter tal fra en anden fil.", "Skriv værdien i stedet.")
        if cell.data_type == "e":
            raise CellError(f"Formlen giver {cell.value}.", "Ret formlen, eller skriv værdien.")
        if cell.value is None and self._formula(sheet, row, column):
            raise CellError(
                "Formlen har ingen gemt værdi.", "Åbn og gem filen i Excel, eller skriv værdien."
            )
        return cell.value

    def _formula(self, sheet: str, row: int, column: int) -> str:
        """Return the formula of a cell; empty if it has none."""
        cell = self.formulas[sheet].cell(row, column)
        # An array formula is an object that holds its text.
        return str(getattr(cell.value, "text", cell.value)) if cell.data_type == "f" else ""


def open_book(file: Path) -> Book:
    """Return the workbook.

    Raises:
        InputFaultsError: the file cannot be read as a workbook (.xlsx).
    """
    try:
        return Book(load_workbook(file, data_only=True), load_workbook(file))
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere in the parser, in many ways
        fault = CellFault(
            Place(file.name),
            "Filen er ikke en læsbar Excel-projektmappe.",
            "Gem den som .xlsx uden adgangskode.",
        )
        raise InputFaultsError(file, [fault]) from None


def book_faults(file: Path, book: Book, form: Form = TENDER) -> Iterator[CellFault]:
    """Yield what is wrong with the workbook as a whole: its version, links and sheets."""
    yield from _version_faults(file, book, form)
    with zipfile.ZipFile(file) as archive:
        linked = any(name.startswith(_LINKS) for name in archive.namelist())
    if linked:
        yield CellFault(
            Place(file.name),
            "Projektmappen henter tal fra andre filer.",
            "Bryd kæderne (Data › Rediger kæder), så tallene står i filen selv.",
        )
    for sheet in form.sheets:
        if not book.has(sheet):
            yield CellFault(Place(f"arket »{sheet}«"), "Arket mangler.", _renewal(form))


def _renewal(form: Form) -> str:
    return f"Hent en ny skabelon (kdanalysis inputs new {form.name}), og flyt tallene over i den."


def _version_faults(file: Path, book: Book, form: Form) -> Iterator[CellFault]:
    version = _version(book, form)
    if version is None:
        yield CellFault(Place(file.name), "Filen er ikke lavet med skabelonen.", _renewal(form))
    elif version < form.version:
        what = f"Filen er lavet med skabelonens version {version}; den nye er {form.version}."
        yield CellFault(Place(file.name), what, _renewal(form))
    elif version > form.version:
        what = f"Skabelonens version {version} er nyere end {form.version}."
        yield CellFault(Place(file.name), what, "Opdatér kdanalysis, og kør kommandoen igen.")


def _version(book: Book, form: Form) -> int | None:
    name = book.values.defined_names.get(form.version_name)
    for sheet, cell in name.destinations if name is not None else ():
        value = book.values[sheet][cell].value if book.has(sheet) else None
        return value if isinstance(value, int) else None
    return None


# Reading a delivered workbook: its cells as values with places, and every fault on the way.
#
# An older template, links to other files, missing sheets or headings, formulas that were never
# calculated and cells of the wrong kind are all collected; only a file that is no workbook stops
# at once.

_FIRST_ROW = HEADER_ROW + 1
_VALUE_COLUMN = 2


@dataclass(frozen=True)
class Part:
    """Rows read, and what could not be."""

    records: tuple[Record, ...]
    faults: tuple[CellFault, ...]


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
        CellFault(places[f.key], "Forudsætningen mangler i arket.", _restore(f))
        for f in ASSUMPTION_FIELDS
        if f not in known
    ]
    return Part(part.records, (*missing, *part.faults))


def _heading(book: Book, sheet: str, row: int, column: int) -> str:
    return tidy(str(book.values[sheet].cell(row, column).value or ""))


def _heading_faults(
    sheet: str, headings: Sequence[str], fields: Sequence[Field]
) -> list[CellFault]:
    titles = {field.title for field in fields}
    missing = [
        CellFault(_place(sheet, HEADER_ROW, field.title), "Kolonnen mangler.", _restore(field))
        for field in fields
        if field.title not in headings
    ]
    superfluous = [
        CellFault(_place(sheet, HEADER_ROW, title), _superfluous(title, titles), "Slet kolonnen.")
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
    faults: list[CellFault] = []
    for field in fields:
        if field.key not in cells:
            continue
        try:
            values[field.key] = excel_value(book.cell(sheet, *cells[field.key]), field)
        except CellError as error:
            faults.append(CellFault(places[field.key], error.what, error.remedy))
    broken = frozenset(field.key for field in fields) - frozenset(values)
    return Part((Record(values, places, broken),), tuple(faults))


# Reading parties from CSV: one row per party, in the columns of `CSV_FIELDS`.


@dataclass(frozen=True)
class _Line:
    number: int
    cells: list[str]


def read_csv(file: Path, options: Options) -> Delivery:
    """Return the parties of a CSV file; the assumptions are the options of the command.

    Columns may stand in any order; others are left unread. The separator is comma or semicolon.

    Raises:
        InputFaultsError: the file is not text, or headings are missing or stand twice.
    """
    header, *lines = _lines(file)
    headings = [cell.strip() for cell in header.cells]
    if heading_faults := list(_csv_heading_faults(headings, header.number, file)):
        raise InputFaultsError(file, heading_faults)
    records: list[Record] = []
    cell_faults: list[CellFault] = []
    for line in lines:
        if len(line.cells) != len(headings):
            cell_faults.append(_ragged(line, len(headings), file))
            continue
        record, found = _csv_record(line, headings, file)
        records.append(record)
        cell_faults.extend(found)
    faults = (*options.faults, *cell_faults)
    return Delivery(file, CSV_FIELDS, tuple(records), options.record, (), faults)


def _lines(file: Path) -> list[_Line]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fault = CellFault(Place(file.name), "Filen er ikke UTF-8.", "Gem den som CSV UTF-8.")
        raise InputFaultsError(file, [fault]) from None
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = [_Line(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    if lines:
        return lines
    fault = CellFault(Place(file.name), "Filen er tom.", "Skriv overskrifter og en række pr. part.")
    raise InputFaultsError(file, [fault])


def _csv_heading_faults(headings: list[str], row: int, file: Path) -> Iterator[CellFault]:
    for field in CSV_FIELDS:
        place = Place(file.name, row, field.title)
        count = headings.count(field.title)
        if count > 1:
            yield CellFault(place, "Kolonnen står flere gange.", "Slet den overflødige.")
        if not count and field.key not in OPTIONAL_COLUMNS:
            yield CellFault(place, "Kolonnen mangler.", "Tilføj kolonnen.")


def _ragged(line: _Line, expected: int, file: Path) -> CellFault:
    what = f"Rækken har {len(line.cells)} felter, overskriften {expected}."
    return CellFault(Place(file.name, line.number), what, "Ret skilletegnene i rækken.")


def _csv_record(
    line: _Line, headings: list[str], file: Path
) -> tuple[Record, tuple[CellFault, ...]]:
    cells = dict(zip(headings, line.cells, strict=True))
    texts = {field.key: cells.get(field.title, "") for field in CSV_FIELDS}
    places = {field.key: Place(file.name, line.number, field.title) for field in CSV_FIELDS}
    return text_record(texts, CSV_FIELDS, places)


# Reading a delivered file in either form.


def read_delivery(file: Path, options: Options) -> Delivery:
    """Return the content of a workbook (.xlsx) or of parties as CSV (.csv).

    Raises:
        InputError: there is no such file, or it is of another type.
        InputFaultsError: the file cannot be read at all.
    """
    if not file.is_file():
        raise InputError("Filen findes ikke.", file, "Angiv stien til en .xlsx- eller .csv-fil.")
    suffix = file.suffix.casefold()
    if suffix == ".xlsx":
        return read_workbook(file)
    if suffix == ".csv":
        return read_csv(file, options)
    raise InputError(
        f"Filer af typen »{file.suffix}« kan ikke læses.",
        file,
        "Brug skabelonen (kdanalysis inputs new udbud) eller en .csv-fil.",
    )
