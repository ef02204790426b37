"""Accounts of as many years as a projection needs, invented; the PL chain is flat."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from tests.support.invented import InventedData

from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import PriceChain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.tables.dataset import Dataset

FIRST = 2007


class LongData(InventedData):
    """Invented accounts from 2007 on."""

    @cached_property
    def chain(self) -> PriceChain:
        """Return a chain without inflation, from 2007 on."""
        return PriceChain({year: Fraction(0) for year in range(FIRST + 1, 2031)})


def rising(years: int) -> list[float]:
    """Return a steady rise with noise, mio. kr."""
    wobble = np.random.default_rng(2).normal(0, 3, years)
    return [float(amount) for amount in 1000 + 25 * np.arange(years) + wobble]


def accounts(
    data: Dataset, here: Sequence[float], country: Sequence[float] | None = None
) -> Choice:
    """Return accounts of one function of either area (mio. kr. per year), the others at zero."""
    frame = _frame(data, {"082": here, "000": here if country is None else country})
    other = LongData(data.project, 2022, {"net_expenditure": frame})
    period = Period(FIRST, FIRST + len(here) - 1)
    return Choice(View(other, "082", period), View(other, "000", period))


def without(choice: Choice, code: str, year: int) -> Choice:
    """Return the accounts without those of one function in one year."""
    data = choice.data
    frame = data.table("net_expenditure")
    kept = frame.filter((pl.col("function_code") != code) | (pl.col("year") != year))
    other = LongData(data.project, data.price_year, {"net_expenditure": kept})
    here, country = (replace(view, data=other) for view in (choice.here, choice.country))
    return Choice(here, country)


def _frame(data: Dataset, amounts: dict[str, Sequence[float]]) -> pl.DataFrame:
    mio = {"53850": 1.0, "52820": 1.0}
    rows = [
        (area, code, year, round(amount * mio.get(code, 0.0) * 1000), "løbende")
        for area, levels in amounts.items()
        for code in data.plan.functions
        for year, amount in enumerate(levels, FIRST)
        if data.plan.existing(code, year)
    ]
    columns = ["area_code", "function_code", "year", "amount_tkr", "price_level"]
    return pl.DataFrame(rows, schema=columns, orient="row")
