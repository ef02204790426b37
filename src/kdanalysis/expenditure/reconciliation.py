"""Two accounts of the same thing: what difference of scope would make their growth equal."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kdanalysis.expenditure.shift_share import Ends


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
