"""The published figures of net expenditure, recomputed from the printed tables by plain Python."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.invented import invented
from tests.support.printed import CARE, PLACEMENTS, PREVENTION, YEARS, YOUTH_CRIME, Printed

from kdanalysis.evidence.figures import expenditure as figures
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.numbers import with_unit
from kdanalysis.tables.period import Period
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset

PERIOD = Period(2018, 2022)
LABELS: dict[str, tuple[str, ...]] = {
    "adults": (),
    "children": (),
    "residential_care": CARE,
    "placements": PLACEMENTS,
    "prevention": (PREVENTION,),
    "youth_crime": (YOUTH_CRIME,),
}
TABLES = {
    ("adults", "000"): 1,
    ("adults", "082"): 2,
    ("children", "000"): 5,
    ("children", "082"): 6,
}
ADULTS = {"adults", "residential_care"}


@pytest.fixture(scope="module")
def printed() -> Printed:
    return Printed()


def shown(value: Value) -> str:
    return with_unit(value).replace("\N{NO-BREAK SPACE}", " ")


def table_of(group: str, area: str) -> int:
    return TABLES["adults" if group in ADULTS else "children", area]


# Printed text of 2023 (line in brackets where it differs from the own figure).
GROWTHS = [
    ("000", "adults", "9,7 %"),
    ("082", "adults", "10,9 %"),
    ("000", "children", "5,2 %"),
    ("082", "children", "1,4 %"),
    ("000", "residential_care", "12,4 %"),
    ("082", "residential_care", "16,7 %"),
    ("000", "53850", "3,2 %"),
    ("000", "53851", "23,0 %"),
    ("000", "53852", "8,1 %"),
    ("082", "53850", "19,4 %"),
    ("082", "53851", "19,6 %"),
    ("082", "53852", "7,0 %"),
]


@pytest.mark.parametrize(("area", "group", "growth"), GROWTHS)
def test_growth(data: Dataset, printed: Printed, area: str, group: str, growth: str) -> None:
    own = figures.growth_pct(data, area=area, group=group, period=PERIOD)
    assert shown(own) == growth
    labels = LABELS.get(group) if group in LABELS else (data.plan.functions[group].printed_label,)
    table = table_of(group if group in LABELS else "adults", area)
    base = printed.growth_pct(table, *(labels or ()))
    assert own.rounded == round_half_up(base, 1)


CHANGES = [
    ("000", "adults", 2018, 2022, "3.469 mio. kr."),
    ("082", "adults", 2018, 2022, "858 mio. kr."),
    ("000", "residential_care", 2018, 2022, "2.370 mio. kr."),
    ("082", "residential_care", 2018, 2022, "695 mio. kr."),
    ("000", "children", 2018, 2022, "914 mio. kr."),
    ("082", "children", 2018, 2022, "50 mio. kr."),
    ("082", "children", 2018, 2020, "−130 mio. kr."),
    ("000", "prevention", 2018, 2022, "445 mio. kr."),
    ("082", "prevention", 2018, 2022, "−4 mio. kr."),
    ("082", "prevention", 2018, 2020, "−92 mio. kr."),
    ("082", "prevention", 2020, 2022, "87 mio. kr."),
    ("000", "placements", 2018, 2022, "−118 mio. kr."),
    ("000", "placements", 2018, 2021, "−269 mio. kr."),
    ("000", "placements", 2021, 2022, "151 mio. kr."),
    ("082", "placements", 2018, 2022, "−56 mio. kr."),
    ("082", "placements", 2018, 2021, "−101 mio. kr."),
    ("082", "placements", 2021, 2022, "45 mio. kr."),
    ("000", "youth_crime", 2019, 2022, "374 mio. kr."),
    ("082", "youth_crime", 2019, 2022, "73 mio. kr."),
]


@pytest.mark.parametrize(("area", "group", "first", "last", "change"), CHANGES)
def test_change(
    data: Dataset, printed: Printed, area: str, group: str, first: int, last: int, change: str
) -> None:
    own = figures.change(data, area=area, group=group, period=Period(first, last))
    assert shown(own.to(Unit.MIO_KR)) == change
    table = table_of(group, area)
    base = printed.change(table, *LABELS[group], first=first, last=last)
    assert abs(own.exact - base) <= len(LABELS[group] or (None,))


LEVELS = [
    ("000", "adults", 2018, "35,75 mia. kr."),
    ("000", "adults", 2022, "39,22 mia. kr."),
    ("082", "adults", 2018, "7,86 mia. kr."),
    ("082", "adults", 2022, "8,72 mia. kr."),
    ("000", "residential_care", 2018, "19,17 mia. kr."),
    ("000", "residential_care", 2022, "21,54 mia. kr."),
    ("082", "residential_care", 2018, "4,16 mia. kr."),
    ("082", "residential_care", 2022, "4,85 mia. kr."),
    ("082", "children", 2018, "3,60 mia. kr."),
    ("082", "children", 2020, "3,47 mia. kr."),
    ("082", "children", 2022, "3,65 mia. kr."),
    ("000", "prevention", 2018, "6,47 mia. kr."),
    ("000", "prevention", 2022, "6,91 mia. kr."),
    ("000", "youth_crime", 2022, "0,42 mia. kr."),
]


@pytest.mark.parametrize(("area", "group", "year", "level"), LEVELS)
def test_level(
    data: Dataset, printed: Printed, area: str, group: str, year: int, level: str
) -> None:
    own = figures.amount(data, area=area, group=group, year=year)
    assert shown(own.to(Unit.MIA_KR)) == level
    base = printed(table_of(group, area), year, *LABELS[group])
    assert abs(own.exact - base) <= len(LABELS[group] or (None,))


@pytest.mark.parametrize(("area", "level"), [("000", "421 mio. kr."), ("082", "82 mio. kr.")])
def test_the_level_of_youth_crime_is_not_its_increase(data: Dataset, area: str, level: str) -> None:
    """2023: 2657: the original gives the level of 2022 as the increase from 2019."""
    own = figures.amount(data, area=area, group="youth_crime", year=2022)
    rise = figures.change(data, area=area, group="youth_crime", period=Period(2019, 2022))
    assert shown(own.to(Unit.MIO_KR)) == level
    assert rise.exact < own.exact


@pytest.mark.parametrize(("area", "table", "share"), [("000", 1, "68,3 %"), ("082", 2, "80,9 %")])
def test_contribution_of_residential_care(
    data: Dataset, printed: Printed, area: str, table: int, share: str
) -> None:
    """2023: 2790, 2798: 68 % and 81 % of the change of the adult area."""
    own = figures.contribution_pct(
        data, area=area, group="residential_care", base="adults", period=PERIOD
    )
    assert shown(own) == share
    base = Fraction(printed.change(table, *CARE), printed.change(table)) * 100
    assert own.rounded == round_half_up(base, 1)


def test_both_areas_together(data: Dataset, printed: Printed) -> None:
    """53.44 to 57.82 bn kr., 8.2 per cent, beside the expert committee's 53.1 to 57.8."""
    first, last = (printed(1, year) + printed(5, year) for year in (2018, 2022))
    levels = [figures.amount(data, area="000", group="social", year=y) for y in (2018, 2022)]
    assert [shown(level.to(Unit.MIA_KR)) for level in levels] == [
        "53,44 mia. kr.",
        "57,82 mia. kr.",
    ]
    assert [round_half_up(level.exact) for level in levels] == [first, last]
    growth = figures.growth_pct(data, area="000", group="social", period=PERIOD)
    assert shown(growth) == "8,2 %"
    assert growth.rounded == round_half_up(Fraction(last - first, first) * 100, 1)


def test_contributions_of_disjoint_groups_are_100(data: Dataset) -> None:
    groups = {f.group for f in data.plan.functions.values() if f.area == "adults"}
    for area in ("000", "082"):
        shares = [
            figures.contribution_pct(data, area=area, group=g, base="adults", period=PERIOD).exact
            for g in groups
        ]
        assert sum(shares) == 100


def test_shares_of_both_areas_are_100(data: Dataset) -> None:
    for year in YEARS:
        parts = (
            figures.share_pct(data, area="082", group=group, base="social", year=year).exact
            for group in ("adults", "children")
        )
        assert sum(parts) == 100


def test_an_index_starts_at_100_and_ends_at_the_growth(data: Dataset) -> None:
    start, end = (
        figures.index(data, area="082", group="adults", year=year, base_year=2018).exact
        for year in (2018, 2022)
    )
    growth = figures.growth_pct(data, area="082", group="adults", period=PERIOD).exact
    assert start == 100
    assert end == 100 + growth


def test_expenditure_per_inhabitant_is_in_kroner(data: Dataset, printed: Printed) -> None:
    own = figures.per_inhabitant(data, area="000", group="adults", year=2018)
    assert own.rounded == round_half_up(Fraction(printed(1, 2018) * 1000, 5_781_190))
    assert own.unit is Unit.KR_PER_INHABITANT


def test_what_did_not_exist_has_no_growth_share_or_index(data: Dataset) -> None:
    new = "youth_crime"
    values = [
        figures.amount(data, area="000", group=new, year=2018),
        figures.change(data, area="000", group=new, period=PERIOD),
        figures.growth_pct(data, area="000", group=new, period=PERIOD),
        figures.contribution_pct(data, area="000", group=new, base="children", period=PERIOD),
        figures.share_pct(data, area="000", group=new, base="children", year=2018),
        figures.index(data, area="000", group=new, year=2022, base_year=2018),
        figures.per_inhabitant(data, area="000", group=new, year=2018),
    ]
    assert [value.amount for value in values] == [None] * len(values)


def test_nothing_grows_from_zero_or_has_a_share_of_no_change(data: Dataset) -> None:
    view = invented(data, here={"53840": (0, 1, 2, 3, 4), "53841": (4, 3, 2, 1, 0)}).here
    growth = view.growth("53840")
    share = view.contribution("53840", "adults")
    index = view.index("53840", 2022)
    assert [value.amount for value in (growth, share, index)] == [None, None, None]


levels_mio = st.lists(st.integers(1, 10**5), min_size=5, max_size=5)


@settings(max_examples=25)
@given(levels_mio, levels_mio, levels_mio)
def test_contributions_add_up_on_any_accounts(
    data: Dataset, care: list[int], aids: list[int], drugs: list[int]
) -> None:
    view = invented(data, here={"53850": care, "53841": aids, "53845": drugs}).here
    groups = {f.group for f in data.plan.functions.values() if f.area == "adults"}
    shares = [view.contribution(group, "adults").amount for group in groups]
    known = [share for share in shares if share is not None]
    assert sum(known) == 100 or view.change("adults").exact == 0
