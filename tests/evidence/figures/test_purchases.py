"""The published figures of purchases, recomputed from Tables 3 and 4 by plain Python."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented
from tests.support.printed import YEARS, Printed

from kdanalysis.evidence.figures import expenditure as figures
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.booking import Course
from kdanalysis.report.elements.numbers import with_unit
from kdanalysis.tables.period import Period
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

PERIOD = Period(2018, 2022)
LABELS = {
    "40": "4.0 Tjenesteydelser uden moms (køb hos private og selvejende uden driftsaftale)",
    "47": "4.7 Betalinger til kommuner",
    "48": "4.8 Betalinger til regioner",
    "all": "I alt",
}
TABLES = {"000": 3, "082": 4}


@pytest.fixture(scope="module")
def printed() -> Printed:
    return Printed()


@pytest.mark.parametrize(
    ("area", "art", "growth", "first", "last"),
    [
        ("000", "all", "10,7 %", "22,12", "24,49"),
        ("000", "40", "29,7 %", "9,41", "12,21"),
        ("000", "47", "−13,9 %", "7,68", "6,61"),
        ("000", "48", "11,9 %", "3,26", "3,65"),
        ("082", "all", "7,1 %", "4,34", "4,65"),
        ("082", "40", "33,1 %", "1,39", "1,85"),
        ("082", "47", "−20,9 %", "1,67", "1,32"),
        ("082", "48", "14,3 %", "0,93", "1,06"),
    ],
)
def test_growth_and_levels(
    data: Dataset, printed: Printed, area: str, art: str, growth: str, first: str, last: str
) -> None:
    """2023: 2808-2831; 4.31 (2826) is a misprint for 4.34."""
    own = figures.purchases_growth_pct(data, area=area, art=art, period=PERIOD)
    assert with_unit(own).replace("\N{NO-BREAK SPACE}", " ") == growth
    assert own.rounded == round_half_up(printed.growth_pct(TABLES[area], LABELS[art]), 1)
    ends = [figures.purchases(data, area=area, art=art, year=year) for year in (2018, 2022)]
    shown = [with_unit(end.to(Unit.MIA_KR)).split("\N{NO-BREAK SPACE}")[0] for end in ends]
    assert shown == [first, last]


def test_change_is_last_minus_first(data: Dataset, printed: Printed) -> None:
    own = figures.purchases_change(data, area="082", art="47", period=PERIOD)
    assert abs(own.exact - printed.change(4, LABELS["47"])) <= 1


def test_shares_are_of_all_purchases(data: Dataset, printed: Printed) -> None:
    for area, table in TABLES.items():
        for year in YEARS:
            own = figures.purchases_share_pct(data, area=area, art="40", year=year)
            base = Fraction(printed(table, year, LABELS["40"]), printed(table, year)) * 100
            assert own.rounded == round_half_up(base, 1)


def test_shares_of_all_arts_are_100(data: Dataset) -> None:
    shares = (
        figures.purchases_share_pct(data, area="082", art=art, year=2022).exact
        for art in data.plan.arts
    )
    assert sum(shares) == 100


def test_private_passes_municipal_in_midtjylland_in_2021(data: Dataset, printed: Printed) -> None:
    own = figures.passing_year(data, area="082", art="40", other="47", period=PERIOD)
    above = [y for y in YEARS if printed(4, y, LABELS["40"]) > printed(4, y, LABELS["47"])]
    assert own.exact == above[0] == 2021
    assert own.unit is Unit.YEAR


def test_private_lies_above_municipal_throughout_in_the_country(
    data: Dataset, printed: Printed
) -> None:
    course = figures.course(data, area="000", art="40", other="47", period=PERIOD)
    assert course.course is Course.ABOVE_THROUGHOUT
    assert all(printed(3, y, LABELS["40"]) > printed(3, y, LABELS["47"]) for y in YEARS)
    year = figures.passing_year(data, area="000", art="40", other="47", period=PERIOD)
    assert year.amount is None


def test_nothing_grows_from_no_purchases(data: Dataset) -> None:
    view = invented(data, here={"48": (0, 1, 2, 3, 4)}).here
    assert view.bought_growth("48").amount is None
    change = figures.purchases_change(view.data, area="082", art="48", period=PERIOD)
    assert change.exact == 4000
