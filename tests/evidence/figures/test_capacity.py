"""Key figures of capacity against the printed numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

PERIOD = Period(2018, 2022)


def test_the_pool_adds_up(data: Dataset) -> None:
    names = ("ramme_2024", "ramme_2025", "ramme_2026", "ramme_i_alt")
    assert [figures.pool_amount(data, name=n).exact for n in names] == [200, 600, 700, 1500]
    assert figures.pool_difference(data).exact == 0
    assert figures.pool_awarded_pct(data).exact == 95
    assert figures.pool_average(data).exact == Fraction(190, 13)


def test_places_by_owner_by_group_and_by_list_add_up(data: Dataset) -> None:
    everything = figures.plans(data)
    for end in ("low", "high"):
        whole = figures.planned_places(data, of="all", end=end).exact
        for names in (
            {plan.who for plan in everything},
            {plan.target_group for plan in everything},
            {"pool", "outside"},
        ):
            parts = [figures.planned_places(data, of=name, end=end).exact for name in names]
            assert sum(parts) == whole


def test_answers_add_up_to_the_19(data: Dataset) -> None:
    statuses = set(figures.answers(data).values())
    assert sum(figures.answer_count(data, status=status).exact for status in statuses) == 19
    assert figures.unanswered(data).exact == 3


def test_external_placements(data: Dataset) -> None:
    groups = ("udviklingshaemning", "multipel_og_hjerneskade", "autisme")
    persons = [figures.external_persons(data, name=name).exact for name in groups]
    assert persons == [379, 72, 175]
    assert sum(persons) == figures.external_persons(data, name="entydig_maalgruppe").exact == 626
    share = figures.external_share_pct(
        data, name="entydig_maalgruppe", base="helaarspersoner_i_alt"
    )
    assert share.exact == Fraction(62600, 2353)
    assert figures.external_printed_pct(data).exact == 26


def test_the_growth_is_that_of_the_printed_tables(data: Dataset) -> None:
    private = figures.driving_cost(data, cost="private", period=PERIOD)
    care = figures.driving_cost(data, cost="residential_care", period=PERIOD)
    # 2024: "er steget 695 mio. kr."; private purchases from 1,39 to 1,85 bn kr.
    assert round(care.exact / 1000) == 695
    assert 450_000 < private.exact < 470_000


def test_the_break_even_difference_times_places_is_the_share_of_the_growth(data: Dataset) -> None:
    for end in ("low", "high"):
        told = {"of": "all", "end": end}
        needed = figures.break_even_difference(
            data, **told, cost="private", share="25", period=PERIOD
        )
        places = figures.planned_net_places(data, **told).exact
        growth = figures.driving_cost(data, cost="private", period=PERIOD).exact * 1000
        assert needed.exact * places == growth / 4
        effect = figures.yearly_effect(data, **told, difference=str(needed.exact))
        assert effect.exact == growth / 4 / 1_000_000


def test_what_is_not_told_has_no_number(data: Dataset) -> None:
    assert figures.open_places(data, of="Aarhus", end="low").amount is None
    assert figures.open_share_pct(data, of="Aarhus", end="low").amount is None
    assert figures.project_replaced(data, project="horsens_psykiatri").amount is None
    with pytest.raises(InputError, match="Der findes ikke Skagen"):
        figures.planned_places(data, of="Skagen", end="low")
    with pytest.raises(InputError, match="Der findes ikke hest"):
        figures.driving_cost(data, cost="hest", period=PERIOD)


def test_every_figure_is_computed_again_from_its_key(data: Dataset) -> None:
    all_figures()
    values = [
        figures.planned_places(data, of="Ikast-Brande+Silkeborg+Herning+Viborg", end="low"),
        figures.open_share_pct(data, of="all", end="high"),
        figures.break_even_difference(
            data, of="all", end="low", cost="private", share="5", period=PERIOD
        ),
        figures.yearly_effect(data, of="all", end="low", difference="50000"),
        figures.places_of_external_pct(data, of="all", end="high"),
        figures.project_replaced(data, project="odder"),
        figures.project_places(data, project="odder", end="high"),
    ]
    assert all(evaluate(value.provenance.key, data) == value for value in values)
    assert values[2].rounded == Decimal(136_000)
    assert any("tabel 1-6" in source for source in values[2].provenance.sources)
