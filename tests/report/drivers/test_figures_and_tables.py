"""Tables, figures and key figures of the driver report: whole, additive, computable again."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.figures import drivers
from kdanalysis.evidence.figures import expenditure as committee
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report.charts import basic as style
from kdanalysis.report.charts.accounts import cascade_chart, range_chart
from kdanalysis.report.charts.basic import ChartSeries, ChartStep
from kdanalysis.report.drivers.comparison import (
    cascade_figure,
    conclusions_table,
    per_inhabitant_figure,
    per_inhabitant_table,
    sensitivity_figure,
    shift_share_figure,
    shift_share_table,
    substitution_figure,
    substitution_table,
)
from kdanalysis.report.subjects.conclusions import growth_conclusions
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from kdanalysis.report.charts.figure import Figure
    from kdanalysis.report.elements.tables import Table
    from kdanalysis.report.subjects.accounts import Choice, View
    from kdanalysis.tables.dataset import Dataset

PERIOD = Period(2018, 2022)
_KEY = re.compile(r' k="([^"]+)"')


@cache
def tables(choice: Choice) -> list[Table]:
    here = choice.here
    return [
        shift_share_table(here, "adults"),
        shift_share_table(here, "children"),
        per_inhabitant_table(choice, ("adults", "residential_care", "children")),
        substitution_table(choice),
        conclusions_table(choice),
    ]


@cache
def figures(choice: Choice) -> list[Figure]:
    here = choice.here
    return [
        cascade_figure(here, "adults"),
        cascade_figure(here, "children"),
        shift_share_figure(here, "adults"),
        per_inhabitant_figure(choice, "adults"),
        substitution_figure(here),
        sensitivity_figure(choice),
    ]


def amounts(cells: Iterable[object]) -> list[Fraction]:
    return [cell.exact for cell in cells if isinstance(cell, Value)]


@pytest.mark.parametrize("base", ["adults", "children", "residential_care"])
def test_shift_share_table_adds_up_both_ways(midt: View, base: str) -> None:
    *groups, whole = [amounts(row.cells) for row in shift_share_table(midt, base).rows]
    for *parts, change in [*groups, whole]:
        assert sum(parts) == change
    assert [sum(column) for column in zip(*groups, strict=True)] == whole


def test_a_table_tells_of_new_accounts_only_where_there_is_one(midt: View) -> None:
    assert shift_share_table(midt, "adults").note is None
    assert shift_share_table(midt, "children").note == "En ny konto regnes fra nul."


def test_substitution_table_sums_to_zero_in_each_place(choice: Choice) -> None:
    rows = [amounts(row.cells) for row in substitution_table(choice).rows]
    for place in (rows[:3], rows[3:]):
        assert [sum(column) for column in zip(*place, strict=True)][:2] == [100, 100]
        assert sum(row[-1] for row in place) == 0
        assert all(row[2] - row[3] == row[4] for row in place)


def test_conclusions_table_says_what_holds(choice: Choice) -> None:
    table = conclusions_table(choice)
    said = {row.label: row.cells[-1] for row in table.rows}
    assert len(said) == 25
    assert [label for label, holds in said.items() if holds == "nej"] == [
        "Udgifterne på børne- og ungeområdet steg i Midtjylland",
        "Udgifterne til anbringelser faldt på landsplan",
        "Udgifterne til forebyggende foranstaltninger faldt i Midtjylland",
        "Udgifterne pr. indbygger på børne- og ungeområdet faldt i Midtjylland",
    ]
    assert "antagelse, projektets egen" in table.source


@pytest.mark.parametrize("base", ["adults", "children"])
def test_cascade_ends_where_its_steps_lead(midt: View, base: str) -> None:
    figure = cascade_figure(midt, base)
    *steps, whole = [value.exact for value in figure.numbers.series[0].values]
    assert sum(steps) == whole
    assert steps == sorted(steps, reverse=True)


def test_the_total_of_a_cascade_looks_other_than_its_steps(data: Dataset) -> None:
    """A total that is drawn like a rise reads as one more of them."""
    rising = invented(data, here=dict.fromkeys(data.plan.functions, (100, 100, 100, 100, 110)))
    drawn = cascade_figure(rising.here, "adults").svg
    assert drawn.count(f"fill: {style.BLUE}") == len(drivers.parts_of(data, "adults"))


def test_numbers_of_a_range_stand_on_a_ground_of_their_own(choice: Choice) -> None:
    """Without it the zero line hides the minus of a number that stands across it."""
    drawn = sensitivity_figure(choice).svg
    assert drawn.lower().count("fill: #ffffff") >= 2 * len(growth_conclusions(choice))


def test_cascade_leaves_out_what_did_not_exist_at_all(data: Dataset) -> None:
    early = invented(data, period="2018-2019").here.within(2018, 2018)
    shown = cascade_figure(early, "children").numbers.categories
    assert len(shown) == 4
    assert not any("ungdom" in label for label in shown)


def test_substitution_figure_ends_with_the_sentences_numbers(midt: View) -> None:
    ends = [series.values[-1].rounded for series in substitution_figure(midt).numbers.series]
    assert [int(end or 0) for end in ends] == [376, -451, 75]


def test_every_number_shown_is_computed_again_from_its_key(choice: Choice) -> None:
    shown = [table.markdown() for table in tables(choice)] + [f.finding for f in figures(choice)]
    keys = {key for text in shown for key in _KEY.findall(text)}
    assert len(keys) > 150
    for key in keys:
        assert evaluate(key, choice.data).provenance.key == key


def test_values_of_figures_are_computed_again_from_their_key(choice: Choice) -> None:
    for figure in figures(choice):
        for series in figure.numbers.series:
            for value in series.values:
                again = evaluate(value.provenance.key, choice.data)
                assert again.unit is value.unit or again.to(value.unit).amount == value.amount


def test_figures_are_drawn_the_same_twice_and_name_every_number(choice: Choice) -> None:
    for first, second in zip(figures(choice), figures.__wrapped__(choice), strict=True):
        assert first.svg == second.svg
        assert first.svg.startswith("<?xml")
        assert len(first.data.rows) == len(first.numbers.categories)
        assert "None" not in first.alt


def test_charts_take_rises_and_falls(midt: View) -> None:
    up, down = midt.change("adults"), midt.change("placements")
    steps = [
        ChartStep("a", up, "k"),
        ChartStep("b", down, "k"),
        ChartStep("c", down, "k", total=True),
    ]
    assert cascade_chart(steps) != cascade_chart(steps[::-1])
    ends = ChartSeries("lav", "k", (up, down)), ChartSeries("høj", "k", (down, up))
    # Which end is the lower one is told by the numbers, not by the order.
    assert range_chart(("a", "b"), ends, ends[0]) == range_chart(("a", "b"), ends[::-1], ends[0])


@pytest.mark.parametrize(
    ("figure", "arguments"),
    [
        (drivers.effect, {"group": "adults", "base": "adults", "part": "x"}),
        (drivers.effect, {"group": "placements", "base": "adults", "part": "mix"}),
        (drivers.growth_at_pct, {"group": "adults", "bound": "x"}),
        (drivers.supplier_gain, {"supplier": "state"}),
    ],
)
def test_unknown_names_are_told_with_the_known_ones(
    data: Dataset, figure: Callable[..., Value], arguments: dict[str, str]
) -> None:
    with pytest.raises(InputError, match="Brug en af"):
        figure(data, area="082", period=PERIOD, **arguments)


def test_the_committee_has_two_years_and_two_bounds(data: Dataset) -> None:
    with pytest.raises(InputError, match="Brug en af 2018, 2022"):
        committee.committee_gap(data, year=2020)
    with pytest.raises(InputError, match="Brug en af low, high"):
        committee.committee_growth_bound_pct(data, bound="expected")


def test_what_cannot_be_computed_is_missing_and_not_zero(data: Dataset) -> None:
    """The youth crime account is newer than 2018; and nothing can be a share of nothing."""
    new = {"area": "082", "group": "youth_crime"}
    assert drivers.population_effect(data, **new, period=PERIOD).amount is None
    assert drivers.per_inhabitant_effect(data, **new, period=PERIOD).amount is None
    assert drivers.per_inhabitant_growth_pct(data, **new, period=PERIOD).amount is None
    assert drivers.growth_at_pct(data, **new, period=PERIOD, bound="low").amount is None
    assert drivers.growth_gap_at(data, **new, period=PERIOD, bound="low").amount is None
    base = {"area": "082", "base": "youth_crime"}
    assert drivers.effect_points(data, **base, period=PERIOD, part="mix").amount is None
    assert drivers.local_effect_against_rest(data, **base, period=PERIOD).amount is None
    nothing = invented(data, here=dict.fromkeys(("40", "47", "48"), (0, 0, 0, 0, 0))).data
    chosen = {"area": "082", "supplier": "private"}
    assert drivers.supplier_share_pct(nothing, **chosen, year=2018).amount is None
    assert drivers.constant_share_purchases(nothing, **chosen, period=PERIOD).amount is None
    flow = drivers.supplier_flow(
        nothing, area="082", loser="private", gainer="regional", period=PERIOD
    )
    assert flow.amount is None


def test_the_scope_of_an_unchanged_total_is_missing(data: Dataset) -> None:
    quotes = {"socialomraadet_2018": "2.0", "socialomraadet_2022": "2.0"}
    level = invented(data, quotes=quotes).data
    assert committee.committee_scope(level).amount is None
    assert committee.committee_scope_level(level).amount is None


def test_no_group_leads_where_nothing_moves(data: Dataset) -> None:
    flat = invented(data).data
    found = drivers.leading_part(flat, area="082", base="adults", period=PERIOD, bound="expected")
    assert found is None


def test_parts_are_groups_or_functions(data: Dataset) -> None:
    assert drivers.parts_of(data, "residential_care") == ("53850", "53851", "53852")
    assert len(drivers.parts_of(data, "children")) == 4


def test_source_lines_say_kilde_once(choice: Choice) -> None:
    sources = [t.source for t in tables(choice)] + [f.numbers.source for f in figures(choice)]
    assert [read(source).count("Kilde") for source in sources] == [1] * len(sources)
