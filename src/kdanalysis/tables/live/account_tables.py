"""The tables of the reports out of fetched accounts: net expenditure, purchases, population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.tables.live.accounts import NET

if TYPE_CHECKING:
    from kdanalysis.sources.statbank.vintage import Vintage
    from kdanalysis.tables.areas import Areas
    from kdanalysis.tables.live.accounts import Accounts, Scope


@dataclass(frozen=True)
class Bridge:
    """Where a function's amounts stood before it got its number."""

    year: int
    """The first year under the present number."""
    codes: tuple[str, ...]


def net_expenditure(accounts: Accounts, scope: Scope, bridges: dict[str, Bridge]) -> pl.DataFrame:
    """Return net expenditure by area, function and year (1,000 kr., current prices).

    Before a break with a bridge, the amounts are those of the functions it bridges from.
    """
    areas = list(scope.areas.by_code)
    net = accounts.amounts.filter(pl.col("area_code").is_in(areas) & (pl.col("art_code") == NET))
    return (
        _existing(bridged(net, bridges), scope)
        .select("area_code", "function_code", "year", "amount_tkr")
        .sort("area_code", "function_code", "year")
    )


def purchases(
    accounts: Accounts, scope: Scope, group: str, bridges: dict[str, Bridge]
) -> pl.DataFrame:
    """Return purchases of a whole area of the plan by art and year (1,000 kr., current prices)."""
    wanted = accounts.amounts.filter(
        pl.col("area_code").is_in(list(scope.areas.by_code))
        & pl.col("art_code").is_in(list(scope.plan.arts))
    )
    own = _existing(bridged(wanted, bridges), scope).filter(
        pl.col("function_code").is_in(scope.plan.codes(group))
    )
    by_art = own.group_by("area_code", "art_code", "year").agg(pl.col("amount_tkr").sum())
    return by_art.select(
        "area_code", pl.lit(group).alias("group"), "art_code", "year", "amount_tkr"
    ).sort("area_code", "group", "art_code", "year")


def bridged(amounts: pl.DataFrame, bridges: dict[str, Bridge]) -> pl.DataFrame:
    """Return `amounts` with each bridged function continued backwards under its present number."""
    keys = [name for name in amounts.columns if name != "amount_tkr"]
    kept, carried = amounts, []
    for code, bridge in bridges.items():
        before = pl.col("year") < bridge.year
        carried.append(
            amounts.filter(before & pl.col("function_code").is_in(bridge.codes))
            .with_columns(function_code=pl.lit(code))
            .group_by(keys)
            .agg(pl.col("amount_tkr").sum())
            .select(amounts.columns)
        )
        kept = kept.filter(~(before & (pl.col("function_code") == code)))
    return pl.concat([kept, *carried])


def _existing(amounts: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    firsts = {code: f.first_year or 0 for code, f in scope.plan.functions.items()}
    own = amounts.filter(pl.col("function_code").is_in(list(firsts)))
    first = pl.col("function_code").replace_strict(firsts, return_dtype=pl.Int64)
    return own.filter(pl.col("year") >= first)


def population(vintage: Vintage, areas: Areas) -> pl.DataFrame:
    """Return the population on 1 January by area and year from a vintage of FOLK1A.

    Raises:
        InputError: a number is missing.
    """
    frame = vintage.frame().filter(
        pl.col("OMRÅDE").is_in(list(areas.by_code)) & pl.col("TID").str.ends_with("K1")
    )
    if frame.is_empty() or frame["INDHOLD"].null_count():
        raise InputError(
            "Folketal mangler i udgaven.", vintage.folder, "Hent tabellen igen: kdanalysis fetch"
        )
    return frame.select(
        area_code=pl.col("OMRÅDE"),
        year=pl.col("TID").str.head(4).cast(pl.Int64),
        inhabitants=pl.col("INDHOLD").cast(pl.Int64),
    ).sort("area_code", "year")
