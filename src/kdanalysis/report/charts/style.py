"""How figures look: fonts, colours that colour-blind readers tell apart, quiet axes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from matplotlib import font_manager, style

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
