"""The simulation: agrees with the exact model, is seeded, labelled, and counts what it says."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from tests.procurement.cases import Case, cases, deficit_cases

from kdanalysis.procurement.equalisation import equalise
from kdanalysis.procurement.parties import PartyKind, contract_end
from kdanalysis.procurement.uncertainty import (
    Draws,
    Sampler,
    SimulationBasis,
    SimulationSettings,
    UncertainParameter,
    Uncertainty,
    draw_inputs,
    simulate,
    simulated_gains,
    simulated_transfers,
)
from kdanalysis.project import InputError
from kdanalysis.tables.tender import CaseRange, read_ranges

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.procurement.worked_example import WorkedExample

CEILING_KR = Fraction(12_000_000)


@pytest.fixture(scope="module")
def ranges(raw: Path) -> dict[str, CaseRange]:
    return read_ranges(raw / "local" / "intervaller_udligning.csv")


def run(example: WorkedExample, ranges: dict[str, CaseRange], **changes: Any) -> Uncertainty:
    plain = SimulationSettings(ranges, CEILING_KR, seed=7, draws=400)
    return simulate(
        example.parties, example.contract, example.consumption_kr, replace(plain, **changes)
    )


def fixed(ranges: dict[str, CaseRange]) -> dict[str, CaseRange]:
    """Return the ranges without any width: nothing is uncertain."""
    return {
        key: replace(span, low=Fraction(), expected=Fraction(), high=Fraction())
        for key, span in ranges.items()
    }


def test_replayed_draws_agree_with_the_exact_model(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    sampler = Sampler(ranges, np.random.default_rng(3), 60)
    draws = draw_inputs(example.parties, example.contract, example.consumption_kr, sampler)
    gains = simulated_gains(draws, example.parties, example.contract)
    transfers = simulated_transfers(gains, example.parties)
    assert gains.shape == transfers.shape == (60, 33, 4)
    place = {party.name: column for column, party in enumerate(example.parties)}
    for draw in range(60):
        exact = equalise(*draws.scenario(draw, example.parties, example.contract))
        for row in exact.rows:
            at = (draw, place[row.party.name], row.contract_year - 1)
            assert math.isclose(gains[at], row.gain_kr, rel_tol=1e-9, abs_tol=1e-4)
            assert math.isclose(transfers[at], row.transfer_kr, rel_tol=1e-9, abs_tol=1e-4)


@settings(max_examples=300, deadline=None)
@given(cases() | deficit_cases())
def test_deficits_and_cancellations_agree_with_the_exact_model(case: Case) -> None:
    parties, contract = case
    exact = equalise(parties, contract)
    # A total of a hair's breadth may fall on either side of 0 in floats.
    assume(all(abs(exact.lifetime_gain_kr(region)) > 1 for region in exact.regions))
    draws = Draws(
        np.array([[float(party.annual_saving_kr) for party in parties]]),
        np.array([[float(party.annual_cost_kr) for party in parties]]),
        np.array([[party.start_date.toordinal() for party in parties]]),
        np.array([float(contract.project_cost_kr)]),
    )
    gains = simulated_gains(draws, parties, contract)
    transfers = simulated_transfers(gains, parties)
    place = {party.name: column for column, party in enumerate(parties)}
    for row in exact.rows:
        at = (0, place[row.party.name], row.contract_year - 1)
        assert math.isclose(gains[at], row.gain_kr, abs_tol=1e-3)
        assert math.isclose(transfers[at], row.transfer_kr, abs_tol=1e-3)


def test_without_uncertainty_the_example_is_found_as_printed(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    """2023: 1965-1966, 1991: 12.79 mio. moved in Region M, 9.44 in S; authorities get 6.9."""
    outcome = run(example, fixed(ranges), draws=3)
    risks = {risk.region: risk for risk in outcome.regions}
    assert [risk.positive_case.estimate for risk in outcome.regions] == [1, 1]
    assert {r: risk.ceiling_broken_by_all.hits for r, risk in risks.items()} == {"M": 3, "S": 0}
    for risk in outcome.regions:
        assert risk.ceiling_broken_by_authority is not None
        assert risk.ceiling_broken_by_authority.hits == 0
    assert [round(risk.lifetime_gain_kr[0]) for risk in outcome.regions] == [9_550_563, 11_645_144]
    losers = {risk.party.name for risk in outcome.parties if risk.loses_before.hits}
    assert losers == {f"Kommune {n}" for n in (2, 10, 19, 26, 27)} | {"Region M", "Region S"}


def test_the_ceiling_is_passed_only_above_it(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    at = run(example, fixed(ranges), draws=1, ceiling_kr=Fraction(9_440_000))
    below = run(example, fixed(ranges), draws=1, ceiling_kr=Fraction(9_439_999))
    assert [outcome.regions[1].ceiling_broken_by_all.hits for outcome in (at, below)] == [0, 1]


def test_probabilities_count_the_exact_models_outcomes(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    count = 40
    draws = _drawn(example, ranges, seed=11, count=count)
    outcome = run(example, ranges, seed=11, draws=count)
    results = [
        equalise(*draws.scenario(n, example.parties, example.contract)) for n in range(count)
    ]
    for risk in outcome.regions:
        years = [[y for y in r.region_years if y.region == risk.region] for r in results]
        assert risk.positive_case.hits == sum(not r.is_cancelled(risk.region) for r in results)
        assert risk.ceiling_broken_by_all.hits == sum(
            any(year.transferred_kr > CEILING_KR for year in of) for of in years
        )
        name = f"Region {risk.region}"
        assert risk.ceiling_broken_by_authority is not None
        assert risk.ceiling_broken_by_authority.hits == sum(
            any(row.transfer_kr > CEILING_KR for row in r.of_party(name)) for r in results
        )
    lifetimes = [result.lifetimes() for result in results]
    for place, party in enumerate(outcome.parties):
        assert party.loses_before.hits == sum(life[place].gain_kr < 0 for life in lifetimes)


def _drawn(example: WorkedExample, ranges: dict[str, CaseRange], seed: int, count: int) -> Draws:
    sampler = Sampler(ranges, np.random.default_rng(seed), count)
    return draw_inputs(example.parties, example.contract, example.consumption_kr, sampler)


def test_the_same_seed_gives_the_same_result(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    one, same, other = (run(example, ranges, seed=seed) for seed in (7, 7, 8))
    gains = [outcome.regions[0].lifetime_gain_kr for outcome in (one, same, other)]
    assert np.array_equal(gains[0], gains[1])
    assert not np.array_equal(gains[0], gains[2])


def test_draws_stay_within_their_ranges(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    draws = _drawn(example, ranges, seed=5, count=500)
    costs = np.array([float(party.annual_cost_kr) for party in example.parties])
    moved = draws.annual_cost_kr / costs - 1
    span = ranges[UncertainParameter.ANNUAL_COST]
    assert moved.min() >= float(span.low) - 1e-12
    assert moved.max() <= float(span.high) + 1e-12
    assert np.allclose(moved, moved[:, :1])
    planned = np.array([party.start_date.toordinal() for party in example.parties])
    late = draws.start_ordinal - planned
    assert late.min() == 0
    assert 60 < late.max() <= ranges[UncertainParameter.DELAY_OWN].high
    assert draws.start_ordinal.max() < contract_end(example.contract).toordinal()


def test_a_delay_never_leads_out_of_the_contract(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    late = replace(ranges[UncertainParameter.DELAY_OWN], high=Fraction(5_000))
    draws = _drawn(example, ranges | {UncertainParameter.DELAY_OWN.value: late}, seed=5, count=100)
    assert draws.start_ordinal.max() == contract_end(example.contract).toordinal() - 1


def test_saving_follows_prices_and_consumption(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    dearer = fixed(ranges)
    tenth = Fraction(1, 10)
    for key in (UncertainParameter.PRICE_COMMON, UncertainParameter.CONSUMPTION_OWN):
        dearer[key] = replace(dearer[key], low=tenth, expected=tenth, high=tenth)
    draws = _drawn(example, dearer, seed=1, count=1)
    # Kommune 1: bought for 3.5 mio., saves 2, so 1.5 at new prices: (2 − 0.15) × 1.1 mio.
    assert draws.saving_kr[0, 0] == pytest.approx(1.1 * 1_850_000)


def test_the_label_says_what_the_numbers_stand_on(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    assert run(example, ranges, draws=1).label == "Regneeksempel – ikke urologi"
    delivered = run(example, ranges, draws=1, basis=SimulationBasis.DELIVERED_WORKBOOK)
    assert "projektets egne" in delivered.label
    assert "Regneeksempel" not in delivered.label


def test_the_standard_error_shrinks_with_the_draws(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    chance = run(example, ranges).regions[0].ceiling_broken_by_all
    assert 0 < chance.estimate < 1
    assert chance.standard_error == pytest.approx(
        math.sqrt(chance.estimate * (1 - chance.estimate) / 400)
    )


def test_a_region_without_an_authority_has_no_reading_of_what_it_receives(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    towns = tuple(p for p in example.parties if p.kind is PartyKind.MUNICIPALITY)
    contract = replace(example.contract, municipalities=None, regions=None)
    consumption = {party.name: example.consumption_kr[party.name] for party in towns}
    outcome = simulate(towns, contract, consumption, SimulationSettings(ranges, CEILING_KR, 1, 2))
    assert [risk.ceiling_broken_by_authority for risk in outcome.regions] == [None, None]


def test_every_range_is_marked_as_the_projects_own(ranges: dict[str, CaseRange]) -> None:
    assert set(ranges) == set(UncertainParameter)
    assert {span.decided_by for span in ranges.values()} == {"antagelse, projektets egen"}


def test_all_faults_are_listed_at_once(
    example: WorkedExample, ranges: dict[str, CaseRange]
) -> None:
    bad = dict(ranges)
    del bad[UncertainParameter.PRICE_COMMON]
    bad["ukendt"] = ranges[UncertainParameter.PRICE_OWN]
    bad[UncertainParameter.ANNUAL_COST] = replace(
        ranges[UncertainParameter.ANNUAL_COST], low=Fraction(-2)
    )
    bad[UncertainParameter.DELAY_OWN] = replace(
        ranges[UncertainParameter.DELAY_OWN], low=Fraction(-1)
    )
    consumption = dict(example.consumption_kr)
    del consumption["Kommune 3"]
    with pytest.raises(InputError) as stopped:
        simulate(
            example.parties,
            example.contract,
            consumption,
            SimulationSettings(bad, CEILING_KR, 1, 0),
        )
    told = stopped.value.what
    assert told.startswith("Inputtet har 6 fejl:")
    for part in ("pris_faelles", "ukendt", "-100 %", "negativ", "Kommune 3", "trækninger er 0"):
        assert part in told
