"""Listed key figures: each is computed again, to the same value, from its printed key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.arguments import KINDS, choices, evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.figures import expenditure as spent  # noqa: F401 - importing lists them
from kdanalysis.evidence.figures import printed as quoted_figures  # noqa: F401 - importing lists them
from kdanalysis.evidence.registry import (
    figure_key,
    key_figure,
    key_figures,
    list_figure,
)
from kdanalysis.evidence.revisions.store import revisions
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from kdanalysis.evidence.registry import KeyFigure
    from kdanalysis.tables.dataset import Dataset

SUBJECTS = ("expenditure", "printed")
ELSEWHERE = frozenset({"printed", "cell", "last_cell", "count_rows", "sum_cells"})
"""Tested with the audit, which they were made for; the committee's with the drivers."""
CHOICES: Mapping[str, object] = {
    "area": "082",
    "group": "residential_care",
    "base": "adults",
    "period": Period(2018, 2022),
    "year": 2021,
    "base_year": 2018,
    "art": "40",
    "other": "47",
    "name": "kl_pris_private",
    "first": "tillaegsydelse_andel_2021",
    "last": "tillaegsydelse_andel_2022",
    "decision": "udgiftsanalyse",
}
CARE: Mapping[str, object] = {"area": "000", "period": Period(2018, 2021)}


def own_figures() -> list[KeyFigure]:
    """Return the key figures of the expenditure analysis."""
    return [
        figure
        for figure in key_figures().values()
        if figure.compute.__module__.split(".")[-1] in SUBJECTS
        and figure.name not in ELSEWHERE
        and not figure.name.startswith("committee_")
    ]


def computed(figure: KeyFigure, data: Dataset) -> Value:
    choices = {**CHOICES, **CARE} if figure.name.startswith("care_") else CHOICES
    return figure.compute(data, **{name: choices[name] for name in figure.parameters})


def test_the_analysis_has_its_key_figures() -> None:
    names = {figure.name for figure in own_figures()}
    assert {"growth_pct", "contribution_pct", "passing_year", "quoted", "pl_factor"} <= names
    assert len(names) >= 20


@pytest.mark.parametrize("figure", own_figures(), ids=lambda figure: figure.name)
def test_a_key_figure_comes_out_of_its_own_key(figure: KeyFigure, data: Dataset) -> None:
    value = computed(figure, data)
    again = evaluate(value.provenance.key, data)
    assert again == value
    assert value.amount is not None


@pytest.mark.parametrize("figure", own_figures(), ids=lambda figure: figure.name)
def test_a_key_keeps_its_price_level(figure: KeyFigure, data: Dataset) -> None:
    then = replace(data, price_year=2018)
    assert evaluate(computed(figure, then).provenance.key, data) == computed(figure, then)


@pytest.mark.parametrize("figure", own_figures(), ids=lambda figure: figure.name)
def test_a_key_figure_has_unit_rule_and_sources(figure: KeyFigure, data: Dataset) -> None:
    value = computed(figure, data)
    assert value.unit is figure.unit or figure.name == "quoted"
    assert value.provenance.rule == figure.rule
    assert value.provenance.sources
    assert all(source.startswith("Kilde: ") for source in value.provenance.sources)
    assert set(figure.tables) <= set(data.table("sources")["table"])


def test_a_key_reads_like_the_call(data: Dataset) -> None:
    arguments = {"area": "082", "group": "adults", "period": Period(2018, 2022)}
    key = "growth_pct(area=082, group=adults, period=2018-2022, prices=2022)"
    assert figure_key("growth_pct", arguments, data) == key


def test_sources_are_told_once_each(data: Dataset) -> None:
    figure = key_figures()["per_inhabitant"]
    value = figure.compute(data, area="000", group="adults", year=2022)
    assert len(value.provenance.sources) == 2


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "Intet nøgletal hedder noget lignende."),
        ("growth_pct", "Argumenterne mangler."),
        ("vækst(area=082)", "Intet nøgletal hedder noget lignende."),
        ("grwth_pct(area=082)", "Mente du growth_pct eller growth_at_pct?"),
        ("growth_pct(area=082, group=adults, prices=2022)", "Der mangler period."),
        (
            "growth_pct(area=082, group=adults, period=2018-2022, year=2018, prices=2022)",
            "Ukendt argument: year.",
        ),
        (
            "growth_pct(area=082, grup=adults, period=2018-2022)",
            "Der mangler group. Ukendt argument: grup (mente du group?).",
        ),
        (
            "growth_pct(area=082, adults, period=2018-2022, prices=2022)",
            "»adults« skal skrives som navn=værdi.",
        ),
        (
            "growth_pct(area=082, area=000, group=adults, period=2018-2022, prices=2022)",
            "area står to gange.",
        ),
        (
            "amount(area=082, group=adults, year=sidste, prices=2022)",
            "year=sidste er ikke et årstal.",
        ),
        ("amount(area=082, group=adults, year=2022, prices=nu)", "prices=nu er ikke et årstal."),
        (
            "amount(area=082, group=adults, year=2022, prices=2022) ",
            "Den skal ende med argumenterne i én parentes.",
        ),
        ("assumed_saving(saving=lav)", "Værdierne kan ikke bruges: saving=lav."),
        (
            "amount(area=(082), group=adults, year=2022, prices=2022)",
            "Den skal ende med argumenterne i én parentes.",
        ),
    ],
)
def test_a_key_that_is_none_stops_and_says_what_is_wrong_in_it(
    key: str, why: str, data: Dataset
) -> None:
    all_figures()
    with pytest.raises(InputError) as fault:
        evaluate(key, data)
    assert fault.value.what == f"Nøglen passer ikke til et nøgletal: {key}. {why}"
    name = key.partition("(")[0]
    form = f"Skriv {name}(" if name in all_figures() else "kdanalysis figures"
    assert fault.value.remedy.startswith(form)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("amount(area=Skanderbog, group=adults, year=2022)", "area=746 (Skanderborg)"),
        (
            "amount(area=082, group=botilbud, year=2022)",
            "group=residential_care (botilbud)",
        ),
        ("amount(area=082, group=adult, year=2022)", "group=adults (voksenområdet)"),
        ("amount(area=082, group=adults, year=2029)", "year=2022"),
        (
            "supplier_share_pct(area=082, supplier=privat, year=2022)",
            "supplier=private (4.0 Tjenesteydelser",
        ),
    ],
)
def test_a_value_that_is_not_in_the_data_names_the_nearest(
    key: str, hint: str, data: Dataset
) -> None:
    with pytest.raises(InputError) as fault:
        evaluate(key, data)
    assert fault.value.remedy.startswith(f"Mente du {hint}")


def test_what_can_be_chosen_is_taken_by_the_key_figures(data: Dataset) -> None:
    """Every listed area, group, art and year gives a value: none is offered in vain."""
    offered = {of: choices(of, data) for of in KINDS}
    for area in offered["area"]:
        key = f"amount(area={area}, group=adults, year={max(offered['year'])})"
        assert evaluate(key, data).amount is not None
    for group in offered["group"]:
        assert evaluate(f"amount(area=082, group={group}, year=2022)", data).unit is Unit.TKR
    for art in offered["art"]:
        assert evaluate(f"purchases(area=082, art={art}, year=2022)", data).amount is not None
    for area in set(offered["place"]) - {"000", "082"}:
        assert evaluate(f"profile_inhabitants(area={area}, year=2022)", data).amount is not None
    (period,) = offered["period"]
    assert evaluate(f"growth_pct(area=082, group=adults, period={period})", data).amount is not None
    assert set(offered["revision"]) == {revision.name for revision in revisions(data.project)}


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("amount(area=99, group=adults, year=2022, prices=2022)", "Ukendt områdekode"),
        ("amount(area=082, group=andre, year=2022, prices=2022)", "Ukendt gruppe"),
        ("amount(area=082, group=adults, year=2022, prices=2030)", "Prisåret 2030"),
        ("change(area=082, group=adults, period=2022, prices=2022)", "Perioden »2022«"),
    ],
)
def test_a_key_of_what_is_not_in_the_data_stops(key: str, what: str, data: Dataset) -> None:
    with pytest.raises(InputError, match=what):
        evaluate(key, data)


def test_two_key_figures_cannot_have_one_name() -> None:
    def growth_pct(_data: Dataset) -> Fraction | None:
        raise AssertionError("never computed")

    with pytest.raises(ValueError, match="two key figures are named growth_pct"):
        key_figure(Unit.PCT, "dobbelt")(growth_pct)
    with pytest.raises(ValueError, match="two key figures are named growth_pct"):
        list_figure(growth_pct, Unit.PCT, "dobbelt")  # type: ignore[arg-type]
