"""The tender as published, and copies of it with inputs of the test's own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kdanalysis.report.subjects.tender import Tender
from kdanalysis.sources.receipts import sign
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.project import Project

DAY = date(2024, 1, 26)

Cells = Mapping[tuple[str, str], object]
Changed = Callable[[str, str, Cells], Tender]


@pytest.fixture(scope="session")
def tender(data: Dataset) -> Tender:
    """The tender on the day of the decision."""
    return Tender(data, DAY)


@pytest.fixture
def changed(project_copy: Project) -> Changed:
    """Change cells of a raw file: its name, its key column, and new cells by (key, column)."""

    def change(name: str, key: str, cells: Cells) -> Tender:
        file = project_copy.raw / f"{name}.csv"
        rewrite(file, key, cells)
        sign(file, "prøve", DAY)
        return Tender(Dataset(project_copy, 2022), DAY)

    return change


def rewrite(file: Path, key: str, cells: Cells) -> None:
    """Write new cells into a CSV file; each must be there to be changed."""
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    met = set()
    for row in rows:
        for (name, column), value in cells.items():
            if row[key] == name:
                row[column] = str(value)
                met.add((name, column))
    assert met == set(cells)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
