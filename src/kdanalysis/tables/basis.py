"""What every build starts from: plan, areas, PL chain, printed amounts and inhabitants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import polars as pl

from kdanalysis.project import InputError, Project
from kdanalysis.sources.registers import Code, Whole, column, kind_of_cell, read_register
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


@dataclass(frozen=True)
class _People:
    """One row of an extract; only the first day of a year is taken, the other quarters are not."""

    area_code: Annotated[Code, column("kode")]
    period: Annotated[
        str,
        kind_of_cell("[12][0-9]{3}K[1-4]", str, "er ikke et kvartal", "Skriv som 2024K1."),
        column("tid"),
    ]
    inhabitants: Annotated[Whole, column("folketal")]


def _handed_over(file: Path) -> pl.DataFrame:
    rows = [
        (row.area_code, int(row.period[:4]), row.inhabitants)
        for row in read_register(file, _People, key=("kode", "tid"))
        if row.period.endswith("K1")
    ]
    schema = {"area_code": pl.String, "year": pl.Int64, "inhabitants": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("area_code", "year")


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
