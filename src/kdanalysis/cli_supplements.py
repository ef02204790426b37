"""What the commands on input files do for supplementary services by provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.expenditure.supplements import share
from kdanalysis.project import Project
from kdanalysis.report.elements.numbers import danish
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.municipalities import municipalities
from kdanalysis.tables.supplements import read_accounts

if TYPE_CHECKING:
    from pathlib import Path


def supplements_lines(file: Path) -> list[str]:
    """Return what a workbook of supplementary services adds up to, for its sender to recognise.

    Raises:
        InputFaultsError: lists every fault of the file.
        InputError: there is no such file.
    """
    areas = read_areas(Project.find().raw / "local" / "areas.csv")
    accounts = read_accounts(file, [area.name for area in municipalities(areas)])
    lines = ["Filen er i orden.", f"Driftsherrer: {len({a.provider for a in accounts})}"]
    for year in sorted({account.year for account in accounts}):
        found = share(account for account in accounts if account.year == year)
        percent = "–" if found is None else danish(found * 100, 2)
        lines.append(f"{year}: tillægsydelse {percent} % af det samlede regnskab")
    return lines
