"""Charts of the accounts: cascades, ranges, projections, and one among many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.evidence.value import Value
from kdanalysis.report.charts.basic import (
    BLUE,
    GRID,
    INK,
    MUTED,
    ChartSeries,
    ChartStep,
    floats,
    label_ends,
    name_rows,
    open_canvas,
    tick_text,
    to_svg,
)
from kdanalysis.report.elements.numbers import plain

# Charts of drivers: a cascade of changes by group, ranges, and a projection with its interval.
#
# As in `basic`: labels stand at the marks, numbers are in Danish, the SVG is deterministic.


_SMALL = 8
"""Size of labels where many stand together."""
_PLAIN = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
"""Background of a number: a line behind it would read as, or hide, its minus sign."""
_MOST_LEVEL = 12
"""More years than this do not fit side by side."""


def cascade_chart(steps: Sequence[ChartStep]) -> str:
    """Return steps that add up to totals, from above, with room for long labels, as SVG."""
    canvas, axes = open_canvas(0.4 + 0.25 * len(steps))
    reached = 0.0
    for row, step in enumerate(steps):
        size, start = float(step.value.exact), 0.0 if step.total else reached
        axes.barh(row, size, left=start, height=0.66, color=step.color)
        _beside(axes, plain(step.value), (max(start, start + size), row))
        reached = start + size
        if row + 1 < len(steps):
            axes.plot([reached, reached], [row + 0.33, row + 0.67], color=MUTED, linewidth=0.8)
    name_rows(axes, [step.label for step in steps])
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.margins(x=0.1)
    return to_svg(canvas)


def range_chart(
    categories: Sequence[str], ends: tuple[ChartSeries, ChartSeries], base: ChartSeries
) -> str:
    """Return for each category a line from one end to the other and a dot at the base, as SVG.

    The numbers of both ends stand at the line, smaller number to the left.
    """
    canvas, axes = open_canvas(0.4 + 0.23 * len(categories))
    rows = range(len(categories))
    for row, pair in enumerate(zip(ends[0].values, ends[1].values, strict=True)):
        left, right = sorted(pair, key=lambda value: value.exact)
        axes.plot(floats((left, right)), [row, row], color=base.color, linewidth=4, alpha=0.45)
        _beside(axes, plain(left), (float(left.exact), row), before=True)
        _beside(axes, plain(right), (float(right.exact), row))
    axes.plot(floats(base.values), list(rows), "o", color=base.color, markersize=5)
    name_rows(axes, categories)
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.margins(x=0.1)
    return to_svg(canvas)


def projection_chart(
    past: ChartSeries, years: Sequence[int], spans: Sequence[Sequence[Value]]
) -> str:
    """Return past amounts as a line and the years ahead as a dashed one in its interval, as SVG.

    Args:
        past: the amounts before the projection.
        years: the years of `past`, then those of the projection.
        spans: lower end, projection and upper end of each year ahead.
    """
    canvas, axes = open_canvas(3.1)
    known = list(years[: len(past.values)])
    last, ahead = past.values[-1], list(years[len(known) - 1 :])
    axes.plot(known, floats(past.values), color=past.color, marker="o", ms=3)
    low, middle, high = ([last, *end] for end in zip(*spans, strict=True))
    axes.fill_between(ahead, floats(low), floats(high), color=BLUE, alpha=0.18, linewidth=0)
    axes.plot(ahead, floats(middle), color=BLUE, linestyle="--")
    # One label: three would cover each other where the interval is narrow.
    told = f"{plain(middle[-1])}\n{plain(low[-1])} – {plain(high[-1])}"
    _beside(axes, told, (ahead[-1], float(middle[-1].exact)))
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(tick_text))
    axes.tick_params(axis="x", labelrotation=45 if len(years) > _MOST_LEVEL else 0)
    axes.grid(axis="y")
    return to_svg(canvas)


def _beside(axes: Axes, text: str, at: tuple[float, float], *, before: bool = False) -> None:
    axes.annotate(
        text,
        at,
        xytext=(-4 if before else 4, 0),
        textcoords="offset points",
        ha="right" if before else "left",
        va="center",
        color=INK,
        fontsize=_SMALL,
        bbox=_PLAIN,
    )


# Charts of one among many: where it stands in a spread, and lines that break at jumps.

_NORM = 100
_PALE = "#a8d3f0"
"""Those of similar size: light beside the one it is about, and larger than the others."""


@dataclass(frozen=True)
class Strip:
    """One row: all others, those of similar size, and the one it is about."""

    label: str
    others: tuple[Value, ...]
    similar: tuple[Value, ...]
    own: Value


def strip_chart(strips: Sequence[Strip], name: str, norm: str) -> str:
    """Return each row's values on one axis, with a line where the norm of 100 is, as SVG.

    Args:
        strips: the rows, from the top.
        name: whom the large mark stands for.
        norm: what 100 is.
    """
    canvas, axes = open_canvas(0.55 + 0.37 * len(strips))
    for row, strip in enumerate(strips):
        _dots(axes, strip.others, row, 4, GRID, MUTED)
        _dots(axes, strip.similar, row, 6, _PALE, INK)
        _dots(axes, (strip.own,), row, 10, BLUE, INK)
        if strip.own.amount is not None:
            _above(axes, f"{name} {plain(strip.own)}", (float(strip.own.amount), row))
    axes.axvline(_NORM, color=INK, linewidth=0.9)
    axes.annotate(
        norm, (_NORM, 1), xycoords=("data", "axes fraction"), xytext=(0, 3),
        textcoords="offset points", ha="center", color=INK,
    )  # fmt: skip
    axes.set_yticks(range(len(strips)), [strip.label for strip in strips])
    axes.set_ylim(len(strips) - 0.55, -0.65)
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(tick_text))
    return to_svg(canvas)


def _dots(axes: Axes, values: Sequence[Value], row: int, size: int, face: str, edge: str) -> None:
    across = [float(value.amount) for value in values if value.amount is not None]
    axes.plot(
        across, [row] * len(across), "o", markersize=size, color=face, markeredgecolor=edge,
        markeredgewidth=0.6,
    )  # fmt: skip


def _above(axes: Axes, text: str, at: tuple[float, float]) -> None:
    axes.annotate(
        text, at, xytext=(0, 8), textcoords="offset points", ha="center", color=BLUE,
        fontweight="semibold", bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def broken_line_chart(
    years: Sequence[int], series: Sequence[ChartSeries], runs: Sequence[Sequence[Sequence[int]]]
) -> str:
    """Return lines over years, drawn only within the runs of years given for each, as SVG.

    Args:
        years: the years, one per value.
        series: the lines.
        runs: per line, the runs of years that may be joined; every year is in one of them.
    """
    canvas, axes = open_canvas(1.65)
    for line, parts in zip(series, runs, strict=True):
        by_year = dict(zip(years, line.values, strict=True))
        for part in parts:
            heights = [float(by_year[year].exact) for year in part]
            axes.plot(part, heights, color=line.color, marker="o", ms=3.5)
    axes.axhline(_NORM, color=INK, linewidth=0.9)
    axes.margins(y=0.1)
    axes.grid(axis="y")
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(tick_text))
    axes.set_xlim(years[0] - 0.15, years[-1] + 0.1)
    label_ends(axes, years[-1], series, gap=0.1)
    return to_svg(canvas)
