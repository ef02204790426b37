"""The figures of the expenditure report: finding, numbers, and branches by what the data give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis import notebook
from kdanalysis.report.elements.numbers import plain
from kdanalysis.report.subjects.account_figures import (
    contribution_figure,
    growth_by_function_figure,
    index_figure,
    purchases_figure,
    supplements_figure,
    unit_cost_figure,
    youth_crime_figure,
)

if TYPE_CHECKING:
    from kdanalysis.report.charts.figure import Figure
    from kdanalysis.report.subjects.accounts import Choice
    from kdanalysis.tables.dataset import Dataset


@pytest.fixture(scope="module")
def figures(choice: Choice) -> dict[str, Figure]:
    landet, midt = choice.views
    drawn = [
        index_figure(choice, "fig-indeks", ("adults", "children")),
        contribution_figure(choice),
        growth_by_function_figure(choice, "fig-botilbud", "residential_care"),
        purchases_figure(landet, "fig-koeb-landet"),
        purchases_figure(midt, "fig-koeb"),
        unit_cost_figure(landet),
        index_figure(choice, "fig-forebyggelse", ("prevention",)),
        growth_by_function_figure(choice, "fig-anbringelser", "placements"),
        youth_crime_figure(midt),
        supplements_figure(choice),
    ]
    return {figure.id: figure for figure in drawn}


def test_there_are_at_least_eight_figures(figures: dict[str, Figure]) -> None:
    assert len(figures) == 10


def test_the_alternative_text_holds_every_number(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        for series in figure.numbers.series:
            assert all(plain(value) in figure.alt for value in series.values), figure.id
        assert all(category in figure.alt for category in figure.numbers.categories)


def test_every_figure_states_finding_unit_and_source(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        assert figure.finding.endswith((".", "}")), figure.id
        assert figure.numbers.unit, figure.id
        assert figure.numbers.source.startswith("Kilde: "), figure.id


@pytest.mark.parametrize(
    ("figure", "finding"),
    [
        ("fig-indeks", "Udgifterne på voksenområdet steg 10,9 % i Midtjylland og 9,7 % på landspl"),
        ("fig-bidrag", "Botilbud udgør 80,9 % af ændringen på voksenområdet i Midtjylland og 68,3"),
        ("fig-botilbud", "Væksten er størst for botilbudslignende tilbud: 23,0 % på landsplan og "),
        ("fig-koeb", "I Midtjylland overstiger køb hos private betalinger til kommuner fra 2021."),
        ("fig-koeb-landet", "På landsplan ligger køb hos private over betalinger til kommuner i h"),
        ("fig-enhedsudgift", "Af ændringen i botilbudsudgifterne på landsplan fra 2018 "),
        ("fig-forebyggelse", "Udgifterne til forebyggende foranstaltninger faldt 0,3 % i Midtjyll"),
        ("fig-anbringelser", "Udgifterne til anbringelser faldt 2,6 % i Midtjylland og 1,2 % på l"),
        ("fig-ungdomskriminalitet", "Udgiften i Midtjylland var 82 mio. kr. i 2022, 73 mio. kr. m"),
        ("fig-tillaegsydelse", "Tillægsydelsens andel af tilbuddenes samlede regnskab faldt fra 8"),
    ],
)
def test_titles_state_the_finding(figures: dict[str, Figure], figure: str, finding: str) -> None:
    assert read(figures[figure].finding).startswith(finding)


def test_index_lines_are_named_by_group_and_area(figures: dict[str, Figure]) -> None:
    assert figures["fig-indeks"].data.columns == (
        "År",
        "Voksenområdet, hele landet",
        "Voksenområdet, Midtjylland",
        "Børne- og ungeområdet, hele landet",
        "Børne- og ungeområdet, Midtjylland",
    )
    assert figures["fig-forebyggelse"].data.columns == ("År", "Hele landet", "Midtjylland")
    assert [row[1] for row in figures["fig-indeks"].data.rows] == [
        100.0,
        102.7,
        103.5,
        106.9,
        109.7,
    ]


def test_the_country_is_dashed(figures: dict[str, Figure]) -> None:
    lines = figures["fig-indeks"].numbers.series
    assert [line.dashed for line in lines] == [True, False, True, False]


def test_contributions_are_ranked_by_the_area(figures: dict[str, Figure]) -> None:
    rows = figures["fig-bidrag"].data.rows
    here = [row[2] for row in rows]
    assert here == sorted(here, key=lambda share: -float(share or 0))
    assert rows[0] == ("Botilbud", 68.3, 80.9)


def test_unit_cost_steps_add_up(figures: dict[str, Figure]) -> None:
    values = figures["fig-enhedsudgift"].numbers.series[0].values
    assert values[0].exact + values[1].exact == values[2].exact


def test_youth_crime_starts_with_the_act(figures: dict[str, Figure]) -> None:
    assert [row[0] for row in figures["fig-ungdomskriminalitet"].data.rows] == [
        "2019",
        "2020",
        "2021",
        "2022",
    ]


@pytest.mark.parametrize(
    ("here", "country", "finding"),
    [
        (120, 110, "Væksten er størst for"),
        (80, 110, "Udgifterne til botilbud faldt"),
        (120, 90, "Udgifterne til botilbud steg 6,7 % i Midtjylland, men faldt 3,3 %"),
        (100, 100, "Udgifterne til botilbud var uændrede i Midtjylland og på landsplan"),
    ],
)
def test_the_fastest_kind_is_told_only_where_the_group_grew(
    data: Dataset, here: int, country: int, finding: str
) -> None:
    choice = invented(
        data,
        here={"53850": (100, 100, 100, 100, here)},
        country={"53850": (100, 100, 100, 100, country)},
    )
    figure = growth_by_function_figure(choice, "fig-x", "residential_care")
    assert read(figure.finding).startswith(finding)


def test_the_verbs_that_all_notebooks_share_are_listed_once_and_there() -> None:
    assert notebook.__all__ == sorted(set(notebook.__all__))
    assert [name for name in notebook.__all__ if not hasattr(notebook, name)] == []


def test_the_main_contributions_are_the_largest_either_way(choice: Choice) -> None:
    whole, main = contribution_figure(choice), contribution_figure(choice, 3)
    here = dict(zip(whole.numbers.categories, whole.numbers.series[-1].values, strict=True))
    size = {label: abs(value.exact) for label, value in here.items()}
    largest = sorted(size, key=size.__getitem__, reverse=True)[:3]
    assert set(main.numbers.categories) == set(largest)
    assert list(main.numbers.categories) == [label for label in here if label in largest]
    assert (main.note or "").startswith("Kun de grupper")
    assert "Kun de grupper" not in (whole.note or "")
