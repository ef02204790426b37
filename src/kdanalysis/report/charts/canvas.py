"""The sheet a chart is drawn on, and the deterministic SVG it becomes."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

from matplotlib.figure import Figure as Canvas

from kdanalysis.report.charts.style import WIDTH_IN, use_style
from kdanalysis.report.elements.numbers import danish

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
