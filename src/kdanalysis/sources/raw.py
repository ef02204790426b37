"""Reading raw CSV files: verified against their receipt, every cell as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_receipt, verified_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read_raw_csv(file: Path, *columns: str) -> pl.DataFrame:
    """Return the rows of a raw CSV file; all columns are strings, an empty cell is null.

    Codes keep their leading zeros, and no cell becomes a number before its table says so.

    Args:
        file: the file.
        columns: the columns that its reader needs; others are returned too.

    Raises:
        InputError: the receipt is missing, the file has changed, or rows or columns are missing.
    """
    content = verified_bytes(file)
    try:
        frame = pl.read_csv(io.BytesIO(content), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise InputError(f"Filen er ikke en læsbar CSV-fil: {error}", file, "Ret filen.") from error
    expected = read_receipt(file).rows
    if expected is not None and frame.height != expected:
        raise InputError(
            f"Filen har {frame.height} rækker; kvitteringen siger {expected}.",
            file,
            "Ret antallet i kvitteringen eller rækkerne i filen.",
        )
    _require(frame, columns, file)
    return frame


def _require(frame: pl.DataFrame, columns: Iterable[str], file: Path) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InputError(
            f"Filen mangler {'kolonnen' if len(missing) == 1 else 'kolonnerne'} "
            f"{', '.join(missing)}; den har {', '.join(frame.columns)}.",
            file,
            "Ret overskrifterne i filens første linje, og underskriv den igen: kdanalysis sign",
        )
