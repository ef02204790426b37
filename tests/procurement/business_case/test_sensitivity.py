"""Sensitivity, switching values, curve and phase-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procurement.business_case.published import KDNET, case, ranges
from tests.procurement.business_case.test_business_case import cases

from kdanalysis.procurement.business_case import (
    Case,
    Timing,
    active_years,
    break_even,
    net_per_year_kr,
    phase_in,
    phased_break_even,
    urology_timing,
)
from kdanalysis.procurement.parties import Contract
from kdanalysis.procurement.sensitivity import (
    case_at,
    switching_values,
)
from kdanalysis.project import InputError
from kdanalysis.tables.tender import read_timeline

if TYPE_CHECKING:
    from kdanalysis.procurement.sensitivity import SwitchingValue

discounts = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000)


def timing() -> Timing:
    return urology_timing(case(), read_timeline(KDNET / "tidsplan_urologi.csv"))


def test_every_range_names_who_decided_it() -> None:
    assert {span.decided_by for span in ranges().values()} == {"antagelse, projektets egen"}


@given(cases, discounts)
def test_a_switching_value_brings_the_case_to_zero(any_case: Case, discount: Fraction) -> None:
    for row in switching_values(any_case, discount):
        if row.value is None or row.key == "antal_kommuner":
            continue
        tipped = case_at(any_case, row.key, row.value)
        assert net_per_year_kr(tipped, discount) == 0


@given(cases, discounts)
def test_the_switching_count_uses_up_the_slack(any_case: Case, discount: Fraction) -> None:
    row = by_key(switching_values(any_case, discount))["antal_kommuner"]
    if row.value is None or row.value + any_case.regions == 0:
        return
    share = row.value / (row.value + any_case.regions)
    cost = any_case.running_cost_kr + any_case.project_cost_kr * share / any_case.years
    assert cost == discount * any_case.consumption_kr


@given(cases, discounts)
def test_without_a_switching_value_no_amount_would_do(any_case: Case, discount: Fraction) -> None:
    values = by_key(switching_values(any_case, discount))
    for key in ("licens_aarlig", "drift_aarlig", "projektomkostninger"):
        if values[key].value is None:
            free = case_at(any_case, key, Fraction(0))
            assert net_per_year_kr(free, discount) < 0


def by_key(rows: tuple[SwitchingValue, ...]) -> dict[str, SwitchingValue]:
    return {row.key: row for row in rows}


def test_at_the_break_even_every_total_switches_where_it_is() -> None:
    for row in switching_values(case(), break_even(case())):
        assert row.value == row.expected
        assert row.change == 0


def test_at_five_percent_operation_must_fall_below_four_million() -> None:
    values = by_key(switching_values(case(), Fraction(5, 100)))
    assert switching_values(replace(case(), licences_kr=Fraction(0)), Fraction(1))[1].change is None
    by_hand = Fraction(5_880_000) - 1_225_200 - Fraction(3_040_000 * 35, 37 * 4)
    assert values["drift_aarlig"].value == by_hand
    assert values["licens_aarlig"].change is None


def test_a_discount_of_nothing_is_no_question() -> None:
    with pytest.raises(ValueError, match="positive"):
        switching_values(case(), Fraction(0))


def test_everybody_from_the_first_day_is_the_published_case() -> None:
    assert phase_in(case(), timing(), Fraction(0)).at_last_day == break_even(case())


@given(st.fractions(0, 1))
def test_a_bound_share_raises_the_break_even(share: Fraction) -> None:
    row = phase_in(case(), timing(), share)
    assert row.without <= row.at_first_day <= row.at_last_day
    assert (row.at_last_day > row.without) == (share > 0)


def test_the_phased_break_even_recomputed_day_by_day() -> None:
    contract, bound = timing().contract, timing().bound_last_day
    share = Fraction(1, 2)
    weight = Fraction(0)
    for number in range(contract.years):
        first = contract.start.replace(year=contract.start.year + number)
        end = contract.start.replace(year=contract.start.year + number + 1)
        days = [first + timedelta(days=day) for day in range((end - first).days)]
        active = sum(1 - share if day < bound else Fraction(1) for day in days)
        weight += Fraction(active) / len(days)
    saved_at = phase_in(case(), timing(), share).at_last_day
    saved = (saved_at * case().consumption_kr - case().running_cost_kr) * weight
    assert saved == case().municipal_project_cost_kr


def test_active_years_end_with_the_contract() -> None:
    contract = Contract(date(2025, 3, 1), 4, Fraction(0))
    assert active_years(contract, date(2025, 3, 1)) == 4
    assert active_years(contract, date(2028, 3, 1)) == 1
    assert active_years(contract, date(2029, 3, 1)) == 0


@pytest.mark.parametrize(
    "starts",
    [
        {},
        {date(2025, 3, 1): Fraction(1, 2)},
        {date(2029, 3, 1): Fraction(1)},
        {date(2025, 3, 1): Fraction(3, 2), date(2026, 3, 1): Fraction(-1, 2)},
    ],
)
def test_an_incomplete_phase_in_is_refused(starts: dict[date, Fraction]) -> None:
    with pytest.raises(InputError, match="Indfasningen"):
        phased_break_even(case(), timing().contract, starts)


def test_an_end_that_does_not_follow_from_the_start_is_refused() -> None:
    timeline = read_timeline(KDNET / "tidsplan_urologi.csv")
    ends = pl.col("milestone").str.starts_with("Kontraktudløb")
    later = pl.when(ends).then(date(2029, 3, 31)).otherwise(pl.col("last_day")).alias("last_day")
    with pytest.raises(InputError, match="ender ikke 31-03-2029"):
        urology_timing(case(), timeline.with_columns(later))
