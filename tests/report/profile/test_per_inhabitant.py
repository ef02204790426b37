"""Levels per inhabitant: the excerpt as delivered, refused when spoilt, and whole accounts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.profile.cases import EXCERPT, everyone, excerpt, rows_of
from tests.support.invented import InventedData
from tests.support.raw_files import DAY, replace_and_sign

from kdanalysis.evidence.figures.profile import profile_spread
from kdanalysis.project import InputError
from kdanalysis.sources.receipts import sign
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from kdanalysis.project import Project


def test_the_excerpt_is_taken_as_delivered(checkout: Project, data: Dataset) -> None:
    told = excerpt(checkout)
    assert len(told) == 20 * 3 * 9
    assert data.per_inhabitant.levels_kr == told
    assert not data.per_inhabitant.whole
    assert data.per_inhabitant.years == range(2016, 2025)
    assert len(data.per_inhabitant.municipalities) == 19


def test_joined_items_are_added(data: Dataset) -> None:
    table = data.per_inhabitant
    assert table.level_kr("751", "52821+52822", 2024) == 1230 + 455


@pytest.mark.parametrize(
    ("area", "item", "year"),
    [
        ("082", "52821", 2024),
        ("751", "53850", 2024),
        ("751", "52821", 2025),
        ("999", "52821", 2024),
    ],
)
def test_what_is_not_there_is_refused(data: Dataset, area: str, item: str, year: int) -> None:
    with pytest.raises(InputError, match="intet tal pr"):
        data.per_inhabitant.level_kr(area, item, year)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",TOT,INDL,2016,921", ",TOT,INDL,2016,92.1", "helt tal"),
        (",TOT,INDL,2016,921", ",TOT,INDL,2016,..", "helt tal"),
        (",TOT,INDL,2016,921", ",TOT,INDL,2016,", "helt tal"),
        (",TOT,INDL,2016,921", ",TOT,LOBM,2016,921", "prisenhed"),
        (",TOT,INDL,2016,921", ",UE,INDL,2016,921", "art"),
        (",TOT,INDL,2016,921", ",TOT,INDL,2017,921", "to gange"),
        (",TOT,INDL,2016,921", ",TOT,INDL,2025,921", "netop ét tal"),
    ],
)
def test_a_spoilt_excerpt_stops(project_copy: Project, old: str, new: str, said: str) -> None:
    replace_and_sign(project_copy.raw / EXCERPT, old, new)
    with pytest.raises(InputError, match=said):
        _ = Dataset(project_copy, 2022).per_inhabitant


def test_a_missing_row_stops(project_copy: Project) -> None:
    file = project_copy.raw / EXCERPT
    file.write_text("".join(rows_of(file)[:-1]), encoding="utf-8")
    sign(file, "prøve", DAY)
    with pytest.raises(InputError, match="netop ét tal"):
        _ = Dataset(project_copy, 2022).per_inhabitant


def test_no_excerpt_at_all_stops(project_copy: Project) -> None:
    (project_copy.raw / EXCERPT).unlink()
    with pytest.raises(InputError, match="Udtrækket mangler"):
        _ = Dataset(project_copy, 2022).per_inhabitant


def test_whole_accounts_take_the_excerpts_place(data: Dataset) -> None:
    table = everyone(data).per_inhabitant
    assert table.whole
    assert table.years == range(2018, 2023)
    codes = list(data.plan.functions)
    places = [codes.index(code) + 1 for code in ("53850", "53851", "53852")]
    expected = Fraction(sum(places) * 1_000_000, data.inhabitants("741", 2020))
    assert table.level_kr("741", "residential_care", 2020) == expected


def test_a_group_without_accounts_yet_has_no_level(data: Dataset) -> None:
    table = everyone(data).per_inhabitant
    assert table.level_kr("741", "youth_crime", 2018) is None
    assert table.level_kr("741", "youth_crime", 2019) is not None


def test_one_missing_account_keeps_the_excerpt(data: Dataset) -> None:
    assert not everyone(data, but=("741", "53850")).per_inhabitant.whole


def test_accounts_outside_the_plan_are_left_out(data: Dataset) -> None:
    accounts = everyone(data)
    net = accounts.table("net_expenditure")
    other = net.head(1).with_columns(function_code=pl.lit("00110"))
    frames = {**accounts.frames, "net_expenditure": pl.concat([net, other])}
    found = InventedData(data.project, 2022, frames).per_inhabitant
    assert found.levels_kr == accounts.per_inhabitant.levels_kr


def test_a_spread_of_nothing_is_nothing(data: Dataset) -> None:
    low = profile_spread(everyone(data), item="youth_crime", year=2018, part="low")
    assert low.amount is None


def test_a_year_without_inhabitants_is_no_level_and_stops_the_ranking(data: Dataset) -> None:
    accounts = everyone(data)
    people = data.table("population").filter(pl.col("year") != 2022)
    other = InventedData(data.project, 2022, {**accounts.frames, "population": people})
    assert other.per_inhabitant.level_kr("751", "residential_care", 2022) is None
    assert other.per_inhabitant.level_kr("751", "residential_care", 2021) is not None
    with pytest.raises(InputError, match="Folketallet mangler for område"):
        profile_spread(other, item="residential_care", year=2022, part="low")
