"""An analyst's own drawing as a figure: the same each time, with its numbers and description."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from matplotlib import pyplot as plt

from kdanalysis.project import InputError
from kdanalysis.report.charts.interactive import own_figure

DATA = pl.DataFrame({"År": [2021, 2022], "Aarhus": [1.5, 2.5], "Ry": [1.0, None]})
TOLD: dict[str, Any] = {
    "title": "Udgiften steg",
    "alt": "To linjer, der stiger.",
    "data": DATA,
    "units": {"År": "år", "Aarhus": "mio. kr.", "Ry": "mio. kr."},
    "rule": "lagt sammen",
    "source": "eget regneark",
}


def line() -> Any:
    canvas, axes = plt.subplots()
    axes.plot(DATA["År"], DATA["Aarhus"])
    return canvas


def bars(**told: Any) -> go.Figure:
    return go.Figure([go.Bar(x=["a", "b"], y=[1, -2], name="x"), go.Bar(x=["b"], y=[3])], told)


def refused(drawing: Any, **told: Any) -> str:
    with pytest.raises(InputError) as fault:
        own_figure(drawing, **{**TOLD, **told})
    return str(fault.value)


@pytest.mark.parametrize(
    "draw",
    [
        line,
        lambda: line().axes[0],
        lambda: go.Figure([go.Scatter(x=[1, 2], y=[3, 4], mode="lines")]),
        lambda: go.Figure([go.Scatter(y=[3, 4]), go.Bar(y=[1, 2])]),
        bars,
        lambda: bars(barmode="stack"),
        lambda: go.Figure([go.Bar(y=["a", "b"], x=[1, 2], orientation="h")]),
    ],
)
def test_a_drawing_becomes_a_figure_the_same_each_time(draw: Any) -> None:
    first, again = (own_figure(draw(), **TOLD) for _ in range(2))
    assert first.svg == again.svg
    assert "<svg" in first.svg
    assert first.id == "fig-egen-udgiften-steg"
    assert first.alt == "To linjer, der stiger."
    assert first.data.columns == ("År", "Aarhus", "Ry")
    assert first.data.rows == (("2021", 2, 1), ("2022", 3, None))
    assert first.data.unit == "Mio. kr"


def test_a_notebook_shows_it_no_second_time() -> None:
    canvas = line()
    own_figure(canvas, **TOLD)
    assert not plt.fignum_exists(canvas.number)


@pytest.mark.parametrize("name", ["title", "alt", "rule", "source"])
def test_nothing_may_be_left_unsaid(name: str) -> None:
    assert f"{name} mangler" in refused(line(), **{name: " "})


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (go.Figure([go.Pie(values=[1, 2])]), "pie, som ikke kan trykkes"),
        (go.Figure(), "tom"),
        (plt.figure(), "tom"),
        ("figur.png", "str er ikke en figur"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(drawing: Any, words: str) -> None:
    assert words in refused(drawing)


def test_the_numbers_need_units_and_names() -> None:
    assert "ingen enhed" in refused(line(), units={"År": "år"})
    assert "i den første kolonne" in refused(line(), data=DATA.select("Ry", "År"), units="kr.")
