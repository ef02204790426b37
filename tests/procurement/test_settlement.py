"""Settlement in whole kroner, and the transfers after a re-tender."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procurement.cases import Case, cases, deficit_cases

from kdanalysis.procurement.allocation import settle
from kdanalysis.procurement.comparison import retender
from kdanalysis.procurement.equalisation import Equalisation, equalise
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.project import InputError


def test_receivers_are_rounded_up_and_payers_carry_it_by_largest_remainder() -> None:
    transfers = {"A": "-10.7", "B": "-5.5", "C": "-3.2", "D": "19.1", "E": "0.3"}
    settled = settle({name: Fraction(kr) for name, kr in transfers.items()})
    assert settled == {"A": -11, "B": -6, "C": -4, "D": 20, "E": 1}


def test_only_as_many_payers_pay_more_as_it_takes() -> None:
    transfers = {"A": "-10.7", "B": "-5.5", "C": "-3.3", "D": "19.5"}
    settled = settle({name: Fraction(kr) for name, kr in transfers.items()})
    assert settled == {"A": -11, "B": -6, "C": -3, "D": 20}


def test_many_small_receivers_and_one_payer() -> None:
    transfers = {"A": Fraction(-1)} | {f"R{n}": Fraction(1, 10) for n in range(10)}
    settled = settle(transfers)
    assert settled["A"] == -10
    assert sum(settled.values()) == 0


def test_equal_remainders_go_by_size_then_name() -> None:
    transfers = {"B": Fraction("-1.5"), "A": Fraction("-1.5"), "C": Fraction("-9.5")}
    settled = settle(transfers | {"R": Fraction("12.5")})
    assert settled == {"B": -1, "A": -2, "C": -10, "R": 13}


def test_nothing_to_settle() -> None:
    assert settle({"A": Fraction(), "B": Fraction()}) == {"A": 0, "B": 0}


def test_transfers_that_do_not_sum_to_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="sum to 0"):
        settle({"A": Fraction(1)})


@given(st.lists(st.fractions(-1000, 1000, max_denominator=60), min_size=1, max_size=12))
def test_settlement_sums_to_zero_and_stays_near(amounts: list[Fraction]) -> None:
    transfers = {f"P{n}": kr for n, kr in enumerate([*amounts, -sum(amounts, Fraction())])}
    settled = settle(transfers)
    receivers = sum(kr > 0 for kr in transfers.values())
    assert sum(settled.values()) == 0
    for name, kr in transfers.items():
        extra = settled[name] - kr
        assert 0 <= extra < 1 if kr >= 0 else -receivers - 1 < extra < 1


def test_prices_unchanged_or_higher_leave_the_transfers(result: Equalisation) -> None:
    for saving in (Fraction(), Fraction(-1_000_000)):
        renewed = retender(result, {"M": saving, "S": saving})
        assert len(renewed) == len(result.parties)
        assert all(party.after_kr == party.before_kr for party in renewed)


def test_lower_prices_cut_the_authoritys_compensation_by_its_saving(result: Equalisation) -> None:
    renewed = {r.party.name: r for r in retender(result, {"M": Fraction(770_000), "S": Fraction()})}
    assert renewed["Region M"].before_kr == 6_770_000
    assert renewed["Region M"].after_kr == 6_000_000
    assert renewed["Kommune 19"].after_kr == renewed["Kommune 19"].before_kr == 4_753_750
    relief = Fraction(12_793_750 - 770_000, 12_793_750)
    assert renewed["Kommune 31"].after_kr == renewed["Kommune 31"].before_kr * relief
    assert renewed["Region S"].after_kr == renewed["Region S"].before_kr


def test_compensation_never_turns_into_payment(result: Equalisation) -> None:
    renewed = {r.party.name: r for r in retender(result, {"M": Fraction(10**9), "S": Fraction(1)})}
    assert renewed["Region M"].after_kr == 0


@given(cases() | deficit_cases(), st.integers(-3_000_000, 3_000_000))
def test_after_a_retender_nobody_pays_more_and_it_still_sums_to_zero(
    case: Case, saving_kr: int
) -> None:
    result = equalise(*case)
    regions = {party.region for party in case[0] if party.kind is PartyKind.REGION}
    renewed = retender(result, dict.fromkeys(regions, Fraction(saving_kr)), contract_year=1)
    for party in renewed:
        if party.before_kr < 0:
            assert party.before_kr <= party.after_kr <= 0
        else:
            assert 0 <= party.after_kr <= party.before_kr
    for region in result.regions:
        rows = [party for party in renewed if party.party.region == region]
        assert sum(party.after_kr for party in rows) == 0
        assert sum(party.settled_kr for party in rows) == 0


@pytest.mark.parametrize("year", [0, 5, -1])
def test_a_year_the_contract_does_not_have(result: Equalisation, year: int) -> None:
    with pytest.raises(InputError, match="ikke noget år"):
        retender(result, {"M": Fraction(), "S": Fraction()}, contract_year=year)


@pytest.mark.parametrize("regions", [{"M"}, {"M", "S", "X"}, set()])
def test_savings_for_other_regions_than_those(result: Equalisation, regions: set[str]) -> None:
    with pytest.raises(InputError, match="netop regionerne M, S"):
        retender(result, dict.fromkeys(regions, Fraction()))
