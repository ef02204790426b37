"""Accounts of single municipalities that move implausibly: candidates for misbooking.

Municipalities may book the same effort on different functions. A jump is a question to the
municipality, not a finding; an opposite jump on another function makes a shift likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.tables.live.limits import Limits

_PLACE = ["area_code", "year"]


def movements(net: pl.DataFrame, municipalities: Sequence[str]) -> pl.DataFrame:
    """Return the change of each municipality's function from the year before.

    Args:
        net: area_code, function_code, year, amount_tkr (current prices).
        municipalities: the areas to look at.

    Returns:
        area_code, function_code, year, before_tkr, amount_tkr, change_tkr.
    """
    own = net.filter(pl.col("area_code").is_in(list(municipalities)))
    before = own.select(
        "area_code",
        "function_code",
        pl.col("year") + 1,
        pl.col("amount_tkr").alias("before_tkr"),
    )
    both = own.join(before, on=["area_code", "function_code", "year"])
    return both.with_columns(change_tkr=pl.col("amount_tkr") - pl.col("before_tkr")).select(
        "area_code", "function_code", "year", "before_tkr", "amount_tkr", "change_tkr"
    )


def implausible(net: pl.DataFrame, municipalities: Sequence[str], limits: Limits) -> pl.DataFrame:
    """Return the movements beyond the limits, the greatest first, each with its counterpart.

    Returns:
        The columns of `movements`, and counterpart_code: the function of the same municipality
        that moved most nearly as much the other way; null if none did.
    """
    moves = movements(net, municipalities)
    large = (pl.col("change_tkr").abs() >= float(limits.implausible_amount_tkr)) & (
        pl.col("change_tkr").abs() > pl.col("before_tkr").abs() * float(limits.implausible_change)
    )
    found = moves.filter(large)
    order = [pl.col("change_tkr").abs(), "area_code", "function_code", "year"]
    return found.join(
        _counterparts(found, moves, limits), on=["area_code", "function_code", "year"], how="left"
    ).sort(order, descending=[True, False, False, False])


def _counterparts(found: pl.DataFrame, moves: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    """Return the counterpart of each movement that has one."""
    others = moves.select(
        *_PLACE,
        pl.col("function_code").alias("counterpart_code"),
        pl.col("change_tkr").alias("counter_tkr"),
    )
    left_over = (pl.col("change_tkr") + pl.col("counter_tkr")).abs()
    near = left_over <= pl.col("change_tkr").abs() * float(limits.counterpart)
    pairs = found.join(others, on=_PLACE).filter(near).with_columns(left_over=left_over)
    return (
        pairs.sort("left_over", "counterpart_code")
        .unique(["area_code", "function_code", "year"], keep="first", maintain_order=True)
        .select("area_code", "function_code", "year", "counterpart_code")
    )
