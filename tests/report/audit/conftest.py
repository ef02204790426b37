"""The review of the project's own data, and reviews of a few statements chosen by a test."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import DAY

from kdanalysis.report.subjects.audit import Review
from kdanalysis.sources.receipts import sign
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kdanalysis.project import Project


@pytest.fixture(scope="session")
def review(data: Dataset) -> Review:
    """The review of all statements."""
    return Review(data)


@dataclass(frozen=True)
class Reduced:
    """A copy of the project that holds a few statements only."""

    project: Project

    def keep(self, *claims: str, unexplained: Sequence[str] = ()) -> Review:
        """Return the review of some statements; `unexplained` ones lose their explanation."""
        told = [claim for claim in claims if claim not in unexplained]
        stated = self._filter("kdnet/claims.csv", claims)
        self._filter("local/claims_audit.csv", claims)
        # A file without rows is refused; the deviation that has vanished says nothing.
        vanished = {"id": claims[0], "status": "match", "recomputed": stated[0]["value"]}
        self._filter("local/claims_deviations.csv", told, {**vanished, "explained_by": ""})
        return Review(Dataset(self.project, 2022))

    def change(self, file: Path, change: Callable[[dict[str, str]], None]) -> Review:
        """Return the review after a change of each row of a file."""
        rows = _read(file)
        for row in rows:
            change(row)
        _write(file, rows)
        return Review(Dataset(self.project, 2022))

    def _filter(
        self, name: str, claims: Sequence[str], otherwise: dict[str, str] | None = None
    ) -> list[dict[str, str]]:
        file = self.project.raw / name
        rows = _read(file)
        kept = [row for row in rows if row["id"] in claims] or [{**rows[0], **(otherwise or {})}]
        _write(file, kept)
        return kept


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    sign(file, "prøve", DAY)


@pytest.fixture
def reduced(project_copy: Project) -> Reduced:
    """A copy of the project to choose statements in."""
    for file in project_copy.raw.rglob("*.csv"):
        file.chmod(0o644)
    return Reduced(project_copy)
