"""Shift-share: what of an area's change is the country's growth, its mix, and its own doing.

Classical decomposition (Dunn): for each group, the area's first amount at the growth of the whole
benchmark (national), the rest of what the group's own growth in the benchmark would have given
(mix), and what remains (local). The parts add up exactly to the change.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
