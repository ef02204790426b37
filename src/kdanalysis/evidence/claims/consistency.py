"""Tables 1-6 held against themselves, and what one other PL rate would explain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from kdanalysis.evidence.claims.audit import (
    Finding,
    GatheredDeviation,
    agrees,
    audited,
    gathered,
)
from kdanalysis.evidence.claims.expressions import Resolver, evaluate_expression, parse
from kdanalysis.evidence.claims.statements import ClaimStatus, Quantity
from kdanalysis.evidence.registry import known
from kdanalysis.project import InputError, Project
from kdanalysis.tables.account_plan import read_account_plan
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.price_level import PriceChain, recover
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR, Cell, read_printed_cells
from kdanalysis.tables.rounding import round_to_int

# Tables 1-6 held against themselves: totals against printed rows, and cells against a chain.

Column: TypeAlias = tuple[str, int]
"""A column of a printed table: `tabel1`, 2018."""


@kept
def printed_cells(project: Project) -> tuple[Cell, ...]:
    """Return the printed cells of Tables 1-6.

    Raises:
        InputError: the transcription is incomplete or cannot be read.
    """
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


# Which deviations one other PL rate would explain, and which statements it would break.
#
# A deviation is explained by a rate when its own expression, computed in a chain that differs in
# this one rate only, gives the printed number by the rules of the audit.


@dataclass(frozen=True)
class OtherRate:
    """The rate that explains most deviations when the rate to `year` is the one that differs."""

    year: int
    rate: Fraction | None
    """As a share of 1; `None` where no rate explains any."""
    tried: tuple[Fraction, ...]
    explained: tuple[GatheredDeviation, ...]
    """The deviating numbers it explains."""
    turned: tuple[GatheredDeviation, ...]
    """The deviating comparisons that would hold with it."""
    broken: tuple[Finding, ...]
    """The statements that hold, and would deviate with it."""


def chain_with(chain: PriceChain, year: int, rate: Fraction) -> PriceChain:
    """Return a chain with another rate to `year`, as a share of 1."""
    return replace(chain, rates={**chain.rates, year: rate})


def other_rate(data: Dataset, year: int, step: str) -> OtherRate:
    """Return the rate that explains most, of those `step` percentage points apart.

    Rates from 0 to twice the chain's are tried; of those that explain equally much, the one
    nearest the chain's counts.

    Raises:
        InputError: the chain has no rate to that year, or the step is no number above 0.
    """
    known(data.chain.rates, year)
    distance = points(step)
    if distance <= 0:
        raise _no_step(step)
    return _other_rate(data, year, distance)


def points(text: str) -> Fraction:
    """Return percentage points, written as `0.1`, as a share of 1.

    Raises:
        InputError: the text is no number.
    """
    try:
        return Fraction(text) / 100
    except ValueError:
        raise _no_step(text) from None


def _no_step(text: str) -> InputError:
    return InputError(
        f"»{text}« er ikke et trin mellem PL-satser.",
        "rate_step_pct",
        "Skriv et tal i procentpoint over nul, fx 0.1.",
    )


def quantity_at(data: Dataset, finding: Finding, year: int, rate: Fraction) -> Quantity:
    """Return what a statement's expression gives when the rate to `year` is another."""
    usual = data.in_prices_of(PRINTED_PRICE_YEAR)
    return _computer(_with_rate(usual, year, rate))(finding)


@kept
def _other_rate(project: Project, year: int, step: Fraction) -> OtherRate:
    data = Dataset(project, PRINTED_PRICE_YEAR)
    usual = data.chain.rates[year]
    tried = tuple(step * i for i in range(int(2 * usual / step) + 1))
    numbers = _sensitive(data, _with_rate(data, year, 2 * usual + step))
    at = {rate: _with_rate(data, year, rate) for rate in tried}
    explained = {rate: gathered(_holding(at[rate], numbers)) for rate in tried}
    best = max(tried, key=lambda rate: (len(explained[rate]), -abs(rate - usual)))
    if not explained[best]:
        return OtherRate(year, None, tried, (), (), ())
    turned = gathered(_holding(at[best], _comparisons(data)))
    matching = _having(data, ClaimStatus.MATCH)
    kept = {finding.claim.id for finding in _holding(at[best], matching)}
    broken = tuple(finding for finding in matching if finding.claim.id not in kept)
    return OtherRate(year, best, tried, explained[best], turned, broken)


def _sensitive(data: Dataset, other: Dataset) -> list[Finding]:
    """Return the deviating numbers that are not the same in the two chains."""
    here, there = _computer(data), _computer(other)
    numbers = (f for f in _having(data, ClaimStatus.MISMATCH) if not isinstance(f.quantity, bool))
    return [finding for finding in numbers if here(finding) != there(finding)]


def _comparisons(data: Dataset) -> list[Finding]:
    return [f for f in _having(data, ClaimStatus.MISMATCH) if isinstance(f.quantity, bool)]


def _holding(data: Dataset, findings: Sequence[Finding]) -> list[Finding]:
    compute = _computer(data)
    return [finding for finding in findings if agrees(finding.claim, compute(finding))]


def _having(data: Dataset, status: ClaimStatus) -> list[Finding]:
    return [finding for finding in audited(data).findings if finding.status is status]


def _computer(data: Dataset) -> Callable[[Finding], Quantity]:
    claims = {finding.claim.id: finding.claim for finding in audited(data).findings}
    resolver = Resolver(data, claims)
    return lambda finding: evaluate_expression(parse(finding.row.expression or ""), resolver)


def _with_rate(data: Dataset, year: int, rate: Fraction) -> Dataset:
    """Return the data in a chain with another rate."""
    return data.in_chain(chain_with(data.chain, year, rate))
