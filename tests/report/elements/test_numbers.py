"""Danish numbers: one look, there and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.elements.numbers import (
    MINUS,
    MISSING,
    SPACE,
    danish,
    long_date,
    plain,
    with_unit,
)
from kdanalysis.tables.rounding import round_half_up

amounts = st.fractions(-(10**12), 10**12, max_denominator=10**6)
places = st.integers(0, 4)


def value(amount: Fraction | int | None, unit: Unit, decimals: int = 0) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, unit, decimals, Provenance("prøve()", "prøve", ()))


def parsed(text: str) -> Decimal:
    """Read a Danish number as a Danish reader does."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-"))


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (Decimal("1234567.84"), 1, "1.234.567,8"),
        (Decimal("10.949"), 1, "10,9"),
        (Decimal("10.95"), 1, "11,0"),
        (Decimal("-10.95"), 1, "−11,0"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("-0.4"), 0, "0"),
        (Fraction(1, 3), 2, "0,33"),
        (28_000, 0, "28.000"),
        (999, 0, "999"),
        (27_149, -2, "27.100"),
        (0, 2, "0,00"),
        (None, 1, "–"),
    ],
)
def test_numbers_look_danish(
    number: Fraction | Decimal | int | None, decimals: int, text: str
) -> None:
    assert danish(number, decimals) == text


def test_signs_and_spaces_are_the_typographic_ones() -> None:
    assert (ord(MINUS), ord(SPACE), ord(MISSING)) == (0x2212, 0x00A0, 0x2013)


@given(amounts, places)
def test_a_number_is_read_as_it_is_written(amount: Fraction, decimals: int) -> None:
    assert parsed(danish(amount, decimals)) == round_half_up(amount, decimals)


@given(amounts, amounts, places)
def test_a_larger_number_never_looks_smaller(one: Fraction, other: Fraction, decimals: int) -> None:
    low, high = sorted((one, other))
    assert parsed(danish(low, decimals)) <= parsed(danish(high, decimals))


@given(amounts, places)
def test_the_opposite_number_only_differs_by_its_sign(amount: Fraction, decimals: int) -> None:
    assert danish(amount, decimals).lstrip(MINUS) == danish(-amount, decimals).lstrip(MINUS)


@given(amounts, places)
def test_zero_has_no_sign_and_no_hyphen_is_a_minus(amount: Fraction, decimals: int) -> None:
    text = danish(amount, decimals)
    assert "-" not in text
    assert parsed(text) != 0 or not text.startswith(MINUS)


@pytest.mark.parametrize(
    ("amount", "unit", "decimals", "text"),
    [
        (Fraction("10.91"), Unit.PCT, 1, "10,9\u00a0%"),
        (Fraction("-0.31"), Unit.PCT_POINT, 2, "−0,31\u00a0procentpoint"),
        (Fraction("3.4686"), Unit.MIA_KR, 2, "3,47\u00a0mia. kr."),
        (858, Unit.MIO_KR, 0, "858\u00a0mio. kr."),
        (200_000, Unit.KR, 0, "200.000\u00a0kr."),
        (12_345, Unit.KR_PER_INHABITANT, 0, "12.345\u00a0kr. pr. indbygger"),
        (28_000, Unit.COUNT, 0, "28.000"),
        (28_000, Unit.PERSONS, 0, "28.000"),
        (Fraction("102.75"), Unit.INDEX, 1, "102,8"),
        (2021, Unit.YEAR, 0, "2021"),
        (None, Unit.YEAR, 0, "–"),
        (None, Unit.PCT, 1, "–"),
    ],
)
def test_values_carry_their_unit_in_text(
    amount: Fraction | int | None, unit: Unit, decimals: int, text: str
) -> None:
    assert with_unit(value(amount, unit, decimals)) == text


def test_a_cell_has_no_unit() -> None:
    assert plain(value(Fraction("10.91"), Unit.PCT, 1)) == "10,9"


def test_a_date_is_written_out() -> None:
    assert long_date(date(2024, 5, 8)) == "8.\u00a0maj 2024"
