"""Further kinds of chart: a curve through zero, a tornado, amounts before and after.

As in `basic`: labels stand at the marks, numbers are in Danish, the SVG is deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.report.charts.canvas import open_canvas, tick_text, to_svg
from kdanalysis.report.charts.style import BLUE, INK, MUTED, ORANGE
from kdanalysis.report.elements.numbers import plain, with_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.charts.basic import Series

_SMALL = 8
"""Size of labels where many stand together."""


def curve_chart(across: Sequence[float], measure: str, line: Series, zero: Value) -> str:
    """Return a line over a measure that is not time, with the place where it is zero, as SVG.

    Args:
        across: where on the horizontal axis the values stand, in order.
        measure: what the horizontal axis measures, with its unit.
        line: a value per place; its label names the place where it is zero.
        zero: that place.
    """
    canvas, axes = open_canvas(2.7)
    heights = _floats(line.values)
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


def tornado_chart(categories: Sequence[str], ends: tuple[Series, Series], base: Value) -> str:
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
    _name_rows(axes, categories)
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


def before_after_chart(categories: Sequence[str], before: Series, after: Series) -> str:
    """Return bars of amounts before and a dot for each amount after, with both printed, as SVG.

    A bar is blue for a gain and orange for a loss; the numbers stand in two columns to the right.
    """
    canvas, axes = open_canvas(0.6 + 0.2 * len(categories))
    lengths, rows = _floats(before.values), list(range(len(categories)))
    axes.barh(rows, lengths, height=0.6, color=[BLUE if kr >= 0 else ORANGE for kr in lengths])
    axes.plot(_floats(after.values), rows, "o", color=INK, markersize=4)
    _name_rows(axes, categories)
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


def _name_rows(axes: Axes, categories: Sequence[str]) -> None:
    axes.set_yticks(range(len(categories)), list(categories))
    axes.set_ylim(len(categories) - 0.4, -0.6)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def _name_colors(axes: Axes) -> None:
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=2,
        frameon=False,
        handlelength=0.8,
        labelcolor="linecolor",
    )


def _floats(values: Sequence[Value]) -> list[float]:
    return [float(value.exact) for value in values]
