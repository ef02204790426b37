"""What is done about faults in accounts: corrections with what they expect, and known breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv
from kdanalysis.tables.account_plan import AccountPlan
from kdanalysis.tables.accounts import GROSS, INCOME, NET, SERVICES, Bridge, Scope
from kdanalysis.tables.period import Period

# Corrections of fetched accounts, each with what it expects to find.
#
# The register is optional: without `corrections.csv` nothing is corrected. A correction whose
# expectation fails stops the build, since Danmarks Statistik has then changed the figure itself.

COLUMNS = (
    "area_code",
    "function_code",
    "art_code",
    "year",
    "expect_tkr",
    "corrected_tkr",
    "reason",
    "source",
    "decided",
)


@dataclass(frozen=True)
class Correction:
    """One cell that is wrong at Danmarks Statistik, in 1,000 kr. at current prices."""

    area_code: str
    function_code: str
    art_code: str
    year: int
    expect_tkr: int
    corrected_tkr: int
    reason: str

    @property
    def delta_tkr(self) -> int:
        """What is added to the cell and to every sum above it."""
        return self.corrected_tkr - self.expect_tkr


def read_corrections(file: Path, scope: Scope) -> tuple[Correction, ...]:
    """Return the corrections of `file`; none without the file.

    Raises:
        InputError: a row is incomplete, stands twice, or is not about a municipality of the area
            and a type that is booked (purchases, or gross expenditure or income as a whole).
    """
    if not file.is_file():
        return ()
    found = tuple(_correction(row, scope, file) for row in read_raw_csv(file).iter_rows(named=True))
    keys = {(c.area_code, c.function_code, c.art_code, c.year) for c in found}
    if len(keys) < len(found):
        raise InputError("En celle er rettet to gange.", file, "Saml rettelserne i én række.")
    return found


def _correction(row: dict[str, str | None], scope: Scope, file: Path) -> Correction:
    if missing := [name for name in COLUMNS if not row.get(name)]:
        raise InputError(f"En rettelse mangler {', '.join(missing)}.", file, "Udfyld rækken.")
    told = {name: str(row[name]) for name in COLUMNS}
    booked = {GROSS, INCOME, *scope.plan.arts}
    if told["area_code"] not in scope.municipalities or told["art_code"] not in booked:
        raise InputError(
            f"Rettelsen gælder område {told['area_code']}, art {told['art_code']}; den skal gælde "
            f"en kommune og en af arterne {', '.join(sorted(booked))}.",
            file,
            "Ret den celle, der er konteret forkert; summerne følger med.",
        )
    try:
        year, expected, corrected = (
            int(told[name]) for name in ("year", "expect_tkr", "corrected_tkr")
        )
    except ValueError as error:
        raise InputError(f"Et tal kan ikke læses: {error}.", file, "Skriv hele tal.") from error
    return Correction(
        area_code=told["area_code"],
        function_code=told["function_code"],
        art_code=told["art_code"],
        year=year,
        expect_tkr=expected,
        corrected_tkr=corrected,
        reason=told["reason"],
    )


def corrected(
    amounts: pl.DataFrame, corrections: Sequence[Correction], region: str, country: str, file: Path
) -> pl.DataFrame:
    """Return `amounts` with the corrections carried out, in the cells and in the sums above them.

    Raises:
        InputError: a cell does not hold what its correction expects.
    """
    for correction in corrections:
        _require_expected(amounts, correction, file)
        in_cells = (
            pl.col("area_code").is_in([correction.area_code, region, country])
            & (pl.col("function_code") == correction.function_code)
            & pl.col("art_code").is_in(_sums_above(correction.art_code))
            & (pl.col("year") == correction.year)
        )
        delta = pl.when(in_cells).then(correction.delta_tkr).otherwise(0)
        amounts = amounts.with_columns(amount_tkr=pl.col("amount_tkr") + delta)
    return amounts


def _sums_above(art: str) -> list[str]:
    """Return the art and the sums that hold it."""
    if art in {GROSS, INCOME}:
        return [art, NET]
    return [art, SERVICES, GROSS, NET]


def _require_expected(amounts: pl.DataFrame, correction: Correction, file: Path) -> None:
    cell = amounts.filter(
        (pl.col("area_code") == correction.area_code)
        & (pl.col("function_code") == correction.function_code)
        & (pl.col("art_code") == correction.art_code)
        & (pl.col("year") == correction.year)
    )["amount_tkr"].to_list()
    if cell != [correction.expect_tkr]:
        raise InputError(
            f"Rettelsen af {correction.area_code}, {correction.function_code}, "
            f"{correction.art_code}, {correction.year} venter {correction.expect_tkr} (1.000 kr.), "
            f"men finder {cell[0] if cell else 'ingen celle'}.",
            file,
            "Danmarks Statistik har ændret tallet: fjern rettelsen, eller begrund den på ny.",
        )


# The register of breaks in the account plan: what changed, when, and what bridges it.

_KINDS = frozenset({"new", "renumbered", "ended", "redefined"})


@dataclass(frozen=True)
class Break:
    """One break; years before `year` are not comparable with `year` and after, unless bridged."""

    function_code: str
    year: int
    kind: str
    what: str
    """For readers (Danish)."""
    bridge: tuple[str, ...]
    """Functions that held the amounts before `year`; none if nothing bridges the break."""
    source: str


@dataclass(frozen=True)
class Breaks:
    """All breaks of the register."""

    entries: tuple[Break, ...]

    def within(self, codes: Iterable[str], period: Period) -> tuple[Break, ...]:
        """Return the breaks of functions that a comparison of the period's years crosses."""
        wanted = set(codes)
        return tuple(
            entry
            for entry in self.entries
            if entry.function_code in wanted and period.first < entry.year <= period.last
        )

    @property
    def bridges(self) -> dict[str, Bridge]:
        """The bridge of each function that has one."""
        return {e.function_code: Bridge(e.year, e.bridge) for e in self.entries if e.bridge}

    def explains(self, code: str, year: int) -> bool:
        """Tell whether a function is registered as ended by `year`."""
        return any(
            e.function_code == code and e.kind == "ended" and e.year <= year for e in self.entries
        )


def read_breaks(file: Path, plan: AccountPlan) -> Breaks:
    """Return the register of `file`.

    Raises:
        InputError: a year or kind cannot be read, a break stands twice, or it is about a function
            that the plan does not have.
    """
    entries = [_entry(row, file) for row in read_raw_csv(file).iter_rows(named=True)]
    _check(entries, plan, file)
    return Breaks(tuple(entries))


def _entry(row: dict[str, str | None], file: Path) -> Break:
    year, kind = str(row["year"]), str(row["kind"])
    if not year.isdecimal() or kind not in _KINDS:
        raise InputError(
            f"Bruddet for {row['function_code']} har et ulæseligt år eller en ukendt art: "
            f"{year}, {kind}.",
            file,
            f"Skriv et årstal, og brug en af {', '.join(sorted(_KINDS))}.",
        )
    codes = tuple((row["bridge_codes"] or "").split(";")) if row["bridge_codes"] else ()
    return Break(
        str(row["function_code"]), int(year), kind, str(row["what"]), codes, str(row["source"])
    )


def _check(entries: Sequence[Break], plan: AccountPlan, file: Path) -> None:
    keys = [(entry.function_code, entry.year) for entry in entries]
    bridged = [entry.function_code for entry in entries if entry.bridge]
    if unknown := [code for code, _ in keys if code not in plan.functions]:
        raise InputError(
            f"Bruddet gælder funktion {unknown[0]}, som ikke er i kontoplanen.",
            file,
            "Ret funktionen, eller tilføj den i account_plan.csv.",
        )
    if len(set(keys)) < len(keys) or len(set(bridged)) < len(bridged):
        raise InputError(
            "Et brud står to gange, eller en funktion har to broer.", file, "Slet den ene række."
        )
