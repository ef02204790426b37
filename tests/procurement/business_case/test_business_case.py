"""The business case as a model: what holds for any totals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procurement.business_case.published import case

from kdanalysis.procurement.business_case import (
    Case,
    break_even,
    implied_municipalities,
    net_per_year_kr,
    upper_bound,
)
from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_to_int

kroner = st.fractions(min_value=0, max_value=10**9, max_denominator=100)
cases = st.builds(
    Case,
    consumption_kr=st.fractions(min_value=1, max_value=10**9, max_denominator=100),
    licences_kr=kroner,
    operation_kr=kroner,
    project_cost_kr=kroner,
    years=st.integers(1, 10),
    municipalities=st.integers(1, 98),
    regions=st.integers(0, 5),
)


@given(cases)
def test_at_the_break_even_the_municipalities_end_at_zero(any_case: Case) -> None:
    assert net_per_year_kr(any_case, break_even(any_case)) == 0


@given(cases)
def test_the_project_cost_is_split_without_remainder(any_case: Case) -> None:
    parts = any_case.municipal_project_cost_kr + any_case.regional_project_cost_kr
    assert parts == any_case.project_cost_kr


@given(cases, st.integers(1, 1000))
def test_the_break_even_is_free_of_scale(any_case: Case, scale: int) -> None:
    amounts = {
        name: getattr(any_case, name) * scale
        for name in ("consumption_kr", "licences_kr", "operation_kr", "project_cost_kr")
    }
    assert break_even(replace(any_case, **amounts)) == break_even(any_case)


@given(cases, kroner)
def test_the_upper_bound_adds_what_the_regions_receive(any_case: Case, ceiling: Fraction) -> None:
    bound = upper_bound(any_case, ceiling)
    received = (bound.discount - bound.without_equalisation) * any_case.consumption_kr
    assert received == any_case.regions * ceiling


@given(st.integers(1, 98), st.integers(1, 5), st.integers(10**6, 10**8))
def test_a_printed_split_reveals_its_count(count: int, regions: int, cost: int) -> None:
    printed = round_to_int(Fraction(cost * count, count + regions))
    assert implied_municipalities(Fraction(cost), Fraction(printed), regions) == count


@pytest.mark.parametrize(
    ("municipal_kr", "regions"), [(2_900_000, 2), (3_040_000, 2), (2_875_676, 0)]
)
def test_a_split_that_no_count_gives_is_refused(municipal_kr: int, regions: int) -> None:
    with pytest.raises(InputError, match="Intet antal kommuner"):
        implied_municipalities(Fraction(3_040_000), Fraction(municipal_kr), regions)


def test_impossible_totals_are_refused_all_at_once() -> None:
    negative = Fraction(-1)
    with pytest.raises(InputError) as caught:
        Case(negative, negative, negative, negative, years=0, municipalities=0, regions=-1)
    for word in ("forbruget", "perioden", "ingen kommune", "regioner", "omkostning er negativ"):
        assert word in str(caught.value)


def test_the_bound_of_the_published_case_is_no_break_even() -> None:
    bound = upper_bound(case(), Fraction(12_000_000))
    assert bound.discount > bound.without_equalisation
