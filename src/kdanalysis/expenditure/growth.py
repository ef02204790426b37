"""Growth and contribution in one price level, and one municipality ranked among others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

# Growth and contribution: exact arithmetic on amounts in one price level.
#
# Rules of the analysis (2023: 2646-2657, 2747-2806): changes and percentages come from unrounded
# amounts; the change of a period is total, not annual; a contribution has the change of the same
# area's total as its base.


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


# One municipality among others: rank, spread, and who is of similar size.


@dataclass(frozen=True)
class Spread:
    """Lowest, middle and highest of several levels."""

    low: Fraction
    median: Fraction
    high: Fraction


def spread(levels: Iterable[Fraction]) -> Spread | None:
    """Return the spread of levels; `None` of none."""
    ordered = sorted(levels)
    return Spread(ordered[0], median(ordered), ordered[-1]) if ordered else None


def rank(levels: Mapping[str, Fraction], who: str) -> int | None:
    """Return the place of `who` from the highest, 1; equals share the better place.

    `None` if `who` is not among them.
    """
    if who not in levels:
        return None
    return 1 + sum(level > levels[who] for level in levels.values())


def large_enough(inhabitants: Mapping[str, int], smallest: Fraction) -> tuple[str, ...]:
    """Return those with at least `smallest` inhabitants: a rank of the others says nothing."""
    return tuple(who for who, people in inhabitants.items() if people >= smallest)


def similar(
    inhabitants: Mapping[str, int], who: str, factor: Fraction, smallest: Fraction
) -> tuple[str, ...]:
    """Return the others that are at most `factor` times larger or smaller than `who`.

    None for one below `smallest`, which is not compared.
    """
    ranked = large_enough(inhabitants, smallest)
    if who not in ranked:
        return ()
    own = inhabitants[who]
    return tuple(
        other
        for other in ranked
        if other != who
        and own <= inhabitants[other] * factor
        and inhabitants[other] <= own * factor
    )
