"""The parameters of a report, and parameters that do not fit the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kdanalysis.project import InputError, Project
from kdanalysis.report.subjects.accounts import choose
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.report.subjects.accounts import View


@pytest.fixture(autouse=True)
def _in_analyses(checkout: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook runs in the folder of the notebooks."""
    monkeypatch.chdir(checkout.analyses)


def test_a_choice_is_an_area_beside_the_country() -> None:
    choice = choose(area="082", period="2018-2022", price_year=2021)
    assert [view.area for view in choice.views] == ["000", "082"]
    assert choice.here.area == "082"
    assert choice.period == choice.country.period == Period(2018, 2022)
    assert choice.data.price_year == 2021
    assert choice.country.data is choice.data


@pytest.mark.parametrize(
    ("area", "period", "price_year", "what"),
    [
        ("83", "2018-2022", 2022, "Området »83« kendes ikke"),
        ("082", "2022-2018", 2022, "Perioden »2022-2018« kan ikke bruges"),
        ("082", "2018-2022", 2030, "Prisåret 2030 ligger uden for PL-kæden"),
    ],
)
def test_a_parameter_that_does_not_fit_stops(
    area: str, period: str, price_year: int, what: str
) -> None:
    with pytest.raises(InputError, match=what) as fault:
        choose(area=area, period=period, price_year=price_year)
    assert fault.value.remedy


def test_a_choice_needs_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="hører ikke til et kdanalysis-projekt"):
        choose(area="082", period="2018-2022", price_year=2022)


def test_areas_are_named_as_the_sentence_needs(midt: View, landet: View) -> None:
    assert (midt.name, midt.inner_name, midt.phrase) == (
        "Midtjylland",
        "Midtjylland",
        "i Midtjylland",
    )
    assert (landet.name, landet.inner_name, landet.phrase) == (
        "Hele landet",
        "hele landet",
        "på landsplan",
    )


def test_a_view_over_other_years_is_of_the_same_area(midt: View) -> None:
    other = midt.within(2019, 2021)
    assert (other.area, other.period) == ("082", Period(2019, 2021))
    assert other.data is midt.data
