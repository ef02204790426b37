"""The fetched accounts: what is asked of Danmarks Statistik, and the tables made of the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from kdanalysis.project import InputError, Project
from kdanalysis.sources.registers import Code, read_register
from kdanalysis.sources.statbank.query import Selection
from kdanalysis.sources.statbank.tableinfo import TableInfo
from kdanalysis.sources.statbank.vintage import Vintage, newest, vintages
from kdanalysis.tables.account_plan import AccountPlan, read_account_plan
from kdanalysis.tables.areas import Areas, read_areas
from kdanalysis.tables.price_level import read_price_chain

# Titles of functions: how they are compared, and the registers of what was decided on them.
#
# Both registers are optional; `kdanalysis inputs new kontotitler` and `... udeladte` begin them.

_NUMBER = re.compile(r"^\s*\d\.\d{2}\.\d{2}\s*")
_NOISE = re.compile(r"\bm\.?\s?v\b|[^a-zæøå]+")


def normalised(title: str) -> str:
    """Return a title without number, case, punctuation and `m.v.`."""
    return _NOISE.sub("", _NUMBER.sub("", title).casefold())


@dataclass(frozen=True)
class Decided:
    """What was decided on one title of the account plan."""

    function_code: Code
    title: str
    reason: str
    decided: str


def read_titles(file: Path) -> dict[str, frozenset[str]]:
    """Return the accepted titles of `file`, none without the file."""
    found: dict[str, frozenset[str]] = {}
    for row in read_register(file, Decided, missing_ok=True, empty_ok=True):
        known = found.get(row.function_code, frozenset())
        found[row.function_code] = known | {normalised(row.title)}
    return found


def read_left_out(file: Path) -> frozenset[str]:
    """Return the functions of `file` that are no part of the analysis, none without the file."""
    rows = read_register(file, Decided, missing_ok=True, empty_ok=True)
    return frozenset(row.function_code for row in rows)


# The fetched accounts: what is asked of Danmarks Statistik, and the amounts of a vintage.
#
# REGK31 holds functions, REGK11 main accounts, FOLK1A inhabitants. What is asked for follows
# from the account plan, the areas and the PL chain, so that a code added there comes along by
# itself.

FUNCTIONS: Final = "REGK31"
MAIN_ACCOUNTS: Final = "REGK11"
PEOPLE: Final = "FOLK1A"
FETCHED: Final = (FUNCTIONS, MAIN_ACCOUNTS, PEOPLE)

OPERATION: Final = "1"
"""DRANST: operating accounts, before state refund."""
CURRENT: Final = "LOBM"
PER_INHABITANT: Final = "INDL"
NET: Final = "TOT"
GROSS: Final = "UE"
INCOME: Final = "I"
SERVICES: Final = "S4"
"""ART: main type 4 as a sum; its parts are the arts of purchase."""


@dataclass(frozen=True)
class Scope:
    """What is asked for, and what a vintage must hold to be used."""

    plan: AccountPlan
    areas: Areas
    regions: tuple[str, ...]
    main_accounts: dict[str, str]
    """First digit of the function codes → its code in REGK11."""
    first_year: int
    """The first year of the PL chain: earlier accounts have no fixed prices."""

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Codes of the area's own municipalities."""
        return tuple(a.code for a in self.areas.by_code.values() if a.kind == "municipality")

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The areas of the reports, and the regions the country is the sum of."""
        return tuple(dict.fromkeys((*self.areas.by_code, *self.regions)))

    @property
    def arts(self) -> tuple[str, ...]:
        """The net total, what it is the sum of, and the arts of purchase with theirs."""
        return (NET, GROSS, INCOME, SERVICES, *self.plan.arts)

    def is_watched(self, function: str) -> bool:
        """Tell whether a function belongs to a main account that the plan draws on."""
        return function[:1] in self.main_accounts


@dataclass(frozen=True)
class _Region:
    area_code: Code


@dataclass(frozen=True)
class _MainAccount:
    main_account: Code
    regk11_code: str


def read_scope(project: Project, plan: AccountPlan, areas: Areas, first_year: int) -> Scope:
    """Return what the project asks of Danmarks Statistik.

    Raises:
        InputError: a cell cannot be read, or a function of the plan has a main account without a
            code in REGK11.
    """
    local = project.raw / "local"
    regions = read_register(local / "regions.csv", _Region, key=("area_code",))
    rows = read_register(local / "main_accounts.csv", _MainAccount, key=("main_account",))
    mains = {row.main_account: row.regk11_code for row in rows}
    if missing := sorted({code[0] for code in plan.functions} - mains.keys()):
        raise InputError(
            f"Hovedkonto {missing[0]} har ingen kode i REGK11.",
            local / "main_accounts.csv",
            "Tilføj hovedkontoen med dens kode.",
        )
    return Scope(plan, areas, tuple(row.area_code for row in regions), mains, first_year)


def project_scope(project: Project) -> Scope:
    """Return `read_scope` of the project's own plan, areas and PL chain."""
    plan = read_account_plan(project.raw / "local")
    areas = read_areas(project.raw / "local" / "areas.csv")
    chain = read_price_chain(project.raw / "pl" / "pl_chain.csv")
    return read_scope(project, plan, areas, chain.years[0])


def selection(info: TableInfo, scope: Scope) -> Selection:
    """Return what to fetch of one of the tables in `FETCHED`.

    All functions of a watched main account are asked for, not only the plan's: their sum is held
    against the main account, and a renumbered function is found among them.
    """
    if info.id == PEOPLE:
        return _people(info, scope)
    money = {
        "OMRÅDE": scope.area_codes,
        "DRANST": (OPERATION,),
        "PRISENHED": (CURRENT,),
        "Tid": (f">={scope.first_year}",),
    }
    if info.id == MAIN_ACCOUNTS:
        return money | {"FUNK1": tuple(scope.main_accounts.values()), "ART": (NET,)}
    watched = tuple(c for c in info.variable("FUNKTION").codes if scope.is_watched(c))
    units = (CURRENT, PER_INHABITANT)
    return money | {"FUNKTION": watched, "ART": scope.arts, "PRISENHED": units}


def _people(info: TableInfo, scope: Scope) -> Selection:
    totals = {v.id: ("TOT",) for v in info.variables if "TOT" in v.codes}
    first_quarters = tuple(code for code in info.time.codes if code.endswith("K1"))
    return totals | {
        "OMRÅDE": tuple(scope.areas.by_code),
        "ALDER": ("IALT",),
        info.time.id: first_quarters,
    }


def accounts_vintage(project: Project) -> Vintage | None:
    """Return the newest vintage of the accounts; none if they were never fetched."""
    return newest(FUNCTIONS, project) if vintages(FUNCTIONS, project) else None


@dataclass(frozen=True)
class Accounts:
    """The amounts of one vintage, operating accounts only."""

    vintage: Vintage
    amounts: pl.DataFrame
    """area_code, function_code, art_code, year, amount_tkr (current prices)."""
    per_inhabitant: pl.DataFrame
    """area_code, function_code, year, amount_kr (net, per inhabitant)."""

    @property
    def years(self) -> tuple[int, ...]:
        """The accounting years, in order."""
        return tuple(self.amounts["year"].unique().sort())


def read_accounts(vintage: Vintage, scope: Scope) -> Accounts:
    """Return the accounts of a vintage.

    Raises:
        InputError: it does not hold what the scope asks for, or an amount is missing.
    """
    _require_scope(vintage, scope)
    frame = vintage.frame().filter(pl.col("DRANST") == OPERATION)
    columns = {
        "area_code": pl.col("OMRÅDE"),
        "function_code": pl.col("FUNKTION"),
        "art_code": pl.col("ART"),
        "year": pl.col("TID").cast(pl.Int64),
    }
    in_unit = {u: frame.filter(pl.col("PRISENHED") == u) for u in (CURRENT, PER_INHABITANT)}
    _require_whole(in_unit[CURRENT], vintage)
    amounts = in_unit[CURRENT].select(**columns, amount_tkr=pl.col("INDHOLD").cast(pl.Int64))
    _require_amounts(amounts, scope, vintage)
    net = in_unit[PER_INHABITANT].filter(pl.col("ART") == NET)
    each = net.select(**columns, amount_kr=pl.col("INDHOLD").cast(pl.Float64))
    return Accounts(vintage, amounts, each.drop("art_code"))


def _require_whole(amounts: pl.DataFrame, vintage: Vintage) -> None:
    """Refuse decimals in 1,000 kr.: the unit would be another one than it says."""
    value = pl.col("INDHOLD")
    if amounts.filter(value.cast(pl.Float64) != value.cast(pl.Int64)).height:
        raise InputError(
            "Beløb i 1.000 kr. har decimaler.", vintage.folder, "Kontrollér tabellens enhed."
        )


def _require_scope(vintage: Vintage, scope: Scope) -> None:
    """Refuse an extract made for another purpose; the plan's own codes are guarded elsewhere."""
    asked = vintage.asked.codes
    wanted = {
        "OMRÅDE": scope.area_codes,
        "ART": scope.arts,
        "DRANST": (OPERATION,),
        "PRISENHED": (CURRENT, PER_INHABITANT),
        "FUNKTION": [c for c in vintage.info.variable("FUNKTION").codes if scope.is_watched(c)],
    }
    lacking = {name: sorted(set(codes) - set(asked[name])) for name, codes in wanted.items()}
    if short := {name: codes for name, codes in lacking.items() if codes}:
        told = "; ".join(f"{name}: {', '.join(codes[:5])}" for name, codes in short.items())
        raise InputError(
            f"Den nyeste udgave af {FUNCTIONS} dækker ikke analysen; den mangler {told}.",
            vintage.folder,
            "Hent regnskaberne igen: kdanalysis fetch",
        )


def _require_amounts(amounts: pl.DataFrame, scope: Scope, vintage: Vintage) -> None:
    needed = amounts.filter(
        pl.col("function_code").is_in(list(scope.plan.functions))
        & pl.col("art_code").is_in([NET, *scope.plan.arts])
    )
    missing = needed.filter(pl.col("amount_tkr").is_null())
    if needed.is_empty() or missing.height:
        first = missing.row(0) if missing.height else ("alle",)
        raise InputError(
            f"{missing.height or 'Alle'} beløb mangler i udgaven, først {first}.",
            vintage.folder,
            "Se tabellen hos Danmarks Statistik; et manglende beløb regnes aldrig som 0.",
        )


# The tables of the reports out of fetched accounts: net expenditure, purchases, population.


@dataclass(frozen=True)
class Bridge:
    """Where a function's amounts stood before it got its number."""

    year: int
    """The first year under the present number."""
    codes: tuple[str, ...]


def net_expenditure(accounts: Accounts, scope: Scope, bridges: dict[str, Bridge]) -> pl.DataFrame:
    """Return net expenditure by area, function and year (1,000 kr., current prices).

    Before a break with a bridge, the amounts are those of the functions it bridges from.
    """
    areas = list(scope.areas.by_code)
    net = accounts.amounts.filter(pl.col("area_code").is_in(areas) & (pl.col("art_code") == NET))
    return (
        _existing(bridged(net, bridges), scope)
        .select("area_code", "function_code", "year", "amount_tkr")
        .sort("area_code", "function_code", "year")
    )


def purchases(
    accounts: Accounts, scope: Scope, group: str, bridges: dict[str, Bridge]
) -> pl.DataFrame:
    """Return purchases of a whole area of the plan by art and year (1,000 kr., current prices)."""
    wanted = accounts.amounts.filter(
        pl.col("area_code").is_in(list(scope.areas.by_code))
        & pl.col("art_code").is_in(list(scope.plan.arts))
    )
    own = _existing(bridged(wanted, bridges), scope).filter(
        pl.col("function_code").is_in(scope.plan.codes(group))
    )
    by_art = own.group_by("area_code", "art_code", "year").agg(pl.col("amount_tkr").sum())
    return by_art.select(
        "area_code", pl.lit(group).alias("group"), "art_code", "year", "amount_tkr"
    ).sort("area_code", "group", "art_code", "year")


def bridged(amounts: pl.DataFrame, bridges: dict[str, Bridge]) -> pl.DataFrame:
    """Return `amounts` with each bridged function continued backwards under its present number."""
    keys = [name for name in amounts.columns if name != "amount_tkr"]
    kept, carried = amounts, []
    for code, bridge in bridges.items():
        before = pl.col("year") < bridge.year
        carried.append(
            amounts.filter(before & pl.col("function_code").is_in(bridge.codes))
            .with_columns(function_code=pl.lit(code))
            .group_by(keys)
            .agg(pl.col("amount_tkr").sum())
            .select(amounts.columns)
        )
        kept = kept.filter(~(before & (pl.col("function_code") == code)))
    return pl.concat([kept, *carried])


def _existing(amounts: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    firsts = {code: f.first_year or 0 for code, f in scope.plan.functions.items()}
    own = amounts.filter(pl.col("function_code").is_in(list(firsts)))
    first = pl.col("function_code").replace_strict(firsts, return_dtype=pl.Int64)
    return own.filter(pl.col("year") >= first)


def population(vintage: Vintage, areas: Areas) -> pl.DataFrame:
    """Return the population on 1 January by area and year from a vintage of FOLK1A.

    Raises:
        InputError: a number is missing.
    """
    frame = vintage.frame().filter(
        pl.col("OMRÅDE").is_in(list(areas.by_code)) & pl.col("TID").str.ends_with("K1")
    )
    if frame.is_empty() or frame["INDHOLD"].null_count():
        raise InputError(
            "Folketal mangler i udgaven.", vintage.folder, "Hent tabellen igen: kdanalysis fetch"
        )
    return frame.select(
        area_code=pl.col("OMRÅDE"),
        year=pl.col("TID").str.head(4).cast(pl.Int64),
        inhabitants=pl.col("INDHOLD").cast(pl.Int64),
    ).sort("area_code", "year")
