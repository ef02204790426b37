"""Figure titles: each states what the data give, one case per branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.report.subjects.account_figures import contribution_figure
from kdanalysis.report.subjects.trends import (
    contribution_finding,
    fastest_kind_finding,
    growth_finding,
    unit_cost_finding,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.report.subjects.accounts import Choice
    from kdanalysis.tables.dataset import Dataset


@pytest.mark.parametrize(
    ("here", "country", "sentence"),
    [
        (110, 105, "steg 10,0 % i Midtjylland og 5,0 % på landsplan."),
        (90, 95, "faldt 10,0 % i Midtjylland og 5,0 % på landsplan."),
        (110, 95, "steg 10,0 % i Midtjylland, men faldt 5,0 % på landsplan."),
        (100, 95, "var uændrede i Midtjylland, men faldt 5,0 % på landsplan."),
        (90, 100, "faldt 10,0 % i Midtjylland, men var uændrede på landsplan."),
        (100, 100, "var uændrede i Midtjylland og på landsplan."),
    ],
)
def test_growth(data: Dataset, here: int, country: int, sentence: str) -> None:
    choice = invented(
        data,
        here={"53840": (100, 0, 0, 0, here)},
        country={"53840": (100, 0, 0, 0, country)},
    )
    told = read(growth_finding(choice, "counselling"))
    assert told == f"Udgifterne til rådgivning {sentence}"


def test_contribution(choice: Choice) -> None:
    assert read(contribution_finding(choice)) == (
        "Botilbud udgør 80,9 % af ændringen på voksenområdet i Midtjylland og 68,3 % på landsplan."
    )


NO_CHANGE = (100, 0, 0, 0, 100)


@pytest.mark.parametrize(
    ("here", "country", "sentence"),
    [
        (
            NO_CHANGE,
            (100, 0, 0, 0, 120),
            "Botilbud udgør 100,0 % af ændringen på voksenområdet på landsplan. Udgifterne på "
            "voksenområdet er uændrede i Midtjylland.",
        ),
        (
            (100, 0, 0, 0, 80),
            (100, 0, 0, 0, 100.3),
            "Botilbud udgør 100,0 % af ændringen på voksenområdet i Midtjylland. Udgifterne på "
            "voksenområdet er uændrede på landsplan.",
        ),
        (
            NO_CHANGE,
            NO_CHANGE,
            "Udgifterne på voksenområdet er uændrede i Midtjylland og på landsplan: der er ingen "
            "ændring at dele op.",
        ),
    ],
)
def test_an_area_that_stands_still_has_no_change_to_be_a_share_of(
    data: Dataset, here: Sequence[float], country: Sequence[float], sentence: str
) -> None:
    choice = invented(data, here={"53850": here}, country={"53850": country})
    assert read(contribution_finding(choice)) == sentence
    figure = contribution_figure(choice)
    assert read(figure.finding) == sentence
    missing = [value.amount is None for value in figure.numbers.series[1].values]
    assert all(missing) is (here is NO_CHANGE)


def test_the_same_kind_grew_fastest_in_both(choice: Choice) -> None:
    assert read(fastest_kind_finding(choice, "residential_care")) == (
        "Væksten er størst for botilbudslignende tilbud: 23,0 % på landsplan "
        "og 19,6 % i Midtjylland."
    )


def test_different_kinds_grew_fastest(data: Dataset) -> None:
    choice = invented(
        data,
        here={"53850": (100, 0, 0, 0, 120)},
        country={"53852": (100, 0, 0, 0, 130)},
    )
    assert read(fastest_kind_finding(choice, "residential_care")) == (
        "Væksten er størst for midlertidigt botilbud på landsplan (30,0 %) "
        "og for længerevarende botilbud i Midtjylland (20,0 %)."
    )


def test_a_new_account_has_no_growth_to_be_fastest(choice: Choice) -> None:
    assert read(fastest_kind_finding(choice, "children")) == (
        "Væksten er størst for særlige dagtilbud og særlige klubber: 17,8 % på landsplan "
        "og 22,3 % i Midtjylland."
    )


@pytest.mark.parametrize(
    ("care", "people", "sentence"),
    [
        (
            400,
            "27100",
            "100 mio. kr. forklarer enhedsudgiften 100 mio. kr. og antallet af modtagere 0",
        ),
        (
            330,
            "54200",
            "30 mio. kr. forklarer antallet af modtagere 233 mio. kr. og enhedsudgiften −203",
        ),
        (
            330,
            "29810",
            "30 mio. kr. forklarer antallet af modtagere 30 mio. kr. og enhedsudgiften 0",
        ),
    ],
)
def test_unit_cost(data: Dataset, care: int, people: str, sentence: str) -> None:
    accounts = {"53850": (100, 100, 100, care - 200, 100)}
    quotes = {"botilbud_modtagere_2021": people}
    choice = invented(data, country=accounts, quotes=quotes)
    assert read(unit_cost_finding(choice.country)) == (
        f"Af ændringen i botilbudsudgifterne på landsplan fra 2018 til 2021 på {sentence} mio. kr."
    )
