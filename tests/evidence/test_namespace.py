"""Key figures by name: listed, explained, and computed as their keys say."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.catalogue import KeyFigures, all_figures
from kdanalysis.evidence.figures import expenditure
from kdanalysis.interface import Data
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

LOOSE = KeyFigures()


def test_every_key_figure_has_its_function_help_and_signature(data: Dataset) -> None:
    bound = KeyFigures(data)
    assert set(dir(LOOSE)) == set(all_figures()) - {"own"}
    for name in dir(LOOSE):
        figure = all_figures()[name]
        for names, function in ((("data",), getattr(LOOSE, name)), ((), getattr(bound, name))):
            assert function.__name__ == name
            parameters = tuple(inspect.signature(function).parameters)
            assert parameters == (*names, *figure.parameters)
            told = inspect.getdoc(function) or ""
            assert figure.rule[1:] in told
            assert all(argument in told for argument in figure.parameters)


@pytest.mark.parametrize("period", ["2018-2022", "2018-", Period(2018, 2022)])
def test_it_computes_what_the_key_figure_does(data: Dataset, period: object) -> None:
    right = expenditure.growth_pct(data, area="082", group="adults", period=Period(2018, 2022))
    told = {"area": "082", "group": "adults", "period": period}
    assert LOOSE.growth_pct(data, **told) == right
    assert LOOSE.growth_pct(Data(data), **told) == right
    assert KeyFigures(data).growth_pct(**told) == right


def test_a_year_is_a_number_or_a_text(data: Dataset) -> None:
    bound = KeyFigures(data)
    first, other = (bound.amount(area="000", group="adults", year=y) for y in (2020, "2020"))
    assert first == other


def test_what_is_missing_is_named_with_what_can_be_chosen(data: Dataset) -> None:
    with pytest.raises(InputError) as fault:
        KeyFigures(data).growth_pct(area="082")
    assert "Der mangler group, period." in str(fault.value)
    assert "adults (voksenområdet)" in str(fault.value)


def test_an_unknown_argument_is_named(data: Dataset) -> None:
    with pytest.raises(InputError, match="intet argument omraade"):
        KeyFigures(data).growth_pct(omraade="082", group="adults", period="2018-2022")


def test_data_must_come_first() -> None:
    with pytest.raises(InputError, match="mangler data som det første"):
        LOOSE.growth_pct(area="082", group="adults", period="2018-2022")
    with pytest.raises(InputError, match="ikke på str"):
        LOOSE.growth_pct("082", area="082", group="adults", period="2018-2022")


def test_a_wrong_value_names_the_nearest(data: Dataset) -> None:
    with pytest.raises(InputError, match="Mente du group=adults"):
        KeyFigures(data).growth_pct(area="082", group="adult", period="2018-2022")


def test_an_unknown_name_names_the_nearest(data: Dataset) -> None:
    with pytest.raises(AttributeError, match="Mente du growth_pct"):
        _ = KeyFigures(data).growth_pc
