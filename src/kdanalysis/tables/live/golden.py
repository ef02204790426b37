"""The amounts behind the printed tables of 2023, held against the fetched accounts.

The printed tables stay the audit case: where the accounts differ, Danmarks Statistik has restated
them since, or the function is not the one that was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdanalysis.tables.printed import Recovered

_KEYS = ["area_code", "code", "year"]


@dataclass(frozen=True)
class Comparison:
    """Printed and fetched amounts of the same cells."""

    cells: pl.DataFrame
    """kind (`net`, `purchases`), area_code, code, year, printed_tkr, fetched_tkr (null: none)."""

    @property
    def restated(self) -> pl.DataFrame:
        """The cells that differ, the greatest difference first."""
        found = self.cells.filter(pl.col("printed_tkr").ne_missing(pl.col("fetched_tkr")))
        size = (pl.col("fetched_tkr") - pl.col("printed_tkr")).abs()
        return found.sort(size, *_KEYS, descending=[True, False, False, False], nulls_last=True)

    def match(self, code: str) -> Fraction | None:
        """Return the share of a function's printed amounts that stand; none if none was printed."""
        mine = self.cells.filter((pl.col("kind") == "net") & (pl.col("code") == code))
        if mine.is_empty():
            return None
        same = mine.filter(pl.col("printed_tkr") == pl.col("fetched_tkr")).height
        return Fraction(same, mine.height)


def compare(
    recovered: Iterable[Recovered], net: pl.DataFrame, purchases: pl.DataFrame
) -> Comparison:
    """Return the printed amounts beside the fetched ones.

    Args:
        recovered: the amounts behind the printed cells, current prices.
        net: area_code, function_code, year, amount_tkr of the accounts.
        purchases: area_code, art_code, year, amount_tkr of the accounts.

    Raises:
        InputError: no cell can be compared.
    """
    rows = [
        (
            "purchases" if r.cell.is_purchase else "net",
            r.cell.area_code,
            str(r.cell.code),
            r.cell.year,
            r.amount_tkr,
        )
        for r in recovered
    ]
    printed = pl.DataFrame(rows, schema=["kind", *_KEYS, "printed_tkr"], orient="row")
    fetched = pl.concat(
        _of_kind(frame, kind, code)
        for frame, kind, code in (
            (net, "net", "function_code"),
            (purchases, "purchases", "art_code"),
        )
    )
    cells = printed.join(fetched, on=["kind", *_KEYS], how="left", validate="1:1")
    if not cells["fetched_tkr"].count():
        raise InputError(
            "Ingen celler i de trykte tabeller kan sammenlignes med regnskabet.",
            "data/raw/statbank/REGK31",
            "Hent regnskaberne igen: kdanalysis fetch",
        )
    return Comparison(cells)


def _of_kind(frame: pl.DataFrame, kind: str, code: str) -> pl.DataFrame:
    return frame.select(
        pl.lit(kind).alias("kind"),
        "area_code",
        pl.col(code).alias("code"),
        "year",
        pl.col("amount_tkr").alias("fetched_tkr"),
    )


def matching_code(
    comparison: Comparison, code: str, net: pl.DataFrame, least: Fraction
) -> str | None:
    """Return the function whose amounts are those printed for `code`, if there is one.

    Args:
        comparison: the printed amounts.
        code: the function as the plan has it.
        net: all fetched functions: area_code, function_code, year, amount_tkr.
        least: the share of the amounts that must be the same.
    """
    mine = comparison.cells.filter((pl.col("kind") == "net") & (pl.col("code") == code))
    printed = mine.select("area_code", "year", "printed_tkr")
    same = net.join(printed, on=["area_code", "year"]).filter(
        (pl.col("amount_tkr") == pl.col("printed_tkr")) & (pl.col("function_code") != code)
    )
    counts = same.group_by("function_code").len().sort("len", descending=True)
    if counts.is_empty() or counts["len"][0] < least * mine.height:
        return None
    return str(counts["function_code"][0])
