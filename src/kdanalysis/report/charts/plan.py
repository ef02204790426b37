"""Charts of a plan: milestones on a line of time, and risks by consequence and probability."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from matplotlib.dates import DateFormatter, YearLocator, date2num

from kdanalysis.report.charts.canvas import open_canvas, to_svg
from kdanalysis.report.charts.style import BLUE, GRID, INK, ORANGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

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
