"""The processed tables opened for analysis, in one price level, and the one cache on data."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, update_wrapper
from hashlib import sha256
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import polars as pl

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.account_plan import AccountPlan, read_account_plan
from kdanalysis.tables.accounts import accounts_vintage
from kdanalysis.tables.areas import Areas, read_areas
from kdanalysis.tables.basis import PRINTED_FILE, read_basis
from kdanalysis.tables.build import printed_accounts
from kdanalysis.tables.corrections import Breaks, read_breaks
from kdanalysis.tables.decisions import Decision, read_decision
from kdanalysis.tables.fetched import Fetched, fetched_accounts
from kdanalysis.tables.given import read_period, read_year
from kdanalysis.tables.per_inhabitant import (
    AccountTables,
    PerInhabitant,
    from_accounts,
    read_excerpt,
)
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import PriceChain, read_price_chain
from kdanalysis.tables.publication import settle
from kdanalysis.tables.schemas import SCHEMAS, checked

# The processed tables opened for analysis: amounts by area, group and year in one price level.


P = ParamSpec("P")
T = TypeVar("T")
_OUTSIDE = "Prisåret {year} ligger uden for PL-kæden."


@dataclass(frozen=True)
class Quote:
    """A figure quoted from others: exact as printed, in the unit of the table (`pct`, `mia_kr`)."""

    number: Fraction
    decimals: int
    unit: str
    first_year: int
    last_year: int
    source: str
    line: int


@dataclass(frozen=True)
class Dataset:
    """All processed tables of a project, amounts deflated to `price_year` when asked for."""

    project: Project
    price_year: int

    def __post_init__(self) -> None:
        """Refuse a price year that the chain cannot express."""
        self.chain.require(self.price_year)

    def __repr__(self) -> str:
        """Return one line: the project's folder and the price level."""
        return f"<Dataset {self.project.root.name}, prices of {self.price_year}>"

    @cached_property
    def _levels(self) -> dict[int, Dataset]:
        return {self.price_year: self}

    def in_prices_of(self, year: int) -> Dataset:
        """Return the same data in another price level; asked again, the same object.

        Raises:
            InputError: the PL chain does not have the year.
        """
        if year not in self._levels:
            self.chain.require(year)
            self._levels[year] = copy(self)
            vars(self._levels[year])["price_year"] = year
        return self._levels[year]

    def in_chain(self, chain: PriceChain) -> Dataset:
        """Return the same data with another PL chain; tables read already are read no more."""
        other = copy(self)
        vars(other).update(chain=chain, _levels={self.price_year: other})
        return other

    @cached_property
    def state(self) -> str:
        """What tells this state of the project's data from another: each file's time and size."""
        folders = (self.project.raw, self.project.processed, self.project.revisions)
        told = sorted(line for folder in folders for line in _stamps(folder))
        return sha256("\n".join(told).encode()).hexdigest()

    @cached_property
    def plan(self) -> AccountPlan:
        """The account plan."""
        return read_account_plan(self.project.raw / "local")

    @cached_property
    def areas(self) -> Areas:
        """The areas."""
        return read_areas(self.project.raw / "local" / "areas.csv")

    @cached_property
    def chain(self) -> PriceChain:
        """The PL chain."""
        return read_price_chain(self.project.raw / "pl" / "pl_chain.csv")

    @cached_property
    def breaks(self) -> Breaks:
        """The register of breaks in the account plan."""
        return read_breaks(self.project.raw / "local" / "account_breaks.csv", self.plan)

    @cached_property
    def per_inhabitant(self) -> PerInhabitant:
        """Kr. per inhabitant by municipality: of all accounts where there are any, else excerpt."""
        tables = AccountTables(
            net=self.table("net_expenditure"),
            purchases=self.table("purchases"),
            population=self.table("population"),
            citation=self.citation("net_expenditure"),
        )
        whole = from_accounts(tables, self.plan, self.areas)
        return whole or read_excerpt(self.project.raw, self.areas)

    @cached_property
    def fetched(self) -> Fetched | None:
        """The fetched accounts with what their checks saw; none until any are fetched."""
        return fetched_accounts(read_basis(self.project))

    def table(self, name: str) -> pl.DataFrame:
        """Return a processed table.

        Raises:
            InputError: it has not been built, or does not have its schema.
        """
        settle(self.project.processed)
        file = self.project.processed / f"{name}.csv"
        if not file.is_file():
            raise InputError("Tabellen er ikke bygget.", file, "Kør: kdanalysis build")
        types = {column: c.dtype.type for column, c in SCHEMAS[name].columns.items()}
        try:
            return checked(name, pl.read_csv(file.read_bytes(), schema_overrides=types))
        except pl.exceptions.PolarsError as error:
            raise InputError(
                f"Tabellen kan ikke læses: {error}", file, "Kør: kdanalysis build"
            ) from error

    @cached_property
    def _net(self) -> dict[tuple[str, str, int], int]:
        frame = self.table("net_expenditure")
        return {(area, code, year): kr for area, code, year, kr, _ in frame.iter_rows()}

    @cached_property
    def _purchases(self) -> dict[tuple[str, str, int], int]:
        frame = self.table("purchases")
        return {(area, art, year): kr for area, _, art, year, kr, _ in frame.iter_rows()}

    @cached_property
    def _population(self) -> dict[tuple[str, int], int]:
        return {(area, year): n for area, year, n in self.table("population").iter_rows()}

    @cached_property
    def _quotes(self) -> dict[str, Quote]:
        rows = self.table("quoted_figures").iter_rows(named=True)
        return {row["name"]: _quote(row) for row in rows}

    @cached_property
    def _citations(self) -> dict[str, str]:
        return {r["table"]: r["citation"] for r in self.table("sources").iter_rows(named=True)}

    def net_tkr(self, area: str, group: str, year: int) -> Fraction | None:
        """Return net expenditure of a group or function in fixed prices, 1,000 kr., exact.

        `None` where none of the functions existed in that year.

        Raises:
            InputError: the area or group is unknown, or an existing function has no account.
        """
        codes = [c for c in self.plan.codes(group) if self.plan.existing(c, year)]
        keys = ((place, code, year) for place in self._places(area) for code in codes)
        return self._fixed(keys, self._net, year)

    def purchases_tkr(self, area: str, art: str, year: int) -> Fraction | None:
        """Return purchases of the adult area by art (or `all`) in fixed prices, 1,000 kr., exact.

        Raises:
            InputError: the area or art is unknown, or there is no account for the year.
        """
        arts = list(self.plan.arts) if art == "all" else [art]
        keys = ((place, code, year) for place in self._places(area) for code in arts)
        return self._fixed(keys, self._purchases, year)

    def _places(self, area: str) -> tuple[str, ...]:
        """Return the codes of an area's accounts: its own, or those of the areas it joins."""
        return self.areas.members(self.areas[area].code)

    def has_accounts(self, area: str) -> bool:
        """Return whether there are accounts for an area, or for all that it joins."""
        return set(self._places(area)) <= self._with_accounts

    @cached_property
    def _with_accounts(self) -> frozenset[str]:
        return frozenset(area for area, _, _ in self._net)

    def _fixed(
        self,
        keys: Iterable[tuple[str, str, int]],
        amounts: dict[tuple[str, str, int], int],
        year: int,
    ) -> Fraction | None:
        wanted = list(keys)
        if missing := [key for key in wanted if key not in amounts]:
            raise InputError(
                f"Der er intet regnskab for område {missing[0][0]}, konto {missing[0][1]}, {year}.",
                self.project.processed,
                "Vælg en periode og et område, som data dækker; se kdanalysis status.",
            )
        total = sum(amounts[key] for key in wanted)
        return total * self.chain.factor(year, self.price_year) if wanted else None

    def inhabitants(self, area: str, year: int) -> int:
        """Return the population on 1 January.

        Raises:
            InputError: it is not in the data.
        """
        places = self._places(area)
        if missing := [place for place in places if (place, year) not in self._population]:
            raise InputError(
                f"Folketallet mangler for område {missing[0]}, {year}.",
                "population.csv",
                "Hent FOLK1A.",
            )
        return sum(self._population[place, year] for place in places)

    def quote(self, name: str) -> Quote:
        """Return a figure quoted from others.

        Raises:
            InputError: there is none of that name.
        """
        if name not in self._quotes:
            raise InputError(
                f"Ukendt citeret tal: {name}.", "data/raw/kdnet/eksterne_tal.csv", "Ret navnet."
            )
        return self._quotes[name]

    def decision(self, key: str) -> Decision:
        """Return a committee's decision.

        Raises:
            InputError: there is none of that key.
        """
        return read_decision(self.project.raw / "local" / "decisions.csv", key)

    def citation(self, table: str) -> str:
        """Return the source line of a processed table.

        Raises:
            InputError: the processed tables are older than the question.
        """
        if table not in self._citations:
            raise InputError(
                f"Kilden til {table} mangler.",
                "data/processed/sources.csv",
                "Kør: kdanalysis build",
            )
        return self._citations[table]

    @cached_property
    def years(self) -> range:
        """The accounting years, from the oldest to the newest."""
        years = self.table("net_expenditure")["year"].unique().sort()
        return range(years[0], years[-1] + 1)

    @property
    def newest_year(self) -> int:
        """The newest accounting year that has a price level.

        Raises:
            InputError: no year has both accounts and a place in the PL chain.
        """
        if shared := set(self.years) & set(self.chain.years):
            return max(shared)
        raise InputError(
            "Intet regnskabsår har en PL-sats.", "data/raw/pl/pl_chain.csv", "Tilføj satserne."
        )

    def period(self, given: object) -> Period:
        """Return the period written as `2018-2022`, or as `2018-` to the newest year.

        Raises:
            InputError: it cannot be read, or the years do not ascend.
        """
        return read_period(given, self.years, self.newest_year)


def _stamps(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _stamps(Path(entry.path))
        else:
            about = entry.stat()
            yield f"{entry.path} {about.st_mtime_ns} {about.st_size}"


_KEPT: Final[dict[tuple[object, ...], Any]] = {}
_MOST_KEPT: Final = 256


def kept(compute: Callable[Concatenate[Project, P], T]) -> Callable[Concatenate[Dataset, P], T]:
    """Compute something of a project once for each state of its data: the one cache on data.

    What is computed is asked for with the data, and given the project only: it cannot depend on a
    price level. Data opened again see what has changed; those that are open do not, as with their
    tables. The arguments must be hashable.
    """

    def once(data: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (compute, data.state, args, *sorted(kwargs.items()))
        value: T = _KEPT.pop(key) if key in _KEPT else compute(data.project, *args, **kwargs)
        while len(_KEPT) >= _MOST_KEPT:
            del _KEPT[next(iter(_KEPT))]
        _KEPT[key] = value  # the last asked for stands last, and goes last
        return value

    return update_wrapper(once, compute)


def open_priced(project: Project, price_year: object = None) -> Dataset:
    """Return the data of a project in a price level; by default that of the newest accounts.

    Raises:
        InputError: the price year is no year of the PL chain.
    """
    data = open_newest(project)
    if price_year is None:
        return Dataset(project, data.newest_year)
    return Dataset(project, read_year(price_year, "price_year", data.chain.years, _OUTSIDE))


def open_newest(project: Project) -> Dataset:
    """Return the data of a project in the newest price level of its PL chain."""
    chain = read_price_chain(project.raw / "pl" / "pl_chain.csv")
    return Dataset(project, chain.years[-1])


def _quote(row: dict[str, Any]) -> Quote:
    return Quote(
        number=Fraction(row["number"]),
        decimals=len(row["number"].partition(".")[2]),
        **{name: row[name] for name in ("unit", "first_year", "last_year", "source", "line")},
    )


# The audit case: the data with the accounts behind the tables printed in 2023.
#
# Fetched accounts may have been restated since; what was published is held against what was
# known.


@dataclass(frozen=True)
class PrintedCase(Dataset):
    """The data as they were when the tables were printed."""

    @cached_property
    def _accounts(self) -> dict[str, pl.DataFrame]:
        return printed_accounts(read_basis(self.project))

    def table(self, name: str) -> pl.DataFrame:
        """Return the accounts behind the printed tables, or any other processed table."""
        return self._accounts[name] if name in self._accounts else super().table(name)

    def citation(self, table: str) -> str:
        """Return the source line of a processed table."""
        if table in self._accounts:
            return read_receipt(self.project.raw / PRINTED_FILE).citation
        return super().citation(table)


def printed_case(data: Dataset) -> Dataset:
    """Return `data` with the printed accounts; the same if no others have been fetched."""
    if isinstance(data, PrintedCase) or accounts_vintage(data.project) is None:
        return data
    return PrintedCase(data.project, data.price_year)
