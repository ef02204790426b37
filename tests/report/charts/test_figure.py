"""Figures: finding, alternative text with every number, caption, and numbers for download."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.figure import Figure, Numbers


def pct(amount: str | None) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, Unit.PCT, 1, Provenance("k()", "prøve", ()))


def series(label: str, *amounts: str | None) -> ChartSeries:
    return ChartSeries(label, "#000000", tuple(pct(amount) for amount in amounts))


def figure(finding: str = 'Alt steg [5 kr.]{.n k="k()"}.') -> Figure:
    numbers = Numbers(
        "År",
        ("2018", "2022"),
        (series("Her", "1.04", "-2.5"), series("Der", None, "0.04")),
        "Procent",
        "Kilde: prøve",
    )
    return Figure("fig-x", "<svg/>", finding, numbers)


def test_the_alternative_text_holds_finding_unit_and_every_number() -> None:
    assert figure().alt == (
        "Alt steg 5 kr. Procent. Her: 2018 1,0, 2022 −2,5; Der: 2018 –, 2022 0,0."
    )


def test_the_opening_is_a_figure_with_identifier_and_alt() -> None:
    assert figure('Et "citat".').opening.startswith("::: {#fig-x fig-alt=\"Et 'citat'. Procent.")
    assert figure().opening.count('"') == 2


def test_the_caption_states_finding_unit_and_source() -> None:
    span = '[5 kr.]{.n k="k()"}'
    caption = figure(f"Det er {span}.").closing.splitlines()[1]
    assert caption == f"**Det er {span}** Procent. Kilde: prøve."


def test_the_data_are_the_numbers_by_category() -> None:
    data = figure().data
    assert data.columns == ("År", "Her", "Der")
    assert data.rows == (("2018", 1.0, None), ("2022", -2.5, 0.0))
    assert (data.kind, data.title) == ("figure", "Alt steg 5 kr.")


def test_the_numbers_can_be_fetched_on_screen_only() -> None:
    closing = figure().closing
    visible = closing.split('::: {.content-visible when-format="html"}')[1]
    assert f"[Hent figurens tal (CSV)]({figure().data.data_uri()})" in visible
    assert re.search(r'\{\.download download="fig-x\.csv"\}', visible)


@pytest.mark.parametrize(
    ("categories", "lines"),
    [((), ()), (("a",), ()), ((), (series("x"),)), (("a", "b"), (series("x", "1"),))],
)
def test_a_figure_without_a_value_per_category_is_refused(
    categories: tuple[str, ...], lines: tuple[ChartSeries, ...]
) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Numbers("År", categories, lines, "Procent", "Kilde")
