"""An equalisation as CSV, for machines: one file of transfers, one of statuses.

UTF-8, comma, decimal point; exact amounts to six decimals, settled amounts in whole kroner.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.periods import contract_years
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kdanalysis.procurement.equalisation import Equalisation

DECIMALS = 6
Cell = str | int | Fraction | date | None
Row = tuple[Cell, ...]

TRANSFER_COLUMNS = (
    "party", "region", "contract_year", "gain_kr", "share", "transfer_kr", "net_kr", "settled_kr",
)  # fmt: skip
SUMMARY_COLUMNS = (
    "region", "contract_year", "first_day", "last_day", "status", "gains_kr", "losses_kr",
    "net_gain_kr", "transferred_kr", "claims_kr",
)  # fmt: skip


def transfer_rows(result: Equalisation) -> tuple[Row, ...]:
    """Return `TRANSFER_COLUMNS` for every party and year: by region, party and year."""
    return tuple(
        (
            row.party.name,
            row.region,
            row.contract_year,
            row.gain_kr,
            row.share,
            row.transfer_kr,
            row.net_kr,
            row.settled_kr,
        )
        for row in result.rows
    )


def summary_rows(result: Equalisation) -> tuple[Row, ...]:
    """Return `SUMMARY_COLUMNS` for every region and year; `last_day` lies within the year."""
    years = {year.number: year for year in contract_years(result.contract)}
    return tuple(
        (
            row.region,
            row.contract_year,
            years[row.contract_year].first,
            years[row.contract_year].end - timedelta(days=1),
            row.status.value,
            row.gains_kr,
            row.losses_kr,
            row.net_gain_kr,
            row.transferred_kr,
            row.claims_kr,
        )
        for row in result.region_years
    )


def write_transfers(result: Equalisation, file: Path) -> None:
    """Write every party's gain, share, transfer and settlement in each contract year."""
    _write(TRANSFER_COLUMNS, transfer_rows(result), file)


def write_summary(result: Equalisation, file: Path) -> None:
    """Write the status and the sums of each region and contract year."""
    _write(SUMMARY_COLUMNS, summary_rows(result), file)


def _write(columns: Row, rows: Iterable[Row], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def _plain(cell: Cell) -> str:
    if isinstance(cell, Fraction):
        return f"{round_half_up(cell, DECIMALS):f}"
    return "" if cell is None else str(cell)
