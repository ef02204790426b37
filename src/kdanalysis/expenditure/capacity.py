"""Residential care: volume and unit cost, planned places, and supplementary services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kdanalysis.expenditure.growth import growth_pct
from kdanalysis.tables.capacity import Account, Plan, Range

# Volume and unit cost: what more recipients and what a dearer place explain of a change.


@dataclass(frozen=True)
class CareLevel:
    """Expenditure (1,000 kr.) and recipients (full-year persons) of one year."""

    expenditure_tkr: Fraction
    recipients: Fraction

    @property
    def unit_cost_tkr(self) -> Fraction:
        """Expenditure per recipient, 1,000 kr."""
        return self.expenditure_tkr / self.recipients


@dataclass(frozen=True)
class Decomposition:
    """A change in expenditure split in two effects (1,000 kr.) that add up to it exactly.

    The cross term (more recipients times dearer places) is shared equally: each effect is measured
    at the mean of the other factor.
    """

    volume_effect_tkr: Fraction
    price_effect_tkr: Fraction
    cross_term_tkr: Fraction
    """More recipients times dearer places; half of it is in each effect."""

    @property
    def change_tkr(self) -> Fraction:
        """The whole change."""
        return self.volume_effect_tkr + self.price_effect_tkr


def decompose(first: CareLevel, last: CareLevel) -> Decomposition:
    """Return the volume and price effect between two years."""
    more = last.recipients - first.recipients
    dearer = last.unit_cost_tkr - first.unit_cost_tkr
    return Decomposition(
        volume_effect_tkr=more * (first.unit_cost_tkr + last.unit_cost_tkr) / 2,
        price_effect_tkr=dearer * (first.recipients + last.recipients) / 2,
        cross_term_tkr=more * dearer,
    )


def unit_cost_growth_pct(first: CareLevel, last: CareLevel) -> Fraction:
    """Return the growth of expenditure per recipient in per cent."""
    growth = growth_pct(first.unit_cost_tkr, last.unit_cost_tkr)
    if growth is None:
        raise ValueError("no expenditure in the first year")
    return growth


def growth_range_pct(
    first: CareLevel, last: CareLevel, rounded_to: int
) -> tuple[Fraction, Fraction]:
    """Return the least and greatest unit cost growth if the recipients are rounded numbers.

    Args:
        first: the first year.
        last: the last year.
        rounded_to: what the recipients are rounded to (100 for hundreds); a true number may lie
            half of it to either side.
    """
    low, high = sorted(unit_cost_growth_pct(*ends) for ends in _ends(first, last, rounded_to))
    return low, high


def volume_range(first: CareLevel, last: CareLevel, rounded_to: int) -> tuple[Fraction, Fraction]:
    """Return the least and greatest volume effect if the recipients are rounded numbers.

    The effect is monotonic in either number, so the ends of both roundings decide.
    """
    effects = (decompose(*ends).volume_effect_tkr for ends in _ends(first, last, rounded_to))
    low, high = sorted(effects)
    return low, high


def _ends(first: CareLevel, last: CareLevel, rounded_to: int) -> list[tuple[CareLevel, CareLevel]]:
    """Return both years with the fewest recipients more, and with the most more."""
    half = Fraction(rounded_to, 2)
    return [
        (
            CareLevel(first.expenditure_tkr, first.recipients + shift),
            CareLevel(last.expenditure_tkr, last.recipients - shift),
        )
        for shift in (half, -half)
    ]


def growth_from_rates_pct(expenditure_pct: Fraction, recipients_pct: Fraction) -> Fraction:
    """Return the unit cost growth implied by two growth rates: (1 + e) / (1 + r) - 1, per cent."""
    return ((100 + expenditure_pct) / (100 + recipients_pct) - 1) * 100


# What planned places add up to, and what price difference they need to offset a cost.
#
# Nobody has published a price per place, so a difference is always put in by the reader.


@dataclass(frozen=True)
class Bounds:
    """The least and the most that what is told allows."""

    low: Fraction
    high: Fraction


def added(ranges: Iterable[Range]) -> Bounds:
    """Return the sum of ranges."""
    told = list(ranges)
    return Bounds(sum((r.low for r in told), Fraction()), sum((r.high for r in told), Fraction()))


def net_places(plans: Iterable[Plan]) -> Bounds:
    """Return the places beyond those that are told to be replaced."""
    known = list(plans)
    gross = added(plan.places for plan in known)
    replaced = sum((plan.replaced or Fraction() for plan in known), Fraction())
    return Bounds(gross.low - replaced, gross.high - replaced)


def open_share(plans: Iterable[Plan]) -> Bounds | None:
    """Return the share open to others of the projects that tell it; `None` if none does.

    The least places for others stand against the most places, and the other way round.
    """
    told = [plan for plan in plans if plan.open_places is not None]
    if not told:
        return None
    others = added(plan.open_places for plan in told if plan.open_places is not None)
    places = added(plan.places for plan in told)
    return Bounds(others.low / places.high, others.high / places.low)


def yearly_effect_kr(places: Fraction, difference_kr: Fraction) -> Fraction:
    """Return what places save in a year if each costs that much less than what it replaces."""
    return places * difference_kr


def break_even_difference_kr(
    cost_kr: Fraction, share: Fraction, places: Fraction
) -> Fraction | None:
    """Return the price difference per place and year that offsets a share (of 1) of a cost.

    `None` without places.
    """
    return cost_kr * share / places if places else None


# Supplementary services' share of providers' accounts, and who rises and falls.
#
# Share = supplementary income / total accounts (2023: 2944); of several providers, of their
# sums.


def share(accounts: Iterable[Account]) -> Fraction | None:
    """Return income from supplementary services as a share (of 1); `None` without accounts."""
    known = list(accounts)
    total = sum((account.total_kr for account in known), Fraction())
    return income(known) / total if total else None


def income(accounts: Iterable[Account]) -> Fraction:
    """Return the income from supplementary services, kr."""
    return sum((account.supplement_kr for account in accounts), Fraction())


def lasting(
    accounts: Iterable[Account], first: int, last: int
) -> dict[str, tuple[Account, Account]]:
    """Return the accounts of both years, by those providers that have both."""
    by_year: dict[int, Mapping[str, Account]] = {}
    known = list(accounts)
    for year in (first, last):
        by_year[year] = {a.provider: a for a in known if a.year == year}
    both = by_year[first].keys() & by_year[last].keys()
    return {
        name: (by_year[first][name], by_year[last][name]) for name in by_year[first] if name in both
    }


def movers(pairs: Mapping[str, tuple[Account, Account]], sign: int) -> tuple[str, ...]:
    """Return whose income rose (`sign` 1), fell (-1) or stood still (0), by name."""
    steps = {
        name: last.supplement_kr - first.supplement_kr for name, (first, last) in pairs.items()
    }
    return tuple(name for name, step in steps.items() if (step > 0) - (step < 0) == sign)
