"""An analyst's own table: a frame of polars or pandas, each number an own calculation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report.elements.frames import Told, own_columns, own_id, said, unit_words
from kdanalysis.report.elements.inline import unmarked
from kdanalysis.report.elements.tables import Row, Table, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import polars as pl

    from kdanalysis.evidence.value import Unit

_WHERE = "own_table(...)"


def own_table(  # noqa: PLR0913 - each is asked for by name
    frame: pl.DataFrame | pd.DataFrame,
    *,
    title: str,
    units: Mapping[str, Unit | str] | Unit | str,
    rule: str,
    source: str,
    id: str | None = None,  # noqa: A002 - the word of the page's markup
    decimals: Mapping[str, int] | int | None = None,
    note: str | None = None,
) -> Table:
    """Return a frame as a table for `show`; each number is proven as an own calculation.

    Args:
        frame: the table; the first column (or pandas' named index) names the rows.
        title: what the table is about (Danish), e.g. `"Udgift pr. modtager"`.
        units: column → unit, or one unit for all numbers: `{"Udgift": "mio. kr."}`; a column of
            years has the unit `"år"`.
        rule: how the numbers are computed, in words (Danish).
        source: where they come from (Danish).
        id: name for references; made from the title when not told: `tbl-egen-...`.
        decimals: printed decimals, for all or by column; by default those usual for the unit.
        note: what a reader must know besides (Markdown).

    Raises:
        InputError: something is missing, a numeric column has no unit, or there are too many rows.
    """
    name = said(title, "title", "hvad tabellen handler om", _WHERE).rstrip(".")
    columns = own_columns(frame, Told(units, rule, source, decimals), _WHERE)
    first, *others = columns
    labels = [cell for cell in first.cells if isinstance(cell, str)]
    if len(labels) != len(first.cells):
        raise InputError(
            f"Den første kolonne, »{first.name}«, er tal; den skal sige, hvad rækkerne er.",
            _WHERE,
            'Sæt en kolonne med tekst først, eller giv årstal enheden "år".',
        )
    rows = [
        Row(label, tuple(c if isinstance(c, Value) else unmarked(c) for c in cells))
        for label, *cells in zip(labels, *(column.cells for column in others), strict=True)
    ]
    return Table(
        id=own_id("tbl", plain_text(name), id, _WHERE),
        title=name,
        unit=unit_words(columns),
        source=sourced(source),
        columns=tuple(column.name for column in columns),
        rows=tuple(rows),
        note=None if note is None else one_sentence(note),
        text_columns=frozenset(i for i, column in enumerate(columns) if i and column.unit is None),
    )


def one_sentence(note: str) -> str:
    """Return a note with its full stop."""
    text = " ".join(note.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def sourced(source: str) -> str:
    """Return the source line; tables and figures set the full stop."""
    return f"Egen beregning. Kilde: {' '.join(source.split()).removeprefix('Kilde: ').rstrip('.')}"
