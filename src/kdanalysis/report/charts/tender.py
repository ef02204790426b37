"""Charts of a tender: a curve through zero, a tornado, before and after, milestones, risks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.evidence.value import Value
from kdanalysis.report.charts.basic import (
    BLUE,
    GRID,
    INK,
    MUTED,
    ORANGE,
    ChartSeries,
    floats,
    name_rows,
    open_canvas,
    tick_text,
    to_svg,
)
from kdanalysis.report.elements.numbers import plain, with_unit

# Further kinds of chart: a curve through zero, a tornado, amounts before and after.
#
# As in `basic`: labels stand at the marks, numbers are in Danish, the SVG is deterministic.


_SMALL = 8
"""Size of labels where many stand together."""


def curve_chart(across: Sequence[float], measure: str, line: ChartSeries, zero: Value) -> str:
    """Return a line over a measure that is not time, with the place where it is zero, as SVG.

    Args:
        across: where on the horizontal axis the values stand, in order.
        measure: what the horizontal axis measures, with its unit.
        line: a value per place; its label names the place where it is zero.
        zero: that place.
    """
    canvas, axes = open_canvas(2.7)
    heights = floats(line.values)
    axes.plot(across, heights, color=line.color)
    axes.axhline(0, color=MUTED, linewidth=0.8)
    crossing = (float(zero.exact), 0.0)
    axes.plot(*crossing, "o", color=INK)
    _note(axes, f"{line.label} {with_unit(zero)}", crossing, (8, -14), INK)
    for i, shift in ((0, (0, -12)), (-1, (-24, 4))):
        _note(axes, plain(line.values[i]), (across[i], heights[i]), shift, line.color)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 5, 10]))
        axis.set_major_formatter(FuncFormatter(tick_text))
    axes.set_xlabel(measure)
    axes.grid(axis="y")
    axes.margins(y=0.12)
    return to_svg(canvas)


def _note(
    axes: Axes, text: str, at: tuple[float, float], shift: tuple[float, float], color: str
) -> None:
    axes.annotate(text, at, xytext=shift, textcoords="offset points", color=color)


def tornado_chart(
    categories: Sequence[str], ends: tuple[ChartSeries, ChartSeries], base: Value
) -> str:
    """Return how far each assumption moves a result away from `base`, the widest on top, as SVG.

    Args:
        categories: the assumptions.
        ends: the result with the assumption at its low end, and at its high end.
        base: the result with all as expected.
    """
    canvas, axes = open_canvas(0.8 + 0.36 * len(categories))
    start, rows = float(base.exact), range(len(categories))
    for end in ends:
        lengths = [float(value.exact) - start for value in end.values]
        axes.barh(rows, lengths, left=start, height=0.62, color=end.color, label=end.label)
        for row, (length, value) in enumerate(zip(lengths, end.values, strict=True)):
            outward = length > 0 or (length == 0 and end is ends[1])
            _beside(axes, plain(value), (start + length, row), rightwards=outward)
    name_rows(axes, categories)
    axes.axvline(start, color=INK, linewidth=0.9)
    axes.margins(x=0.1)
    _name_colors(axes)
    return to_svg(canvas)


def _beside(axes: Axes, text: str, at: tuple[float, float], *, rightwards: bool) -> None:
    axes.annotate(
        text,
        at,
        xytext=(4 if rightwards else -4, 0),
        textcoords="offset points",
        ha="left" if rightwards else "right",
        va="center",
        fontsize=_SMALL,
    )


def before_after_chart(categories: Sequence[str], before: ChartSeries, after: ChartSeries) -> str:
    """Return bars of amounts before and a dot for each amount after, with both printed, as SVG.

    A bar is blue for a gain and orange for a loss; the numbers stand in two columns to the right.
    """
    canvas, axes = open_canvas(0.6 + 0.2 * len(categories))
    lengths, rows = floats(before.values), list(range(len(categories)))
    axes.barh(rows, lengths, height=0.6, color=[BLUE if kr >= 0 else ORANGE for kr in lengths])
    axes.plot(floats(after.values), rows, "o", color=INK, markersize=4)
    name_rows(axes, categories)
    axes.axvline(0, color=MUTED, linewidth=0.8)
    for series, place in ((before, 1.1), (after, 1.22)):
        _column(axes, place, [series.label, *map(plain, series.values)])
    return to_svg(canvas)


def _column(axes: Axes, place: float, texts: Sequence[str]) -> None:
    """Write a column of texts to the right of the drawing, the first above the rows."""
    for row, text in enumerate(texts, start=-1):
        weight = "semibold" if row < 0 else "normal"
        at = axes.get_yaxis_transform()
        axes.text(place, row, text, transform=at, ha="right", va="center", fontweight=weight)


def _name_colors(axes: Axes) -> None:
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=2,
        frameon=False,
        handlelength=0.8,
        labelcolor="linecolor",
    )


# Charts of a plan: milestones on a line of time, and risks by consequence and probability.

_LABEL_WIDTH = 42
"""A longer label of a milestone is broken over lines."""
_SCALE = range(1, 11)
"""Consequence and probability are given from 1 to 10."""


@dataclass(frozen=True)
class Milestone:
    """One row of a timeline; `last` is `None` where the plan gives no end."""

    label: str
    printed: str
    first: date
    last: date | None


def timeline_chart(milestones: Sequence[Milestone], today: date) -> str:
    """Return milestones from first to last day, each with its time as printed, as SVG.

    Args:
        milestones: the rows, from the top.
        today: the day of the report, drawn as a line.
    """
    labels = [fill(stone.label, _LABEL_WIDTH) for stone in milestones]
    canvas, axes = open_canvas(0.6 + 0.16 * sum(label.count("\n") + 2 for label in labels))
    for row, stone in enumerate(milestones):
        _span(axes, row, stone)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.9)
    axes.axvline(_number(today), color=ORANGE, linewidth=1)
    axes.xaxis.set_major_locator(YearLocator())  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))  # type: ignore[no-untyped-call]
    axes.grid(axis="x")
    # Room for the text that stands after the last mark.
    first, last = (_number(end) for end in _ends(milestones))
    axes.set_xlim(first - 0.03 * (last - first), last + 0.25 * (last - first))
    return to_svg(canvas)


def _span(axes: Axes, row: int, stone: Milestone) -> None:
    first, last = _number(stone.first), _number(stone.last or stone.first)
    axes.plot([first, last], [row, row], color=BLUE, linewidth=5, marker="o", markersize=4)
    at, shift = (last, row), (9, 0)
    axes.annotate(stone.printed, at, xytext=shift, textcoords="offset points", va="center")


def _ends(milestones: Sequence[Milestone]) -> tuple[date, date]:
    return (
        min(stone.first for stone in milestones),
        max(stone.last or stone.first for stone in milestones),
    )


def _number(day: date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Point:
    """One risk in the matrix."""

    label: str
    probability: int
    consequence: int


def matrix_chart(points: Sequence[Point]) -> str:
    """Return risks in a square of 10 by 10, darker where the product is larger, as SVG.

    Points of one square share it, beside each other.
    """
    canvas, axes = open_canvas(2.6)
    edges = [number - 0.5 for number in (*_SCALE, len(_SCALE) + 1)]
    products = [[float(down * right) for right in _SCALE] for down in _SCALE]
    axes.pcolormesh(edges, edges, products, cmap="Oranges", alpha=0.55, vmax=160, linewidth=0)
    for square in dict.fromkeys((point.probability, point.consequence) for point in points):
        labels = [p.label for p in points if (p.probability, p.consequence) == square]
        for place, label in enumerate(labels):
            _mark(axes, label, square[0] + (place - (len(labels) - 1) / 2) * 0.55, square[1])
    for axis, name in ((axes.xaxis, "Sandsynlighed"), (axes.yaxis, "Konsekvens")):
        axis.set_ticks(list(_SCALE))
        axis.set_label_text(name)
    axes.tick_params(length=0)
    axes.spines["bottom"].set_color(GRID)
    return to_svg(canvas)


def _mark(axes: Axes, label: str, across: float, up: float) -> None:
    axes.plot(across, up, "o", color="white", markersize=15, markeredgecolor=INK)
    axes.text(across, up, label, ha="center", va="center", color=INK, fontweight="semibold")
