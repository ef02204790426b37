"""The numbers behind a table or figure, as they travel with the executed notebook."""

from __future__ import annotations

import base64
import csv
import io
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value

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
