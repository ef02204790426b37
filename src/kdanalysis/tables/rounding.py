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
    signed = -whole if exact < 0 else whole
    # Written out, since arithmetic on decimals is cut off at the context's 28 digits.
    return Decimal(signed * 10**-decimals) if decimals < 0 else Decimal(f"{signed}E-{decimals}")


def round_to_int(number: Fraction | Decimal | int) -> int:
    """Return `number` rounded to a whole number, halves away from zero."""
    return int(round_half_up(number))
