"""The template: Danish, locked where it must be, open where it may be, never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from tests.procurement.inputs.delivered import Filled

from kdanalysis.procurement.inputs import read_tender
from kdanalysis.project import InputError
from kdanalysis.sources.workbook.cells import InputFaultsError
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    ASSUMPTIONS,
    HEADER_ROW,
    PARTIES,
    PARTY_FIELDS,
    REGION_FIELDS,
    REGIONS,
    SHEETS,
    TEMPLATE_VERSION,
    VERSION_NAME,
)
from kdanalysis.sources.workbook.template import write_template

if TYPE_CHECKING:
    from pathlib import Path


def test_sheets_headings_and_version_are_those_of_the_layout(tmp_path: Path) -> None:
    write_template(tmp_path / "udbud.xlsx")
    book = load_workbook(tmp_path / "udbud.xlsx")
    assert tuple(book.sheetnames) == SHEETS
    for sheet, fields in ((PARTIES, PARTY_FIELDS), (REGIONS, REGION_FIELDS)):
        headings = [cell.value for cell in book[sheet][HEADER_ROW]]
        assert headings == [field.title for field in fields]
    titles = [row[0].value for row in book[ASSUMPTIONS].iter_rows(min_row=HEADER_ROW + 1)]
    assert titles == [field.title for field in ASSUMPTION_FIELDS]
    ((sheet, cell),) = book.defined_names[VERSION_NAME].destinations
    assert book[sheet][cell].value == TEMPLATE_VERSION


def test_headings_are_locked_and_inputs_are_open(tmp_path: Path) -> None:
    write_template(tmp_path / "udbud.xlsx")
    book = load_workbook(tmp_path / "udbud.xlsx")
    assert all(book[sheet].protection.sheet for sheet in SHEETS)
    for sheet in (PARTIES, REGIONS):
        assert all(cell.protection.locked for cell in book[sheet][HEADER_ROW])
        assert not any(cell.protection.locked for cell in book[sheet][HEADER_ROW + 1])
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + len(ASSUMPTION_FIELDS)):
        locked = [book[ASSUMPTIONS].cell(row, column).protection.locked for column in (1, 2, 3)]
        assert locked == [True, False, True]


def test_every_input_cell_says_what_it_takes(tmp_path: Path) -> None:
    write_template(tmp_path / "udbud.xlsx")
    book = load_workbook(tmp_path / "udbud.xlsx")
    for sheet, fields in (
        (PARTIES, PARTY_FIELDS),
        (REGIONS, REGION_FIELDS),
        (ASSUMPTIONS, ASSUMPTION_FIELDS),
    ):
        rules = book[sheet].data_validations.dataValidation
        assert [rule.prompt for rule in rules] == [field.help for field in fields]
        assert all(rule.showErrorMessage for rule in rules)
    lists = {r.promptTitle: r.formula1 for r in book[PARTIES].data_validations.dataValidation}
    assert lists["Type"] == '"kommune,region"'
    assert lists["Region"] == "Regioner!$A$5:$A$14"


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "udbud.xlsx"
    file.write_text("andet", encoding="utf-8")
    with pytest.raises(InputError, match="bliver ikke overskrevet"):
        write_template(file)
    assert file.read_text(encoding="utf-8") == "andet"
    assert list(tmp_path.iterdir()) == [file]


def test_the_same_template_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_empty_template_is_no_tender(tmp_path: Path) -> None:
    write_template(tmp_path / "udbud.xlsx")
    with pytest.raises(InputFaultsError) as caught:
        read_tender(tmp_path / "udbud.xlsx")
    text = str(caught.value)
    for title in ("Kontraktstart", "Kontraktår (antal)", "Nøgle for drift og licens"):
        assert f"»{title}« mangler" in text
    assert "Der er ingen parter" in text


def test_a_filled_template_is_a_tender(tmp_path: Path) -> None:
    tender = read_tender(Filled(tmp_path / "udbud.xlsx").save())
    viborg, samsoe, region = tender.parties
    assert viborg.annual_saving_kr == 2_000_000
    assert viborg.annual_cost_kr == 100 * (1500 + 175)
    assert samsoe.annual_saving_kr * 2 == -99_999
    assert region.annual_cost_kr == 20_000
    assert region.inhabitants is None
    assert tender.consumption_kr["Viborg"] == 5_000_000
