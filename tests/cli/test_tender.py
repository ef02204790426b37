"""The commands from end to end: files in, files out, and nothing half done."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from tests.procurement.inputs.delivered import (
    RAW,
    Filled,
    example,
    example_csv,
    example_workbook,
    write_rows,
)
from tests.support.locked import lock
from typer.testing import CliRunner, Result

from kdanalysis import cli
from kdanalysis.procurement.equalisation import equalise
from kdanalysis.project import InputError
from kdanalysis.report import workbook as equalisation_files
from kdanalysis.tables.rounding import round_half_up
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = ("--contract-start", "2025-09-01", "--years", "4", "--project-cost", "3040000")
NAMES = {"transfers.csv", "summary.csv", "udligning.xlsx"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    result = run("equalise", example_csv(folder / "u.csv"), "--out", folder / "ud", *OPTIONS)
    assert result.exit_code == 0, result.output
    return folder / "ud"


def test_the_three_files_are_written_and_nothing_else(written: Path) -> None:
    assert {file.name for file in written.iterdir()} == NAMES


def test_transfers_are_the_model_to_six_decimals(written: Path) -> None:
    rows = rows_of(written / "transfers.csv")
    assert list(rows[0]) == [
        "party",
        "region",
        "contract_year",
        "gain_kr",
        "share",
        "transfer_kr",
        "net_kr",
        "settled_kr",
    ]
    model = equalise(example().parties, example().contract).rows
    assert len(rows) == len(model) == 33 * 4
    for row, exact in zip(rows, model, strict=True):
        assert (row["party"], row["contract_year"]) == (exact.party.name, str(exact.contract_year))
        for column in ("gain_kr", "share", "transfer_kr", "net_kr"):
            assert Decimal(row[column]) == round_half_up(getattr(exact, column), 6)
            assert len(row[column].partition(".")[2]) == 6
        assert int(row["settled_kr"]) == exact.settled_kr


def test_transfers_are_the_printed_ones(written: Path) -> None:
    """Straight from the file to print, past the model: all but the named misprints."""
    found = {
        (row["party"], row["contract_year"]): round_half_up(Decimal(row["transfer_kr"]))
        for row in rows_of(written / "transfers.csv")
    }
    printed = read_example(RAW).transfers
    deviating = [
        (row["party"], year)
        for row in printed.iter_rows(named=True)
        for year in "1234"
        if found[row["party"], year] != (row[f"comp_y{year}_kr"] or 0)
    ]
    misprinted = read_example(RAW).misprints
    assert {party for party, _ in deviating} <= set(misprinted["party"])
    assert len(deviating) <= misprinted.height


def test_what_is_settled_sums_to_zero_in_each_region_and_year(written: Path) -> None:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows_of(written / "transfers.csv"):
        sums[row["region"], row["contract_year"]] += int(row["settled_kr"])
    assert sums == {(region, year): 0 for region in "MS" for year in "1234"}


def test_the_summary_has_a_status_per_region_and_year(written: Path) -> None:
    rows = rows_of(written / "summary.csv")
    assert [(row["region"], row["contract_year"]) for row in rows] == [
        (region, year) for region in "MS" for year in "1234"
    ]
    assert {row["status"] for row in rows} == {"udlignes"}
    assert (rows[0]["first_day"], rows[0]["last_day"]) == ("2025-09-01", "2026-08-31")
    for row in rows:
        parts = Decimal(row["gains_kr"]) + Decimal(row["losses_kr"])
        assert abs(parts - Decimal(row["net_gain_kr"])) <= Decimal("0.000001")


def test_the_report_holds_the_same_numbers_as_numbers(written: Path) -> None:
    book = load_workbook(written / "udligning.xlsx")
    assert book.sheetnames == [
        "Indhold",
        "Resultat",
        "Parter",
        "Region M",
        "Region S",
        "Lovkrav",
        "Input",
        "Revisionsspor",
    ]
    details = [row for region in "MS" for row in table(book[f"Region {region}"])]
    for detail, row in zip(details, rows_of(written / "transfers.csv"), strict=True):
        assert detail["Part"] == row["party"]
        assert detail["Udligning (kr.)"] == pytest.approx(float(row["transfer_kr"]), abs=1e-6)
        assert detail["Afregning (hele kr.)"] == int(row["settled_kr"])
    assert sum(row["Afregning (hele kr.)"] for row in table(book["Parter"])) == 0
    assert {row["Krav"] for row in table(book["Lovkrav"])} == {"opfyldt"}
    assert len(table(book["Resultat"])) == 8
    assert {row["Regel"] for row in table(book["Revisionsspor"])} == {1, 4, 5, 6, 8}
    assert all(sheet.freeze_panes == "B5" for sheet in book.worksheets[1:])


def table(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet of the report by heading."""
    headings = [cell.value for cell in sheet[4]]
    return [
        dict(zip(headings, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=5)
    ]


def test_the_report_says_what_it_rests_on(written: Path) -> None:
    book = load_workbook(written / "udligning.xlsx")
    facts = {row[0].value: row[1].value for row in book["Indhold"].iter_rows(min_row=3)}
    assert facts["Inputfil"] == "u.csv"
    assert len(facts["Inputfilens SHA-256"]) == 64
    assert facts["Annulleres i"] == "ingen region"
    cells = [row[0] for row in book["Indhold"].iter_rows()]
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_the_same_input_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    run("equalise", example_csv(tmp_path / "u.csv"), "--out", tmp_path / "ud", *OPTIONS)
    assert snapshot(tmp_path / "ud") == snapshot(written)


def test_a_workbook_gives_the_same_transfers(written: Path, tmp_path: Path) -> None:
    result = run("equalise", example_workbook(tmp_path / "u.xlsx"), "--out", tmp_path / "ud")
    assert result.exit_code == 0
    for name in ("transfers.csv", "summary.csv"):
        assert (tmp_path / "ud" / name).read_bytes() == (written / name).read_bytes()


def test_all_losing_is_a_result(tmp_path: Path) -> None:
    file = write_rows(
        tmp_path / "u.csv",
        ("Viborg", "kommune", "M/[1]", -1000, 10, 97000, "2025-09-01"),
        ("Region M", "region", "M/[1]", -500, 10, "", "2025-09-01"),
    )
    result = run("equalise", file, "--out", tmp_path / "ud", *OPTIONS)
    assert result.exit_code == 0
    assert "annulleres" in result.output
    assert {row["status"] for row in rows_of(tmp_path / "ud" / "summary.csv")} == {"annulleres"}
    for row in rows_of(tmp_path / "ud" / "transfers.csv"):
        assert (row["transfer_kr"], row["settled_kr"]) == ("0.000000", "0")
        assert row["net_kr"] == row["gain_kr"]
    book = load_workbook(tmp_path / "ud" / "udligning.xlsx")
    assert "Region M__1_" in book.sheetnames
    assert {row["Krav"] for row in table(book["Lovkrav"])} == {"ikke opfyldt"}


def test_regions_that_would_share_a_sheet_name_get_their_own(tmp_path: Path) -> None:
    regions = ["a" * 40, "a" * 41, "A" * 42]
    rows = [
        (f"Kommune {number}", "kommune", region, 1000, 10, 97000, "2025-09-01")
        for number, region in enumerate(regions)
    ]
    run("equalise", write_rows(tmp_path / "u.csv", *rows), "--out", tmp_path / "ud", *OPTIONS)
    names = load_workbook(tmp_path / "ud" / "udligning.xlsx").sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 9
    assert max(len(name) for name in names) == 31


def test_a_faulty_input_changes_nothing(written: Path, tmp_path: Path) -> None:
    shutil.copytree(written, tmp_path / "ud")
    file = write_rows(tmp_path / "u.csv", ("Viborg", "kommune", "M", "x", 10, -1, "2025-09-01"))
    result = run("equalise", file, "--out", tmp_path / "ud", *OPTIONS)
    assert isinstance(result.exception, InputError)
    assert snapshot(tmp_path / "ud") == snapshot(written)
    untouched = run("equalise", file, "--out", tmp_path / "ny", *OPTIONS)
    assert isinstance(untouched.exception, InputError)
    assert not (tmp_path / "ny").exists()


def test_a_second_run_replaces_its_files_and_leaves_others(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "ud")
    (folder / "noter.txt").write_text("egne", encoding="utf-8")
    (folder / "summary.csv").write_text("gammel", encoding="utf-8")
    result = run("equalise", example_csv(tmp_path / "u.csv"), "--out", folder, *OPTIONS)
    assert result.exit_code == 0
    assert snapshot(folder) == snapshot(written) | {"noter.txt": b"egne"}


def test_a_crash_in_the_last_file_leaves_the_earlier_set(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("afbrudt")

    folder = shutil.copytree(written, tmp_path / "ud")
    before = snapshot(folder)
    monkeypatch.setattr(equalisation_files, "write_workbook", crash)
    other = write_rows(tmp_path / "u.csv", ("V", "kommune", "M", 9, 1, 5, "2025-09-01"))
    assert isinstance(run("equalise", other, "--out", folder, *OPTIONS).exception, RuntimeError)
    assert snapshot(folder) == before


@pytest.mark.parametrize("kept", [NAMES, {"summary.csv"}, {"transfers.csv"}])
def test_a_file_that_is_open_elsewhere_keeps_the_whole_set(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: set[str]
) -> None:
    """Windows refuses to replace a workbook that is open in Excel."""
    folder = shutil.copytree(written, tmp_path / "ud")
    for name in NAMES - kept:
        (folder / name).unlink()
    before = snapshot(folder)
    lock(monkeypatch, "udligning.xlsx")
    other = write_rows(tmp_path / "u.csv", ("V", "kommune", "M", 9, 1, 5, "2025-09-01"))
    result = run("equalise", other, "--out", folder, *OPTIONS)
    assert isinstance(result.exception, InputError)
    assert "filen er i brug" in str(result.exception)
    assert snapshot(folder) == before


def test_a_folder_in_the_place_of_a_file_is_left_alone(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "ud")
    (folder / "udligning.xlsx").unlink()
    (folder / "udligning.xlsx" / "egne").mkdir(parents=True)
    result = run("equalise", example_csv(tmp_path / "u.csv"), "--out", folder, *OPTIONS)
    assert isinstance(result.exception, InputError)
    assert "er en mappe" in str(result.exception)
    assert (folder / "udligning.xlsx" / "egne").is_dir()
    for name in ("transfers.csv", "summary.csv"):
        assert (folder / name).read_bytes() == (written / name).read_bytes()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ud").write_text("andet", encoding="utf-8")
    result = run("equalise", example_csv(tmp_path / "u.csv"), "--out", tmp_path / "ud", *OPTIONS)
    assert isinstance(result.exception, InputError)
    assert (tmp_path / "ud").read_text(encoding="utf-8") == "andet"


def test_new_writes_a_template_that_validate_reads_once_filled(tmp_path: Path) -> None:
    result = run("inputs", "new", "udbud", "--out", tmp_path / "udbud.xlsx")
    assert result.exit_code == 0
    empty = run("inputs", "validate", tmp_path / "udbud.xlsx")
    assert isinstance(empty.exception, InputError)
    fine = run("inputs", "validate", Filled(tmp_path / "udbud.xlsx").save())
    assert fine.exit_code == 0
    assert "Filen er i orden." in fine.output
    assert "2 kommuner og 1 regioner" in fine.output
    assert "Forbrug pr. år: 6.200.000,50 kr." in fine.output
    assert "1. september 2025" in fine.output.replace("\N{NO-BREAK SPACE}", " ")


def test_new_has_a_usual_name_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("inputs", "new", "udbud").exit_code == 0
    before = snapshot(tmp_path)
    assert set(before) == {"udbud.xlsx"}
    assert isinstance(run("inputs", "new", "udbud").exception, InputError)
    assert snapshot(tmp_path) == before


def test_validate_says_what_a_csv_could_not_be_held_against(tmp_path: Path) -> None:
    result = run("inputs", "validate", example_csv(tmp_path / "u.csv"))
    assert result.exit_code == 0
    assert "ikke kontrolleret" in result.output
    assert "Indbyggere: 2.100.000" in result.output
