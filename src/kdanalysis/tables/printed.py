"""Tables 1-6 as printed in 2023: read, checked cell by cell, and taken back to current prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Truth, Whole, Year, read_register
from kdanalysis.tables.account_plan import AccountPlan
from kdanalysis.tables.areas import Areas
from kdanalysis.tables.price_level import PriceChain, recover
from kdanalysis.tables.rounding import round_to_int

PRINTED_PRICE_YEAR = 2022
"""Tables 1-6 are in the price level of 2022."""

_PURCHASES = frozenset({"tabel3", "tabel4"})
_CHILDREN = frozenset({"tabel5", "tabel6"})
_ADULTS = frozenset({"tabel1", "tabel2"})
_TABLES = _ADULTS | _PURCHASES | _CHILDREN


@dataclass(frozen=True)
class Cell:
    """One printed cell; `code` is a function, an art, or `None` for the row "I alt"."""

    table: str
    area_code: str
    code: str | None
    year: int
    printed_tkr: int | None
    line: int

    @property
    def is_purchase(self) -> bool:
        """Whether the cell is of Tables 3-4 (arts of the adult area), not of net expenditure."""
        return self.table in _PURCHASES


@dataclass(frozen=True)
class _Row:
    table: str
    area: str
    row_label: str
    is_total: Truth
    year: Year
    amount_1000kr: Whole | None
    line: Whole


def read_printed_cells(file: Path, plan: AccountPlan, areas: Areas) -> list[Cell]:
    """Return all cells of Tables 1-6 in printed order.

    Raises:
        InputError: an area, table or row label is unknown, a number cannot be read, or a cell is
            missing, empty or stands twice.
    """
    cells = [_cell(row, plan, areas, file) for row in read_register(file, _Row)]
    _check_complete(cells, plan, file)
    return cells


def _cell(row: _Row, plan: AccountPlan, areas: Areas, file: Path) -> Cell:
    return Cell(
        table=row.table,
        area_code=areas.printed_code(row.area),
        code=None if row.is_total else _code(row, plan, file),
        year=row.year,
        printed_tkr=row.amount_1000kr,
        line=row.line,
    )


def _code(row: _Row, plan: AccountPlan, file: Path) -> str:
    known = plan.arts if row.table in _PURCHASES else plan.functions
    for code, entry in known.items():
        if entry.printed_label == row.row_label:
            return code
    raise InputError(
        f"Ukendt rækketekst i {row.table}: »{row.row_label}«.",
        f"{file.as_posix()} (agendaens linje {row.line})",
        "Tilføj teksten i data/raw/local/account_plan.csv eller purchase_arts.csv, eller ret den.",
    )


def _expected_codes(table: str, plan: AccountPlan) -> list[str | None]:
    if table in _PURCHASES:
        return [*plan.arts, None]
    return [*plan.codes("children" if table in _CHILDREN else "adults"), None]


def _check_complete(cells: Sequence[Cell], plan: AccountPlan, file: Path) -> None:
    found = Counter((c.table, c.code, c.year) for c in cells)
    years = sorted({c.year for c in cells})
    wanted = {(t, code, y) for t in _TABLES for code in _expected_codes(t, plan) for y in years}
    twice = [key for key, count in found.items() if count > 1]
    missing = sorted(wanted - set(found), key=str)
    unexpected = sorted(set(found) - wanted, key=str)
    if twice:
        raise _cell_error("står to gange", twice[0], file)
    if unexpected:
        raise _cell_error("hører ikke til tabellen", unexpected[0], file)
    if missing or not years:
        raise _cell_error("mangler", missing[0] if missing else ("alle", None, 0), file)
    for cell in cells:
        exists = cell.code is None or cell.is_purchase or plan.existing(cell.code, cell.year)
        if exists and cell.printed_tkr is None:
            raise _cell_error("er tom", (cell.table, cell.code, cell.year), file)


def _cell_error(fault: str, key: tuple[str, str | None, int], file: Path) -> InputError:
    table, code, year = key
    return InputError(
        f"En celle {fault}: {table}, {code or 'I alt'}, {year}.", file, "Ret rækkerne i filen."
    )


@dataclass(frozen=True)
class Recovered:
    """One amount in current prices (1,000 kr.), taken back from a printed cell."""

    cell: Cell
    amount_tkr: int


def recover_current_prices(cells: Iterable[Cell], chain: PriceChain) -> list[Recovered]:
    """Return the current-price amount of every printed row cell, totals proven against them.

    Raises:
        InputError: there is no cell, a cell has no whole amount behind it, or a total is missing or
            does not follow from its rows.
    """
    cells = list(cells)
    if not cells:
        raise InputError("Der er ingen trykte celler.", "tabel 1-6", "Hent den rå fil frem igen.")
    found = [_recovered(c, chain) for c in cells if c.code and c.printed_tkr is not None]
    if faults := [*_impossible(found), *_broken_totals(cells, found, chain)]:
        raise InputError(
            f"PL-kæden genskaber ikke {len(faults)} trykte celler, først {faults[0]}.",
            chain.origin,
            "Ret satserne i data/raw/pl/pl_chain.csv eller de trykte tal.",
        )
    return [Recovered(cell, amount) for cell, amount in found if amount is not None]


def _recovered(cell: Cell, chain: PriceChain) -> tuple[Cell, int | None]:
    printed = cell.printed_tkr or 0
    return cell, recover(printed, chain.factor(cell.year, PRINTED_PRICE_YEAR))


def _impossible(found: Iterable[tuple[Cell, int | None]]) -> list[str]:
    return [f"{c.table} {c.code} {c.year}" for c, amount in found if amount is None]


def _broken_totals(
    cells: Iterable[Cell], found: Iterable[tuple[Cell, int | None]], chain: PriceChain
) -> list[str]:
    sums: Counter[tuple[str, int]] = Counter()
    for cell, amount in found:
        sums[cell.table, cell.year] += amount or 0
    totals = {(c.table, c.year): c.printed_tkr for c in cells if c.code is None}
    return [
        f"{table} I alt {year}"
        for table, year in sorted({*sums, *totals})
        if totals.get((table, year)) != _total(sums[table, year], year, chain)
    ]


def _total(amount_tkr: int, year: int, chain: PriceChain) -> int:
    return round_to_int(Fraction(amount_tkr) * chain.factor(year, PRINTED_PRICE_YEAR))
