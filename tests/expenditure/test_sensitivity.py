"""The price level shifted, and two accounts reconciled: against what is known beforehand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.booking import Rounded, constant_scope, growth_span_pct
from kdanalysis.expenditure.decomposition import (
    Ends,
    rate_for_factor,
    repricing,
    shift_for_factor,
    shifted,
)
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import PriceChain

CHAIN = PriceChain({2019: Fraction(16, 1000), 2020: Fraction(21, 1000), 2021: Fraction(17, 1000)})
PERIOD = Period(2018, 2021)
POINTS = st.fractions(min_value=Fraction(-1, 20), max_value=Fraction(1, 20), max_denominator=10**4)
LEVELS = st.integers(1, 10**9).map(Fraction)


@given(POINTS, st.sampled_from(CHAIN.years), st.sampled_from(CHAIN.years))
def test_repricing_is_deflating_anew(points: Fraction, year: int, price_year: int) -> None:
    other = shifted(CHAIN, points)
    amount = Fraction(1000)
    used = amount * CHAIN.factor(year, price_year)
    assert used * repricing(CHAIN, other, year, price_year) == amount * other.factor(
        year, price_year
    )


@given(POINTS)
def test_the_search_finds_the_shift_that_was_made(points: Fraction) -> None:
    wanted = shifted(CHAIN, points).factor(2018, 2021)
    assert abs(shift_for_factor(CHAIN, PERIOD, wanted) - points) < Fraction(1, 10**8)


@given(st.fractions(min_value=Fraction(1, 100), max_value=100))
def test_the_search_holds_far_from_the_chain(factor: Fraction) -> None:
    found = shift_for_factor(CHAIN, PERIOD, factor)
    assert abs(shifted(CHAIN, found).factor(2018, 2021) / factor - 1) < Fraction(1, 10**5)


@given(LEVELS, LEVELS, POINTS, POINTS)
def test_growth_falls_as_rates_rise(
    first: Fraction, last: Fraction, one: Fraction, other: Fraction
) -> None:
    """Why the ends of a range decide for all of it."""
    low, high = sorted((one, other))
    grown = [last / (first * shifted(CHAIN, points).factor(2018, 2021)) for points in (low, high)]
    assert grown[0] >= grown[1]
    assert low == high or grown[0] > grown[1]


def test_last_rate_alone() -> None:
    wanted = CHAIN.factor(2018, 2020) * Fraction(103, 100)
    assert rate_for_factor(CHAIN, PERIOD, wanted) == Fraction(3, 100)


def test_impossible_chains_are_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        shift_for_factor(CHAIN, PERIOD, Fraction(0))
    with pytest.raises(InputError, match="2022"):
        shift_for_factor(CHAIN, Period(2018, 2022), Fraction(1))


def test_rounded_levels_span_their_growth() -> None:
    """53.1 → 57.8 can be 53.15 → 57.75 or 53.05 → 57.85."""
    low, high = growth_span_pct(Rounded(Fraction("53.1"), 1), Rounded(Fraction("57.8"), 1))
    assert low == (Fraction("57.75") / Fraction("53.15") - 1) * 100
    assert high == (Fraction("57.85") / Fraction("53.05") - 1) * 100


def test_a_negative_number_of_decimals_rounds_to_tens() -> None:
    tens = Rounded(Fraction(530), -1)
    assert tens.low == 525
    assert tens.high == 535


def test_a_level_that_can_be_zero_has_no_growth() -> None:
    with pytest.raises(ValueError, match="above zero"):
        growth_span_pct(Rounded(Fraction(0), 1), Rounded(Fraction(1), 1))


@given(LEVELS, LEVELS, LEVELS, LEVELS)
def test_the_scope_gives_the_growth_of_the_other(
    first: Fraction, last: Fraction, other_first: Fraction, other_last: Fraction
) -> None:
    own, other = Ends(first, last), Ends(other_first, other_last)
    scope = constant_scope(own, other)
    if scope is None:
        assert other_first == other_last
    else:
        assert (last + scope) * other_first == (first + scope) * other_last
