"""Charts as SVG: the same text each time, with a mark and a label for every value."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from matplotlib import rc_context, rcParams

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.charts.basic import (
    BLUE,
    MUTED,
    ORANGE,
    ChartSeries,
    ChartStep,
    bar_chart,
    column_chart,
    line_chart,
    use_style,
    waterfall_chart,
)

if TYPE_CHECKING:
    from collections.abc import Callable

YEARS = (2018, 2019, 2020)


def mio(amount: str | None) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, Unit.MIO_KR, 1, Provenance("k()", "prøve", ()))


def series(
    label: str, *amounts: str | None, color: str = BLUE, dashed: bool = False
) -> ChartSeries:
    return ChartSeries(label, color, tuple(mio(amount) for amount in amounts), dashed)


A = series("Første", "1000", "1010.5", "1020")
B = series("Anden", "-5", None, "1020", color=ORANGE, dashed=True)
C = series("Tredje", "1021", "1021", "1021.5", color=MUTED)
STEPS = (
    ChartStep("Start", mio("10"), MUTED, total=True),
    ChartStep("Op", mio("5"), BLUE),
    ChartStep("Ned", mio("-3"), ORANGE),
    ChartStep("I alt", mio("12"), MUTED, total=True),
)
KINDS: dict[str, Callable[[], str]] = {
    "lines from zero": lambda: line_chart(YEARS, (A, B, C), from_zero=True),
    "lines": lambda: line_chart(YEARS, (A, C), from_zero=False),
    "bars": lambda: bar_chart(("a", "b", "c"), (A, B)),
    "bars of one": lambda: bar_chart(("a", "b", "c"), (B,)),
    "columns": lambda: column_chart(("a", "b", "c"), B),
    "waterfall": lambda: waterfall_chart(STEPS),
}


def texts(svg: str) -> list[str]:
    """Return the texts that matplotlib notes beside the glyphs it draws."""
    return re.findall(r"<!-- (.+?) -->", svg)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_chart_is_the_same_each_time(kind: str) -> None:
    assert KINDS[kind]() == KINDS[kind]()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_chart_is_well_formed_and_undated(kind: str) -> None:
    svg = KINDS[kind]()
    assert ET.fromstring(svg).tag.endswith("svg")
    assert "<dc:date>" not in svg
    assert not re.search(r"\bnan\b|\binf\b", svg, re.IGNORECASE)


@pytest.mark.parametrize("kind", list(KINDS))
def test_minus_is_the_typographic_one(kind: str) -> None:
    assert not [text for text in texts(KINDS[kind]()) if re.search(r"-\d", text)]


def test_lines_are_named_and_valued_at_their_end() -> None:
    told = texts(KINDS["lines from zero"]())
    assert {"Første 1.020,0", "Anden 1.020,0", "Tredje 1.021,5"} <= set(told)
    assert {"2018", "2019", "2020"} <= set(told)


def test_bars_have_their_values_and_missing_ones_a_dash() -> None:
    told = texts(KINDS["bars"]())
    assert {"1.000,0", "1.010,5", "1.020,0", "−5,0", "–", "a", "b", "c"} <= set(told)
    assert {"Første", "Anden"} <= set(told)


def test_one_series_of_bars_is_named_by_its_caption() -> None:
    assert "Anden" not in texts(KINDS["bars of one"]())


def test_columns_have_their_values() -> None:
    assert {"−5,0", "–", "1.020,0", "a", "b", "c"} <= set(texts(KINDS["columns"]()))


def test_a_waterfall_ends_where_its_steps_lead() -> None:
    told = texts(KINDS["waterfall"]())
    assert {"10,0", "5,0", "−3,0", "12,0", "Start", "Op", "Ned", "I alt"} <= set(told)


def test_the_style_is_the_projects() -> None:
    with rc_context():
        use_style()
        assert rcParams["font.family"] == ["Source Sans Pro"]
        assert rcParams["svg.hashsalt"] == "kdanalysis"


def test_axis_texts_are_danish() -> None:
    ticks = {text for text in texts(KINDS["lines"]()) if text[0].isdigit() and len(text) > 4}
    assert ticks
    assert all(re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d)?", tick) for tick in ticks)
