"""Deficit years, cancellation and the alternatives, on tenders small enough to solve by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kdanalysis.procurement.allocation import Allocation, RegionGains, Status, TermKind
from kdanalysis.procurement.alternatives import (
    NO_EQUALISATION,
    PER_YEAR,
    ByConsumption,
    ByInhabitants,
    EqualisationMethod,
    OverLifetime,
)
from kdanalysis.procurement.comparison import compare, methods
from kdanalysis.procurement.equalisation import equalise
from kdanalysis.procurement.parties import Contract, Party, PartyKind
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.procurement.equalisation import Equalisation
    from kdanalysis.procurement.worked_example import WorkedExample

Grid = list[list[Fraction]]


def party(name: str, saving_kr: int = 0, inhabitants: int | None = 1) -> Party:
    kind = PartyKind.REGION if inhabitants is None else PartyKind.MUNICIPALITY
    start = date(2025, 9, 1)
    return Party(name, kind, "M", Fraction(saving_kr), Fraction(), inhabitants, start)


def solved(
    *years: Sequence[int], method: EqualisationMethod = PER_YEAR, members: str = ""
) -> Allocation:
    """Return the transfers of parties A, B, … (inhabitants 1, 2, …; lower case: an authority)."""
    names = members or "ABCDEF"[: len(years[0])]
    parties = tuple(
        party(name.upper(), 0, place if name.isupper() else None)
        for place, name in enumerate(names, start=1)
    )
    kr = tuple(tuple(Fraction(gain) for gain in year) for year in years)
    return method.allocate(RegionGains("M", parties, kr))


def transfers(allocation: Allocation) -> Grid:
    return [[transfer.kr for transfer in row] for row in allocation.transfers]


def test_losers_receive_their_loss_and_gainers_pay_by_gain() -> None:
    allocation = solved([300, 100, -200, 0])
    assert transfers(allocation) == [[-150, -50, 200, 0]]
    assert [t.share for t in allocation.transfers[0]] == [Fraction(3, 4), Fraction(1, 4), 0, 0]
    assert allocation.statuses == (Status.EQUALISED,)


def test_a_claim_is_met_from_later_years_gains() -> None:
    allocation = solved([50, -100], [200, -100])
    assert transfers(allocation) == [[-50, 50], [-150, 150]]
    assert allocation.statuses == (Status.DEFICIT, Status.EQUALISED)
    assert [list(row) for row in allocation.claims_kr] == [[0, 50], [0, 0]]


def test_a_year_meets_claims_only_with_what_its_own_losses_leave() -> None:
    allocation = solved([50, -100], [130, -100], [200, -100])
    assert transfers(allocation) == [[-50, 50], [-130, 130], [-120, 120]]
    assert [total for _, total in allocation.claims_kr] == [50, 20, 0]


def test_losers_of_a_deficit_year_receive_the_gains_pro_rata() -> None:
    allocation = solved([60, -90, -30], [200, 0, 0])
    assert transfers(allocation) == [[-60, 45, 15], [-60, 45, 15]]


def test_a_deficit_last_is_met_by_earlier_gainers() -> None:
    allocation = solved([200, -100], [50, -100])
    assert transfers(allocation) == [[-100, 100], [-100, 100]]
    assert allocation.statuses == (Status.EQUALISED, Status.DEFICIT)
    assert list(allocation.claims_kr[-1]) == [0, 0]


def test_earlier_gainers_pay_in_proportion_to_what_they_kept() -> None:
    gains = [300, 100, 0], [0, 0, -100]
    allocation = solved(*gains)
    assert transfers(allocation) == [[0, 0, 0], [-75, -25, 100]]
    parts = [transfer.part_kr(TermKind.CLOSING) for transfer in allocation.transfers[1]]
    assert parts == [-75, -25, 100]


def test_a_claimant_that_gained_before_bears_its_part_of_the_claims() -> None:
    # A kept 1,000 and B 10 when year 2 leaves claims of 900 and 50; the region's total is 60.
    # Both end with the same part, 60/1,010, of what they had kept: nobody below 0.
    gains = [1000, 10], [-900, -50]
    nets = [
        sum(year[place] for year in gains) + sum(row[place] for row in transfers(solved(*gains)))
        for place in (0, 1)
    ]
    assert nets == [1000 * Fraction(60, 1010), 10 * Fraction(60, 1010)]


def test_a_year_of_exactly_balanced_gains_and_losses_is_equalised() -> None:
    allocation = solved([100, -100], [10, 0])
    assert transfers(allocation) == [[-100, 100], [0, 0]]
    assert allocation.statuses == (Status.EQUALISED, Status.EQUALISED)


@pytest.mark.parametrize(("savings", "total"), [((-5, -7), -12), ((70, -70), 0), ((0, 0), 0)])
def test_a_region_without_a_gain_is_cancelled_and_that_is_a_result(
    savings: tuple[int, int], total: int
) -> None:
    contract = Contract(date(2025, 9, 1), 3, Fraction())
    parties = [party(name, saving) for name, saving in zip("AB", savings, strict=True)]
    result = equalise(parties, contract)
    assert result.is_cancelled("M")
    assert result.lifetime_gain_kr("M") == total * 3
    assert {year.status for year in result.region_years} == {Status.CANCELLED}
    for row in result.rows:
        assert row.status.value == "annulleres"
        assert row.transfer_kr == 0
        assert row.settled_kr == 0
        assert row.net_kr == row.gain_kr


def test_one_region_cancelled_leaves_the_other_alone() -> None:
    contract = Contract(date(2025, 9, 1), 1, Fraction())
    parties = [party("A", 10), party("B", -4), replace(party("C", -9), region="S")]
    result = equalise(parties, contract)
    assert [year.status for year in result.region_years] == [Status.EQUALISED, Status.CANCELLED]
    assert [row.transfer_kr for row in result.rows] == [-4, 4, 0]


def test_by_inhabitants_gainers_pay_by_size_even_more_than_they_gain() -> None:
    allocation = solved([10, 90, -30], method=ByInhabitants())
    assert transfers(allocation) == [[-10, -20, 30]]


def test_by_inhabitants_those_who_neither_gain_nor_lose_do_not_pay() -> None:
    assert transfers(solved([0, 90, -30], method=ByInhabitants())) == [[0, -30, 30]]


def test_by_inhabitants_a_lone_gaining_authority_pays_only_when_the_contract_ends() -> None:
    allocation = solved([90, -30], [90, -30], method=ByInhabitants(), members="aB")
    assert transfers(allocation) == [[0, 0], [-60, 60]]
    assert allocation.statuses == (Status.DEFICIT, Status.DEFICIT)


def test_by_consumption_gainers_pay_by_what_they_buy() -> None:
    method = ByConsumption({"A": Fraction(900), "B": Fraction(100), "C": Fraction(5)})
    assert transfers(solved([10, 90, -50], method=method)) == [[-45, -5, 50]]


def test_by_consumption_wants_every_partys_consumption() -> None:
    contract = Contract(date(2025, 9, 1), 1, Fraction())
    with pytest.raises(InputError, match=r"(?s)B, consumption_kr.*C, consumption_kr"):
        equalise([party("A"), party("B"), party("C")], contract, ByConsumption({"A": Fraction(1)}))


def test_over_the_lifetime_only_lifetime_losers_receive() -> None:
    # A loses in year 1 yet gains in all; year 1 holds 50 of the 60 of yearly losses.
    allocation = solved([-20, 100, -30], [60, 40, -10], method=OverLifetime())
    total = [sum(column) for column in zip(*transfers(allocation), strict=True)]
    assert total == [-40 * Fraction(40, 180), -40 * Fraction(140, 180), 40]
    assert transfers(allocation)[0][2] == 40 * Fraction(50, 60)


def test_over_the_lifetime_nothing_moves_where_nobody_loses() -> None:
    assert transfers(solved([5, 7], [0, 1], method=OverLifetime())) == [[0, 0], [0, 0]]


def test_without_equalisation_everyone_keeps_the_own_gain() -> None:
    allocation = solved([5, -7], [9, 1], method=NO_EQUALISATION)
    assert transfers(allocation) == [[0, 0], [0, 0]]
    assert set(allocation.statuses) == {Status.NONE}


def test_alternatives_side_by_side_on_the_example(
    example: WorkedExample, result: Equalisation
) -> None:
    compared = methods(example.consumption_kr)
    outcomes = compare(example.parties, example.contract, compared)
    assert len(outcomes) == len(compared) * len(example.parties)
    losers: dict[str, set[str]] = {method.name: set() for method in compared}
    for outcome in outcomes:
        if outcome.loses:
            losers[outcome.method].add(outcome.lifetime.party.name)
    before = {life.party.name for life in result.lifetimes() if life.gain_kr < 0}
    assert before == {f"Kommune {n}" for n in (2, 10, 19, 26, 27)} | {"Region M", "Region S"}
    assert losers["uden udligning"] == before
    assert losers["efter årets gevinst"] == losers["efter gevinst i hele løbetiden"] == set()
    assert losers["efter indbyggertal"]
    assert losers["efter eget forbrug"]
    assert not losers["efter indbyggertal"] & before
    for region in ("M", "S"):
        for method in compared:
            moved = [
                o.against_default_kr
                for o in outcomes
                if o.method == method.name and o.lifetime.party.region == region
            ]
            assert sum(moved) == 0
            assert any(moved) == (method.name != "efter årets gevinst")


def test_methods_by_consumption_only_where_it_is_known() -> None:
    assert len(methods()) == len(methods({})) - 1
