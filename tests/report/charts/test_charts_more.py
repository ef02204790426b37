"""The further kinds of chart: every value and name is written, and the drawing is the same."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.charts.basic import BLUE, ORANGE, ChartSeries, ChartStep, waterfall_chart
from kdanalysis.report.charts.tender import (
    Milestone,
    Point,
    before_after_chart,
    curve_chart,
    matrix_chart,
    timeline_chart,
    tornado_chart,
)


def value(amount: str, unit: Unit = Unit.MIO_KR) -> Value:
    return Value(Fraction(amount), unit, 1, Provenance("k()", "prøve", ()))


def series(label: str, *amounts: str, color: str = BLUE) -> ChartSeries:
    return ChartSeries(label, color, tuple(map(value, amounts)))


def texts(svg: str) -> list[str]:
    """Return the texts that matplotlib notes beside the glyphs it draws."""
    return re.findall(r"<!-- (.+?) -->", svg)


def fills(svg: str) -> set[str]:
    return set(re.findall(r"fill: (#\w+)", svg))


def test_a_curve_names_its_ends_and_the_place_where_it_is_zero() -> None:
    line = series("Nul ved", "-6.7", "0", "10.9")
    svg = curve_chart([5, 10.7, 20], "Rabat, procent", line, value("10.7", Unit.PCT))
    written = texts(svg)
    assert {"−6,7", "10,9", "Rabat, procent"} <= set(written)
    assert any(text.startswith("Nul ved 10,7") for text in written)


def test_a_tornado_writes_both_ends_also_of_a_total_that_moves_nothing() -> None:
    ends = (series("Lav", "13.4", "10.7", color=ORANGE), series("Høj", "8.9", "10.7"))
    svg = tornado_chart(("Forbrug", "Antal"), ends, value("10.7"))
    written = texts(svg)
    assert {"Forbrug", "Antal", "Lav", "Høj", "13,4", "8,9"} <= set(written)
    assert written.count("10,7") == 2


def test_before_and_after_colours_by_sign_and_prints_both() -> None:
    before, after = series("Før", "17.5", "-27.2"), series("Efter", "2.7", "0")
    svg = before_after_chart(("A", "B"), before, after)
    assert {"Før", "Efter", "17,5", "−27,2", "2,7", "0,0"} <= set(texts(svg))
    assert {BLUE, ORANGE} <= fills(svg)
    gains = before_after_chart(("A", "B"), series("Før", "1", "2"), after)
    assert ORANGE not in fills(gains)


STONES = (
    Milestone("Tilslutning", "februar", date(2024, 2, 1), date(2024, 3, 31)),
    Milestone(
        "Politisk proces, hvis det bliver nødvendigt af den ene eller anden grund",
        "tidligst august",
        date(2024, 8, 1),
        None,
    ),
    Milestone("Udløb", "28. februar 2029", date(2029, 2, 28), date(2029, 2, 28)),
)


def test_a_timeline_names_every_milestone_as_printed_and_every_year() -> None:
    written = texts(timeline_chart(STONES, date(2024, 1, 26)))
    assert {"februar", "tidligst august", "28. februar 2029", "Tilslutning", "Udløb"} <= set(
        written
    )
    assert {"Tilslutning", "Udløb", "2024", "2029"} <= set(written)


def test_a_timeline_moves_with_the_day_of_the_report() -> None:
    first, later = (timeline_chart(STONES, date(year, 1, 26)) for year in (2024, 2025))
    assert first != later
    assert first == timeline_chart(STONES, date(2024, 1, 26))


def test_a_matrix_holds_every_risk_also_those_that_share_a_square() -> None:
    points = (Point("1", 10, 5), Point("2", 2, 3), Point("3", 2, 3))
    written = texts(matrix_chart(points))
    assert {"Sandsynlighed", "Konsekvens"} <= set(written)
    # The axes write the numbers of the scale once each.
    assert written.count("1") == 3
    assert written.count("2") == written.count("3") == 3


def test_a_waterfall_that_goes_below_zero_keeps_room_for_its_labels() -> None:
    steps = (
        ChartStep("før", value("-49.2"), ORANGE, total=True),
        ChartStep("modtager", value("49.2"), BLUE),
        ChartStep("efter", value("0"), ORANGE, total=True),
    )
    written = texts(waterfall_chart(steps))
    assert {"−49,2", "49,2", "0,0"} <= set(written)
