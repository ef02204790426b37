"""The gates: ceiling under both readings, Model 1, the legal condition."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.procurement.business_case.published import example, figures

from kdanalysis.procurement.equalisation import Equalisation, equalise
from kdanalysis.procurement.gates import GateOutcome, Reading, ceiling_years, legal_gates, model_1
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.tables.rounding import round_to_int

CEILING = Fraction(12_000_000)


def dearer(share: Fraction) -> Equalisation:
    """Return the example with every saving lowered by a share of its size."""
    parties = [
        replace(
            party, annual_saving_kr=party.annual_saving_kr - share * abs(party.annual_saving_kr)
        )
        for party in example().parties
    ]
    return equalise(parties, example().contract)


def test_the_ceiling_is_the_printed_one() -> None:
    assert figures()["udligning_max"].amount == CEILING


def test_the_example_breaks_the_ceiling_under_one_reading_from_the_second_year() -> None:
    broken = {
        (row.region, row.contract_year, row.reading)
        for row in ceiling_years(example(), CEILING)
        if not row.is_within
    }
    assert broken == {("M", year, Reading.ALL_TRANSFERS) for year in (2, 3, 4)}


@pytest.mark.parametrize(
    ("region", "reading", "amounts"),
    [
        ("M", Reading.ALL_TRANSFERS, [10_844_878, 12_793_750, 12_793_750, 12_793_750]),
        ("S", Reading.ALL_TRANSFERS, [9_330_303, 9_440_000, 9_440_000, 9_440_000]),
        ("M", Reading.REGION_RECEIVES, [6_862_121, 6_770_000, 6_770_000, 6_770_000]),
        ("S", Reading.REGION_RECEIVES, [6_862_121, 6_770_000, 6_770_000, 6_770_000]),
    ],
)
def test_the_readings_are_the_printed_amounts(
    region: str, reading: Reading, amounts: list[int]
) -> None:
    rows = ceiling_years(example(), CEILING)
    found = [round_to_int(r.amount_kr) for r in rows if (r.region, r.reading) == (region, reading)]
    assert found == amounts


def test_an_amount_at_the_ceiling_is_within_it() -> None:
    dearest = max(row.amount_kr for row in ceiling_years(example(), CEILING))
    assert all(row.is_within for row in ceiling_years(example(), dearest))
    assert not all(row.is_within for row in ceiling_years(example(), dearest - Fraction(1, 10**9)))


def test_model_1_signs_within_and_asks_above() -> None:
    outcomes = {(gate.region, gate.reading): gate.outcome for gate in model_1(example(), CEILING)}
    assert outcomes == {
        ("M", Reading.REGION_RECEIVES): GateOutcome.SIGN,
        ("M", Reading.ALL_TRANSFERS): GateOutcome.NEW_MANDATE,
        ("S", Reading.REGION_RECEIVES): GateOutcome.SIGN,
        ("S", Reading.ALL_TRANSFERS): GateOutcome.SIGN,
    }


def test_model_1_cancels_a_region_without_gain_unless_all_accept() -> None:
    result = dearer(Fraction(1, 2))
    assert all(result.is_cancelled(region) for region in result.regions)
    gates = model_1(result, CEILING, all_accept={"S"})
    assert {(gate.region, gate.outcome) for gate in gates} == {
        ("M", GateOutcome.CANCEL),
        ("S", GateOutcome.EACH_BEARS_OWN),
    }
    assert all(gate.gain_kr <= 0 and gate.highest_kr == 0 for gate in gates)


def test_the_legal_gate_is_the_municipalities_sum_after_equalisation() -> None:
    for gate in legal_gates(example()):
        own = [
            row
            for row in example().of_region(gate.region)
            if row.party.kind is PartyKind.MUNICIPALITY
        ]
        assert gate.after_kr == sum(row.net_kr for row in own)
        assert gate.after_kr < gate.before_kr
        assert gate.holds
    assert [gate.region for gate in legal_gates(example())] == ["M", "S"]


def test_the_legal_gate_fails_where_the_municipalities_pay_more() -> None:
    result = dearer(Fraction(3, 2))
    assert not any(gate.holds for gate in legal_gates(result))
