"""Jumps that break a series of accounts: too large and sudden to be read as development.

A step is a jump when the level differs from what the reference's (the country's) change would have
given by at least a share of that *and* an amount. A single year that leaves and returns is an
outlier; any other jump shifts the level. Why it jumps (booking, single cases) the accounts do not
say.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction


@dataclass(frozen=True)
class Series:
    """Levels by year of one account, and of the reference in the same years."""

    own: Mapping[int, Fraction]
    reference: Mapping[int, Fraction]

    def gap(self, first: int, last: int) -> Fraction | None:
        """Return the level in `last` minus what the reference's change from `first` had given."""
        expected = self.expected(first, last)
        return None if expected is None else self.own[last] - expected

    def expected(self, first: int, last: int) -> Fraction | None:
        """Return the level of `first` carried to `last` by the reference; `None` if it cannot."""
        lacking = not {first, last} <= self.own.keys() & self.reference.keys()
        if lacking or not self.reference[first]:
            return None
        return self.own[first] * self.reference[last] / self.reference[first]


@dataclass(frozen=True)
class Threshold:
    """What counts as a jump: both a share of the expected level (of 1) and an amount."""

    share: Fraction
    amount: Fraction


@dataclass(frozen=True)
class Breaks:
    """The years in which a series cannot be read on from the year before."""

    jumps: tuple[int, ...]
    """Years whose step from the year before is a jump."""
    outliers: tuple[int, ...]
    """Single years that left the level and came back to it."""

    @property
    def shifts(self) -> tuple[int, ...]:
        """The years from which the level is another."""
        both_sides = {year for out in self.outliers for year in (out, out + 1)}
        return tuple(year for year in self.jumps if year not in both_sides)

    def can_compare(self, first: int, last: int) -> bool:
        """Tell whether the change from `first` to `last` can be read as development."""
        shifted = any(first < year <= last for year in self.shifts)
        return not shifted and not {first, last} & set(self.outliers)

    def segments(self, years: Sequence[int]) -> list[list[int]]:
        """Return the years in runs that a line may join."""
        runs: list[list[int]] = [[years[0]]]
        for before, year in pairwise(years):
            if year in self.jumps or before + 1 != year:
                runs.append([year])
            else:
                runs[-1].append(year)
        return runs


def find_breaks(series: Series, threshold: Threshold) -> Breaks:
    """Return the jumps of a series and which of its years are outliers."""
    years = sorted(series.own)
    jumps = tuple(b for a, b in pairwise(years) if is_jump(series, a, b, threshold))
    return Breaks(jumps, tuple(_outliers(series, jumps, threshold)))


def is_jump(series: Series, first: int, last: int, threshold: Threshold) -> bool:
    """Tell whether the step from `first` to `last` is a jump."""
    gap, expected = series.gap(first, last), series.expected(first, last)
    if gap is None or expected is None:
        return False
    return abs(gap) >= threshold.amount and abs(gap) >= threshold.share * abs(expected)


def _outliers(series: Series, jumps: Sequence[int], threshold: Threshold) -> Iterator[int]:
    """Yield years between two opposite jumps whose neighbours fit each other; none twice over."""
    last = None
    for out, back in pairwise(jumps):
        if back != out + 1 or out == last:
            continue
        there, home = series.gap(out - 1, out), series.gap(out, back)
        opposite = there is not None and home is not None and there * home < 0
        if opposite and not is_jump(series, out - 1, back, threshold):
            last = back
            yield out
