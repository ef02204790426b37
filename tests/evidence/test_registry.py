"""Listed key figures: each is computed again, to the same value, from its printed key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.figures import expenditure as expenditure_figures  # noqa: F401 - importing lists them
from kdanalysis.evidence.figures import prices as price_figures  # noqa: F401 - importing lists them
from kdanalysis.evidence.figures import purchases as purchase_figures  # noqa: F401 - importing lists them
from kdanalysis.evidence.figures import quoted as quoted_figures  # noqa: F401 - importing lists them
from kdanalysis.evidence.registry import (
    evaluate,
    figure_key,
    key_figure,
    key_figures,
    list_figure,
)
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from kdanalysis.evidence.registry import KeyFigure
    from kdanalysis.tables.dataset import Dataset

SUBJECTS = ("expenditure", "prices", "purchases", "quoted")
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
    return [f for f in key_figures().values() if f.compute.__module__.split(".")[-1] in SUBJECTS]


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
    "key",
    [
        "",
        "growth_pct",
        "vækst(area=082)",
        "growth_pct(area=082, group=adults, prices=2022)",
        "growth_pct(area=082, group=adults, period=2018-2022, year=2018, prices=2022)",
        "growth_pct(area=082, adults, period=2018-2022, prices=2022)",
        "growth_pct(area=082, area=000, group=adults, period=2018-2022, prices=2022)",
        "amount(area=082, group=adults, year=sidste, prices=2022)",
        "amount(area=082, group=adults, year=2022, prices=nu)",
        "amount(area=082, group=adults, year=2022, prices=2022) ",
        "amount(area=(082), group=adults, year=2022, prices=2022)",
    ],
)
def test_a_key_that_is_none_stops(key: str, data: Dataset) -> None:
    with pytest.raises(InputError) as fault:
        evaluate(key, data)
    assert fault.value.what == f"Nøglen passer ikke til et nøgletal: {key}"
    assert fault.value.remedy


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
