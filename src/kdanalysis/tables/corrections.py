"""What is done about faults in accounts: corrections with what they expect, and known breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Code, Listed, Whole, Year, column, read_register
from kdanalysis.tables.account_plan import AccountPlan
from kdanalysis.tables.accounts import GROSS, INCOME, NET, SERVICES, Bridge, Scope
from kdanalysis.tables.period import Period

# Corrections of fetched accounts, each with what it expects to find.
#
# The register is optional: without `corrections.csv` nothing is corrected. A correction whose
# expectation fails stops the build, since Danmarks Statistik has then changed the figure itself.


@dataclass(frozen=True)
class Correction:
    """One cell that is wrong at Danmarks Statistik, in 1,000 kr. at current prices."""

    area_code: Code
    function_code: Code
    art_code: str
    year: Year
    expect_tkr: Whole
    corrected_tkr: Whole
    reason: str
    source: str
    decided: str

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
    booked = {GROSS, INCOME, *scope.plan.arts}

    def rule(row: Correction) -> str | None:
        if row.area_code in scope.municipalities and row.art_code in booked:
            return None
        return (
            f"rettelsen gælder område {row.area_code}, art {row.art_code}; den skal gælde en "
            f"kommune og en af arterne {', '.join(sorted(booked))}"
        )

    cell = ("area_code", "function_code", "art_code", "year")
    return read_register(file, Correction, key=cell, rule=rule, missing_ok=True, empty_ok=True)


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


@dataclass(frozen=True)
class Break:
    """One break; years before `year` are not comparable with `year` and after, unless bridged."""

    function_code: Code
    year: Year
    kind: Literal["new", "renumbered", "ended", "redefined"]
    what: str
    """For readers (Danish)."""
    bridge: Annotated[Listed, column("bridge_codes")]
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
    entries = read_register(file, Break, key=("function_code", "year"), empty_ok=True)
    _check(entries, plan, file)
    return Breaks(entries)


def _check(entries: Sequence[Break], plan: AccountPlan, file: Path) -> None:
    bridged = [entry.function_code for entry in entries if entry.bridge]
    if unknown := [
        entry.function_code for entry in entries if entry.function_code not in plan.functions
    ]:
        raise InputError(
            f"Bruddet gælder funktion {unknown[0]}, som ikke er i kontoplanen.",
            file,
            "Ret funktionen, eller tilføj den i account_plan.csv.",
        )
    if len(set(bridged)) < len(bridged):
        raise InputError("En funktion har to broer.", file, "Slet den ene række.")
