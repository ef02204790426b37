"""Charts of one among many: where it stands in a spread, and lines that break at jumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.report.charts.basic import label_ends
from kdanalysis.report.charts.canvas import open_canvas, tick_text, to_svg
from kdanalysis.report.charts.style import BLUE, GRID, INK, MUTED
from kdanalysis.report.elements.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.charts.basic import Series

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
    years: Sequence[int], series: Sequence[Series], runs: Sequence[Sequence[Sequence[int]]]
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
