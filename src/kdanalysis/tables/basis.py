"""What every build starts from: plan, areas, PL chain, printed amounts and inhabitants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import read_raw_csv
from kdanalysis.sources.statbank.vintage import newest, vintages
from kdanalysis.tables import accounts
from kdanalysis.tables.account_plan import AccountPlan, read_account_plan
from kdanalysis.tables.areas import MIDTJYLLAND, Areas, read_areas
from kdanalysis.tables.price_level import PriceChain, read_price_chain
from kdanalysis.tables.printed import Recovered, read_printed_cells, recover_current_prices

PRINTED_FILE: Final = "kdnet/tabel1_6.csv"
CHAIN_FILE: Final = "pl/pl_chain.csv"
PEOPLE_FILE: Final = "statbank/FOLK1A/2026-11-22/population.csv"
"""The first extract handed over; the newest is used until the table is fetched."""
_EXTRACTS: Final = "statbank/FOLK1A/????-??-??*/population.csv"


@dataclass(frozen=True)
class Basis:
    """The inputs that do not depend on which accounts are used."""

    project: Project
    plan: AccountPlan
    areas: Areas
    chain: PriceChain
    recovered: tuple[Recovered, ...]
    """The amounts behind the printed tables, proven against them."""
    population: pl.DataFrame
    population_file: Path


def read_basis(project: Project) -> Basis:
    """Return the inputs of every build.

    Raises:
        InputError: raw data are missing, changed, incomplete or contradict each other.
    """
    raw = project.raw
    chain = read_price_chain(raw / CHAIN_FILE)
    areas = read_areas(raw / "local" / "areas.csv")
    plan = read_account_plan(raw / "local")
    recovered = recover_current_prices(read_printed_cells(raw / PRINTED_FILE, plan, areas), chain)
    people, file = _population(project, areas)
    _check_members_sum(people, areas, file)
    return Basis(project, plan, areas, chain, tuple(recovered), people, file)


def _population(project: Project, areas: Areas) -> tuple[pl.DataFrame, Path]:
    """Return the population of the newest vintage, else of the extract, and its file."""
    if vintages(accounts.PEOPLE, project):
        vintage = newest(accounts.PEOPLE, project)
        return accounts.population(vintage, areas), vintage.body
    file = people_extract(project)
    return _handed_over(file), file


def people_extract(project: Project) -> Path:
    """Return the newest extract of the population that was handed over, not fetched."""
    found = sorted(project.raw.glob(_EXTRACTS))
    return found[-1] if found else project.raw / PEOPLE_FILE


def check_people(project: Project, file: Path) -> None:
    """Check an extract of the population as the build does.

    Raises:
        InputError: a number cannot be read, or the municipalities do not add up.
    """
    _check_members_sum(_handed_over(file), read_areas(project.raw / "local" / "areas.csv"), file)


def _handed_over(file: Path) -> pl.DataFrame:
    frame = read_raw_csv(file, "kode", "tid", "folketal").filter(pl.col("tid").str.ends_with("K1"))
    try:
        return frame.select(
            area_code=pl.col("kode"),
            year=pl.col("tid").str.head(4).cast(pl.Int64),
            inhabitants=pl.col("folketal").cast(pl.Int64),
        ).sort("area_code", "year")
    except pl.exceptions.InvalidOperationError as error:
        raise InputError(f"Et folketal er ikke et tal: {error}", file, "Ret cellen.") from error


def _check_members_sum(population: pl.DataFrame, areas: Areas, file: Path) -> None:
    members = [a.code for a in areas.by_code.values() if a.kind == "municipality"]
    by_year = population.filter(pl.col("area_code").is_in(members)).group_by("year")
    sums = by_year.agg(pl.col("inhabitants").sum(), pl.len()).sort("year")
    stated = population.filter(pl.col("area_code") == MIDTJYLLAND).sort("year")
    whole = sums["len"].eq(len(members)).all() and sums["year"].equals(stated["year"])
    if sums.is_empty() or not whole or not sums["inhabitants"].equals(stated["inhabitants"]):
        raise InputError(
            f"Folketallet for {MIDTJYLLAND} er ikke summen af de {len(members)} kommuner.",
            file,
            "Ret rækkerne, eller hent tabellen igen.",
        )
