"""How figures look, the sheet they are drawn on, and the basic kinds of chart, as equal SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import isclose

from matplotlib import font_manager, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kdanalysis.evidence.value import Value
from kdanalysis.report.elements.breaks import BREAK
from kdanalysis.report.elements.numbers import danish, plain

# How figures look: fonts, colours that colour-blind readers tell apart, quiet axes.


WIDTH_IN = 6.38
"""The text width of the PDF."""

INK = "#1f2933"
MUTED = "#52606d"
GRID = "#d9dee3"
BLUE = "#0b5fa5"
ORANGE = "#b8500b"
GREEN = "#00775a"
PURPLE = "#8a3f78"
SKY = "#4a90c2"
SERIES = (BLUE, ORANGE, GREEN, PURPLE, SKY, MUTED)
"""Distinct in hue and lightness, each at least 4.5:1 against white or used with a direct label."""


@cache
def use_style() -> None:
    """Register the fonts and set matplotlib's defaults, once per process."""
    folder = files("font_source_sans_pro") / "files"
    for weight in ("Regular", "Semibold", "Bold", "It"):
        font_manager.fontManager.addfont(str(folder / f"SourceSansPro-{weight}.ttf"))
    style.use(str(files("kdanalysis.report.charts") / "kdanalysis.mplstyle"))


# The sheet a chart is drawn on, and the deterministic SVG it becomes.


def open_canvas(height_in: float) -> tuple[Canvas, Axes]:
    """Return a sheet as wide as the text, and its axes."""
    use_style()
    canvas = Canvas(figsize=(WIDTH_IN, height_in), layout="constrained")
    return canvas, canvas.add_subplot()


def to_svg(canvas: Canvas) -> str:
    """Return the drawing as SVG; the same drawing gives the same text."""
    buffer = io.StringIO()
    canvas.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


def tick_text(number: float, _position: int) -> str:
    """Return a tick as Danish number, with a decimal only where it has one."""
    tenths = round(number * 10)
    return danish(Fraction(tenths, 10), 0 if tenths % 10 == 0 else 1)


# The kinds of chart the reports use, drawn with matplotlib as deterministic SVG.
#
# Labels stand at the marks; no legends. Numbers are written in Danish.

_LABEL_GAP = 0.055
"""The least distance between end labels, as a share of the axis' height."""


@dataclass(frozen=True)
class ChartSeries:
    """A named series of values over years or categories."""

    label: str
    color: str
    values: tuple[Value, ...]
    dashed: bool = False


def _points(values: Sequence[Value]) -> list[float]:
    """Return amounts for lines; a missing one leaves a gap."""
    return [float("nan") if value.amount is None else float(value.amount) for value in values]


def _lengths(values: Sequence[Value]) -> list[float]:
    """Return amounts for bars; a missing one has no length, and its label says so."""
    return [0.0 if value.amount is None else float(value.amount) for value in values]


def line_chart(
    years: Sequence[int],
    series: Sequence[ChartSeries],
    *,
    from_zero: bool,
    breaks: Sequence[int] = (),
) -> str:
    """Return lines over years as SVG, each named and valued at its end.

    Args:
        years: the years, one per value.
        series: the lines, with a value (or none) per year.
        from_zero: whether the axis starts at zero (levels) or at the data (indices).
        breaks: years before which the account plan has a break; each is marked.
    """
    canvas, axes = open_canvas(3.1)
    for line in series:
        style = "--" if line.dashed else "-"
        axes.plot(years, _points(line.values), color=line.color, linestyle=style, marker="o", ms=3)
    axes.margins(y=0.08)
    if from_zero:
        axes.set_ylim(bottom=0)
    axes.grid(axis="y")
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(tick_text))
    axes.set_xlim(years[0] - 0.15, years[-1] + 0.1)
    label_ends(axes, years[-1], series)
    mark_breaks(axes, breaks)
    return to_svg(canvas)


def mark_breaks(axes: Axes, breaks: Sequence[int]) -> None:
    """Draw a dotted line, named above the axes, before each year that a break begins in."""
    for year in breaks:
        axes.axvline(year - 0.5, color=MUTED, linestyle=":", linewidth=1)
        axes.annotate(
            f"{BREAK} {year}", (year - 0.5, 1), xycoords=("data", "axes fraction"), xytext=(0, 2),
            textcoords="offset points", ha="center", color=MUTED, fontsize=8,
        )  # fmt: skip


def label_ends(
    axes: Axes, last: int, series: Sequence[ChartSeries], gap: float = _LABEL_GAP
) -> None:
    """Name and value each line at its last year, `gap` of the axis' height apart at least."""
    low, high = axes.get_ylim()
    ends = [_points(line.values)[-1] for line in series]
    for line, at, end in zip(series, _spread(ends, (high - low) * gap), ends, strict=True):
        axes.annotate(
            f"{line.label} {plain(line.values[-1])}",
            xy=(last, end),
            xytext=(last + 0.12, at),
            color=line.color,
            va="center",
            annotation_clip=False,
        )


def _spread(positions: Sequence[float], gap: float) -> list[float]:
    """Return positions at least `gap` apart, as near to the given ones as a sweep up keeps them."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    placed = [0.0] * len(positions)
    below = float("-inf")
    for i in order:
        below = max(positions[i], below + gap)
        placed[i] = below
    lift = (sum(placed) - sum(positions)) / len(positions) if positions else 0.0
    return [at - lift for at in placed]


def bar_chart(categories: Sequence[str], series: Sequence[ChartSeries]) -> str:
    """Return horizontal bars by category, one bar per series, each with its value, as SVG."""
    height = 0.5 + len(categories) * (0.1 + 0.15 * len(series))
    canvas, axes = open_canvas(height)
    thickness = 0.8 / len(series)
    for i, bars in enumerate(series):
        rows = [row + (i - (len(series) - 1) / 2) * thickness for row in range(len(categories))]
        lengths = _lengths(bars.values)
        drawn = axes.barh(rows, lengths, height=thickness * 0.9, color=bars.color, label=bars.label)
        labels = [plain(value) for value in bars.values]
        axes.bar_label(drawn, labels, padding=3, color=INK, fontsize=8)
    axes.set_yticks(range(len(categories)), list(categories))
    axes.invert_yaxis()
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.margins(x=0.12)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    _name_bars(axes, series)
    return to_svg(canvas)


def _name_bars(axes: Axes, series: Sequence[ChartSeries]) -> None:
    if len(series) < 2:  # noqa: PLR2004 - one series is named by the caption
        return
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(series),
        frameon=False,
        handlelength=0.8,
        labelcolor="linecolor",
    )


def column_chart(categories: Sequence[str], series: ChartSeries) -> str:
    """Return columns from zero with their values on top, as SVG."""
    canvas, axes = open_canvas(2.6)
    drawn = axes.bar(range(len(categories)), _lengths(series.values), width=0.5, color=series.color)
    axes.bar_label(drawn, [plain(value) for value in series.values], padding=3, color=INK)
    axes.set_xticks(range(len(categories)), list(categories))
    axes.axhline(0, color=GRID, linewidth=0.8)
    axes.yaxis.set_visible(False)
    axes.margins(y=0.15)
    return to_svg(canvas)


@dataclass(frozen=True)
class ChartStep:
    """One step of a waterfall; a total starts from zero again."""

    label: str
    value: Value
    color: str
    total: bool = False


def waterfall_chart(steps: Sequence[ChartStep]) -> str:
    """Return steps that add up to totals, left to right, as SVG."""
    canvas, axes = open_canvas(2.8)
    reached = 0.0
    for i, step in enumerate(steps):
        size = float(step.value.exact)
        base = 0.0 if step.total else reached
        drawn = axes.bar(i, size, bottom=base, width=0.6, color=step.color)
        axes.bar_label(drawn, [plain(step.value)], padding=3, color=INK)
        reached = size if step.total else reached + size
        if i + 1 < len(steps) and _goes_on(steps[i + 1], reached):
            axes.plot([i + 0.3, i + 0.7], [reached, reached], color=MUTED, linewidth=0.8)
    axes.set_xticks(range(len(steps)), [step.label for step in steps])
    axes.use_sticky_edges = False  # a step that ends at the bottom needs room for its label
    axes.axhline(0, color=GRID, linewidth=0.8)
    axes.yaxis.set_visible(False)
    axes.margins(y=0.15)
    return to_svg(canvas)


def _goes_on(following: ChartStep, reached: float) -> bool:
    """Return whether a step starts where the one before ended; a total of others does not."""
    return not following.total or isclose(float(following.value.exact), reached, abs_tol=1e-6)


def name_rows(axes: Axes, categories: Sequence[str]) -> None:
    """Name the rows of a chart from the top, and leave the axis of amounts out."""
    axes.set_yticks(range(len(categories)), list(categories))
    axes.set_ylim(len(categories) - 0.4, -0.6)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def floats(values: Sequence[Value]) -> list[float]:
    """Return amounts as places in a drawing."""
    return [float(value.exact) for value in values]
