"""What accounts can and cannot be compared on: jumps, differences of scope, suppliers that pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from itertools import pairwise

from kdanalysis.expenditure.decomposition import Ends

# Jumps that break a series of accounts: too large and sudden to be read as development.
#
# A step is a jump when the level differs from what the reference's (the country's) change would
# have given by at least a share of that *and* an amount. A single year that leaves and returns
# is an outlier; any other jump shifts the level. Why it jumps (booking, single cases) the
# accounts do not say.


@dataclass(frozen=True)
class BookedSeries:
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
class BookingBreaks:
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


def find_breaks(series: BookedSeries, threshold: Threshold) -> BookingBreaks:
    """Return the jumps of a series and which of its years are outliers."""
    years = sorted(series.own)
    jumps = tuple(b for a, b in pairwise(years) if is_jump(series, a, b, threshold))
    return BookingBreaks(jumps, tuple(_outliers(series, jumps, threshold)))


def is_jump(series: BookedSeries, first: int, last: int, threshold: Threshold) -> bool:
    """Tell whether the step from `first` to `last` is a jump."""
    gap, expected = series.gap(first, last), series.expected(first, last)
    if gap is None or expected is None:
        return False
    return abs(gap) >= threshold.amount and abs(gap) >= threshold.share * abs(expected)


def _outliers(series: BookedSeries, jumps: Sequence[int], threshold: Threshold) -> Iterator[int]:
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


# Two accounts of the same thing: what difference of scope would make their growth equal.


@dataclass(frozen=True)
class Rounded:
    """A printed number and the span of true numbers it can stand for."""

    number: Fraction
    decimals: int

    @property
    def low(self) -> Fraction:
        """The least number that is printed so."""
        return self.number - self._half

    @property
    def high(self) -> Fraction:
        """The bound that a number printed so stays below."""
        return self.number + self._half

    @property
    def _half(self) -> Fraction:
        return Fraction(1, 2) / Fraction(10) ** self.decimals


def growth_span_pct(first: Rounded, last: Rounded) -> tuple[Fraction, Fraction]:
    """Return the least and greatest growth that two rounded levels can stand for, per cent.

    Raises:
        ValueError: the first level can be zero or negative.
    """
    if first.low <= 0:
        raise ValueError("the first level must be above zero")
    return (last.low / first.high - 1) * 100, (last.high / first.low - 1) * 100


def constant_scope(own: Ends, other: Ends) -> Fraction | None:
    """Return the amount that, added to both years of `own`, gives it the growth of `other`.

    `None` if `other` does not change: then no amount does, or any does.
    """
    change = other.change_tkr
    if change == 0:
        return None
    return (own.change_tkr * other.first_tkr - change * own.first_tkr) / change


# Purchases by supplier: when one kind of supplier passes another (2023: 2808-2831).


class Course(Enum):
    """How one series lies against another over a period."""

    ABOVE_THROUGHOUT = auto()
    BELOW_THROUGHOUT = auto()
    PASSES_UPWARDS = auto()
    """Below (or level) at first, above from one year on."""
    PASSES_DOWNWARDS = auto()
    CROSSES_REPEATEDLY = auto()


@dataclass(frozen=True)
class Crossing:
    """The course, and the first year on the new side where there is one crossing."""

    course: Course
    year: int | None = None


def crossing(series: Mapping[int, Fraction], other: Mapping[int, Fraction]) -> Crossing:
    """Return how `series` lies against `other` in the years of both; a level year is not above.

    Raises:
        ValueError: the series have no year, or not the same years.
    """
    if not series or set(series) != set(other):
        raise ValueError("the series must have the same years, and at least one")
    years = sorted(series)
    above = [series[year] > other[year] for year in years]
    turns = [
        year for year, was, now in zip(years[1:], above, above[1:], strict=False) if was != now
    ]
    if len(turns) > 1:
        return Crossing(Course.CROSSES_REPEATEDLY)
    if turns:
        return Crossing(Course.PASSES_UPWARDS if above[-1] else Course.PASSES_DOWNWARDS, turns[0])
    return Crossing(Course.ABOVE_THROUGHOUT if above[0] else Course.BELOW_THROUGHOUT)
