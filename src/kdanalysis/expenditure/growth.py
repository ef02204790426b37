"""Growth and contribution: exact arithmetic on amounts in one price level.

Rules of the analysis (2023: 2646-2657, 2747-2806): changes and percentages come from unrounded
amounts; the change of a period is total, not annual; a contribution has the change of the same
area's total as its base.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


def growth_pct(first: Fraction, last: Fraction) -> Fraction | None:
    """Return the change in per cent of the first amount; `None` if that is zero."""
    return None if first == 0 else (last - first) / first * 100


def share_pct(part: Fraction, whole: Fraction) -> Fraction | None:
    """Return the part in per cent of the whole; `None` if the whole is zero."""
    return None if whole == 0 else part / whole * 100


@dataclass(frozen=True)
class Ranked:
    """A group and its change (1,000 kr.)."""

    name: str
    change_tkr: Fraction


def largest_driver(changes: Mapping[str, Fraction], total_change: Fraction) -> Ranked | None:
    """Return the group that moved most in the direction of the total; ties go to the first.

    `None` if the total did not change, or nothing moved its way.
    """
    sign = (total_change > 0) - (total_change < 0)
    along = {name: change for name, change in changes.items() if change * sign > 0}
    if not along:
        return None
    name = max(along, key=lambda n: abs(along[n]))
    return Ranked(name, along[name])
