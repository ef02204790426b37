"""Tables as text and as data that travel with the notebook, an analyst's own among them."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import sqrt
from typing import Any, Literal, TypeAlias

import pandas as pd
import polars as pl

from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError
from kdanalysis.report.elements.frames import Told, own_columns, own_id, said, unit_words
from kdanalysis.report.elements.numbers import cell, escaped, one_line, tidy, unmarked, verbatim

# The numbers behind a table or figure, as they travel with the executed notebook.


Cell = str | int | float | None


@dataclass(frozen=True)
class ShownData:
    """One table or figure as plain data: what the annex and the CSV files are made of."""

    id: str
    kind: Literal["table", "figure"]
    title: str
    unit: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None
    keys: tuple[tuple[str | None, ...], ...] = ()
    """Per cell, the key and look of its key figure; none for labels."""

    def metadata(self) -> dict[str, Any]:
        """Return the output metadata that carries the data through execution."""
        return {"kdanalysis": {"dataset": asdict(self)}}

    def csv_bytes(self) -> bytes:
        """Return the rows as CSV that a Danish Excel opens: BOM, semicolon, decimal comma."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_danish_cell(cell) for cell in row] for row in self.rows)
        return buffer.getvalue().encode("utf-8-sig")

    def data_uri(self) -> str:
        """Return the CSV as a data URI, so that a page sent by mail still holds its numbers."""
        return "data:text/csv;base64," + base64.b64encode(self.csv_bytes()).decode("ascii")


def _danish_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def mark(value: Value) -> str:
    """Return what `keys` holds for a value: its key and its look."""
    return f"{value.provenance.key} {value.look}"


def number(value: Value) -> int | float | None:
    """Return a value as a plain number with its printed decimals."""
    rounded = value.rounded
    if rounded is None:
        return None
    return int(rounded) if value.decimals <= 0 else float(rounded)


# Tables as pipe tables with explicit alignment and caption, readable by both engines.

_SPAN = re.compile(r"\[([^][]*)\]\{[^}]*\}")
_RULE_WIDTH = 100
"""Above 72 characters both engines set the columns' relative widths from the dashes."""
_WIDE_PAGE = 150
"""Characters across a page on its side; `_RULE_WIDTH` are about those across an upright one."""
_WIDEST = 44
"""A longer label is broken over lines."""
_SHORT = 14
"""A column of text no wider than this keeps its width."""
_READABLE = 20
"""Less room than this for each column of text, and the table gets a page on its side."""
_LETTERS = 4
"""What stands beside a label: its letters are wider than figures."""
_BOLD = 2
"""Headings are bold, and wider than their length says."""


@dataclass(frozen=True)
class Verbatim:
    """A cell's text word for word from the sources or from signed data."""

    text: str


Content: TypeAlias = Value | str | Verbatim
"""A key figure, Markdown, or text word for word."""


@dataclass(frozen=True)
class Row:
    """One row: its label and its cells; a total is set in bold."""

    label: str
    cells: tuple[Content, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table with caption, unit and source; the first column holds the labels."""

    id: str
    title: str
    unit: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str | None = None
    text_columns: frozenset[int] = frozenset()
    """Columns besides the first that hold text and are aligned left."""
    wide: bool = False
    """Meant for a page on its side, where more stands side by side."""

    def __post_init__(self) -> None:
        """Refuse a table without rows, or a row that does not have a cell per column."""
        if not self.rows:
            raise ValueError(f"table without rows: {self.id}")
        if {len(row.cells) + 1 for row in self.rows} != {len(self.columns)}:
            raise ValueError(f"rows and columns do not fit: {self.id}")

    def __repr__(self) -> str:
        """Return one line: id, size and title."""
        size = f"{len(self.rows)} x {len(self.columns)}"
        return f"<Table {self.id} ({size}): {plain_text(self.title)}>"

    def markdown(self) -> str:
        """Return the table, its caption with identifier, and its source line."""
        lines = [_line([escaped(c) for c in self.columns]), self._rule()]
        lines += map(_line, self._lines)
        caption = f": {self.title}. {self.unit} {{#{self.id}}}"
        below = " ".join(part for part in (self.note, f"{self.source}.") if part)
        table = [*lines, "", caption, "", "::: {.source}", below, ":::"]
        turned = [":::: {.landscape}", *table, "::::"] if self.is_cramped else table
        return "\n".join([*turned, ""])

    @property
    def is_cramped(self) -> bool:
        """Whether its numbers leave too little room for its text on an upright page.

        A table grows by a column with each accounting year; then it turns itself.
        """
        if self.wide or sum(self._width(i, len(c)) for i, c in enumerate(self.columns)) <= (
            _RULE_WIDTH
        ):
            return False
        widths, long = self._narrowed()
        return self._room(_RULE_WIDTH, widths, long) < _READABLE * len(long)

    def _rule(self) -> str:
        widths = self._widths()
        scale = _RULE_WIDTH / sum(widths)
        dashes = [max(3, round(width * scale)) for width in widths]
        return "|" + "|".join(self._dashes(i, size) for i, size in enumerate(dashes)) + "|"

    def _dashes(self, column: int, size: int) -> str:
        return ":" + "-" * (size - 1) if self.is_text(column) else "-" * (size - 1) + ":"

    def _widths(self) -> list[float]:
        """Return the columns' widths; where they do not fit, long text gives way to numbers."""
        page = _WIDE_PAGE if self.wide or self.is_cramped else _RULE_WIDTH
        widths = [self._width(i, len(self.columns[i])) for i in range(len(self.columns))]
        if sum(widths) <= page:
            return widths
        widths, long = self._narrowed()
        room = self._room(page, widths, long)
        if room < _SHORT * len(long):
            return widths
        # The square root makes a column of long texts wider, but not as wide as it would take.
        roots = {i: sqrt(self._longest(i)) for i in long}
        whole = sum(roots.values())
        return [room * roots[i] / whole if i in roots else width for i, width in enumerate(widths)]

    def _narrowed(self) -> tuple[list[float], list[int]]:
        """Return the widths with headings broken into words, and the columns of long text."""
        widths = [self._width(i, _longest_word(c)) for i, c in enumerate(self.columns)]
        return widths, [i for i, w in enumerate(widths) if self.is_text(i) and w > _SHORT]

    @staticmethod
    def _room(page: float, widths: Sequence[float], long: Sequence[int]) -> float:
        """Return the characters that the columns of long text share."""
        return page - sum(widths) + sum(widths[i] for i in long)

    def is_text(self, column: int) -> bool:
        """Whether a column holds text, aligned left."""
        return column == 0 or column in self.text_columns

    def _width(self, column: int, heading: int) -> float:
        longest = max(self._longest(column), heading + _BOLD)
        return min(longest, _WIDEST) + (_LETTERS if column == 0 else 2)

    def _longest(self, column: int) -> int:
        return self._lengths[column]

    @cached_property
    def _lines(self) -> tuple[list[str], ...]:
        """The rows as Markdown cells."""
        return tuple(_row_cells(row) for row in self.rows)

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        """The longest text of each column."""
        return tuple(
            max(len(plain_text(c)) for c in column) for column in zip(*self._lines, strict=True)
        )

    def data(self) -> ShownData:
        """Return the table as plain data."""
        rows = tuple((row.label, *map(_plain_cell, row.cells)) for row in self.rows)
        return ShownData(
            id=self.id,
            kind="table",
            title=plain_text(self.title),
            unit=self.unit,
            source=self.source,
            columns=self.columns,
            rows=rows,
            note=None if self.note is None else plain_text(self.note),
            keys=tuple((None, *map(_mark, row.cells)) for row in self.rows),
        )


def _longest_word(heading: str) -> int:
    return max(map(len, heading.split()), default=0)


def plain_text(markdown: str) -> str:
    """Return text without number spans and emphasis, for alt texts and workbooks."""
    return tidy(_SPAN.sub(r"\1", markdown).replace("**", "").replace("\\", ""))


def _plain_cell(content: Content) -> str | int | float | None:
    if isinstance(content, Verbatim):
        return one_line(content.text)
    return number(content) if isinstance(content, Value) else plain_text(content)


def _mark(content: Content) -> str | None:
    return mark(content) if isinstance(content, Value) else None


def _row_cells(row: Row) -> list[str]:
    texts = [escaped(row.label), *map(_shown, row.cells)]
    return [f"**{text}**" if text else "" for text in texts] if row.total else texts


def _shown(content: Content) -> str:
    if isinstance(content, Verbatim):
        return verbatim(content.text)
    return cell(content) if isinstance(content, Value) else content


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


# An analyst's own table: a frame of polars or pandas, each number an own calculation.

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
