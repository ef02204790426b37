"""The planned places as printed, each project once, and refused when the reading does not fit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.report.capacity.cases import ANSWERS, PLACES, READING, printed, with_cell, write

from kdanalysis.expenditure.capacity import (
    Bounds,
    added,
    break_even_difference_kr,
    net_places,
    open_share,
    yearly_effect_kr,
)
from kdanalysis.project import InputError
from kdanalysis.tables.capacity import Plan, Range, read_answers, read_plans

if TYPE_CHECKING:
    from kdanalysis.project import Project


def plans(project: Project) -> tuple[Plan, ...]:
    return read_plans(project.raw / PLACES, project.raw / READING)


def test_each_printed_row_is_a_plan_but_syddjurs_is_one(checkout: Project) -> None:
    rows = printed(checkout, PLACES)
    found = plans(checkout)
    assert len(rows) == 15
    assert len(found) == 14
    assert [plan.who for plan in found if plan.in_pool and plan.outside] == ["Syddjurs"]
    low = sum(int(row["pladser_min"]) for row in rows) - 4
    high = sum(int(row["pladser_max"]) for row in rows) - 5
    assert added(plan.places for plan in found) == Bounds(Fraction(low), Fraction(high))


def test_the_joint_project_has_four_owners(checkout: Project) -> None:
    assert plans(checkout)[0].municipalities == ("Ikast-Brande", "Silkeborg", "Herning", "Viborg")


def test_a_share_is_turned_into_places(checkout: Project) -> None:
    (randers,) = [plan for plan in plans(checkout) if plan.who == "Randers"]
    assert randers.open_places == Range(Fraction(28, 5), Fraction(28, 5))
    assert randers.further == Range(Fraction(12), Fraction(53))


def test_replaced_places_are_no_growth(checkout: Project) -> None:
    found = plans(checkout)
    told = {plan.who: plan.replaced for plan in found if plan.replaced is not None}
    # 2024: 3526 (6 homes out of date), 3568 (15 bought out and 3 converted), 3584 (22 homes there).
    assert told == {"Skanderborg": 6, "Randers": 15 + 3, "Odder": 22}
    assert net_places(found) == Bounds(Fraction(215 - 46), Fraction(237 - 46))


def test_a_line_that_stands_twice_stops(project_copy: Project) -> None:
    write(
        project_copy, READING, [*printed(project_copy, READING), printed(project_copy, READING)[0]]
    )
    with pytest.raises(InputError, match="3436 står to gange"):
        plans(project_copy)


def test_rows_of_one_project_must_agree(project_copy: Project) -> None:
    with_cell(project_copy, PLACES, {"line": "3552"}, "pladser_max", "6")
    with pytest.raises(InputError, match="De 2 rækker om projektet syddjurs"):
        plans(project_copy)


@pytest.mark.parametrize("name", [PLACES, READING])
def test_a_row_that_is_only_printed_or_only_read_stops(project_copy: Project, name: str) -> None:
    write(project_copy, name, printed(project_copy, name)[:-1])
    with pytest.raises(InputError, match="Linje 3581 er ikke både trykt og læst"):
        plans(project_copy)


@pytest.mark.parametrize("value", ["mange", ""])
def test_a_number_that_cannot_be_read_stops(project_copy: Project, value: str) -> None:
    with_cell(project_copy, PLACES, {"line": "3436"}, "pladser_min", value)
    with pytest.raises(InputError, match=r"Række 2 \(3436\), pladser_min: "):
        plans(project_copy)


def test_answers_are_one_for_each_of_the_19(checkout: Project, project_copy: Project) -> None:
    found = read_answers(checkout.raw / ANSWERS)
    assert len(found) == 19
    assert found["Herning"] == "kun_naevnt_i_faelles_projekt"
    with_cell(project_copy, ANSWERS, {"kommune": "Viborg"}, "kommune", "Odder")
    with pytest.raises(InputError, match="to gange"):
        read_answers(project_copy.raw / ANSWERS)


def test_the_share_open_to_others_is_bounded_by_its_extremes(checkout: Project) -> None:
    told = [plan for plan in plans(checkout) if plan.open_places is not None]
    bounds = open_share(told)
    assert bounds is not None
    others = [plan.open_places for plan in told if plan.open_places]
    least = sum(r.low for r in others) / sum(plan.places.high for plan in told)
    most = sum(r.high for r in others) / sum(plan.places.low for plan in told)
    assert (bounds.low, bounds.high) == (least, most)
    assert open_share(plan for plan in plans(checkout) if plan.open_places is None) is None


def test_break_even_undoes_the_effect() -> None:
    needed = break_even_difference_kr(Fraction(10**8), Fraction(1, 4), Fraction(200))
    assert needed is not None
    assert yearly_effect_kr(Fraction(200), needed) == Fraction(10**8, 4)
    assert break_even_difference_kr(Fraction(1), Fraction(1), Fraction(0)) is None
