"""Periods as they are written in the parameters of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.project import InputError
from kdanalysis.tables.period import Period


def test_a_period_has_all_its_years() -> None:
    period = Period.parse("2018-2022")
    assert list(period.years) == [2018, 2019, 2020, 2021, 2022]


@given(st.integers(1000, 9998), st.integers(1, 50))
def test_a_period_is_read_as_it_is_written(first: int, span: int) -> None:
    period = Period(first, min(first + span, 9999))
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text", ["2018", "2022-2018", "2018-2018", "2018–2022", " 2018-2022", "18-22", "", "2018-2022-"]
)
def test_another_form_stops_with_an_example(text: str) -> None:
    with pytest.raises(InputError) as fault:
        Period.parse(text)
    assert fault.value.what == f"Perioden »{text}« kan ikke bruges."
    assert fault.value.where == "parametre"
    assert "2018-2022" in fault.value.remedy
