"""What people write as parameters: read where it can mean one thing, else refused in words."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.project import InputError
from kdanalysis.tables.given import (
    find_municipalities,
    read_day,
    read_kroner,
    read_period,
    read_places,
    read_whole,
    read_year,
)
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdanalysis.tables.dataset import Dataset

YEARS = range(2018, 2025)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("082", ["082"]),
        ("82", ["082"]),
        (82, ["082"]),
        (np.int64(746), ["746"]),
        (746.0, ["746"]),
        ("Skanderborg", ["746"]),
        ("  skanderborg ", ["746"]),
        ("Skanderborg Kommune", ["746"]),
        ("Århus", ["751"]),
        ("Aarhus", ["751"]),
        ("Samsø", ["741"]),
        ("samsoe", ["741"]),
        ("Ringkøbing-Skjern", ["760"]),
        ("midtjylland", ["082"]),
        ("Hele landet", ["000"]),
        ("landet", ["000"]),
        ("000", ["000"]),
        ("0", ["000"]),
        (0, ["000"]),
        ("746, 740", ["746", "740"]),
        (["Skanderborg", "Silkeborg"], ["746", "740"]),
        (("Skanderborg", 740), ["746", "740"]),
        ("Region Midtjylland", None),
        ("regionen Midtjylland", None),
        ("Skanderbog", None),
        ("999", None),
        ("", None),
        ([], None),
        (None, None),
        (True, None),
        (74.6, None),
        ({"a": 1}, None),
        ("746, 746", None),
        ("746, Skanderborg", None),
        ("000, 746", None),
        ("082, 746", None),
        (["615", "657", "661", "665", "671", "706", "707"], None),
    ],
)
def test_areas(written: object, codes: list[str] | None, data: Dataset) -> None:
    if codes is None:
        with pytest.raises(InputError) as fault:
            read_places(written, data.areas)
        assert "parameteren area" in fault.value.where
    else:
        assert [area.code for area in read_places(written, data.areas)] == codes


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Region Midtjylland", ["regionen som myndighed", "Skriv Midtjylland (082)"]),
        ("Skanderbog", ["Mente du Skanderborg", "Samsø (741)", "Hele landet (000)"]),
        ("999", ["»999« kendes ikke", "Horsens (615)"]),
        ("082, 746", ["skal være kommuner"]),
    ],
)
def test_a_refusal_says_what_can_be_chosen(written: str, said: list[str], data: Dataset) -> None:
    with pytest.raises(InputError) as fault:
        read_places(written, data.areas)
    assert [part for part in said if part not in str(fault.value)] == []


def test_a_profile_is_for_one_municipality(data: Dataset) -> None:
    names: list[object] = ["751", 751, "aarhus", "AARHUS kommune", "ringkoebing-skjern"]
    for written in names:
        assert len(find_municipalities(data.areas, written)) == 1
    assert len(find_municipalities(data.areas, "all")) == 19
    others: list[object] = ["082", "hele landet", "Åhus", "746, 740", None, [], 3.5]
    for written in others:
        with pytest.raises(InputError) as fault:
            find_municipalities(data.areas, written)
        assert "Skanderborg" in fault.value.remedy


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2018-2022", (2018, 2022)),
        ("2018 - 2022", (2018, 2022)),
        ("2018–2022", (2018, 2022)),
        ("2018-22", (2018, 2022)),
        ("2018-", (2018, 2024)),
        (2018, (2018, 2024)),
        ("2018", (2018, 2024)),
        ((2018, 2022), (2018, 2022)),
        (["2018", 2022], (2018, 2022)),
        (range(2018, 2023), (2018, 2022)),
        (Period(2018, 2022), (2018, 2022)),
        (np.int32(2020), (2020, 2024)),
        ("2022-2018", None),
        ("2018-2018", None),
        ("2024", None),
        ("18-22", None),
        ("2018 til 2022", None),
        ("", None),
        (None, None),
        (18, None),
        (2018.5, None),
        ((2018,), None),
        ((2018, 2019, 2020), None),
        (range(2018, 2025, 2), None),
        ({2018}, None),
        (True, None),
    ],
)
def test_periods(written: object, years: tuple[int, int] | None) -> None:
    if years is None:
        with pytest.raises(InputError) as fault:
            read_period(written, YEARS, 2024)
        assert "parameteren period" in fault.value.where
        assert "2018-2024" in fault.value.remedy
    else:
        assert read_period(written, YEARS, 2024) == Period(*years)


@pytest.mark.parametrize("written", [2022, "2022", " 2022 ", 2022.0, np.int64(2022), Decimal(2022)])
def test_a_year_in_any_spelling(written: object) -> None:
    assert read_year(written, "price_year", YEARS) == 2022


@pytest.mark.parametrize(
    "written", ["22", 22, "2o22", 2022.5, 1999, "", None, True, [2022], "2022-"]
)
def test_a_year_that_is_none_says_which_there_are(written: object) -> None:
    with pytest.raises(InputError, match="2018-2024") as fault:
        read_year(written, "price_year", YEARS)
    assert "parameteren price_year" in fault.value.where


@pytest.mark.parametrize(
    ("written", "kroner"),
    [
        (1_500_000, 1_500_000),
        ("1.500.000", 1_500_000),
        ("1.500.000 kr.", 1_500_000),
        ("1500000 kr", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1500000,-", 1_500_000),
        ("1.500,50", Fraction(150050, 100)),
        (Decimal("1500000"), 1_500_000),
        (1500000.0, 1_500_000),
        (0.1, Fraction(1, 10)),
        (np.float64(2.5), Fraction(5, 2)),
        ("-5", -5),
        ("−1.000", -1000),
        ("1.5", None),
        ("1.50.000", None),
        ("1,500,000", None),
        ("halvanden mio.", None),
        ("1,5 mio. kr.", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("NaN"), None),
        (3 + 0j, None),
        ([1], None),
    ],
)
def test_kroner(written: object, kroner: Fraction | int | None) -> None:
    if kroner is None:
        with pytest.raises(InputError) as fault:
            read_kroner(written, "own_difference_kr", "150_000")
        assert "150_000" in fault.value.remedy
        assert '"150.000"' in fault.value.remedy
    else:
        assert read_kroner(written, "own_difference_kr", "150_000") == kroner


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-26",
        "26-01-2024",
        "26.01.2024",
        "26/1/2024",
        date(2024, 1, 26),
        datetime(2024, 1, 26, tzinfo=UTC),
    ],
)
def test_a_day_in_any_spelling(written: object) -> None:
    assert read_day(written, "status_date") == date(2024, 1, 26)


@pytest.mark.parametrize(
    "written", ["2024-13-01", "26. januar", "", None, 20240126, True, "01-26-2024"]
)
def test_a_day_that_is_none(written: object) -> None:
    with pytest.raises(InputError, match="ikke en dato"):
        read_day(written, "status_date")


def test_whole_numbers() -> None:
    assert read_whole("10.000", "draws", least=1, most=10**6) == 10_000
    assert read_whole(1e4, "draws", least=1, most=10**6) == 10_000
    for written in ("mange", 10):
        with pytest.raises(InputError):
            read_whole(written, "draws", least=1, most=9)


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.fractions(),
    st.text(), st.dates(), st.binary(), st.complex_numbers(),
)  # fmt: skip
anything = st.one_of(scalars, st.lists(scalars, max_size=3), st.dictionaries(st.text(), scalars))


@given(written=anything)
def test_anything_is_read_or_refused_in_words(written: Any, data: Dataset) -> None:
    readers: list[Callable[[Any], object]] = [
        lambda x: read_places(x, data.areas),
        lambda x: find_municipalities(data.areas, x),
        lambda x: read_period(x, YEARS, 2024),
        lambda x: read_year(x, "price_year", YEARS),
        lambda x: read_kroner(x, "own_difference_kr", "150_000"),
        lambda x: read_day(x, "status_date"),
        lambda x: read_whole(x, "draws", least=1, most=10),
    ]
    for read in readers:
        with suppress(InputError):
            read(written)
