"""Profiles on the project's data, on spoilt copies of it, and on invented accounts of everyone."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import polars as pl
from tests.support.invented import YEARS, InventedData
from tests.support.raw_files import DAY

from kdanalysis.report.profile.profile import MunicipalProfile, profile_of
from kdanalysis.sources.receipts import sign
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.per_inhabitant import municipality_codes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kdanalysis.project import Project

EXCERPT = "statbank/REGK31_INDL_uddrag/2026-11-22/kr_pr_indbygger.csv"
HERNING = "657"
PREVENTION, FOSTER, DRUGS = "52821", "52822", "53845"
BOTH = f"{PREVENTION}+{FOSTER}"
Levels = dict[tuple[str, str, int], int]


def excerpt(project: Project) -> Levels:
    """Return kr. per inhabitant by area, function and year, read without the package."""
    with (project.raw / EXCERPT).open(encoding="utf-8") as file:
        return {
            (row["kode"], row["funktion"], int(row["tid"])): int(row["indhold_kr_pr_indb"])
            for row in csv.DictReader(file)
        }


def with_levels(project: Project, changed: Mapping[tuple[str, str, int], int]) -> Project:
    """Return the project with some levels of the excerpt changed, and signed anew."""
    file = project.raw / EXCERPT
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    hit = set()
    for row in rows:
        key = (row["kode"], row["funktion"], int(row["tid"]))
        if key in changed:
            row["indhold_kr_pr_indb"] = str(changed[key])
            hit.add(key)
    assert hit == set(changed)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    sign(file, "prøve", DAY)
    return project


def following(project: Project, area: str, item: str, times: int = 1) -> Project:
    """Return the project with an item that follows the country, at so many times its level."""
    country = {key: kr for key, kr in excerpt(project).items() if key[:2] == ("000", item)}
    return with_levels(project, {(area, *key[1:]): times * kr for key, kr in country.items()})


def profile(project: Project, area: str, period: str | None = None) -> MunicipalProfile:
    """Return the profile of a municipality in the project's data."""
    return profile_of(Dataset(project, 2022), area=area, period=period)


def rows_of(file: Path) -> list[str]:
    """Return the lines of a raw file."""
    return file.read_text(encoding="utf-8").splitlines(keepends=True)


def everyone(data: Dataset, *, but: tuple[str, str] | None = None) -> InventedData:
    """Return accounts of every municipality: function number x in the plan costs x mio. kr.

    Args:
        data: the project's own data, for everything that is not invented.
        but: an area and a function that are left out.
    """
    areas = ("000", "082", *municipality_codes(data.areas))
    net = [
        (area, code, year, place * 1000, "løbende")
        for area in areas
        for place, code in enumerate(data.plan.functions, start=1)
        for year in YEARS
        if data.plan.existing(code, year) and (area, code) != but
    ]
    bought = [
        (area, "adults", art, year, 1000 * (year - 2000), "løbende")
        for area in areas
        for art in data.plan.arts
        for year in YEARS
    ]
    columns = ["area_code", "function_code", "year", "amount_tkr", "price_level"]
    frames = {
        "net_expenditure": pl.DataFrame(net, schema=columns, orient="row"),
        "purchases": pl.DataFrame(
            bought, schema=["area_code", "group", "art_code", *columns[2:]], orient="row"
        ),
    }
    return InventedData(data.project, 2022, frames)
