"""A plotly figure drawn again with matplotlib: print and Jupyter need no browser for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.project import InputError
from kdanalysis.report.charts.canvas import open_canvas, tick_text
from kdanalysis.report.charts.style import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

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
