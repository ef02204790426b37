"""What planned places add up to, and what price difference they need to offset a cost.

Nobody has published a price per place, so a difference is always put in by the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdanalysis.tables.capacity import Plan, Range


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
