"""Volume and unit cost: effects that add up, and a range for rounded recipients."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.capacity import (
    CareLevel,
    decompose,
    growth_from_rates_pct,
    growth_range_pct,
    unit_cost_growth_pct,
    volume_range,
)

positive = st.fractions(1, 10**9, max_denominator=1000)
levels = st.builds(CareLevel, positive, positive)
crowds = st.builds(CareLevel, positive, st.integers(500, 10**6).map(Fraction))


def test_effects_are_measured_at_the_mean_of_the_other_factor() -> None:
    first, last = CareLevel(Fraction(1000), Fraction(10)), CareLevel(Fraction(1440), Fraction(12))
    effects = decompose(first, last)
    assert effects.volume_effect_tkr == 2 * 110
    assert effects.price_effect_tkr == 20 * 11
    assert effects.change_tkr == 440


@given(levels, levels)
def test_effects_add_up_exactly(first: CareLevel, last: CareLevel) -> None:
    assert decompose(first, last).change_tkr == last.expenditure_tkr - first.expenditure_tkr


@given(levels, levels)
def test_the_way_back_has_the_opposite_effects(first: CareLevel, last: CareLevel) -> None:
    there, back = decompose(first, last), decompose(last, first)
    assert back.volume_effect_tkr == -there.volume_effect_tkr
    assert back.price_effect_tkr == -there.price_effect_tkr


@given(levels, positive)
def test_with_the_same_recipients_all_is_price(first: CareLevel, expenditure: Fraction) -> None:
    effects = decompose(first, CareLevel(expenditure, first.recipients))
    assert effects.volume_effect_tkr == 0


@given(crowds, crowds)
def test_the_range_holds_the_growth_of_the_rounded_numbers(
    first: CareLevel, last: CareLevel
) -> None:
    low, high = growth_range_pct(first, last, 100)
    assert low < unit_cost_growth_pct(first, last) < high


@given(crowds, crowds, st.fractions(-50, 50), st.fractions(-50, 50))
def test_the_range_holds_every_number_that_rounds_to_them(
    first: CareLevel, last: CareLevel, early: Fraction, late: Fraction
) -> None:
    low, high = growth_range_pct(first, last, 100)
    true = unit_cost_growth_pct(
        CareLevel(first.expenditure_tkr, first.recipients + early),
        CareLevel(last.expenditure_tkr, last.recipients + late),
    )
    assert low <= true <= high


@given(crowds, crowds, st.fractions(-50, 50), st.fractions(-50, 50))
def test_the_range_holds_the_volume_effect_of_every_number_that_rounds_to_them(
    first: CareLevel, last: CareLevel, early: Fraction, late: Fraction
) -> None:
    low, high = volume_range(first, last, 100)
    true = decompose(
        CareLevel(first.expenditure_tkr, first.recipients + early),
        CareLevel(last.expenditure_tkr, last.recipients + late),
    )
    assert low <= true.volume_effect_tkr <= high


@given(levels, levels)
def test_the_cross_term_is_shared_equally(first: CareLevel, last: CareLevel) -> None:
    effects = decompose(first, last)
    alone = (last.recipients - first.recipients) * first.unit_cost_tkr
    assert effects.volume_effect_tkr - alone == effects.cross_term_tkr / 2
    dearer = (last.unit_cost_tkr - first.unit_cost_tkr) * first.recipients
    assert effects.price_effect_tkr - dearer == effects.cross_term_tkr / 2


def test_rates_imply_a_growth_of_unit_cost() -> None:
    """2023: 2850-2853: 1.09 / 1.03, printed as 6 %."""
    growth = growth_from_rates_pct(Fraction(9), Fraction(3))
    assert growth == (Fraction(109, 103) - 1) * 100
    assert round(growth) == 6


def test_growth_from_no_expenditure_is_refused() -> None:
    with pytest.raises(ValueError, match="no expenditure"):
        unit_cost_growth_pct(
            CareLevel(Fraction(0), Fraction(1)), CareLevel(Fraction(1), Fraction(1))
        )
