"""Reading raw CSV files: verified against their receipt, every cell as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_receipt, verified_bytes

if TYPE_CHECKING:
    from pathlib import Path


def read_raw_csv(file: Path) -> pl.DataFrame:
    """Return the rows of a raw CSV file; all columns are strings, an empty cell is null.

    Codes keep their leading zeros, and no cell becomes a number before its table says so.

    Raises:
        InputError: the receipt is missing, the file has changed, or rows are missing.
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
    return frame
