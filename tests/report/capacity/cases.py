"""The report on capacity on the project's data, and on copies that lead to other sentences."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl
from tests.support.raw_files import DAY

from kdanalysis.report.capacity.places import Capacity
from kdanalysis.sources.receipts import sign
from kdanalysis.sources.workbook.layout import HEADER_ROW
from kdanalysis.sources.workbook.supplements import (
    FIELDS,
    PROVIDERS,
    write_supplements_template,
)
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kdanalysis.project import Project

PLACES = "kdnet/laanepulje_pladser.csv"
READING = "local/kapacitet_tolkning.csv"
POOL = "kdnet/laanepulje_ramme.csv"
ANSWERS = "kdnet/laanepulje_svarstatus.csv"
EXTERNAL = "kdnet/eksterne_koeb_2022.csv"
Row = tuple[str, str, int, int, int, str]
"""Provider, kind, year, total accounts, supplementary income, above 100 %."""
PERIOD = Period(2021, 2022)
NAMES = ("Odder", "Samsø", "Viborg")
ROWS: tuple[Row, ...] = (
    ("Odder", "kommune", 2021, 50_000_000, 5_000_000, "ja"),
    ("Odder", "kommune", 2022, 50_000_000, 4_000_000, "ja"),
    ("Viborg", "kommune", 2021, 100_000_000, 5_000_000, "ja"),
    ("Viborg", "kommune", 2022, 100_000_000, 8_000_000, "ja"),
    ("Samsø", "kommune", 2021, 10_000_000, 1_000_000, "ja"),
    ("Samsø", "kommune", 2022, 10_000_000, 1_000_000, "ja"),
    ("Region Midtjylland", "region", 2021, 40_000_000, 4_000_000, "ja"),
)


def capacity(project: Project, own: int | None = None) -> Capacity:
    """Return the choice of the report on a project's data."""
    return Capacity(Dataset(project, 2022), Period(2018, 2022), own)


def printed(project: Project, name: str) -> list[dict[str, str]]:
    """Return the rows of a raw file, read without the package."""
    with (project.raw / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def with_cell(project: Project, name: str, where: dict[str, str], column: str, value: str) -> None:
    """Change a cell of the row that `where` tells, and sign the file anew."""
    rows = printed(project, name)
    (row,) = [row for row in rows if where.items() <= row.items()]
    row[column] = value
    write(project, name, rows)


def write(project: Project, name: str, rows: list[dict[str, str]]) -> None:
    """Write a raw file, and sign it anew."""
    with (project.raw / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    sign(project.raw / name, "prøve", DAY)


def delivered(file: Path, rows: Iterable[tuple[Any, ...]]) -> Path:
    """Write a filled workbook of supplementary services and return it."""
    write_supplements_template(file)
    book = openpyxl.load_workbook(file)
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        assert len(row) == len(FIELDS)
        for column, value in enumerate(row, start=1):
            book[PROVIDERS].cell(number, column).value = value
    book.save(file)
    return file


def with_accounts(project: Project, rows: Iterable[Row]) -> Capacity:
    """Return the choice with a delivered workbook, signed."""
    file = delivered(project.raw / "local" / "tillaegsydelse.xlsx", rows)
    sign(file, "prøve", DAY, source="Prøve", citation="Kilde: prøve", licence="Prøve")
    return capacity(project)
