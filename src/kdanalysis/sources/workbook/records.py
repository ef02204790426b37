"""Delivered rows with the place of every cell, the same for workbook, CSV and command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.sources.workbook.faults import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kdanalysis.sources.workbook.layout import Field

CellValue = str | int | Fraction | date | None
"""A cell as read: text, whole number, exact amount, day, or `None` if empty."""


@dataclass(frozen=True)
class Record:
    """One row of a table, or all assumptions: values and places by key of the field."""

    values: Mapping[str, CellValue]
    places: Mapping[str, Place]
    broken: frozenset[str] = frozenset()
    """Keys whose cell could not be read; a fault of its own says why."""

    def fault(self, key: str, what: str, remedy: str) -> Fault:
        """Return a fault at the cell of `key`."""
        return Fault(self.places[key], what, remedy)

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
    faults: tuple[Fault, ...]
    """What could not be read."""
