"""The project's one rounding rule: half up, away from zero, once, from exact numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def round_half_up(number: Fraction | Decimal | int, decimals: int = 0) -> Decimal:
    """Return `number` rounded to `decimals` places, halves away from zero.

    A negative `decimals` rounds to tens, hundreds and so on. The result never is minus zero.
    """
    exact = Fraction(number)
    scaled = abs(exact) * Fraction(10) ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    rounded = Decimal(-whole if exact < 0 else whole).scaleb(-decimals)
    return rounded.quantize(Decimal(1)) if decimals < 0 else rounded


def round_to_int(number: Fraction | Decimal | int) -> int:
    """Return `number` rounded to a whole number, halves away from zero."""
    return int(round_half_up(number))
