"""The figures of the local statbank: those the printed tables imply, and all add up."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.place import ROOT
from tests.support.statbank.account_plan import ADULT, ARTS, CHILDREN, FUNCTIONS, PURCHASES, SUMS
from tests.support.statbank.exact import shared_out
from tests.support.statbank.geography import DATA, REGIONS, members, municipalities, population
from tests.support.statbank.regk31 import Accounts

if TYPE_CHECKING:
    from pathlib import Path

RECORDED: Final[dict[str, Any]] = json.loads(
    (DATA / "api_responses_observed.json").read_text(encoding="utf-8")
)
RAW: Final = ROOT / "data" / "raw"
ACCOUNTS: Final = Accounts()
AREAS: Final = ["000", *(code for region in REGIONS for code in (region, *members(region)))]
FOLK1A: Final = {"table": "FOLK1A", "format": "CSV"}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def amounts(area: str, functions: list[str], art: str, year: int, dranst: str = "1") -> int:
    cube = ACCOUNTS.cube(year, dranst)[AREAS.index(area), :, list(ARTS).index(art)]
    return int(cube[[list(FUNCTIONS).index(function) for function in functions]].sum())


def test_amounts_of_every_printed_cell_come_back() -> None:
    """Independent of the package: printed cell = amount × chain, rounded half up (exact)."""
    rates = {
        int(r["to_year"]): Fraction(r["rate_pct"]) / 100 for r in rows(RAW / "pl/pl_chain.csv")
    }
    checked = 0
    labels = {r["raekke"]: r for r in rows(DATA / "tables1-6_with_implied_current_prices.csv")}
    for row in rows(RAW / "kdnet" / "tabel1_6.csv"):
        year, area = int(row["year"]), {"hele_landet": "000", "midtjylland": "082"}[row["area"]]
        factor = Fraction(1)
        for later in range(year + 1, 2023):
            factor *= 1 + rates[later]
        is_purchase = row["table"] in {"tabel3", "tabel4"}
        art = (labels[row["row_label"]]["formodet_art"] if is_purchase else "TOT") or None
        adults = row["table"] in {"tabel1", "tabel2"}
        scope = list(ADULT) if is_purchase or adults else list(CHILDREN)
        if row["is_total"] == "0" and not is_purchase:
            scope = [labels[row["row_label"]]["formodet_funktion"]]
        arts = PURCHASES if row["is_total"] == "1" and is_purchase else [art or "TOT"]
        current = sum(amounts(area, scope, one, year) for one in arts)
        rounded = int((current * factor + Fraction(1, 2)) // 1)
        assert rounded == int(row["amount_1000kr"] or 0), row
        checked += 1
    assert checked == 300


@pytest.mark.parametrize("year", range(2007, 2026))
@pytest.mark.parametrize("dranst", ["1", "2", "3", "7"])
def test_everything_adds_up_in_every_year(year: int, dranst: str) -> None:
    cube = ACCOUNTS.cube(year, dranst)
    for area in ("000", *REGIONS):
        parts = [AREAS.index(code) for code in members(area)]
        assert (cube[parts].sum(axis=0) == cube[AREAS.index(area)]).all()
    for total, parts_of_total in SUMS.items():
        parts = [list(ARTS).index(art) for art in parts_of_total]
        assert (cube[:, :, parts].sum(axis=2) == cube[:, :, list(ARTS).index(total)]).all()


def test_there_are_98_municipalities_and_19_in_midtjylland() -> None:
    assert len(municipalities()) == 98
    assert len(members("082")) == 19


@pytest.mark.parametrize("year", range(2007, 2027))
def test_population_adds_up(year: int) -> None:
    people = population(year)
    assert people["000"] == sum(people[region] for region in REGIONS)
    assert people["084"] == sum(people[code] for code in members("084")) + people["411"]


def test_population_is_the_recorded_one() -> None:
    for row in rows(DATA / "folk1a_midtjylland_2016_2026.csv"):
        assert population(int(row["tid"][:4]))[row["kode"]] == int(row["folketal"])


def test_per_inhabitant_times_population_is_near_the_amount() -> None:
    codes = {
        "OMRÅDE": ["000", "751"],
        "FUNKTION": ["52821"],
        "DRANST": ["1"],
        "ART": ["TOT"],
        "PRISENHED": ["LOBM", "INDL"],
        "Tid": ["2022"],
    }
    for area, (amount, each) in zip(
        ("000", "751"), ACCOUNTS.numbers(codes).reshape(2, 2), strict=True
    ):
        assert each * population(2022)[area] / 1000 == pytest.approx(amount, rel=0.015)


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6),
    st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30),
)
def test_shares_add_up_to_what_was_shared(totals: list[int], weights: list[float]) -> None:
    parts = shared_out(np.array(totals), np.array(weights)[:, None])
    assert parts.shape == (len(weights), len(totals))
    assert parts.sum(axis=0).tolist() == totals
