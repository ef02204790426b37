"""Queries: explicit, complete, and refused before they are sent if they cannot match."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.statbank.selections import SMALL
from tests.support.statbank.folk1a import folk1a
from tests.support.statbank.geography import DATA
from tests.support.statbank.regk31 import Accounts, regk31

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.errors import InvalidAnswerError, NotFoundError
from kdanalysis.sources.statbank.query import Format, resolve
from kdanalysis.sources.statbank.tableinfo import TableInfo, parse_tableinfo

REGK31 = parse_tableinfo(json.dumps(regk31(Accounts(), 2025).info()).encode(), "REGK31")
FOLK1A = parse_tableinfo(json.dumps(folk1a().info()).encode(), "FOLK1A")


def test_query_spells_out_codes_and_periods() -> None:
    body = resolve(REGK31, SMALL).body(Format.CSV)
    assert body["valuePresentation"] == "Code"
    assert body["variables"] == [
        {"code": "OMRÅDE", "values": ["000", "082"]},
        {"code": "FUNKTION", "values": ["52826", "53850", "53851"]},
        {"code": "DRANST", "values": ["1"]},
        {"code": "ART", "values": ["TOT"]},
        {"code": "PRISENHED", "values": ["LOBM"]},
        {"code": "Tid", "values": ["2018", "2019", "2020", "2021", "2022"]},
    ]


def test_cells_are_counted_as_the_api_counts_them() -> None:
    """4,800,600 cells: the recorded refusal of all of FOLK1A over four quarters as CSV."""
    everything = {v.id: ["*"] for v in FOLK1A.variables} | {"Tid": [">=2020K1<=2020K4"]}
    query = resolve(FOLK1A, everything)
    assert query.cells == query.rows * 6 == 4_800_600


def test_years_keep_their_quarters_together() -> None:
    chosen = {"OMRÅDE": ["000"], "KØN": ["TOT"], "ALDER": ["IALT"], "CIVILSTAND": ["TOT"]}
    parts = resolve(FOLK1A, chosen | {"Tid": [">=2024<=2025K2"]}).by_year()
    assert [part.codes["Tid"] for part in parts] == [
        ("2024K1", "2024K2", "2024K3", "2024K4"),
        ("2025K1", "2025K2"),
    ]


def test_a_year_as_upper_bound_includes_its_quarters() -> None:
    chosen = {"OMRÅDE": ["000"], "KØN": ["TOT"], "ALDER": ["IALT"], "CIVILSTAND": ["TOT"]}
    assert resolve(FOLK1A, chosen | {"Tid": ["<=2008"]}).codes["Tid"][-1] == "2008K4"


def test_every_unmatched_value_is_named_with_near_codes() -> None:
    with pytest.raises(NotFoundError) as caught:
        resolve(REGK31, SMALL | {"FUNKTION": ["53850", "53837"], "Tid": ["2026", ">=2030"]})
    assert caught.value.unmatched == ("53837 (FUNKTION)", "2026 (Tid)", ">=2030 (Tid)")
    assert "53838" in caught.value.remedy


def test_unmatched_value_without_near_codes() -> None:
    with pytest.raises(NotFoundError) as caught:
        resolve(REGK31, SMALL | {"DRANST": ["x"]})
    assert "Nærliggende" not in caught.value.remedy


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ART": []}, "ART skal være en liste"),
        ({"ART": "TOT"}, "ART skal være en liste"),
        ({"DRANST": [1]}, "DRANST skal være en liste"),
        ({"art": ["UE"]}, "ART er valgt to gange"),
        ({"ARTER": ["UE"]}, "ingen variabel ARTER"),
        ({"FUNKTION": [">=53838"]}, ">=53838"),
        ({"ART": [""]}, "Tabellen har ikke"),
    ],
)
def test_unusable_selections_are_refused(change: dict[str, list[str]], expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        resolve(REGK31, SMALL | change)


@pytest.mark.parametrize("left_out", list(SMALL))
def test_no_variable_may_be_left_out(left_out: str) -> None:
    with pytest.raises(InputError, match=f"mangler {left_out}"):
        resolve(REGK31, {name: values for name, values in SMALL.items() if name != left_out})


@given(st.lists(st.sampled_from(REGK31.variable("FUNKTION").codes), min_size=1))
def test_order_and_repetition_of_codes_do_not_matter(codes: list[str]) -> None:
    query = resolve(REGK31, SMALL | {"FUNKTION": codes})
    assert query == resolve(REGK31, SMALL | {"FUNKTION": sorted(set(codes))})


@given(st.integers(2007, 2025), st.integers(2007, 2025))
def test_ranges_hold_exactly_the_years_between(first: int, last: int) -> None:
    span = {"Tid": [f">={first}<={last}"]}
    years = [str(year) for year in range(first, last + 1)]
    if years:
        assert list(resolve(REGK31, SMALL | span).codes["Tid"]) == years
    else:
        with pytest.raises(NotFoundError):
            resolve(REGK31, SMALL | span)


def test_recorded_tableinfo_is_read() -> None:
    content = (DATA / "tableinfo_folk1a_excerpt.json").read_bytes()
    info = parse_tableinfo(content, "folk1a")
    assert info.time.codes[-1] == "2025K3"
    assert info.suppressed == "0"
    assert info.variable("område").texts["082"] == "Region Midtjylland"
    assert info.variable("CIVILSTAND").texts["U"] == "U"


def _spoilt(change: str) -> bytes:
    told = json.loads((DATA / "tableinfo_folk1a_excerpt.json").read_text(encoding="utf-8"))
    if change == "no variables":
        told["variables"] = []
    elif change == "no time":
        told["variables"] = told["variables"][:-1]
    elif change == "same code twice":
        told["variables"][0]["values"].append({"id": "000"})
    elif change == "no updated":
        del told["updated"]
    elif change == "another table":
        told["id"] = "REGK31"
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    "change", ["no variables", "no time", "same code twice", "no updated", "another table"]
)
def test_unusable_tableinfo_is_refused(change: str) -> None:
    with pytest.raises(InvalidAnswerError):
        parse_tableinfo(_spoilt(change), "FOLK1A")


def test_tableinfo_that_is_no_json_is_refused() -> None:
    with pytest.raises(InvalidAnswerError, match="tableinfo kan ikke læses"):
        parse_tableinfo(b"<html>", "FOLK1A")


def test_codes_keep_their_leading_zeros() -> None:
    assert isinstance(FOLK1A, TableInfo)
    assert resolve(REGK31, SMALL).codes["OMRÅDE"] == ("000", "082")
