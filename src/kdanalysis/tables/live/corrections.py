"""Corrections of fetched accounts, each with what it expects to find.

The register is optional: without `corrections.csv` nothing is corrected. A correction whose
expectation fails stops the build, since Danmarks Statistik has then changed the figure itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv
from kdanalysis.tables.live.accounts import GROSS, INCOME, NET, SERVICES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kdanalysis.tables.live.accounts import Scope

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
