"""Files as a municipality's controller would deliver them: filled templates and CSV."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from tests.support.place import ROOT

from kdanalysis.procurement.worked_example import WorkedExample, worked_example
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    ASSUMPTIONS,
    HEADER_ROW,
    PARTIES,
    PARTY_FIELDS,
    REGIONS,
)
from kdanalysis.sources.workbook.template import write_template
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

RAW = ROOT / "data" / "raw"
TERMS = {"start": "2025-09-01", "years": "4", "project_cost_kr": "3040000"}
CSV_HEADER = "party,party_type,region,annual_saving_kr,annual_cost_kr,inhabitants,start_date"
COLUMN = {f.key: number for number, f in enumerate(PARTY_FIELDS, start=1)}
ROW = {f.key: number for number, f in enumerate(ASSUMPTION_FIELDS, start=HEADER_ROW + 1)}
TITLE = {f.key: f.title for f in PARTY_FIELDS}

START = datetime(2025, 9, 1)  # noqa: DTZ001
SMALL_ASSUMPTIONS: dict[str, Any] = {
    "start": START,
    "years": 4,
    "project_cost_kr": 300_000,
    "key": "bevillinger",
    "operation_per_unit_kr": 1500,
    "licence_per_unit_kr": 175,
}
SMALL_PARTIES: tuple[dict[str, Any], ...] = (
    {
        "name": "Viborg",
        "kind": "kommune",
        "region": "Midtjylland",
        "consumption_kr": 5_000_000,
        "new_consumption_kr": 3_000_000,
        "grants": 100,
        "inhabitants": 97_000,
        "start_date": START,
    },
    {
        "name": "Samsø",
        "kind": "kommune",
        "region": "Midtjylland",
        "consumption_kr": 200_000.50,
        "new_consumption_kr": 250_000,
        "grants": 10,
        "inhabitants": 3_700,
        "start_date": datetime(2026, 3, 1),  # noqa: DTZ001
    },
    {
        "name": "Region Midtjylland",
        "kind": "region",
        "region": "Midtjylland",
        "consumption_kr": 1_000_000,
        "new_consumption_kr": 1_400_000,
        "own_cost_kr": 20_000,
        "start_date": START,
    },
)


@cache
def _template() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "udbud.xlsx"
        write_template(file)
        return file.read_bytes()


@dataclass
class Filled:
    """A template being filled in; `save` gives the file."""

    file: Path
    assumptions: dict[str, Any] = field(default_factory=lambda: dict(SMALL_ASSUMPTIONS))
    parties: list[dict[str, Any]] = field(
        default_factory=lambda: [dict(party) for party in SMALL_PARTIES]
    )
    regions: dict[str, Any] = field(default_factory=dict)
    """Part in percent by region."""

    def book(self) -> Workbook:
        """Return the filled workbook, to be spoiled further."""
        book = load_workbook(BytesIO(_template()))
        for key, value in self.assumptions.items():
            book[ASSUMPTIONS].cell(ROW[key], 2).value = value
        for row, (name, part) in enumerate(self.regions.items(), start=HEADER_ROW + 1):
            book[REGIONS].cell(row, 1).value = name
            book[REGIONS].cell(row, 2).value = part
        for row, party in enumerate(self.parties, start=HEADER_ROW + 1):
            for key, value in party.items():
                book[PARTIES].cell(row, COLUMN[key]).value = value
        return book

    def save(self) -> Path:
        """Write the filled workbook and return its path."""
        self.book().save(self.file)
        return self.file


def party_cell(book: Workbook, row: int, key: str) -> Cell:
    """Return a cell of the table of parties; row 0 is the first party."""
    cell: Cell = book[PARTIES].cell(HEADER_ROW + 1 + row, COLUMN[key])
    return cell


@cache
def example() -> WorkedExample:
    """Return the printed worked example."""
    return worked_example(read_example(RAW))


def example_workbook(file: Path) -> Path:
    """Return the worked example as a delivered workbook."""
    raw = read_example(RAW).parties
    grants = dict(zip(raw["party"], raw["grants"], strict=True))
    filled = Filled(file, regions={"M": None, "S": None})
    filled.assumptions["project_cost_kr"] = 3_040_000
    filled.parties = [
        {
            "name": party.name,
            "kind": party.kind.value,
            "region": party.region,
            "consumption_kr": int(example().consumption_kr[party.name]),
            "new_consumption_kr": int(
                example().consumption_kr[party.name] - party.annual_saving_kr
            ),
            "grants": grants[party.name],
            "inhabitants": party.inhabitants,
            "own_cost_kr": None if party.inhabitants else int(party.annual_cost_kr),
            "start_date": datetime.combine(party.start_date, datetime.min.time()),
        }
        for party in example().parties
    ]
    return filled.save()


def example_csv(file: Path) -> Path:
    """Return the worked example as a delivered CSV file."""
    rows = (
        (
            party.name,
            party.kind.value,
            party.region,
            int(party.annual_saving_kr),
            int(party.annual_cost_kr),
            party.inhabitants or "",
            party.start_date,
        )
        for party in example().parties
    )
    return write_rows(file, *rows)


def write_rows(file: Path, *rows: tuple[object, ...], header: str = CSV_HEADER) -> Path:
    """Write a CSV file with the usual header."""
    lines = [header, *(",".join(str(cell) for cell in row) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
