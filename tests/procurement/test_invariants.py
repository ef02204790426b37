"""What must hold for every tender (the end of MODELS C), on generated ones."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.procurement.cases import CONTRACTS, Case, cases, deficit_cases

from kdanalysis.procurement.allocation import RegionGains, Status
from kdanalysis.procurement.alternatives import PER_YEAR
from kdanalysis.procurement.comparison import methods
from kdanalysis.procurement.equalisation import Equalisation, equalise
from kdanalysis.procurement.parties import (
    Contract,
    ContractYear,
    Party,
    PartyKind,
    contract_end,
    contract_years,
)

GENERATED = cases() | deficit_cases()
many = settings(max_examples=300, deadline=None)


def _nets(result: Equalisation) -> dict[tuple[str, int], Fraction]:
    return {(row.party.name, row.contract_year): row.net_kr for row in result.rows}


@many
@given(GENERATED, st.data())
def test_transfers_of_a_region_sum_to_zero_each_year(case: Case, data: st.DataObject) -> None:
    consumption = {party.name: Fraction(1 + len(party.name)) for party in case[0]}
    method = data.draw(st.sampled_from(methods(consumption)))
    result = equalise(*case, method)
    for year in result.region_years:
        rows = result.of_region(year.region, year.contract_year)
        assert sum(row.transfer_kr for row in rows) == 0
        assert sum(row.settled_kr for row in rows) == 0
        assert sum(row.share for row in rows) in {0, 1}


@many
@given(GENERATED)
def test_nobody_ends_below_zero_where_the_region_is_positive(case: Case) -> None:
    result = equalise(*case)
    for life in result.lifetimes():
        if result.is_cancelled(life.party.region):
            assert life.transfer_kr == 0
        else:
            assert life.net_kr >= 0


@many
@given(GENERATED)
def test_all_of_a_regions_gain_stays_with_its_parties(case: Case) -> None:
    result = equalise(*case)
    for region in result.regions:
        net = sum(life.net_kr for life in result.lifetimes() if life.party.region == region)
        assert net == result.lifetime_gain_kr(region)


@many
@given(GENERATED)
def test_in_a_year_without_claims_losers_end_at_zero_and_gainers_above(case: Case) -> None:
    result = equalise(*case)
    for region in result.regions:
        years = [year for year in result.region_years if year.region == region]
        if any(year.status is not Status.EQUALISED for year in years):
            continue
        for row in result.of_region(region):
            assert row.net_kr == 0 if row.gain_kr <= 0 else 0 <= row.net_kr <= row.gain_kr


@many
@given(GENERATED, st.randoms(use_true_random=False))
def test_the_order_of_parties_is_irrelevant(case: Case, random: object) -> None:
    parties, contract = case
    shuffled = list(parties)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = equalise(parties, contract), equalise(shuffled, contract)
    assert _nets(one) == _nets(other)
    assert {(r.party.name, r.contract_year, r.settled_kr) for r in one.rows} == {
        (r.party.name, r.contract_year, r.settled_kr) for r in other.rows
    }
    assert one.region_years == other.region_years


@many
@given(GENERATED, st.fractions(Fraction(1, 1000), 1000, max_denominator=1000))
def test_the_scale_of_money_is_irrelevant(case: Case, scale: Fraction) -> None:
    assume(scale > 0)
    parties, contract = case
    scaled = [
        replace(
            party,
            annual_saving_kr=party.annual_saving_kr * scale,
            annual_cost_kr=party.annual_cost_kr * scale,
        )
        for party in parties
    ]
    bigger = equalise(scaled, replace(contract, project_cost_kr=contract.project_cost_kr * scale))
    for one, other in zip(equalise(parties, contract).rows, bigger.rows, strict=True):
        assert other.transfer_kr == one.transfer_kr * scale
        assert (other.share, other.status) == (one.share, one.status)


@many
@given(GENERATED, st.integers(0, 30), st.integers(1, 2_000_000))
def test_a_partys_net_never_falls_when_its_own_saving_rises(
    case: Case, place: int, rise_kr: int
) -> None:
    parties, contract = case
    before = equalise(parties, contract)
    party = parties[place % len(parties)]
    # A region that is cancelled has no net to compare with: its parties keep what they have.
    assume(not before.is_cancelled(party.region))
    raised = replace(party, annual_saving_kr=party.annual_saving_kr + rise_kr)
    after = equalise([raised if p is party else p for p in parties], contract)
    nets = [sum(row.net_kr for row in result.of_party(party.name)) for result in (before, after)]
    assert nets[0] <= nets[1]


@many
@given(CONTRACTS, st.data())
def test_one_day_moves_the_phase_in_by_one_over_the_years_days(
    contract: Contract, data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(contract_years(contract)))
    start = year.first + timedelta(days=data.draw(st.integers(0, year.days - 1)))
    later = start + timedelta(days=1)
    assert year.phase_in(start) - year.phase_in(later) == Fraction(1, year.days)
    assert year.phase_in(year.first) == 1
    assert year.phase_in(year.end) == 0


@many
@given(CONTRACTS)
def test_years_are_366_days_exactly_when_they_hold_29_february(contract: Contract) -> None:
    years = contract_years(contract)
    assert (years[0].first, years[-1].end) == (contract.start, contract_end(contract))
    assert all(earlier.end == later.first for earlier, later in pairwise(years))
    for year in years:
        days = (year.first + timedelta(days=number) for number in range(year.days))
        leap = any((day.month, day.day) == (2, 29) for day in days)
        assert year.days == (366 if leap else 365)


@many
@given(GENERATED, st.integers(1, 364), st.integers(0, 9))
def test_splitting_a_year_without_starts_changes_nothing(case: Case, day: int, at: int) -> None:
    result = equalise(*case)
    for region in result.regions:
        if result.is_cancelled(region):
            continue
        gains = _gains_of(result, region)
        split = at % len(gains.kr)
        part = Fraction(day, 365)
        halves = [tuple(kr * share for kr in gains.kr[split]) for share in (part, 1 - part)]
        kr = (*gains.kr[:split], *halves, *gains.kr[split + 1 :])
        whole = PER_YEAR.allocate(gains).transfers
        pieces = PER_YEAR.allocate(replace(gains, kr=kr)).transfers
        for column in range(len(gains.parties)):
            joined = [row[column].kr for row in pieces]
            joined[split : split + 2] = [sum(joined[split : split + 2], Fraction())]
            assert joined == [row[column].kr for row in whole]


def _gains_of(result: Equalisation, region: str) -> RegionGains:
    parties = tuple(dict.fromkeys(row.party for row in result.of_region(region)))
    years = range(1, result.contract.years + 1)
    return RegionGains(
        region,
        parties,
        tuple(tuple(row.gain_kr for row in result.of_region(region, year)) for year in years),
    )


def test_splitting_a_year_in_which_a_party_starts_does_change_it() -> None:
    """Why years are not split: the late gainer would not pay for the losses before its start."""
    year = ContractYear(1, date(2025, 9, 1), date(2026, 9, 1))
    late = date(2026, 3, 1)
    parties = tuple(
        Party(name, PartyKind.MUNICIPALITY, "M", Fraction(), Fraction(), 1, start)
        for name, start in (("tab", year.first), ("gevinst", year.first), ("senere", late))
    )
    first = Fraction((late - year.first).days, year.days)
    rates = (Fraction(-300), Fraction(1_000), Fraction(1_000))
    before = (rates[0] * first, rates[1] * first, Fraction())
    after = tuple(rate * (1 - first) for rate in rates)
    joined = tuple(a + b for a, b in zip(before, after, strict=True))
    whole = PER_YEAR.allocate(RegionGains("M", parties, (joined,))).transfers
    pieces = PER_YEAR.allocate(RegionGains("M", parties, (before, after))).transfers
    assert sum(row[2].kr for row in pieces) > whole[0][2].kr


@many
@given(GENERATED)
def test_settlement_rounds_receivers_up_and_payers_by_less_than_the_number_of_receivers(
    case: Case,
) -> None:
    result = equalise(*case)
    for year in result.region_years:
        rows = result.of_region(year.region, year.contract_year)
        for row in rows:
            if row.transfer_kr >= 0:
                assert row.settled_kr == math.ceil(row.transfer_kr)
            else:
                assert abs(row.settled_kr - row.transfer_kr) < max(len(rows), 2)


@many
@given(GENERATED)
def test_project_cost_is_borne_once_and_in_full(case: Case) -> None:
    parties, contract = case
    result = equalise(parties, contract)
    borne = sum(row.gain.project_cost_kr for row in result.rows)
    authorities = any(party.kind is PartyKind.REGION for party in parties)
    assert authorities or contract.regions is None
    assert borne == contract.project_cost_kr
    for party in parties:
        years = [row for row in result.of_party(party.name) if row.gain.days]
        assert years[0].gain.project_cost_kr == result.project_costs[party.name].kr
        assert all(row.gain.project_cost_kr == 0 for row in years[1:])


@many
@given(GENERATED)
def test_before_its_start_a_party_gains_nothing(case: Case) -> None:
    for row in equalise(*case).rows:
        if row.gain.year.end <= row.party.start_date:
            assert row.gain_kr == 0
            assert row.share == 0
            assert row.gain.days == 0
