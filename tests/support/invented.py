"""Reports on invented accounts: every branch of a sentence has a case that leads to it.

Amounts are in mio. kr. and the PL chain is flat, so that what is put in is what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.report.elements.tables import plain_text
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import PriceChain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdanalysis.tables.account_plan import AccountPlan

YEARS = range(2018, 2023)
LEVEL_MIO = 100
"""Every account that a case does not speak of, in every year."""


@dataclass(frozen=True)
class InventedData(Dataset):
    """The project's data with some processed tables replaced, and without inflation."""

    frames: Mapping[str, pl.DataFrame] = field(default_factory=dict, compare=False)

    @cached_property
    def chain(self) -> PriceChain:
        """Return a chain without inflation."""
        return PriceChain({year: Fraction(0) for year in YEARS[1:]})

    def table(self, name: str) -> pl.DataFrame:
        """Return the invented table, or the project's own."""
        return self.frames[name] if name in self.frames else super().table(name)


def invented(
    data: Dataset,
    *,
    here: Mapping[str, Sequence[float]] | None = None,
    country: Mapping[str, Sequence[float]] | None = None,
    quotes: Mapping[str, str] | None = None,
    period: str = "2018-2022",
) -> Choice:
    """Return Midtjylland beside the country with invented accounts.

    Args:
        data: the project's own data, for everything that is not invented.
        here: amounts of Midtjylland by function or art code, mio. kr. per year.
        country: the country's amounts; by default the same as `here`.
        quotes: quoted figures by name that are to have another number.
        period: the period reported on.
    """
    amounts = {"082": here or {}, "000": (here or {}) if country is None else country}
    frames = {
        "net_expenditure": _net(data.plan, amounts),
        "purchases": _purchases(data.plan, amounts),
        "quoted_figures": _quoted(data, quotes or {}),
    }
    other = InventedData(data.project, 2022, frames)
    place, whole = (View(other, area, Period.parse(period)) for area in ("082", "000"))
    return Choice(place, whole)


def read(markdown: str) -> str:
    """Return text as a reader sees it, with plain spaces."""
    return plain_text(markdown).replace("\N{NO-BREAK SPACE}", " ")


def _series(
    amounts: Mapping[str, Mapping[str, Sequence[float]]], codes: Sequence[str]
) -> Iterator[tuple[str, str, int, int]]:
    for area, given in amounts.items():
        for code in codes:
            values = given.get(code, [LEVEL_MIO] * len(YEARS))
            for year, mio in zip(YEARS, values, strict=True):
                yield area, code, year, round(mio * 1000)


def _net(plan: AccountPlan, amounts: Mapping[str, Mapping[str, Sequence[float]]]) -> pl.DataFrame:
    rows = [
        (area, code, year, tkr, "løbende")
        for area, code, year, tkr in _series(amounts, list(plan.functions))
        if plan.existing(code, year)
    ]
    columns = ["area_code", "function_code", "year", "amount_tkr", "price_level"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _purchases(
    plan: AccountPlan, amounts: Mapping[str, Mapping[str, Sequence[float]]]
) -> pl.DataFrame:
    rows = [
        (area, "adults", code, year, tkr, "løbende")
        for area, code, year, tkr in _series(amounts, list(plan.arts))
    ]
    columns = ["area_code", "group", "art_code", "year", "amount_tkr", "price_level"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _quoted(data: Dataset, numbers: Mapping[str, str]) -> pl.DataFrame:
    frame = data.table("quoted_figures")
    assert set(numbers) <= set(frame["name"])
    if not numbers:
        return frame
    number = pl.col("name").replace_strict(
        dict(numbers), default=pl.col("number"), return_dtype=pl.String
    )
    return frame.with_columns(number=number)
