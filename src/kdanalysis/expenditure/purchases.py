"""Purchases by supplier: when one kind of supplier passes another (2023: 2808-2831)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


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
