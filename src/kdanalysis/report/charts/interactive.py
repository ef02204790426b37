"""Plotly charts for the screen with their printed twin, and figures of an analyst's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Final

import pandas as pd
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError
from kdanalysis.report.charts.basic import (
    GRID,
    INK,
    SERIES,
    WIDTH_IN,
    ChartSeries,
    open_canvas,
    tick_text,
    to_svg,
    use_style,
)
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.breaks import BREAK
from kdanalysis.report.elements.frames import Told, own_columns, own_id, said, unit_words
from kdanalysis.report.elements.tables import one_sentence, plain_text, sourced

# Charts for the screen: plotly, drawn over its SVG twin only when the script is at hand.
#
# The script is one shared copy beside the site. A page sent by mail has no script and keeps the
# twin.


SCRIPT = "../assets/plotly.min.js"

_PAGE = """<div class="interactive" id="{id}-interactive" hidden></div>
<script type="application/json" id="{id}-spec">{spec}</script>
<script src="{script}" data-external="1"></script>
<script>
(function () {{
  if (!window.Plotly) return;
  var twin = document.querySelector("#{id} img, #{id} svg");
  var stage = document.getElementById("{id}-interactive");
  var spec = JSON.parse(document.getElementById("{id}-spec").textContent);
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", twin ? twin.getAttribute("alt") || "" : "");
  stage.hidden = false;
  Plotly.newPlot(stage, spec.data, spec.layout,
    {{displayModeBar: false, responsive: true, locale: "da"}});
  if (twin) {{ twin.parentNode.insertBefore(stage, twin); twin.hidden = true; }}
}})();
</script>"""


@dataclass(frozen=True)
class Interactive:
    """An interactive chart that stands in for the figure `id` on screen."""

    id: str
    make: Callable[[], str] = field(compare=False)
    """Makes the chart; where nobody asks for its page, plotly is not even loaded."""

    @cached_property
    def spec(self) -> str:
        """The chart as JSON in which no text ends a script."""
        return self.make().replace("</", "<\\/")

    def __repr__(self) -> str:
        """Return one line."""
        return f"<Interactive {self.id}>"

    def markdown(self) -> str:
        """Return the chart as raw HTML that no other format sees."""
        page = _PAGE.format(id=self.id, spec=self.spec, script=SCRIPT)
        raw = f"```{{=html}}\n{page}\n```"
        return f':::: {{.content-visible when-format="html"}}\n{raw}\n::::\n'


def interactive_lines(
    identifier: str,
    years: Sequence[int],
    series: Sequence[ChartSeries],
    unit: str,
    breaks: Sequence[int] = (),
) -> Interactive:
    """Return lines over years, each point with name, year and value on hover, breaks marked."""
    return Interactive(identifier, partial(_lines, years, series, unit, breaks))


def _lines(
    years: Sequence[int], series: Sequence[ChartSeries], unit: str, breaks: Sequence[int]
) -> str:
    from plotly import graph_objects as go  # noqa: PLC0415 - slow to load

    chart = go.Figure(layout=_layout(unit))
    for line in series:
        chart.add_scatter(
            x=list(years),
            y=[None if value.rounded is None else float(value.rounded) for value in line.values],  # noqa: PD011 - not pandas'
            name=line.label,
            mode="lines+markers",
            line={"color": line.color, "width": 2.5},
            hovertemplate=_hover(line),
        )
    for year in breaks:
        chart.add_vline(
            x=year - 0.5,
            line={"dash": "dot", "width": 1, "color": INK},
            annotation={"text": f"{BREAK} {year}", "yanchor": "bottom"},
        )
    return json.dumps(chart.to_plotly_json(), ensure_ascii=False, sort_keys=True)


def _hover(line: ChartSeries) -> str:
    decimals = line.values[0].decimals  # noqa: PD011 - not pandas'
    return f"{line.label}, %{{x}}: %{{y:,.{decimals}f}}<extra></extra>"


def _layout(unit: str) -> dict[str, object]:
    return {
        "template": "none",
        "separators": ",.",
        "font": {"family": "Source Sans 3, Source Sans Pro, Segoe UI, sans-serif", "color": INK},
        "margin": {"l": 60, "r": 20, "t": 10, "b": 40},
        "height": 380,
        "legend": {"orientation": "h", "y": 1.08},
        "yaxis": {"rangemode": "tozero", "title": {"text": unit}, "gridcolor": GRID},
        "xaxis": {"dtick": 1, "tickformat": "d"},
        "hovermode": "closest",
    }


# A plotly figure drawn again with matplotlib: print and Jupyter need no browser for it.

_HEIGHT_IN: Final = 3.1
_KINDS: Final = ("scatter", "bar")
_WHERE: Final = "own_figure(...)"


def is_plotly(drawing: object) -> bool:
    """Return whether something is a figure of plotly, without loading plotly."""
    return any(
        kind.__module__.startswith("plotly.") and kind.__name__ == "BaseFigure"
        for kind in type(drawing).__mro__
    )


def twin(drawing: Any) -> Canvas:  # noqa: ANN401 - plotly has no types
    """Return the lines, points and bars of a plotly figure on our own sheet.

    Raises:
        InputError: it is empty, or holds another kind of trace.
    """
    traces = [trace for trace in drawing.data if trace.visible is not False]
    bars = [trace for trace in traces if trace.type == "bar"]
    lying = any(trace.orientation == "h" for trace in bars)
    _require_drawable(traces, bars)
    canvas, axes = open_canvas(_HEIGHT_IN)
    _draw_bars(axes, bars, lying=lying, stacked=drawing.layout.barmode in {"stack", "relative"})
    for i, trace in enumerate(traces):
        if trace.type == "scatter":
            _draw_line(axes, trace, SERIES[i % len(SERIES)])
    _name_axes(axes, drawing.layout, lying=lying)
    if len(traces) > 1 and any(trace.name for trace in traces):
        axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(traces))
    return canvas


def _require_drawable(traces: list[Any], bars: list[Any]) -> None:
    if other := sorted({trace.type for trace in traces} - set(_KINDS)):
        raise InputError(
            f"Figuren fra plotly har {', '.join(other)}, som ikke kan trykkes.",
            _WHERE,
            "Brug linjer, punkter (scatter) og søjler (bar), eller tegn med matplotlib.",
        )
    if not traces or any(trace.y is None for trace in traces):
        raise InputError("Figuren er tom.", _WHERE, "Giv hver serie x og y.")
    lying = sum(trace.orientation == "h" for trace in bars)
    if lying and lying < len(traces):
        raise InputError(
            "Figuren blander liggende søjler med andet.",
            _WHERE,
            "Lad alle søjler ligge, eller ingen.",
        )


def _draw_line(axes: Axes, trace: Any, color: str) -> None:  # noqa: ANN401 - plotly's
    mode = trace.mode or "lines+markers"
    axes.plot(
        _across(trace.x, trace.y),
        list(trace.y),
        color=color,
        label=trace.name,
        linestyle="-" if "lines" in mode else "",
        marker="o" if "markers" in mode else "",
        markersize=4,
    )


def _draw_bars(axes: Axes, bars: list[Any], *, lying: bool, stacked: bool) -> None:
    """Draw bars side by side per category, or on top of each other."""
    pairs = [(b.y, b.x) if lying else (_across(b.x, b.y), b.y) for b in bars]
    names = list(dict.fromkeys(name for categories, _ in pairs for name in categories))
    thick = 0.8 if stacked else 0.8 / max(1, len(bars))
    above = {name: [0.0, 0.0] for name in names}
    numeric = all(isinstance(name, int | float) for name in names)
    for i, (bar, (categories, lengths)) in enumerate(zip(bars, pairs, strict=True)):
        aside = 0.0 if stacked else (i - (len(bars) - 1) / 2) * thick
        at = [(float(c) if numeric else names.index(c)) + aside for c in categories]
        base = [
            above[c][size < 0] if stacked else 0.0
            for c, size in zip(categories, lengths, strict=True)
        ]
        draw = axes.barh if lying else axes.bar
        draw(at, list(lengths), thick, base, color=SERIES[i % len(SERIES)], label=bar.name)
        for c, size in zip(categories, lengths, strict=True):
            above[c][size < 0] += float(size)
    if bars and not numeric:
        (axes.set_yticks if lying else axes.set_xticks)(range(len(names)), [str(c) for c in names])


def _across(x: Any, y: Any) -> list[Any]:  # noqa: ANN401 - plotly's arrays
    return list(range(len(y))) if x is None else list(x)


def _name_axes(axes: Axes, layout: Any, *, lying: bool) -> None:  # noqa: ANN401 - plotly's
    axes.set_xlabel(layout.xaxis.title.text or "")
    axes.set_ylabel(layout.yaxis.title.text or "")
    amounts = axes.xaxis if lying else axes.yaxis
    amounts.set_major_formatter(FuncFormatter(tick_text))
    axes.grid(axis="x" if lying else "y")
    if not lying and not axes.get_xticklabels(minor=False) and axes.lines:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))


# An analyst's own figure: drawn with matplotlib or plotly, with the numbers behind it.


def own_figure(  # noqa: PLR0913 - each is asked for by name
    drawing: object,
    *,
    title: str,
    alt: str,
    data: pl.DataFrame | pd.DataFrame,
    units: Mapping[str, Unit | str] | Unit | str,
    rule: str,
    source: str,
    id: str | None = None,  # noqa: A002 - the word of the page's markup
    decimals: Mapping[str, int] | int | None = None,
    note: str | None = None,
) -> Figure:
    """Return a drawing as a figure for `show`, with its numbers for the CSV file and the annex.

    Args:
        drawing: a figure or axes of matplotlib, or a figure of plotly (lines, points and bars),
            which is drawn again with matplotlib, since print needs it.
        title: the finding, e.g. `f"Udgiften steg {n(vaekst)}"`.
        alt: the alternative text: what one sees, for those who cannot. Its numbers must stand in
            the text or in `data`.
        data: the numbers shown; the first column (or pandas' named index) names them.
        units: column → unit, or one unit for all numbers; a column of years has the unit `"år"`.
        rule: how the numbers are computed, in words (Danish).
        source: where they come from (Danish).
        id: name for references; made from the title when not told: `fig-egen-...`.
        decimals: printed decimals, for all or by column.
        note: what a reader must know besides (Markdown).

    Raises:
        InputError: the drawing is of another kind, or something is missing or without unit.
    """
    finding = one_sentence(said(title, "title", "hvad figuren viser", _WHERE))
    told = said(alt, "alt", "den alternative tekst, for dem, der ikke kan se figuren", _WHERE)
    first, *others = own_columns(data, Told(units, rule, source, decimals), _WHERE)
    labels = tuple(cell for cell in first.cells if isinstance(cell, str))
    columns = [column for column in others if column.unit is not None]
    if len(labels) != len(first.cells) or not columns or len(columns) != len(others):
        raise InputError(
            "Figurens tal skal have tekst eller årstal i den første kolonne og tal i de andre.",
            f"{_WHERE}, data",
            'Vælg de kolonner, figuren viser; årstal har enheden "år".',
        )
    series = [
        ChartSeries(
            column.name,
            SERIES[i % len(SERIES)],
            tuple(cell for cell in column.cells if isinstance(cell, Value)),
        )
        for i, column in enumerate(columns)
    ]
    return Figure(
        id=own_id("fig", plain_text(finding), id, _WHERE),
        svg=_svg(drawing),
        finding=finding,
        numbers=Numbers(
            first.name,
            labels,
            tuple(series),
            unit_words(columns).removesuffix("."),
            sourced(source),
        ),
        note=None if note is None else one_sentence(note),
        told=told,
    )


def _svg(drawing: Any) -> str:  # noqa: ANN401 - of either library
    """Return a drawing as SVG as wide as the text; a notebook shows it no second time."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - takes over how a kernel shows drawings

    use_style()
    if is_plotly(drawing):
        return to_svg(twin(drawing))
    canvas = drawing.get_figure() if isinstance(drawing, Axes) else drawing
    if not isinstance(canvas, Canvas):
        raise InputError(
            f"{type(drawing).__name__} er ikke en figur.",
            _WHERE,
            "Giv figuren eller akserne fra matplotlib (fig, ax = plt.subplots()) eller fra plotly.",
        )
    if not any(axes.has_data() for axes in canvas.axes):
        plt.close(canvas)
        raise InputError("Figuren er tom.", _WHERE, "Tegn i den først, fx ax.plot(...).")
    width, height = canvas.get_size_inches()
    if canvas.get_layout_engine() is None:
        canvas.set_layout_engine("constrained")
    canvas.set_size_inches(WIDTH_IN, height * WIDTH_IN / width)
    svg = to_svg(canvas)
    plt.close(canvas)
    return svg
