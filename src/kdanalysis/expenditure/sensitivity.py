"""Sensitivity to the price level: the same current prices under another chain of PL rates.

The rates of all years are shifted by the same number of points. In that one parameter an amount of
an earlier year moves in one direction only, and a difference of groups is linear in its factor. So
a sign, or an order of changes, that is the same at both ends of a range holds throughout it; a
ratio of two changes lies between its ends as long as its base keeps its sign.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from kdanalysis.tables.price_level import PriceChain

if TYPE_CHECKING:
    from kdanalysis.tables.period import Period

_PRECISION = Fraction(1, 10**9)


def shifted(chain: PriceChain, points: Fraction) -> PriceChain:
    """Return the chain with every rate `points` higher (0.005 for half a percentage point)."""
    rates = {year: rate + points for year, rate in chain.rates.items()}
    return PriceChain(rates, chain.origin)


def repricing(chain: PriceChain, other: PriceChain, year: int, price_year: int) -> Fraction:
    """Return what an amount of `year`, deflated by `chain`, is multiplied by to follow `other`."""
    return other.factor(year, price_year) / chain.factor(year, price_year)


def shift_for_factor(chain: PriceChain, period: Period, factor: Fraction) -> Fraction:
    """Return the shift of every rate of `period` that makes the chain over it equal `factor`.

    Found by bisection, to a billionth; the chain grows with the shift, so there is one answer.

    Args:
        chain: the chain used.
        period: from the year of the amounts to the price year.
        factor: the factor wanted from the first year to the last; above zero.

    Raises:
        ValueError: no chain has that factor.
        InputError: a year of the period is outside the chain.
    """
    if factor <= 0:
        raise ValueError("a chain of prices has a factor above zero")
    for year in (period.first, period.last):
        chain.require(year)
    rates = [chain.rates[year] for year in period.years[1:]]
    low, high = -1 - min(rates), factor + 1
    while high - low > _PRECISION:
        middle = (low + high) / 2
        below = prod((1 + rate + middle for rate in rates), start=Fraction(1)) < factor
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2


def rate_for_factor(chain: PriceChain, period: Period, factor: Fraction) -> Fraction:
    """Return the last year's rate that alone makes the chain over `period` equal `factor`.

    Raises:
        InputError: a year of the period is outside the chain.
    """
    earlier = chain.factor(period.first, period.last) / (1 + chain.rates[period.last])
    return factor / earlier - 1
