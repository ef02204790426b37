"""Tables 1-6 held against themselves: totals against printed rows, and cells against a chain."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kdanalysis.evidence.claims.state import stamps
from kdanalysis.tables.account_plan import read_account_plan
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.price_level import recover
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR, read_printed_cells
from kdanalysis.tables.rounding import round_to_int

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kdanalysis.evidence.claims.state import Stamps
    from kdanalysis.project import Project
    from kdanalysis.tables.price_level import PriceChain
    from kdanalysis.tables.printed import Cell

Column: TypeAlias = tuple[str, int]
"""A column of a printed table: `tabel1`, 2018."""


def printed_cells(project: Project) -> tuple[Cell, ...]:
    """Return the printed cells of Tables 1-6.

    Raises:
        InputError: the transcription is incomplete or cannot be read.
    """
    return _cells(project, stamps(project))


@lru_cache(maxsize=2)
def _cells(project: Project, _stamps: Stamps) -> tuple[Cell, ...]:
    plan = read_account_plan(project.raw / "local")
    areas = read_areas(project.raw / "local" / "areas.csv")
    return tuple(read_printed_cells(project.raw / "kdnet" / "tabel1_6.csv", plan, areas))


def rows_of(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells that hold an amount and are no totals."""
    return [cell for cell in cells if cell.code is not None and cell.printed_tkr is not None]


def totals_of(cells: Iterable[Cell]) -> dict[Column, int]:
    """Return the printed totals, 1,000 kr."""
    return {(c.table, c.year): c.printed_tkr or 0 for c in cells if c.code is None}


def differences(cells: Iterable[Cell]) -> dict[Column, int]:
    """Return each printed total less the sum of its printed rows, 1,000 kr."""
    cells = list(cells)
    left = totals_of(cells)
    for cell in rows_of(cells):
        left[cell.table, cell.year] -= cell.printed_tkr or 0
    return left


def failing_rows(cells: Iterable[Cell], chain: PriceChain) -> list[Cell]:
    """Return the row cells that no whole amount in current prices gives under a chain."""
    return [cell for cell in rows_of(cells) if _behind(cell, chain) is None]


def failing_totals(cells: Iterable[Cell], chain: PriceChain) -> list[Column]:
    """Return the columns whose total does not follow from the unrounded rows under a chain."""
    cells = list(cells)
    sums = dict.fromkeys(totals_of(cells), 0)
    for cell in rows_of(cells):
        sums[cell.table, cell.year] += _behind(cell, chain) or 0
    return [
        column for column, total in totals_of(cells).items() if total != _fixed(sums, column, chain)
    ]


def _behind(cell: Cell, chain: PriceChain) -> int | None:
    return recover(cell.printed_tkr or 0, chain.factor(cell.year, PRINTED_PRICE_YEAR))


def _fixed(sums: Mapping[Column, int], column: Column, chain: PriceChain) -> int:
    return round_to_int(Fraction(sums[column]) * chain.factor(column[1], PRINTED_PRICE_YEAR))
