"""The three files of an equalisation, written as one set: all of them, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.publishing import replacing_set
from kdanalysis.report.workbook.csv_files import write_summary, write_transfers
from kdanalysis.report.workbook.workbook import write_workbook
from kdanalysis.sources.receipts import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.procurement.equalisation import Equalisation
    from kdanalysis.procurement.inputs.reading import Tender

TRANSFERS, SUMMARY, WORKBOOK = "transfers.csv", "summary.csv", "udligning.xlsx"


def write_equalisation(result: Equalisation, tender: Tender, folder: Path) -> tuple[Path, ...]:
    """Write transfers, summary and report to `folder`, and return their paths.

    Raises:
        InputError: `folder` is a file, or an earlier file cannot be replaced; nothing is changed.
    """
    with replacing_set(folder) as new:
        write_transfers(result, new / TRANSFERS)
        write_summary(result, new / SUMMARY)
        write_workbook(result, tender, fingerprint(tender.file.read_bytes()), new / WORKBOOK)
    return tuple(folder / name for name in (TRANSFERS, SUMMARY, WORKBOOK))
