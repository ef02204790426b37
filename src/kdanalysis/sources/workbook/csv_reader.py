"""Reading parties from CSV: one row per party, in the columns of `CSV_FIELDS`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.sources.workbook.faults import Fault, InputFaultsError, Place
from kdanalysis.sources.workbook.layout import CSV_FIELDS, OPTIONAL_COLUMNS
from kdanalysis.sources.workbook.records import Delivery, Record
from kdanalysis.sources.workbook.texts import text_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kdanalysis.sources.workbook.texts import Options


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
    if heading_faults := list(_heading_faults(headings, header.number, file)):
        raise InputFaultsError(file, heading_faults)
    records: list[Record] = []
    cell_faults: list[Fault] = []
    for line in lines:
        if len(line.cells) != len(headings):
            cell_faults.append(_ragged(line, len(headings), file))
            continue
        record, found = _record(line, headings, file)
        records.append(record)
        cell_faults.extend(found)
    faults = (*options.faults, *cell_faults)
    return Delivery(file, CSV_FIELDS, tuple(records), options.record, (), faults)


def _lines(file: Path) -> list[_Line]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fault = Fault(Place(file.name), "Filen er ikke UTF-8.", "Gem den som CSV UTF-8.")
        raise InputFaultsError(file, [fault]) from None
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = [_Line(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    if lines:
        return lines
    fault = Fault(Place(file.name), "Filen er tom.", "Skriv overskrifter og en række pr. part.")
    raise InputFaultsError(file, [fault])


def _heading_faults(headings: list[str], row: int, file: Path) -> Iterator[Fault]:
    for field in CSV_FIELDS:
        place = Place(file.name, row, field.title)
        count = headings.count(field.title)
        if count > 1:
            yield Fault(place, "Kolonnen står flere gange.", "Slet den overflødige.")
        if not count and field.key not in OPTIONAL_COLUMNS:
            yield Fault(place, "Kolonnen mangler.", "Tilføj kolonnen.")


def _ragged(line: _Line, expected: int, file: Path) -> Fault:
    what = f"Rækken har {len(line.cells)} felter, overskriften {expected}."
    return Fault(Place(file.name, line.number), what, "Ret skilletegnene i rækken.")


def _record(line: _Line, headings: list[str], file: Path) -> tuple[Record, tuple[Fault, ...]]:
    cells = dict(zip(headings, line.cells, strict=True))
    texts = {field.key: cells.get(field.title, "") for field in CSV_FIELDS}
    places = {field.key: Place(file.name, line.number, field.title) for field in CSV_FIELDS}
    return text_record(texts, CSV_FIELDS, places)
