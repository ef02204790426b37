"""The worked example against every printed cell (2023: 1481-1498, 1729-2061)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest

from kdanalysis.procurement.parties import PartyKind, annual_cost_kr, split_counts
from kdanalysis.procurement.worked_example import PrintedCell, Verdict, compare_with_print
from kdanalysis.project import InputError
from kdanalysis.sources.receipts import fingerprint, verified_bytes
from kdanalysis.tables.rounding import round_to_int
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.procurement.equalisation import Equalisation
    from kdanalysis.procurement.worked_example import WorkedExample
    from kdanalysis.tables.tender import ExampleFiles


@pytest.fixture(scope="module")
def cells(
    files: ExampleFiles, example: WorkedExample, result: Equalisation
) -> tuple[PrintedCell, ...]:
    return compare_with_print(files, example, result)


def test_every_printed_cell_is_compared(cells: tuple[PrintedCell, ...]) -> None:
    assert Counter(cell.table for cell in cells) == {
        "eksempel_omkostninger_besparelser": 132,
        "eksempel_gevinst_region_m": 105,
        "eksempel_gevinst_region_s": 90,
        "eksempel_udligning_region_m": 180,
        "eksempel_udligning_region_s": 150,
        "planche_udligning_region_m": 180,
    }


def test_834_of_837_cells_to_the_krone(cells: tuple[PrintedCell, ...]) -> None:
    slide = [cell for cell in cells if cell.table.startswith("planche")]
    others = [cell for cell in cells if not cell.table.startswith("planche")]
    reproduced = sum(cell.printed == cell.recomputed for cell in others)
    in_absolute_value = sum(abs(cell.printed) == abs(cell.recomputed) for cell in slide)
    assert (reproduced, in_absolute_value, len(cells)) == (654, 180, 837)


def test_the_three_misprints_are_named_with_their_cause(cells: tuple[PrintedCell, ...]) -> None:
    misprints = [cell for cell in cells if cell.verdict is Verdict.MISPRINT]
    assert [(c.row, c.column, c.printed, c.recomputed) for c in misprints] == [
        ("Kommune 25", "comp_y1_kr", -1_055_521, -501_521),
        ("Kommune 28", "comp_y3_kr", 0, -7_921),
        ("Kommune 28", "comp_y4_kr", 7_921, -58_907),
    ]
    assert all(cell.cause and "ormentlig" in cell.cause for cell in misprints)


def test_the_rows_with_misprints_have_totals_that_fit_the_model(
    cells: tuple[PrintedCell, ...],
) -> None:
    totals = {
        (cell.row, cell.column): cell
        for cell in cells
        if cell.table == "eksempel_udligning_region_s"
    }
    for row in ("Kommune 25", "Kommune 28"):
        total = totals[row, "comp_total_kr"]
        years = [totals[row, f"comp_y{year}_kr"] for year in (1, 2, 3, 4)]
        assert total.printed == total.recomputed
        assert abs(sum(cell.recomputed for cell in years) - total.printed) <= 2
        assert abs(sum(cell.printed for cell in years) - total.printed) > 1_000


def test_the_slide_lost_the_minus_of_every_payer(cells: tuple[PrintedCell, ...]) -> None:
    lost = [cell for cell in cells if cell.verdict is Verdict.SIGN_LOST]
    assert len(lost) == 14 * 5
    assert all(cell.printed > 0 > cell.recomputed for cell in lost)
    assert {cell.cause for cell in lost} != {None}
    kept = [c for c in cells if c.table.startswith("planche") and c.recomputed < 0]
    assert len(kept) == len(lost)


def test_nothing_else_deviates(cells: tuple[PrintedCell, ...]) -> None:
    verdicts = Counter(cell.verdict for cell in cells)
    assert verdicts == {Verdict.REPRODUCED: 764, Verdict.SIGN_LOST: 70, Verdict.MISPRINT: 3}
    assert all(cell.cause is None for cell in cells if cell.verdict is Verdict.REPRODUCED)


def test_a_misprint_not_described_deviates(
    files: ExampleFiles, example: WorkedExample, result: Equalisation
) -> None:
    stale = files.misprints.with_columns(pl.col("recomputed_kr") + 1)
    cells = compare_with_print(replace(files, misprints=stale), example, result)
    assert sum(cell.verdict is Verdict.DEVIATES for cell in cells) == 3


def test_a_changed_print_deviates(
    files: ExampleFiles, example: WorkedExample, result: Equalisation
) -> None:
    changed = files.gains.with_columns(pl.col("gain_y2_kr").fill_null(0) + 1)
    cells = compare_with_print(replace(files, gains=changed), example, result)
    assert sum(cell.verdict is Verdict.DEVIATES for cell in cells) == files.gains.height


def test_the_costs_told_in_the_text(
    files: ExampleFiles, example: WorkedExample, result: Equalisation
) -> None:
    told = files.assumptions
    costs = result.project_costs
    by_kind = {
        kind: sum((costs[p.name].kr for p in example.parties if p.kind is kind), Fraction())
        for kind in PartyKind
    }
    assert round_to_int(by_kind[PartyKind.MUNICIPALITY]) == int(told["kommuners_projekt"])
    assert round_to_int(by_kind[PartyKind.REGION]) == int(told["regioners_projekt"])
    assert round_to_int(costs["Region M"].kr) == int(told["region_projekt"])
    assert sum(by_kind.values()) == int(told["projektomkostninger"])


def test_counts_and_days_told_in_the_text(
    files: ExampleFiles, example: WorkedExample, result: Equalisation
) -> None:
    told = files.assumptions
    counted = replace(example.contract, municipalities=None, regions=None)
    assert split_counts(example.parties, counted) == {
        PartyKind.MUNICIPALITY: int(told["antal_kommuner"]),
        PartyKind.REGION: int(told["antal_regioner"]),
    }
    assert sum(p.inhabitants or 0 for p in example.parties) == int(told["indbyggere_i_alt"])
    first = result.of_party("Kommune 2")[0]
    assert (first.gain.days, first.gain.year.days) == (153, 365)
    assert result.of_party("Kommune 2")[2].gain.year.days == 366
    assert result.of_party("Kommune 31")[3].gain.year.end.isoformat() == told["slut"]


def test_the_example_breaks_the_ceiling_only_on_all_transfers(result: Equalisation) -> None:
    moved = {
        (y.region, y.contract_year): round_to_int(y.transferred_kr) for y in result.region_years
    }
    assert moved["M", 1] == 10_844_878
    assert moved["M", 2] == 12_793_750
    assert max(row.transfer_kr for row in result.of_party("Region M")) < 7_000_000


def test_annual_cost_by_grant_and_by_a_total() -> None:
    assert annual_cost_kr(150, Fraction(1_500), Fraction(175)) == 251_250


def test_text_in_a_number_cell_stops(raw: Path, tmp_path: Path) -> None:
    for folder in ("kdnet", "local"):
        (tmp_path / folder).mkdir()
        for file in (raw / folder).iterdir():
            (tmp_path / folder / file.name).write_bytes(file.read_bytes())
    name = "eksempel_stamdata.csv"
    broken = tmp_path / "kdnet" / name
    broken.write_bytes(broken.read_bytes().replace(b",40000,", b",mange,", 1))
    receipt = broken.with_name(name + ".receipt.yaml")
    old = fingerprint((raw / "kdnet" / name).read_bytes())
    receipt.write_text(
        receipt.read_text(encoding="utf-8").replace(old, fingerprint(broken.read_bytes())),
        encoding="utf-8",
    )
    assert verified_bytes(broken)
    with pytest.raises(InputError, match="ikke et helt tal"):
        read_example(tmp_path)
