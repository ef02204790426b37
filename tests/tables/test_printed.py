"""Tables 1-6 taken back to current prices: unique integers, and every printed cell from them.

Recomputed by plain Python from the transcribed cells and a chain that is typed in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.printed import (
    RATES,
    YEARS,
    factor,
    golden_rows,
    half_up,
    printed_cells,
)

from kdanalysis.project import InputError, Project
from kdanalysis.tables.account_plan import read_account_plan
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.price_level import PriceChain
from kdanalysis.tables.printed import Cell, Recovered, read_printed_cells, recover_current_prices

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def cells(checkout: Project) -> list[Cell]:
    plan = read_account_plan(checkout.raw / "local")
    areas = read_areas(checkout.raw / "local" / "areas.csv")
    return read_printed_cells(checkout.raw / "kdnet" / "tabel1_6.csv", plan, areas)


@pytest.fixture(scope="module")
def recovered(cells: list[Cell]) -> list[Recovered]:
    return recover_current_prices(cells, chain_of(RATES))


def chain_of(rates: dict[int, Decimal]) -> PriceChain:
    return PriceChain({year: Fraction(rate) / 100 for year, rate in rates.items()})


def sums(recovered: Iterable[Recovered]) -> dict[tuple[str, int], int]:
    totals: dict[tuple[str, int], int] = defaultdict(int)
    for r in recovered:
        totals[r.cell.table, r.cell.year] += r.amount_tkr
    return totals


def test_there_are_300_cells_of_which_268_rows_30_totals_and_2_empty(cells: list[Cell]) -> None:
    kinds = Counter(
        "total" if c.code is None else "empty" if c.printed_tkr is None else "row" for c in cells
    )
    assert kinds == {"row": 268, "total": 30, "empty": 2}
    empty = [(c.table, c.code, c.year) for c in cells if c.printed_tkr is None]
    assert empty == [("tabel5", "52826", 2018), ("tabel6", "52826", 2018)]


def test_recovered_amounts_are_the_golden_ones(recovered: list[Recovered]) -> None:
    golden = {
        (row["tabel"], row["omraade"], _code(row), int(row["tid"])): int(
            row["implicit_lobende_1000kr"]
        )
        for row in golden_rows()
        if row["implicit_lobende_1000kr"]
    }
    found = {
        (r.cell.table.replace("tabel", "T"), r.cell.area_code, r.cell.code, r.cell.year): (
            r.amount_tkr
        )
        for r in recovered
    }
    assert len(golden) == 268
    assert found == golden


def _code(row: dict[str, str]) -> str:
    return (
        row["formodet_art"] if row["tabel"] in {"T3", "T4"} else row["formodet_funktion"]
    ).removeprefix("0")


def test_every_cell_has_exactly_one_whole_amount_behind_it() -> None:
    for row in printed_cells():
        if row.amount is None or row.total:
            continue
        guess = int(row.amount / factor(row.year))
        near = range(guess - 3, guess + 4)
        fits = [n for n in near if half_up(n * factor(row.year)) == row.amount]
        assert len(fits) == 1, row


def test_deflating_gives_every_printed_cell(recovered: list[Recovered]) -> None:
    assert len(recovered) == 268
    for r in recovered:
        assert half_up(r.amount_tkr * factor(r.cell.year)) == r.cell.printed_tkr, r


def test_deflating_gives_all_30_totals_from_unrounded_rows(recovered: list[Recovered]) -> None:
    printed = {(c.table, c.year): c.amount for c in printed_cells() if c.total}
    own = {key: half_up(amount * factor(key[1])) for key, amount in sums(recovered).items()}
    assert len(printed) == 30
    assert own == printed


def test_14_totals_are_not_the_sum_of_their_rounded_rows() -> None:
    rows: Counter[tuple[str, int]] = Counter()
    for cell in printed_cells():
        rows[cell.table, cell.year] += 0 if cell.total else (cell.amount or 0)
    printed = {(c.table, c.year): c.amount or 0 for c in printed_cells() if c.total}
    off = [abs(printed[key] - rows[key]) for key in printed if printed[key] != rows[key]]
    assert len(off) == 14
    assert set(off) <= {1, 2}


def test_with_1_7_for_2018_19_three_rows_and_the_totals_of_2018_fail(cells: list[Cell]) -> None:
    wrong = RATES | {2019: Decimal("1.7")}
    with pytest.raises(InputError) as fault:
        recover_current_prices(cells, chain_of(wrong))
    rows, totals = _failures(wrong)
    assert rows == 3
    assert totals > len(YEARS)
    assert fault.value.what.startswith(f"PL-kæden genskaber ikke {rows + totals} trykte celler")
    assert re.search(r"først tabel\d \d+ 20\d\d\.$", fault.value.what)
    assert fault.value.where == "PL-kæden"
    assert "pl_chain.csv" in fault.value.remedy


def _failures(rates: dict[int, Decimal]) -> tuple[int, int]:
    """Return how many rows have no whole amount, and how many totals do not follow."""
    rows, found = 0, dict.fromkeys(((c.table, c.year) for c in printed_cells()), 0)
    for cell in (c for c in printed_cells() if not c.total and c.amount is not None):
        at = factor(cell.year, rates)
        guess = int((cell.amount or 0) / at)
        fits = [n for n in range(guess - 3, guess + 4) if half_up(n * at) == cell.amount]
        rows += not fits
        found[cell.table, cell.year] += fits[0] if fits else 0
    off = [
        c
        for c in printed_cells()
        if c.total and half_up(found[c.table, c.year] * factor(c.year, rates)) != c.amount
    ]
    return rows, len(off)


@pytest.mark.parametrize("year", list(RATES))
@pytest.mark.parametrize("step", ["-0.1", "0.1"])
def test_no_neighbouring_chain_reproduces_the_tables(
    cells: list[Cell], year: int, step: str
) -> None:
    wrong = RATES | {year: RATES[year] + Decimal(step)}
    with pytest.raises(InputError, match="PL-kæden genskaber ikke"):
        recover_current_prices(cells, chain_of(wrong))


def test_a_changed_total_is_found(cells: list[Cell]) -> None:
    spoilt = [
        Cell(c.table, c.area_code, c.code, c.year, (c.printed_tkr or 0) + 1, c.line)
        if (c.table, c.code, c.year) == ("tabel1", None, 2020)
        else c
        for c in cells
    ]
    with pytest.raises(InputError, match="1 trykte celler, først tabel1 I alt 2020"):
        recover_current_prices(spoilt, chain_of(RATES))


def test_rows_without_their_totals_are_not_accepted(cells: list[Cell]) -> None:
    rows = [c for c in cells if c.code is not None]
    with pytest.raises(InputError, match="30 trykte celler"):
        recover_current_prices(rows, chain_of(RATES))


def test_no_cells_are_not_accepted() -> None:
    with pytest.raises(InputError, match="ingen trykte celler"):
        recover_current_prices([], chain_of(RATES))
