"""Net expenditure per inhabitant of the country and each municipality, in current prices.

From the accounts where they cover every municipality and function, with purchases by art; else from
an excerpt of REGK31 that holds a few functions (unit INDL, whole kroner; its population base and
DRANST are not stated).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Final, Literal

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.sources.registers import Code, Whole, Year, column, read_register
from kdanalysis.tables.account_plan import AccountPlan
from kdanalysis.tables.areas import COUNTRY, Areas

JOINED = "+"
"""Stands between the parts of an item: `52821+52822` is both functions together."""
EXCERPT: Final = "statbank/REGK31_INDL_uddrag"
FILE: Final = "kr_pr_indbygger.csv"

Levels = dict[tuple[str, str, int], Fraction]
"""Kr. per inhabitant by area, item and year."""


@dataclass(frozen=True)
class PerInhabitant:
    """Levels of the country and the municipalities; an item is a function or a group."""

    levels_kr: Mapping[tuple[str, str, int], Fraction]
    items: tuple[str, ...]
    years: range
    municipalities: tuple[str, ...]
    whole: bool
    """Whether the items are the whole account plan, or an excerpt of it."""
    citation: str
    bought: tuple[str, ...] = ()
    """Arts of purchases on the adult area, which are items too; none in the excerpt."""

    def level_kr(self, area: str, item: str, year: int) -> Fraction | None:
        """Return kr. per inhabitant; `None` where no part of the item existed in that year.

        Raises:
            InputError: the area, an item or the year is not in the data.
        """
        parts = item.split(JOINED)
        known = {COUNTRY, *self.municipalities}
        items = (*self.items, *self.bought)
        if area not in known or year not in self.years or not set(parts) <= set(items):
            raise InputError(
                f"Der er intet tal pr. indbygger for område {area}, {item}, {year}.",
                self.citation,
                f"Vælg år {self.years[0]}-{self.years[-1]} og en af: {', '.join(items)}.",
            )
        keys = [(area, part, year) for part in parts]
        found = [self.levels_kr[key] for key in keys if key in self.levels_kr]
        return sum(found, Fraction()) if found else None


@dataclass(frozen=True)
class AccountTables:
    """The processed tables of the accounts, in current prices."""

    net: pl.DataFrame
    """`net_expenditure`."""
    purchases: pl.DataFrame
    population: pl.DataFrame
    """1 January."""
    citation: str
    """The source line of the accounts."""


def from_accounts(tables: AccountTables, plan: AccountPlan, areas: Areas) -> PerInhabitant | None:
    """Return levels by group of the account plan; `None` unless every account is there.

    Args:
        tables: the accounts and the inhabitants.
        plan: the account plan.
        areas: the areas.
    """
    net = tables.net
    municipalities, years = municipality_codes(areas), _span(net["year"])
    present = set(net.select("area_code", "function_code", "year").iter_rows())
    wanted = {
        (area, code, year)
        for area in (COUNTRY, *municipalities)
        for code in plan.functions
        for year in years
        if plan.existing(code, year)
    }
    if not wanted <= present:
        return None
    groups = tuple(dict.fromkeys(function.group for function in plan.functions.values()))
    return PerInhabitant(
        levels_kr=_levels(tables, plan),
        items=groups,
        years=years,
        municipalities=municipalities,
        whole=True,
        citation=tables.citation,
        bought=tuple(plan.arts),
    )


def _levels(tables: AccountTables, plan: AccountPlan) -> Levels:
    people = {(area, year): n for area, year, n in tables.population.iter_rows()}
    levels: Levels = {}
    for area, item, year, amount_tkr in _amounts(tables, plan):
        if (area, year) in people:
            share = Fraction(amount_tkr * 1000, people[area, year])
            levels[area, item, year] = levels.get((area, item, year), Fraction()) + share
    return levels


def _amounts(tables: AccountTables, plan: AccountPlan) -> Iterator[tuple[str, str, int, int]]:
    """Yield area, item, year and 1,000 kr. of every account."""
    for area, code, year, amount_tkr, _ in tables.net.iter_rows():
        if code in plan.functions:
            yield area, plan.functions[code].group, year, amount_tkr
    for area, _, art, year, amount_tkr, _ in tables.purchases.iter_rows():
        yield area, art, year, amount_tkr


@dataclass(frozen=True)
class _Level:
    """One row of the excerpt: net expenditure, per inhabitant, in whole kroner."""

    area: Annotated[Code, column("kode")]
    item: Annotated[Code, column("funktion")]
    year: Annotated[Year, column("tid")]
    kr: Annotated[Whole, column("indhold_kr_pr_indb")]
    art: Literal["TOT"]
    unit: Annotated[Literal["INDL"], column("prisenhed")]


def read_excerpt(raw: Path, areas: Areas) -> PerInhabitant:
    """Return the newest excerpt of REGK31 under `raw`.

    Raises:
        InputError: there is none; a row is of another kind or not a whole number; an area, function
            or year is missing or stands twice.
    """
    return read_excerpt_file(newest_excerpt(raw), areas)


def read_excerpt_file(file: Path, areas: Areas) -> PerInhabitant:
    """Return the excerpt of `file`; see `read_excerpt`."""
    rows = read_register(file, _Level, key=("kode", "funktion", "tid"))
    levels = {(row.area, row.item, row.year): Fraction(row.kr) for row in rows}
    items = tuple(dict.fromkeys(row.item for row in rows))
    years = _span(row.year for row in rows)
    municipalities = municipality_codes(areas)
    _check_whole(levels, (COUNTRY, *municipalities), items, years, file)
    citation = read_receipt(file).citation
    return PerInhabitant(levels, items, years, municipalities, whole=False, citation=citation)


def municipality_codes(areas: Areas) -> tuple[str, ...]:
    """Return the codes of the municipalities, in the order of the areas."""
    return tuple(a.code for a in areas.by_code.values() if a.kind == "municipality")


def newest_excerpt(raw: Path) -> Path:
    """Return the newest excerpt of REGK31 under `raw`.

    Raises:
        InputError: there is none.
    """
    folder = raw / EXCERPT
    vintages = sorted(folder.glob(f"*/{FILE}"))
    if not vintages:
        raise InputError("Udtrækket mangler.", folder, "Hent filen frem fra versionsstyringen.")
    return vintages[-1]


def _check_whole(
    levels: Levels, areas: Iterable[str], items: Iterable[str], years: range, file: Path
) -> None:
    wanted = {(area, item, year) for area in areas for item in items for year in years}
    if levels.keys() != wanted:
        odd = ", ".join(map(str, min(levels.keys() ^ wanted)))
        raise InputError(
            f"Udtrækket har ikke netop ét tal pr. område, funktion og år: {odd}.",
            file,
            "Hent udtrækket igen med alle områder og år.",
        )


def _span(years: Iterable[int]) -> range:
    known = set(years)
    return range(min(known), max(known) + 1)
