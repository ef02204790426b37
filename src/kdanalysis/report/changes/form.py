"""The form of a table on fetched accounts; without rows there is no table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kdanalysis.report.elements.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdanalysis.report.changes.choice import Revisited
    from kdanalysis.report.elements.tables import Row

SHOWN: Final = 25
"""Rows of a long table; the rest is in the data."""
CURRENT: Final = "1.000 kr., løbende priser"


@dataclass(frozen=True)
class Form:
    """What a table says besides its rows (Danish)."""

    id: str
    title: str
    unit: str
    columns: tuple[str, ...]
    text_columns: frozenset[int] = frozenset()

    def filled(
        self, review: Revisited, rows: Iterable[Row], note: str | None = None
    ) -> tuple[Table, ...]:
        """Return the table of the rows; none if there are none."""
        found = tuple(rows)
        if not found:
            return ()
        source = review.data.citation("net_expenditure")
        return (Table(**vars(self), source=source, rows=found, note=note),)
