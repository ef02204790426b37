"""Bad inputs: every fault told at once, in Danish, nothing computed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from tests.procurement.cases import Case, cases

from kdanalysis.procurement.equalisation import equalise
from kdanalysis.procurement.faults import check, fault, find_faults
from kdanalysis.procurement.parties import Contract, Party, PartyKind
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from kdanalysis.procurement.worked_example import WorkedExample

CONTRACT = Contract(date(2025, 9, 1), 4, Fraction(3_040_000))
TOWN = Party(
    "Kommune 1", PartyKind.MUNICIPALITY, "M", Fraction(10), Fraction(1), 5, date(2025, 9, 1)
)
AUTHORITY = replace(TOWN, name="Region M", kind=PartyKind.REGION, inhabitants=None)
OTHER = replace(TOWN, name="Kommune 2")


def faults(*parties: Party, **contract: Any) -> list[tuple[str | None, str]]:
    found = find_faults(parties, replace(CONTRACT, **contract))
    return [(found.place.party, found.place.field) for found in found]


def test_good_inputs_have_no_fault(example: WorkedExample) -> None:
    assert find_faults(example.parties, example.contract, example.consumption_kr) == ()


@given(cases())
def test_generated_tenders_have_no_fault(case: Case) -> None:
    assert find_faults(*case) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("inhabitants", None),
        ("inhabitants", 0),
        ("inhabitants", -4),
        ("annual_cost_kr", Fraction(-1)),
        ("start_date", date(2025, 8, 31)),
        ("start_date", date(2029, 9, 1)),
        ("region", "Q"),
    ],
)
def test_a_municipalitys_field(field: str, value: object) -> None:
    changes: dict[str, Any] = {field: value}
    assert faults(AUTHORITY, TOWN, replace(OTHER, **changes)) == [("Kommune 2", field)]


def test_the_edges_of_the_contract_are_inside() -> None:
    last = replace(TOWN, start_date=date(2029, 8, 31))
    assert faults(last, replace(OTHER, start_date=date(2025, 9, 1))) == []


def test_a_region_may_come_without_inhabitants_but_not_with_a_negative_number() -> None:
    assert faults(TOWN, AUTHORITY) == []
    assert faults(TOWN, replace(AUTHORITY, inhabitants=-1)) == [("Region M", "inhabitants")]


@pytest.mark.parametrize("name", ["Kommune 1", "kommune 1", " Kommune  1"])
def test_a_party_that_stands_twice(name: str) -> None:
    assert faults(TOWN, replace(TOWN, name=name)) == [("Kommune 1", "name")]


def test_a_party_without_a_name() -> None:
    assert faults(TOWN, replace(TOWN, name=" ")) == [(None, "name")]


def test_a_region_without_a_name() -> None:
    assert faults(replace(TOWN, region="")) == [("Kommune 1", "region")]


def test_a_region_without_municipalities() -> None:
    lonely = replace(AUTHORITY, name="Region S", region="S")
    assert faults(TOWN, AUTHORITY, lonely) == [("Region S", "region")]


def test_two_authorities_in_one_region() -> None:
    assert faults(TOWN, AUTHORITY, replace(AUTHORITY, name="Region X")) == [(None, "region")]


def test_municipalities_may_equalise_without_any_authority() -> None:
    assert faults(TOWN, replace(OTHER, region="S")) == []


@pytest.mark.parametrize("years", [0, -1, 8000])
def test_years_that_no_contract_has(years: int) -> None:
    assert faults(TOWN, years=years) == [(None, "years")]


def test_a_negative_project_cost() -> None:
    assert faults(TOWN, project_cost_kr=Fraction(-1)) == [(None, "project_cost_kr")]


def test_nobody() -> None:
    assert faults() == [(None, "parties")]


def test_fewer_in_the_split_than_in_the_list() -> None:
    assert faults(TOWN, OTHER, AUTHORITY, municipalities=1, regions=0) == [
        (None, "municipalities"),
        (None, "regions"),
    ]


def test_nobody_of_a_kind_to_bear_its_part() -> None:
    assert faults(TOWN, regions=2) == [(None, "regions")]


@pytest.mark.parametrize(
    "parts",
    [{"M": Fraction(1, 2)}, {"M": Fraction(1, 2), "S": Fraction(1, 2)}, {}],
)
def test_regional_parts_that_do_not_fit(parts: dict[str, Fraction]) -> None:
    found = faults(TOWN, AUTHORITY, regional_parts=parts)
    assert found
    assert set(found) == {(None, "regional_parts")}


def test_a_negative_regional_part() -> None:
    parties = [
        replace(party, name=f"{party.name} {region}", region=region)
        for region in "MS"
        for party in (TOWN, AUTHORITY)
    ]
    parts = {"M": Fraction(-1), "S": Fraction(2)}
    assert faults(*parties, regional_parts=parts) == [(None, "regional_parts")]


def test_regional_parts_are_used() -> None:
    parties = [
        replace(party, name=f"{party.name} {region}", region=region)
        for region in "MS"
        for party in (TOWN, AUTHORITY)
    ]
    parts = {"M": Fraction(1, 4), "S": Fraction(3, 4)}
    result = equalise(parties, replace(CONTRACT, regional_parts=parts))
    costs = [result.project_costs[f"Region M {region}"].kr for region in "MS"]
    assert costs == [380_000, 1_140_000]


def test_consumption() -> None:
    consumption = {"Kommune 1": Fraction(9), "Kommune 2": Fraction(-1), "Ukendt": Fraction(1)}
    found = find_faults([TOWN, OTHER, AUTHORITY], CONTRACT, consumption)
    assert [(found.place.party, found.place.field) for found in found] == [
        ("Ukendt", "consumption_kr"),
        ("Kommune 1", "annual_saving_kr"),
        ("Kommune 2", "consumption_kr"),
    ]


def test_all_faults_are_listed_at_once() -> None:
    parties = [
        replace(TOWN, inhabitants=-3),
        replace(TOWN, start_date=date(2024, 1, 1)),
        replace(AUTHORITY, name="Region S", region="S"),
    ]
    contract = replace(CONTRACT, project_cost_kr=Fraction(-1))
    with pytest.raises(InputError) as stopped:
        equalise(parties, contract)
    told = stopped.value.what
    # Both rows of Kommune 1 name a region without an authority.
    assert told.startswith("Inputtet har 7 fejl:")
    for part in (
        "Kontrakten, project_cost_kr: Projektomkostningen er negativ.",
        "Kommune 1, name: Parten står 2 gange",
        "Kommune 1, inhabitants: Indbyggertallet er -3",
        "Kommune 1, start_date: Startdatoen 01-01-2024 ligger uden for kontrakten",
        "Region S, region: Regionen 'S' har ingen kommuner.",
        "Kommune 1, region: Regionen 'M' er ukendt; kendte er S.",
    ):
        assert part in told
    assert "Intet er beregnet" in stopped.value.remedy


def test_one_fault_is_told_in_the_singular() -> None:
    with pytest.raises(InputError, match="Inputtet har 1 fejl:"):
        check([fault(None, "years", "Antal år er 0.")])
