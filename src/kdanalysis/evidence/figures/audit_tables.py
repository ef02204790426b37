"""Key figures of the printed tables' consistency, and of the chain that was derived from them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.prices import chain_with, points
from kdanalysis.evidence.claims.tables import (
    differences,
    failing_rows,
    failing_totals,
    printed_cells,
    rows_of,
    totals_of,
)
from kdanalysis.evidence.figures.audit import ALL
from kdanalysis.evidence.raw_figure import known, raw_figure
from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.price_level import PriceChain
    from kdanalysis.tables.printed import Cell

_TABLES = "tabel1_6"
_FILES = (_TABLES, "pl/pl_chain")


@raw_figure(Unit.COUNT, "trykte rækkeceller med et beløb", _TABLES)
def printed_row_cells(data: Dataset, *, table: str) -> Fraction:
    """Row cells with an amount in a table (`tabel1` ... or `alle`)."""
    return Fraction(len(rows_of(_cells(data, table))))


@raw_figure(Unit.COUNT, "rækkeceller, som ét helt beløb gange kæden giver", *_FILES)
def row_cells_reproduced(data: Dataset, *, table: str) -> Fraction:
    """Row cells that one whole amount in current prices gives under the chain."""
    cells = _cells(data, table)
    return Fraction(len(rows_of(cells)) - len(failing_rows(cells, data.chain)))


@raw_figure(Unit.COUNT, "trykte totaler", _TABLES)
def printed_totals(data: Dataset, *, table: str) -> Fraction:
    """Printed totals of a table."""
    return Fraction(len(totals_of(_cells(data, table))))


@raw_figure(Unit.COUNT, "totaler, som de uafrundede rækker gange kæden giver", *_FILES)
def totals_reproduced(data: Dataset, *, table: str) -> Fraction:
    """Totals that follow from the unrounded rows under the chain."""
    cells = _cells(data, table)
    return Fraction(len(totals_of(cells)) - len(failing_totals(cells, data.chain)))


@raw_figure(Unit.COUNT, "trykte totaler, der ikke er summen af de trykte rækker", _TABLES)
def totals_differing(data: Dataset, *, table: str) -> Fraction:
    """Totals that are not the sum of the printed rows."""
    return Fraction(sum(gap != 0 for gap in differences(_cells(data, table)).values()))


@raw_figure(Unit.TKR, "mindste afstand mellem total og rækker, hvor de afviger", _TABLES)
def least_difference(data: Dataset, *, table: str) -> Fraction | None:
    """The least distance between a total and its printed rows, where they differ."""
    gaps = [abs(gap) for gap in differences(_cells(data, table)).values() if gap]
    return Fraction(min(gaps)) if gaps else None


@raw_figure(Unit.TKR, "største afstand mellem en total og dens trykte rækker", _TABLES)
def greatest_difference(data: Dataset, *, table: str) -> Fraction:
    """The greatest distance between a total and its printed rows."""
    return Fraction(max(abs(gap) for gap in differences(_cells(data, table)).values()))


@raw_figure(Unit.COUNT, "rækkeceller uden et helt beløb bag sig, når én sats er forskudt", *_FILES)
def control_rows(data: Dataset, *, rate_year: int, shift: str) -> Fraction:
    """Row cells that fail when the rate to `rate_year` is shifted by percentage points."""
    return Fraction(len(failing_rows(_cells(data, ALL), _shifted(data, rate_year, shift))))


@raw_figure(Unit.COUNT, "totaler, der ikke følger af rækkerne, når én sats er forskudt", *_FILES)
def control_totals(data: Dataset, *, rate_year: int, shift: str) -> Fraction:
    """Totals that fail when the rate to `rate_year` is shifted by percentage points."""
    return Fraction(len(failing_totals(_cells(data, ALL), _shifted(data, rate_year, shift))))


@raw_figure(Unit.PCT, "kædens sats, forskudt", "pl/pl_chain")
def control_rate_pct(data: Dataset, *, rate_year: int, shift: str) -> Fraction:
    """The rate to `rate_year` shifted by percentage points, per cent."""
    return _shifted(data, rate_year, shift).rates[rate_year] * 100


def _cells(data: Dataset, table: str) -> list[Cell]:
    cells = printed_cells(data.project)
    known(dict.fromkeys([*(cell.table for cell in cells), ALL], 1), table)
    return [cell for cell in cells if table in {cell.table, ALL}]


def _shifted(data: Dataset, rate_year: int, shift: str) -> PriceChain:
    rate = known(data.chain.rates, rate_year)
    return chain_with(data.chain, rate_year, rate + points(shift))
