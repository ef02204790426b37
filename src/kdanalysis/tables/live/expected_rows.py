"""How many rows each processed table has per year, as data: a lost or doubled year stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def require_rows(frames: Mapping[str, pl.DataFrame], source: str, file: Path) -> int:
    """Check the rows of each table and year, and return how many table years were checked.

    Args:
        frames: tables with a column `year`, by name.
        source: `printed` or `pulled`.
        file: source, table, first_year, last_year (empty: and after), rows.

    Raises:
        InputError: a year has other rows than expected, is not expected at all, or is missing
            within the expected span; or a table has no expectation.
    """
    rows = read_raw_csv(file).filter(pl.col("source") == source)
    checked = 0
    for name, frame in frames.items():
        expected = _expected(rows.filter(pl.col("table") == name), frame, name, file)
        found = dict(frame.group_by("year").len().iter_rows())
        for year in sorted({*expected, *found}):
            if expected.get(year) != found.get(year):
                raise InputError(
                    f"{name} har {found.get(year, 0)} rækker i {year}; der skal være "
                    f"{expected.get(year, 'ingen')}.",
                    file,
                    "Hent tabellen igen; er antallet rigtigt, så ret det forventede med grund.",
                )
            checked += 1
    return checked


def _expected(rows: pl.DataFrame, frame: pl.DataFrame, name: str, file: Path) -> dict[int, int]:
    """Return the expected rows by year; an open span runs to the newest year of the table."""
    newest = max(frame["year"], default=0)
    expected: dict[int, int] = {}
    try:
        for row in rows.iter_rows(named=True):
            last = int(row["last_year"]) if row["last_year"] else newest
            expected |= dict.fromkeys(range(int(row["first_year"]), last + 1), int(row["rows"]))
    except (TypeError, ValueError) as error:
        raise InputError(f"Et tal kan ikke læses: {error}.", file, "Ret rækken.") from error
    if not expected:
        raise InputError(f"Der er intet forventet antal for {name}.", file, "Tilføj rækkerne.")
    return expected
