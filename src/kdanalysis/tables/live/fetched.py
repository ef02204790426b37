"""The fetched accounts made ready for the reports: guarded, reconciled, corrected, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from kdanalysis.sources.statbank.vintage import newest, vintages
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND
from kdanalysis.tables.live import account_tables, reconciliation
from kdanalysis.tables.live import accounts as source
from kdanalysis.tables.live.breaks import Breaks, read_breaks
from kdanalysis.tables.live.corrections import Correction, corrected, read_corrections
from kdanalysis.tables.live.expected_rows import require_rows
from kdanalysis.tables.live.golden import Comparison, compare
from kdanalysis.tables.live.guard import Evidence, require_plan
from kdanalysis.tables.live.limits import Limits, read_limits
from kdanalysis.tables.live.plausibility import implausible
from kdanalysis.tables.live.titles import read_left_out, read_titles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kdanalysis.sources.statbank.vintage import Vintage
    from kdanalysis.tables.basis import Basis
    from kdanalysis.tables.live.reconciliation import Check

PURCHASING_GROUP: Final = "adults"
"""Purchases (main type 4) are known for the whole adult area only (Tables 3-4)."""


@dataclass(frozen=True)
class Fetched:
    """The accounts of the newest vintage, as the reports use them, and what the checks saw."""

    vintage: Vintage
    net: pl.DataFrame
    """area_code, function_code, year, amount_tkr (current prices)."""
    purchases: pl.DataFrame
    """area_code, group, art_code, year, amount_tkr (current prices)."""
    comparison: Comparison
    """The printed amounts of 2023 beside the fetched ones."""
    checks: tuple[Check, ...]
    candidates: pl.DataFrame
    """Movements to ask the municipality about; see `plausibility.implausible`."""
    corrections: tuple[Correction, ...]
    breaks: Breaks

    @property
    def citation(self) -> str:
        """The source line of the accounts, corrections told."""
        told = self.vintage.receipt.citation
        return f"{told}, rettet af kdanalysis (corrections.csv)" if self.corrections else told


def fetched_accounts(basis: Basis) -> Fetched | None:
    """Return the accounts of the newest vintage; none if they were never fetched.

    Raises:
        InputError: the account plan does not fit, sums do not add up, a correction is stale, or
            rows are missing.
    """
    vintage = source.accounts_vintage(basis.project)
    if vintage is None:
        return None
    local = basis.project.raw / "local"
    scope = source.read_scope(basis.project, basis.plan, basis.areas, basis.chain.years[0])
    read = source.read_accounts(vintage, scope)
    limits, breaks = read_limits(local / "check_limits.csv"), _breaks(basis)
    before = _chosen(read.amounts, read, scope, breaks)
    comparison = compare(basis.recovered, *before)
    require_plan(_evidence(read, scope, breaks, comparison, limits, basis))
    checks = _reconciled(read, scope, limits, basis)
    corrections = read_corrections(local / "corrections.csv", scope)
    net, bought = _corrected(read, scope, breaks, corrections, local / "corrections.csv")
    rows = {"net_expenditure": net, "purchases": bought}
    if vintages(source.PEOPLE, basis.project):
        rows["population"] = basis.population
    require_rows(rows, "pulled", local / "expected_rows.csv")
    candidates = implausible(net, scope.municipalities, limits)
    return Fetched(vintage, net, bought, comparison, checks, candidates, corrections, breaks)


def _breaks(basis: Basis) -> Breaks:
    return read_breaks(basis.project.raw / "local" / "account_breaks.csv", basis.plan)


def _chosen(
    amounts: pl.DataFrame, read: source.Accounts, scope: source.Scope, breaks: Breaks
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return net expenditure and purchases of the plan's functions."""
    accounts = source.Accounts(read.vintage, amounts, read.per_inhabitant)
    return (
        account_tables.net_expenditure(accounts, scope, breaks.bridges),
        account_tables.purchases(accounts, scope, PURCHASING_GROUP, breaks.bridges),
    )


def _corrected(
    read: source.Accounts,
    scope: source.Scope,
    breaks: Breaks,
    corrections: Sequence[Correction],
    file: Path,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the tables after corrections, which must leave all sums adding up."""
    amounts = corrected(read.amounts, corrections, MIDTJYLLAND, COUNTRY, file)
    if corrections:
        reconciliation.require(reconciliation.sums(amounts, scope), file)
    return _chosen(amounts, read, scope, breaks)


def _evidence(
    read: source.Accounts,
    scope: source.Scope,
    breaks: Breaks,
    comparison: Comparison,
    limits: Limits,
    basis: Basis,
) -> Evidence:
    local = basis.project.raw / "local"
    first = vintages(source.FUNCTIONS, basis.project)[0]
    return Evidence(
        accounts=read,
        scope=scope,
        breaks=breaks,
        comparison=comparison,
        limits=limits,
        accepted=read_titles(local / "account_titles.csv"),
        left_out=read_left_out(local / "account_left_out.csv"),
        first_codes=frozenset(first.info.variable("FUNKTION").codes),
    )


def _reconciled(
    read: source.Accounts, scope: source.Scope, limits: Limits, basis: Basis
) -> tuple[Check, ...]:
    checks = (
        *reconciliation.sums(read.amounts, scope),
        reconciliation.main_accounts(read, _main(basis, scope, read)),
        reconciliation.per_inhabitant(read, basis.population, list(scope.areas.by_code), limits),
    )
    reconciliation.require(checks, read.vintage.folder)
    return checks


def _main(basis: Basis, scope: source.Scope, read: source.Accounts) -> pl.DataFrame:
    """Return the main accounts of the newest vintage, for the years of the functions."""
    names = {code: main for main, code in scope.main_accounts.items()}
    frame = newest(source.MAIN_ACCOUNTS, basis.project).frame()
    chosen = frame.filter(
        (pl.col("DRANST") == source.OPERATION)
        & (pl.col("ART") == source.NET)
        & (pl.col("PRISENHED") == source.CURRENT)
        & pl.col("FUNK1").is_in(list(names))
        & pl.col("TID").is_in([str(year) for year in read.years])
    )
    return chosen.select(
        area_code=pl.col("OMRÅDE"),
        main_account=pl.col("FUNK1").replace_strict(names, return_dtype=pl.String),
        year=pl.col("TID").cast(pl.Int64),
        amount_tkr=pl.col("INDHOLD").cast(pl.Int64),
    )
