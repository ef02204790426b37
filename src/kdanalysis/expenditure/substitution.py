"""Substitution between suppliers: who has gained what from whom since the first year.

Counterfactual: every supplier keeps its share of the first year, while the purchases from all of
them together develop as they did. What a supplier has beyond that it has gained, what it lacks it
has lost; gains and losses sum to zero. It says nothing of why, nor of what a municipality supplies
itself, which is no purchase.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
