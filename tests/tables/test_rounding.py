"""One rounding rule: half up, away from zero, from exact numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.tables.rounding import round_half_up, round_to_int

fractions = st.fractions(-(10**12), 10**12, max_denominator=10**6)
places = st.integers(-4, 6)


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(5, 2), 0, "3"),
        (Decimal("1.005"), 2, "1.01"),
        (Decimal("-9.65"), 1, "-9.7"),
        (Decimal("0.049"), 1, "0.0"),
        (Decimal("-0.049"), 1, "0.0"),
        (27_149, -2, "27100"),
        (27_150, -2, "27200"),
        (10**30 + 1, 0, "1000000000000000000000000000001"),
    ],
)
def test_halves_go_away_from_zero(
    number: Fraction | Decimal | int, decimals: int, expected: str
) -> None:
    assert str(round_half_up(number, decimals)) == expected


@given(fractions, places)
def test_rounding_is_symmetric(number: Fraction, decimals: int) -> None:
    assert round_half_up(-number, decimals) == -round_half_up(number, decimals)


@given(fractions, fractions, places)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, decimals: int) -> None:
    low, high = sorted((one, other))
    assert round_half_up(low, decimals) <= round_half_up(high, decimals)


@given(fractions, places)
def test_the_error_is_at_most_half_a_unit(number: Fraction, decimals: int) -> None:
    error = abs(Fraction(round_half_up(number, decimals)) - number)
    assert error <= Fraction(1, 2) * Fraction(10) ** -decimals


@given(fractions, st.integers(0, 6))
def test_a_rounded_number_shows_its_decimals_and_never_minus_zero(
    number: Fraction, decimals: int
) -> None:
    rounded = round_half_up(number, decimals)
    assert rounded.as_tuple().exponent == -decimals
    assert rounded != 0 or not rounded.is_signed()


@given(st.integers())
def test_whole_numbers_are_left_alone(number: int) -> None:
    assert round_to_int(number) == number
