"""Reconciliation: parts against totals in the fetched accounts. A check that saw nothing fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND
from kdanalysis.tables.live.accounts import GROSS, INCOME, NET, SERVICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.tables.live.accounts import Accounts, Scope
    from kdanalysis.tables.live.limits import Limits

_SHOWN = 3
_ROUNDING = pl.col("inhabitants") / 2000 + 0.5
"""Half a krone per inhabitant, and half of a thousand, in 1,000 kr."""


@dataclass(frozen=True)
class Check:
    """One comparison of many cells."""

    name: str
    """What was held against what (Danish)."""
    compared: int
    deviations: tuple[str, ...]
    allowed: int = 0
    """How many may deviate before the check fails."""

    @property
    def fails(self) -> bool:
        """Whether the check failed; one that compared nothing has."""
        return self.compared == 0 or len(self.deviations) > self.allowed


def require(checks: Sequence[Check], where: object) -> None:
    """Check that every comparison was made, and held.

    Raises:
        InputError: one failed, saw nothing, or there are none.
    """
    failed = [check for check in checks if check.fails]
    if not checks or failed:
        told = "; ".join(_told(check) for check in failed) or "ingen kontrol blev udført"
        raise InputError(
            f"Regnskabet stemmer ikke: {told}.",
            where,
            "Hent tabellerne igen: kdanalysis fetch --full. Varer det ved, så spørg Danmarks "
            "Statistik; rapporterne er som før.",
        )


def _told(check: Check) -> str:
    if not check.compared:
        return f"{check.name}: der var intet at sammenligne"
    first = ", ".join(check.deviations[:_SHOWN])
    return f"{check.name}: {len(check.deviations)} af {check.compared} afviger, først {first}"


def sums(accounts: pl.DataFrame, scope: Scope) -> tuple[Check, ...]:
    """Return the checks of areas and arts.

    Args:
        accounts: area_code, function_code, art_code, year, amount_tkr.
        scope: the areas and arts.
    """
    by_area = ["function_code", "art_code", "year"]
    by_art = ["area_code", "function_code", "year"]
    areas = {
        "de midtjyske kommuner mod Midtjylland": (MIDTJYLLAND, scope.municipalities),
        "regionerne mod landet": (COUNTRY, scope.regions),
    }
    arts = {
        "udgifter og indtægter mod nettosummen": (NET, (GROSS, INCOME)),
        "købsarterne mod hovedart 4": (SERVICES, tuple(scope.plan.arts)),
    }
    return (
        *(_adds_up(name, accounts, "area_code", s, by_area) for name, s in areas.items()),
        *(_adds_up(name, accounts, "art_code", s, by_art) for name, s in arts.items()),
    )


def _adds_up(
    name: str,
    accounts: pl.DataFrame,
    column: str,
    sides: tuple[str, Sequence[str]],
    keys: list[str],
) -> Check:
    """Hold a total against its parts; every total must have all its parts, and the reverse."""
    total, parts = sides
    added = (
        accounts.filter(pl.col(column).is_in(list(parts)))
        .group_by(keys)
        .agg(pl.col("amount_tkr").sum().alias("parts_tkr"), pl.len().alias("found"))
    )
    totals = accounts.filter(pl.col(column) == total)
    both = totals.join(added, on=keys, how="full", coalesce=True)
    # Each part and the total may be rounded by half a unit.
    slack = (len(parts) + 1) / 2
    apart = (pl.col("amount_tkr") - pl.col("parts_tkr")).abs() > slack
    incomplete = pl.col("found").fill_null(0) != len(parts)
    wrong = both.filter(apart.fill_null(value=True) | incomplete).sort(keys)
    told = tuple(_cell(row, keys) for row in wrong.iter_rows(named=True))
    return Check(name, totals.height, told)


def _cell(row: dict[str, object], keys: list[str]) -> str:
    place = " ".join(str(row[key]) for key in keys)
    return f"{place} ({row['amount_tkr']} mod {row['parts_tkr']})"


def main_accounts(accounts: Accounts, main: pl.DataFrame) -> Check:
    """Return the check of functions against their main account.

    Args:
        accounts: every function of the main accounts watched.
        main: area_code, main_account, year, amount_tkr of REGK11.
    """
    keys = ["area_code", "main_account", "year"]
    added = (
        accounts.amounts.filter(pl.col("art_code") == NET)
        .with_columns(main_account=pl.col("function_code").str.head(1))
        .group_by(keys)
        .agg(pl.col("amount_tkr").sum().alias("parts_tkr"), pl.len().alias("found"))
    )
    wanted = added.join(main, on=keys, how="full", coalesce=True).sort(keys)
    slack = (pl.col("found") + 1) / 2
    apart = (pl.col("amount_tkr") - pl.col("parts_tkr")).abs() > slack
    wrong = wanted.filter(apart.fill_null(value=True))
    told = tuple(_cell(row, keys) for row in wrong.iter_rows(named=True))
    return Check("funktionerne mod deres hovedkonti", wanted["amount_tkr"].count(), told)


def per_inhabitant(
    accounts: Accounts, population: pl.DataFrame, areas: Sequence[str], limits: Limits
) -> Check:
    """Return the check that amounts per inhabitant times population are near the amounts.

    The population behind INDL is not known, and INDL is rounded to whole kroner, which alone may
    be much of a small account: so half a krone per inhabitant is allowed besides the limit, and a
    few cells beyond it. No cell may lack its amount per inhabitant or its inhabitants.

    Args:
        accounts: the accounts in current prices and per inhabitant.
        population: area_code, year, inhabitants.
        areas: the areas whose inhabitants are fetched.
        limits: what may deviate.
    """
    keys = ["area_code", "function_code", "year"]
    ours = pl.col("area_code").is_in(list(areas)) & (pl.col("art_code") == NET)
    people = population.select("area_code", "year", "inhabitants")
    cells = (
        accounts.amounts.filter(ours & pl.col("amount_tkr").is_not_null())
        .join(accounts.per_inhabitant, on=keys, how="left")
        .join(people, on=["area_code", "year"], how="left")
        .with_columns(estimate=pl.col("amount_kr") * pl.col("inhabitants") / 1000)
        .sort(keys)
    )
    allowed = pl.col("amount_tkr").abs() * float(limits.per_inhabitant)
    beyond = (pl.col("amount_tkr") - pl.col("estimate")).abs() > allowed + _ROUNDING
    wrong = cells.filter(beyond.fill_null(value=True))
    shown = wrong.with_columns(parts_tkr=pl.col("estimate").round(0)).iter_rows(named=True)
    is_whole = not cells["estimate"].null_count()
    most = int(cells.height * limits.per_inhabitant_cells) if is_whole else 0
    told = tuple(_cell(row, keys) for row in shown)
    return Check("beløb pr. indbygger gange folketal", cells["estimate"].count(), told, most)
