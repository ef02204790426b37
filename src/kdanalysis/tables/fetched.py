"""The fetched accounts made ready for the reports: guarded, reconciled, corrected, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from kdanalysis.sources.statbank.vintage import Vintage, newest, vintages
from kdanalysis.tables import accounts as account_tables
from kdanalysis.tables import reconciliation
from kdanalysis.tables.accounts import read_left_out, read_titles
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND
from kdanalysis.tables.basis import Basis
from kdanalysis.tables.corrections import (
    Breaks,
    Correction,
    corrected,
    read_breaks,
    read_corrections,
)
from kdanalysis.tables.guard import Evidence, implausible, require_plan
from kdanalysis.tables.reconciliation import (
    Check,
    Comparison,
    Limits,
    compare,
    read_limits,
    require_rows,
)

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
    vintage = account_tables.accounts_vintage(basis.project)
    if vintage is None:
        return None
    local = basis.project.raw / "local"
    scope = account_tables.read_scope(basis.project, basis.plan, basis.areas, basis.chain.years[0])
    read = account_tables.read_accounts(vintage, scope)
    limits, breaks = read_limits(local / "check_limits.csv"), _breaks(basis)
    before = _chosen(read.amounts, read, scope, breaks)
    comparison = compare(basis.recovered, *before)
    require_plan(_evidence(read, scope, breaks, comparison, limits, basis))
    checks = _reconciled(read, scope, limits, basis)
    corrections = read_corrections(local / "corrections.csv", scope)
    net, bought = _corrected(read, scope, breaks, corrections, local / "corrections.csv")
    rows = {"net_expenditure": net, "purchases": bought}
    if vintages(account_tables.PEOPLE, basis.project):
        rows["population"] = basis.population
    require_rows(rows, "pulled", local / "expected_rows.csv")
    candidates = implausible(net, scope.municipalities, limits)
    return Fetched(vintage, net, bought, comparison, checks, candidates, corrections, breaks)


def _breaks(basis: Basis) -> Breaks:
    return read_breaks(basis.project.raw / "local" / "account_breaks.csv", basis.plan)


def _chosen(
    amounts: pl.DataFrame,
    read: account_tables.Accounts,
    scope: account_tables.Scope,
    breaks: Breaks,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return net expenditure and purchases of the plan's functions."""
    accounts = account_tables.Accounts(read.vintage, amounts, read.per_inhabitant)
    return (
        account_tables.net_expenditure(accounts, scope, breaks.bridges),
        account_tables.purchases(accounts, scope, PURCHASING_GROUP, breaks.bridges),
    )


def _corrected(
    read: account_tables.Accounts,
    scope: account_tables.Scope,
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
    read: account_tables.Accounts,
    scope: account_tables.Scope,
    breaks: Breaks,
    comparison: Comparison,
    limits: Limits,
    basis: Basis,
) -> Evidence:
    local = basis.project.raw / "local"
    first = vintages(account_tables.FUNCTIONS, basis.project)[0]
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
    read: account_tables.Accounts, scope: account_tables.Scope, limits: Limits, basis: Basis
) -> tuple[Check, ...]:
    checks = (
        *reconciliation.sums(read.amounts, scope),
        reconciliation.main_accounts(read, _main(basis, scope, read)),
        reconciliation.per_inhabitant(read, basis.population, list(scope.areas.by_code), limits),
    )
    reconciliation.require(checks, read.vintage.folder)
    return checks


def _main(basis: Basis, scope: account_tables.Scope, read: account_tables.Accounts) -> pl.DataFrame:
    """Return the main accounts of the newest vintage, for the years of the functions."""
    names = {code: main for main, code in scope.main_accounts.items()}
    frame = newest(account_tables.MAIN_ACCOUNTS, basis.project).frame()
    chosen = frame.filter(
        (pl.col("DRANST") == account_tables.OPERATION)
        & (pl.col("ART") == account_tables.NET)
        & (pl.col("PRISENHED") == account_tables.CURRENT)
        & pl.col("FUNK1").is_in(list(names))
        & pl.col("TID").is_in([str(year) for year in read.years])
    )
    return chosen.select(
        area_code=pl.col("OMRÅDE"),
        main_account=pl.col("FUNK1").replace_strict(names, return_dtype=pl.String),
        year=pl.col("TID").cast(pl.Int64),
        amount_tkr=pl.col("INDHOLD").cast(pl.Int64),
    )
