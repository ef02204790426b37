"""Reading a delivered file in either form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.workbook.csv_reader import read_csv
from kdanalysis.sources.workbook.reader import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.sources.workbook.records import Delivery
    from kdanalysis.sources.workbook.texts import Options


def read_delivery(file: Path, options: Options) -> Delivery:
    """Return the content of a workbook (.xlsx) or of parties as CSV (.csv).

    Raises:
        InputError: there is no such file, or it is of another type.
        InputFaultsError: the file cannot be read at all.
    """
    if not file.is_file():
        raise InputError("Filen findes ikke.", file, "Angiv stien til en .xlsx- eller .csv-fil.")
    suffix = file.suffix.casefold()
    if suffix == ".xlsx":
        return read_workbook(file)
    if suffix == ".csv":
        return read_csv(file, options)
    raise InputError(
        f"Filer af typen »{file.suffix}« kan ikke læses.",
        file,
        "Brug skabelonen (kdanalysis inputs new udbud) eller en .csv-fil.",
    )
