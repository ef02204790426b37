"""What explains a change: the country, the mix, the supplier, the price level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import PriceChain

# Shift-share: what of an area's change is the country's growth, its mix, and its own doing.
#
# Classical decomposition (Dunn): for each group, the area's first amount at the growth of the
# whole benchmark (national), the rest of what the group's own growth in the benchmark would have
# given (mix), and what remains (local). The parts add up exactly to the change.


@dataclass(frozen=True)
class Ends:
    """Amounts of the first and the last year (1,000 kr.); zero where the account did not exist."""

    first_tkr: Fraction
    last_tkr: Fraction

    @property
    def change_tkr(self) -> Fraction:
        """The change between the two years."""
        return self.last_tkr - self.first_tkr

    def __sub__(self, other: Ends) -> Ends:
        """Return what is left of both years without `other`."""
        return Ends(self.first_tkr - other.first_tkr, self.last_tkr - other.last_tkr)


@dataclass(frozen=True)
class Effects:
    """A change (1,000 kr.) in three parts."""

    national_tkr: Fraction
    """The area's first amount times the growth of the whole benchmark."""
    mix_tkr: Fraction
    """More (or less) because the area has much of groups that grow fast (or slowly) everywhere."""
    local_tkr: Fraction
    """What the area's groups grew beyond the same groups in the benchmark."""

    @property
    def change_tkr(self) -> Fraction:
        """The whole change."""
        return self.national_tkr + self.mix_tkr + self.local_tkr


def shift_share(
    here: Mapping[str, Ends], benchmark: Mapping[str, Ends]
) -> dict[str, Effects] | None:
    """Return the effects of each group; `None` if the benchmark had nothing in the first year.

    A group that is new in the benchmark has no growth there; the area is then expected to take the
    same part of it as of the whole first-year amount, so that the mix of the benchmark itself still
    sums to zero.

    Args:
        here: the area's amounts by group; the groups do not overlap.
        benchmark: what the area is held against, by the same groups.

    Raises:
        ValueError: there are no groups, or not the same ones on both sides.
    """
    if not here or set(here) != set(benchmark):
        raise ValueError("the area and the benchmark must have the same groups, and at least one")
    whole, whole_here = total(benchmark.values()), total(here.values())
    if whole.first_tkr == 0:
        return None
    growth, share = whole.change_tkr / whole.first_tkr, whole_here.first_tkr / whole.first_tkr
    return {name: _effects(ends, benchmark[name], growth, share) for name, ends in here.items()}


def _effects(here: Ends, there: Ends, growth: Fraction, share: Fraction) -> Effects:
    weight = here.first_tkr / there.first_tkr if there.first_tkr else share
    expected, national = there.change_tkr * weight, here.first_tkr * growth
    return Effects(national, expected - national, here.change_tkr - expected)


def total(ends: Iterable[Ends]) -> Ends:
    """Return the sums of both years."""
    parts = list(ends)
    return Ends(
        sum((e.first_tkr for e in parts), Fraction()), sum((e.last_tkr for e in parts), Fraction())
    )


def total_effects(effects: Iterable[Effects]) -> Effects:
    """Return the sums of the three parts over groups."""
    parts = list(effects)
    return Effects(
        sum((e.national_tkr for e in parts), Fraction()),
        sum((e.mix_tkr for e in parts), Fraction()),
        sum((e.local_tkr for e in parts), Fraction()),
    )


# Substitution between suppliers: who has gained what from whom since the first year.
#
# Counterfactual: every supplier keeps its share of the first year, while the purchases from all
# of them together develop as they did. What a supplier has beyond that it has gained, what it
# lacks it has lost; gains and losses sum to zero. It says nothing of why, nor of what a
# municipality supplies itself, which is no purchase.


@dataclass(frozen=True)
class Position:
    """One supplier in the last year (1,000 kr.)."""

    actual_tkr: Fraction
    counterfactual_tkr: Fraction
    """Purchases had the supplier kept its share of the first year."""

    @property
    def gain_tkr(self) -> Fraction:
        """What the supplier has gained, or (negative) lost."""
        return self.actual_tkr - self.counterfactual_tkr


def positions(
    first: Mapping[str, Fraction], last: Mapping[str, Fraction]
) -> dict[str, Position] | None:
    """Return each supplier's position; `None` without purchases in the first year.

    Args:
        first: purchases by supplier in the first year.
        last: purchases by supplier in the last year, in the same price level.

    Raises:
        ValueError: there are no suppliers, or not the same ones in both years.
    """
    if not first or set(first) != set(last):
        raise ValueError("both years must have the same suppliers, and at least one")
    then, now = (sum(year.values(), Fraction()) for year in (first, last))
    if then == 0:
        return None
    return {name: Position(last[name], first[name] / then * now) for name in first}


def flow(gains: Mapping[str, Fraction], loser: str, gainer: str) -> Fraction:
    """Return what `loser` lost to `gainer`: zero unless the one lost and the other gained.

    A loss is split over the gainers in proportion to their gains. With three suppliers there is
    only one gainer or only one loser, so the split follows from the gains and is no assumption.
    """
    lost, gained = -gains[loser], gains[gainer]
    if lost <= 0 or gained <= 0:
        return Fraction()
    return lost * gained / sum(gain for gain in gains.values() if gain > 0)


# Sensitivity to the price level: the same current prices under another chain of PL rates.
#
# The rates of all years are shifted by the same number of points. In that one parameter an
# amount of an earlier year moves in one direction only, and a difference of groups is linear in
# its factor. So a sign, or an order of changes, that is the same at both ends of a range holds
# throughout it; a ratio of two changes lies between its ends as long as its base keeps its sign.

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
