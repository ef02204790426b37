"""One municipality among others: rank, spread, and who is of similar size."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction


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
