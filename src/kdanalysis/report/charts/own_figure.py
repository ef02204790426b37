"""An analyst's own figure: drawn with matplotlib or plotly, with the numbers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report.charts.basic import Series
from kdanalysis.report.charts.canvas import to_svg
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.charts.plotly_twin import is_plotly, twin
from kdanalysis.report.charts.style import SERIES, WIDTH_IN, use_style
from kdanalysis.report.elements.frames import Told, own_columns, own_id, said, unit_words
from kdanalysis.report.elements.own_table import one_sentence, sourced
from kdanalysis.report.elements.tables import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import polars as pl

    from kdanalysis.evidence.value import Unit

_WHERE: Final = "own_figure(...)"


def own_figure(  # noqa: PLR0913 - each is asked for by name
    drawing: object,
    *,
    title: str,
    alt: str,
    data: pl.DataFrame | pd.DataFrame,
    units: Mapping[str, Unit | str] | Unit | str,
    rule: str,
    source: str,
    id: str | None = None,  # noqa: A002 - the word of the page's markup
    decimals: Mapping[str, int] | int | None = None,
    note: str | None = None,
) -> Figure:
    """Return a drawing as a figure for `show`, with its numbers for the CSV file and the annex.

    Args:
        drawing: a figure or axes of matplotlib, or a figure of plotly (lines, points and bars),
            which is drawn again with matplotlib, since print needs it.
        title: the finding, e.g. `f"Udgiften steg {n(vaekst)}"`.
        alt: the alternative text: what one sees, for those who cannot. Its numbers must stand in
            the text or in `data`.
        data: the numbers shown; the first column (or pandas' named index) names them.
        units: column → unit, or one unit for all numbers; a column of years has the unit `"år"`.
        rule: how the numbers are computed, in words (Danish).
        source: where they come from (Danish).
        id: name for references; made from the title when not told: `fig-egen-...`.
        decimals: printed decimals, for all or by column.
        note: what a reader must know besides (Markdown).

    Raises:
        InputError: the drawing is of another kind, or something is missing or without unit.
    """
    finding = one_sentence(said(title, "title", "hvad figuren viser", _WHERE))
    told = said(alt, "alt", "den alternative tekst, for dem, der ikke kan se figuren", _WHERE)
    first, *others = own_columns(data, Told(units, rule, source, decimals), _WHERE)
    labels = tuple(cell for cell in first.cells if isinstance(cell, str))
    columns = [column for column in others if column.unit is not None]
    if len(labels) != len(first.cells) or not columns or len(columns) != len(others):
        raise InputError(
            "Figurens tal skal have tekst eller årstal i den første kolonne og tal i de andre.",
            f"{_WHERE}, data",
            'Vælg de kolonner, figuren viser; årstal har enheden "år".',
        )
    series = [
        Series(
            column.name,
            SERIES[i % len(SERIES)],
            tuple(cell for cell in column.cells if isinstance(cell, Value)),
        )
        for i, column in enumerate(columns)
    ]
    return Figure(
        id=own_id("fig", plain_text(finding), id, _WHERE),
        svg=_svg(drawing),
        finding=finding,
        numbers=Numbers(
            first.name,
            labels,
            tuple(series),
            unit_words(columns).removesuffix("."),
            sourced(source),
        ),
        note=None if note is None else one_sentence(note),
        told=told,
    )


def _svg(drawing: Any) -> str:  # noqa: ANN401 - of either library
    """Return a drawing as SVG as wide as the text; a notebook shows it no second time."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - takes over how a kernel shows drawings

    use_style()
    if is_plotly(drawing):
        return to_svg(twin(drawing))
    canvas = drawing.get_figure() if isinstance(drawing, Axes) else drawing
    if not isinstance(canvas, Canvas):
        raise InputError(
            f"{type(drawing).__name__} er ikke en figur.",
            _WHERE,
            "Giv figuren eller akserne fra matplotlib (fig, ax = plt.subplots()) eller fra plotly.",
        )
    if not any(axes.has_data() for axes in canvas.axes):
        plt.close(canvas)
        raise InputError("Figuren er tom.", _WHERE, "Tegn i den først, fx ax.plot(...).")
    width, height = canvas.get_size_inches()
    if canvas.get_layout_engine() is None:
        canvas.set_layout_engine("constrained")
    canvas.set_size_inches(WIDTH_IN, height * WIDTH_IN / width)
    svg = to_svg(canvas)
    plt.close(canvas)
    return svg
