"""Fetched accounts held against themselves, against counts, and against the amounts of 2023."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Exact, Whole, Year, read_register
from kdanalysis.tables.accounts import GROSS, INCOME, NET, SERVICES, Accounts, Scope
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND
from kdanalysis.tables.printed import Recovered

# Limits of the checks, as data with reasons: what may deviate, and what is worth a question.


@dataclass(frozen=True)
class Limits:
    """The limits of `check_limits.csv`; shares are fractions (0.015 for 1.5 %)."""

    golden_match: Fraction
    """Share of the printed amounts a function must still have to be taken for the same one."""
    per_inhabitant: Fraction
    per_inhabitant_cells: Fraction
    implausible_change: Fraction
    implausible_amount_tkr: Fraction
    counterpart: Fraction


@dataclass(frozen=True)
class _Limit:
    key: str
    value: Exact


def read_limits(file: Path) -> Limits:
    """Return the limits of `file`.

    Raises:
        InputError: a limit is missing or no number.
    """
    values = {row.key: row.value for row in read_register(file, _Limit, key=("key",))}
    try:
        return Limits(
            golden_match=values["golden_match"] / 100,
            per_inhabitant=values["per_inhabitant"] / 100,
            per_inhabitant_cells=values["per_inhabitant_cells"] / 100,
            implausible_change=values["implausible_change"] / 100,
            implausible_amount_tkr=values["implausible_amount"],
            counterpart=values["counterpart"] / 100,
        )
    except KeyError as error:
        raise InputError(f"Grænsen {error} mangler.", file, "Tilføj rækken.") from error


# Reconciliation: parts against totals in the fetched accounts. A check that saw nothing fails.

_SHOWN = 3
_ROUNDING = pl.col("inhabitants") / 2000 + 0.5
"""Half a krone per inhabitant, and half of a thousand, in 1,000 kr."""


@dataclass(frozen=True)
class Check:
    """One comparison of many cells."""

    name: str
    """What was held against what (Danish)."""
    compared: int
    deviations: tuple[str, ...]
    allowed: int = 0
    """How many may deviate before the check fails."""

    @property
    def fails(self) -> bool:
        """Whether the check failed; one that compared nothing has."""
        return self.compared == 0 or len(self.deviations) > self.allowed


def require(checks: Sequence[Check], where: object) -> None:
    """Check that every comparison was made, and held.

    Raises:
        InputError: one failed, saw nothing, or there are none.
    """
    failed = [check for check in checks if check.fails]
    if not checks or failed:
        told = "; ".join(_told(check) for check in failed) or "ingen kontrol blev udført"
        raise InputError(
            f"Regnskabet stemmer ikke: {told}.",
            where,
            "Hent tabellerne igen: kdanalysis fetch --full. Varer det ved, så spørg Danmarks "
            "Statistik; rapporterne er som før.",
        )


def _told(check: Check) -> str:
    if not check.compared:
        return f"{check.name}: der var intet at sammenligne"
    first = ", ".join(check.deviations[:_SHOWN])
    return f"{check.name}: {len(check.deviations)} af {check.compared} afviger, først {first}"


def sums(accounts: pl.DataFrame, scope: Scope) -> tuple[Check, ...]:
    """Return the checks of areas and arts.

    Args:
        accounts: area_code, function_code, art_code, year, amount_tkr.
        scope: the areas and arts.
    """
    by_area = ["function_code", "art_code", "year"]
    by_art = ["area_code", "function_code", "year"]
    areas = {
        "de midtjyske kommuner mod Midtjylland": (MIDTJYLLAND, scope.municipalities),
        "regionerne mod landet": (COUNTRY, scope.regions),
    }
    arts = {
        "udgifter og indtægter mod nettosummen": (NET, (GROSS, INCOME)),
        "købsarterne mod hovedart 4": (SERVICES, tuple(scope.plan.arts)),
    }
    return (
        *(_adds_up(name, accounts, "area_code", s, by_area) for name, s in areas.items()),
        *(_adds_up(name, accounts, "art_code", s, by_art) for name, s in arts.items()),
    )


def _adds_up(
    name: str,
    accounts: pl.DataFrame,
    column: str,
    sides: tuple[str, Sequence[str]],
    keys: list[str],
) -> Check:
    """Hold a total against its parts; every total must have all its parts, and the reverse."""
    total, parts = sides
    added = (
        accounts.filter(pl.col(column).is_in(list(parts)))
        .group_by(keys)
        .agg(pl.col("amount_tkr").sum().alias("parts_tkr"), pl.len().alias("found"))
    )
    totals = accounts.filter(pl.col(column) == total)
    both = totals.join(added, on=keys, how="full", coalesce=True)
    # Each part and the total may be rounded by half a unit.
    slack = (len(parts) + 1) / 2
    apart = (pl.col("amount_tkr") - pl.col("parts_tkr")).abs() > slack
    incomplete = pl.col("found").fill_null(0) != len(parts)
    wrong = both.filter(apart.fill_null(value=True) | incomplete).sort(keys)
    told = tuple(_cell(row, keys) for row in wrong.iter_rows(named=True))
    return Check(name, totals.height, told)


def _cell(row: dict[str, object], keys: list[str]) -> str:
    place = " ".join(str(row[key]) for key in keys)
    return f"{place} ({row['amount_tkr']} mod {row['parts_tkr']})"


def main_accounts(accounts: Accounts, main: pl.DataFrame) -> Check:
    """Return the check of functions against their main account.

    Args:
        accounts: every function of the main accounts watched.
        main: area_code, main_account, year, amount_tkr of REGK11.
    """
    keys = ["area_code", "main_account", "year"]
    added = (
        accounts.amounts.filter(pl.col("art_code") == NET)
        .with_columns(main_account=pl.col("function_code").str.head(1))
        .group_by(keys)
        .agg(pl.col("amount_tkr").sum().alias("parts_tkr"), pl.len().alias("found"))
    )
    wanted = added.join(main, on=keys, how="full", coalesce=True).sort(keys)
    slack = (pl.col("found") + 1) / 2
    apart = (pl.col("amount_tkr") - pl.col("parts_tkr")).abs() > slack
    wrong = wanted.filter(apart.fill_null(value=True))
    told = tuple(_cell(row, keys) for row in wrong.iter_rows(named=True))
    return Check("funktionerne mod deres hovedkonti", wanted["amount_tkr"].count(), told)


def per_inhabitant(
    accounts: Accounts, population: pl.DataFrame, areas: Sequence[str], limits: Limits
) -> Check:
    """Return the check that amounts per inhabitant times population are near the amounts.

    The population behind INDL is not known, and INDL is rounded to whole kroner, which alone may
    be much of a small account: so half a krone per inhabitant is allowed besides the limit, and a
    few cells beyond it. No cell may lack its amount per inhabitant or its inhabitants.

    Args:
        accounts: the accounts in current prices and per inhabitant.
        population: area_code, year, inhabitants.
        areas: the areas whose inhabitants are fetched.
        limits: what may deviate.
    """
    keys = ["area_code", "function_code", "year"]
    ours = pl.col("area_code").is_in(list(areas)) & (pl.col("art_code") == NET)
    people = population.select("area_code", "year", "inhabitants")
    cells = (
        accounts.amounts.filter(ours & pl.col("amount_tkr").is_not_null())
        .join(accounts.per_inhabitant, on=keys, how="left")
        .join(people, on=["area_code", "year"], how="left")
        .with_columns(estimate=pl.col("amount_kr") * pl.col("inhabitants") / 1000)
        .sort(keys)
    )
    allowed = pl.col("amount_tkr").abs() * float(limits.per_inhabitant)
    beyond = (pl.col("amount_tkr") - pl.col("estimate")).abs() > allowed + _ROUNDING
    wrong = cells.filter(beyond.fill_null(value=True))
    shown = wrong.with_columns(parts_tkr=pl.col("estimate").round(0)).iter_rows(named=True)
    is_whole = not cells["estimate"].null_count()
    most = int(cells.height * limits.per_inhabitant_cells) if is_whole else 0
    told = tuple(_cell(row, keys) for row in shown)
    return Check("beløb pr. indbygger gange folketal", cells["estimate"].count(), told, most)


# How many rows each processed table has per year, as data: a lost or doubled year stops.


@dataclass(frozen=True)
class _Expected:
    source: str
    table: str
    first_year: Year
    last_year: Year | None
    rows: Whole


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
    rows = [row for row in read_register(file, _Expected) if row.source == source]
    checked = 0
    for name, frame in frames.items():
        expected = _expected([row for row in rows if row.table == name], frame, name, file)
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


def _expected(
    rows: Iterable[_Expected], frame: pl.DataFrame, name: str, file: Path
) -> dict[int, int]:
    """Return the expected rows by year; an open span runs to the newest year of the table."""
    newest = max(frame["year"], default=0)
    expected: dict[int, int] = {}
    for row in rows:
        years = range(row.first_year, (row.last_year or newest) + 1)
        expected |= dict.fromkeys(years, row.rows)
    if not expected:
        raise InputError(f"Der er intet forventet antal for {name}.", file, "Tilføj rækkerne.")
    return expected


# The amounts behind the printed tables of 2023, held against the fetched accounts.
#
# The printed tables stay the audit case: where the accounts differ, Danmarks Statistik has
# restated them since, or the function is not the one that was printed.

_KEYS = ["area_code", "code", "year"]


@dataclass(frozen=True)
class Comparison:
    """Printed and fetched amounts of the same cells."""

    cells: pl.DataFrame
    """kind (`net`, `purchases`), area_code, code, year, printed_tkr, fetched_tkr (null: none)."""

    @property
    def restated(self) -> pl.DataFrame:
        """The cells that differ, the greatest difference first."""
        found = self.cells.filter(pl.col("printed_tkr").ne_missing(pl.col("fetched_tkr")))
        size = (pl.col("fetched_tkr") - pl.col("printed_tkr")).abs()
        return found.sort(size, *_KEYS, descending=[True, False, False, False], nulls_last=True)

    def match(self, code: str) -> Fraction | None:
        """Return the share of a function's printed amounts that stand; none if none was printed."""
        mine = self.cells.filter((pl.col("kind") == "net") & (pl.col("code") == code))
        if mine.is_empty():
            return None
        same = mine.filter(pl.col("printed_tkr") == pl.col("fetched_tkr")).height
        return Fraction(same, mine.height)


def compare(
    recovered: Iterable[Recovered], net: pl.DataFrame, purchases: pl.DataFrame
) -> Comparison:
    """Return the printed amounts beside the fetched ones.

    Args:
        recovered: the amounts behind the printed cells, current prices.
        net: area_code, function_code, year, amount_tkr of the accounts.
        purchases: area_code, art_code, year, amount_tkr of the accounts.

    Raises:
        InputError: no cell can be compared.
    """
    rows = [
        (
            "purchases" if r.cell.is_purchase else "net",
            r.cell.area_code,
            str(r.cell.code),
            r.cell.year,
            r.amount_tkr,
        )
        for r in recovered
    ]
    printed = pl.DataFrame(rows, schema=["kind", *_KEYS, "printed_tkr"], orient="row")
    fetched = pl.concat(
        _of_kind(frame, kind, code)
        for frame, kind, code in (
            (net, "net", "function_code"),
            (purchases, "purchases", "art_code"),
        )
    )
    cells = printed.join(fetched, on=["kind", *_KEYS], how="left", validate="1:1")
    if not cells["fetched_tkr"].count():
        raise InputError(
            "Ingen celler i de trykte tabeller kan sammenlignes med regnskabet.",
            "data/raw/statbank/REGK31",
            "Hent regnskaberne igen: kdanalysis fetch",
        )
    return Comparison(cells)


def _of_kind(frame: pl.DataFrame, kind: str, code: str) -> pl.DataFrame:
    return frame.select(
        pl.lit(kind).alias("kind"),
        "area_code",
        pl.col(code).alias("code"),
        "year",
        pl.col("amount_tkr").alias("fetched_tkr"),
    )


def matching_code(
    comparison: Comparison, code: str, net: pl.DataFrame, least: Fraction
) -> str | None:
    """Return the function whose amounts are those printed for `code`, if there is one.

    Args:
        comparison: the printed amounts.
        code: the function as the plan has it.
        net: all fetched functions: area_code, function_code, year, amount_tkr.
        least: the share of the amounts that must be the same.
    """
    mine = comparison.cells.filter((pl.col("kind") == "net") & (pl.col("code") == code))
    printed = mine.select("area_code", "year", "printed_tkr")
    same = net.join(printed, on=["area_code", "year"]).filter(
        (pl.col("amount_tkr") == pl.col("printed_tkr")) & (pl.col("function_code") != code)
    )
    counts = same.group_by("function_code").len().sort("len", descending=True)
    if counts.is_empty() or counts["len"][0] < least * mine.height:
        return None
    return str(counts["function_code"][0])
