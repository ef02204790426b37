"""Charts of drivers: a cascade of changes by group, ranges, and a projection with its interval.

As in `basic`: labels stand at the marks, numbers are in Danish, the SVG is deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.report.charts.canvas import open_canvas, tick_text, to_svg
from kdanalysis.report.charts.style import BLUE, INK, MUTED
from kdanalysis.report.elements.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.charts.basic import Series, Step

_SMALL = 8
"""Size of labels where many stand together."""
_PLAIN = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
"""Background of a number: a line behind it would read as, or hide, its minus sign."""
_MOST_LEVEL = 12
"""More years than this do not fit side by side."""


def cascade_chart(steps: Sequence[Step]) -> str:
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
    _name_rows(axes, [step.label for step in steps])
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.margins(x=0.1)
    return to_svg(canvas)


def range_chart(categories: Sequence[str], ends: tuple[Series, Series], base: Series) -> str:
    """Return for each category a line from one end to the other and a dot at the base, as SVG.

    The numbers of both ends stand at the line, smaller number to the left.
    """
    canvas, axes = open_canvas(0.4 + 0.23 * len(categories))
    rows = range(len(categories))
    for row, pair in enumerate(zip(ends[0].values, ends[1].values, strict=True)):
        left, right = sorted(pair, key=lambda value: value.exact)
        axes.plot(_places((left, right)), [row, row], color=base.color, linewidth=4, alpha=0.45)
        _beside(axes, plain(left), (float(left.exact), row), before=True)
        _beside(axes, plain(right), (float(right.exact), row))
    axes.plot(_places(base.values), list(rows), "o", color=base.color, markersize=5)
    _name_rows(axes, categories)
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.margins(x=0.1)
    return to_svg(canvas)


def projection_chart(past: Series, years: Sequence[int], spans: Sequence[Sequence[Value]]) -> str:
    """Return past amounts as a line and the years ahead as a dashed one in its interval, as SVG.

    Args:
        past: the amounts before the projection.
        years: the years of `past`, then those of the projection.
        spans: lower end, projection and upper end of each year ahead.
    """
    canvas, axes = open_canvas(3.1)
    known = list(years[: len(past.values)])
    last, ahead = past.values[-1], list(years[len(known) - 1 :])
    axes.plot(known, _places(past.values), color=past.color, marker="o", ms=3)
    low, middle, high = ([last, *end] for end in zip(*spans, strict=True))
    axes.fill_between(ahead, _places(low), _places(high), color=BLUE, alpha=0.18, linewidth=0)
    axes.plot(ahead, _places(middle), color=BLUE, linestyle="--")
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


def _name_rows(axes: Axes, categories: Sequence[str]) -> None:
    axes.set_yticks(range(len(categories)), list(categories))
    axes.set_ylim(len(categories) - 0.4, -0.6)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def _places(values: Sequence[Value]) -> list[float]:
    return [float(value.exact) for value in values]
