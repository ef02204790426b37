"""Every fault of a delivered workbook: told by sheet, row and column, all at once."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.worksheet.formula import ArrayFormula
from tests.procurement.inputs.delivered import COLUMN, ROW, START, TITLE, Filled, party_cell

from kdanalysis.procurement.inputs import read_tender, validate_tender
from kdanalysis.project import InputError
from kdanalysis.sources.workbook.cells import CellFault, InputFaultsError
from kdanalysis.sources.workbook.layout import (
    ASSUMPTIONS,
    GUIDE,
    HEADER_ROW,
    PARTIES,
    REGIONS,
    TEMPLATE_VERSION,
    VERSION_NAME,
)

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

VIBORG, SAMSOE, REGION = range(3)


def faults_of(file: Path) -> tuple[CellFault, ...]:
    with pytest.raises(InputFaultsError) as caught:
        validate_tender(file)
    return caught.value.faults


def only_fault(file: Path) -> CellFault:
    (fault,) = faults_of(file)
    return fault


def saved(filled: Filled, book: Workbook) -> Path:
    book.save(filled.file)
    return filled.file


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return Filled(tmp_path / "udbud.xlsx")


CELL_FAULTS: list[tuple[int, str, Any, str]] = [
    (VIBORG, "inhabitants", -97_000, "Indbyggertallet er -97000"),
    (VIBORG, "inhabitants", 0, "større end 0"),
    (VIBORG, "inhabitants", None, "Indbyggertallet mangler"),
    (VIBORG, "inhabitants", 97_000.5, "ikke et helt tal"),
    (VIBORG, "inhabitants", True, "ikke et tal"),
    (REGION, "inhabitants", 1_300_000, "intet indbyggertal"),
    (VIBORG, "start_date", START - timedelta(days=1), "uden for kontrakten"),
    (VIBORG, "start_date", START.replace(year=2029), "uden for kontrakten"),
    (VIBORG, "start_date", START + timedelta(hours=8), "ikke en dato"),
    (VIBORG, "start_date", "1. september", "ikke en dato"),
    (VIBORG, "start_date", None, "mangler"),
    (VIBORG, "region", "Nordjylland", "er ukendt"),
    (VIBORG, "region", None, "mangler"),
    (VIBORG, "kind", "by", "ikke en mulighed"),
    (VIBORG, "kind", None, "mangler"),
    (VIBORG, "name", None, "mangler"),
    (VIBORG, "name", 791, "er ikke tekst"),
    (SAMSOE, "name", " viborg ", "står også i række 5"),
    (VIBORG, "consumption_kr", "5 mio. kr.", "er tekst, ikke et tal"),
    (VIBORG, "consumption_kr", "5000000", "er tekst, ikke et tal"),
    (VIBORG, "consumption_kr", START, "er ikke et tal"),
    (VIBORG, "consumption_kr", -1, "Forbruget er negativt"),
    (VIBORG, "consumption_kr", None, "mangler"),
    (VIBORG, "new_consumption_kr", -1, "Besparelsen er større end forbruget"),
    (VIBORG, "new_consumption_kr", None, "mangler"),
    (VIBORG, "grants", None, "nøglen er bevillinger"),
    (VIBORG, "grants", -100, "negativt"),
    (VIBORG, "own_cost_kr", 100, "bruges ikke"),
    (REGION, "own_cost_kr", None, "drift og licens mangler"),
    (REGION, "own_cost_kr", -1, "negativt"),
    (REGION, "grants", 5, "ikke efter bevillinger"),
    (VIBORG, "new_consumption_kr", "=2*", "ingen gemt værdi"),
    (VIBORG, "new_consumption_kr", "=[andet.xlsx]Ark1!A1", "en anden fil"),
    (VIBORG, "new_consumption_kr", "='C:\\x\\[andet.xlsx]Ark 1'!A1", "en anden fil"),
    (VIBORG, "new_consumption_kr", ArrayFormula("E5", "=SUM(D5:D6)"), "ingen gemt værdi"),
    (VIBORG, "new_consumption_kr", "#REF!", "Formlen giver #REF!"),
]


@pytest.mark.parametrize(("row", "key", "value", "what"), CELL_FAULTS)
def test_a_spoiled_cell_is_named(
    filled: Filled, row: int, key: str, value: object, what: str
) -> None:
    book = filled.book()
    party_cell(book, row, key).value = value
    fault = only_fault(saved(filled, book))
    assert what in fault.what
    assert fault.remedy
    place = (fault.place.sheet, fault.place.row, fault.place.column)
    assert place == (f"arket »{PARTIES}«", HEADER_ROW + 1 + row, TITLE[key])
    assert f"række {HEADER_ROW + 1 + row}, kolonne »{TITLE[key]}«" in str(fault)


def test_a_day_that_shows_as_a_number_is_named(filled: Filled) -> None:
    book = filled.book()
    cell = party_cell(book, VIBORG, "start_date")
    cell.value, cell.number_format = 45901, "General"
    assert "»45901« er ikke en dato" in only_fault(saved(filled, book)).what


ASSUMPTION_FAULTS: list[tuple[str, Any, str]] = [
    ("start", None, "»Kontraktstart« mangler"),
    ("start", "i morgen", "ikke en dato"),
    ("years", None, "mangler"),
    ("years", 0, "mindst 1"),
    ("years", 1.5, "ikke et helt tal"),
    ("years", 9000, "ud over år 9999"),
    ("project_cost_kr", None, "mangler"),
    ("project_cost_kr", -1, "negativ"),
    ("key", None, "mangler"),
    ("key", "hovedtal", "ikke en mulighed"),
    ("operation_per_unit_kr", None, "mangler; nøglen er bevillinger"),
    ("licence_per_unit_kr", -1, "er negativ"),
    ("municipalities", 1, "der er 2 i listen"),
    ("municipalities", 2.5, "ikke et helt tal"),
    ("regions", 0, "der er 1 i listen"),
]


@pytest.mark.parametrize(("key", "value", "what"), ASSUMPTION_FAULTS)
def test_a_spoiled_assumption_is_named(filled: Filled, key: str, value: object, what: str) -> None:
    filled.assumptions[key] = value
    fault = only_fault(filled.save())
    assert what in fault.what
    assert (fault.place.sheet, fault.place.row) == (f"arket »{ASSUMPTIONS}«", ROW[key])


def test_own_amounts_take_no_rates_and_need_every_amount(filled: Filled) -> None:
    filled.assumptions["key"] = "egne beløb"
    whats = [fault.what for fault in faults_of(filled.save())]
    assert sum("bruges ikke, når nøglen er egne beløb" in what for what in whats) == 2
    assert sum("Beløbet mangler" in what for what in whats) == 2
    assert len(whats) == 4


def test_own_amounts_are_the_cost(filled: Filled) -> None:
    filled.assumptions |= {
        "key": "Egne beløb",
        "operation_per_unit_kr": None,
        "licence_per_unit_kr": None,
    }
    for party in filled.parties[:2]:
        party |= {"own_cost_kr": 0.1, "grants": None}
    tender = read_tender(filled.save())
    assert [party.annual_cost_kr * 10 for party in tender.parties] == [1, 1, 200_000]


def test_inhabitants_as_key_need_no_grants(filled: Filled) -> None:
    filled.assumptions["key"] = "indbyggere"
    for party in filled.parties:
        party["grants"] = None
    tender = read_tender(filled.save())
    assert tender.parties[0].annual_cost_kr == 97_000 * 1675


def test_a_region_without_municipalities_is_named(filled: Filled) -> None:
    south = {**filled.parties[REGION], "name": "Region Syddanmark", "region": "Syddanmark"}
    filled.parties.append(south)
    fault = only_fault(filled.save())
    assert "har ingen kommuner" in fault.what
    assert (fault.place.row, fault.place.column) == (8, TITLE["region"])


def test_an_older_template_is_named_beside_the_other_faults(filled: Filled) -> None:
    book = filled.book()
    ((sheet, cell),) = book.defined_names[VERSION_NAME].destinations
    book[sheet][cell].value = TEMPLATE_VERSION - 1
    party_cell(book, VIBORG, "inhabitants").value = -1
    whats = [fault.what for fault in faults_of(saved(filled, book))]
    assert len(whats) == 2
    assert any(f"version {TEMPLATE_VERSION - 1}" in what for what in whats)


def test_a_newer_template_asks_for_a_newer_program(filled: Filled) -> None:
    book = filled.book()
    ((sheet, cell),) = book.defined_names[VERSION_NAME].destinations
    book[sheet][cell].value = TEMPLATE_VERSION + 1
    assert "nyere" in only_fault(saved(filled, book)).what


@pytest.mark.parametrize("version", ["1", None])
def test_a_version_that_is_no_number_is_no_template(filled: Filled, version: str | None) -> None:
    book = filled.book()
    ((sheet, cell),) = book.defined_names[VERSION_NAME].destinations
    book[sheet][cell].value = version
    assert "ikke lavet med skabelonen" in only_fault(saved(filled, book)).what


def test_a_workbook_of_another_kind_lacks_everything(tmp_path: Path) -> None:
    filled = Filled(tmp_path / "udbud.xlsx")
    book = filled.book()
    for sheet in (GUIDE, ASSUMPTIONS, REGIONS, PARTIES):
        book[sheet].title = f"{sheet} 2"
    whats = [fault.what for fault in faults_of(saved(filled, book))]
    assert whats.count("Arket mangler.") == 4
    assert any("ikke lavet med skabelonen" in what for what in whats)


def test_without_a_version_name_it_is_no_template(filled: Filled) -> None:
    book = filled.book()
    del book.defined_names[VERSION_NAME]
    assert "ikke lavet med skabelonen" in only_fault(saved(filled, book)).what


def test_links_to_other_files_are_named(filled: Filled) -> None:
    file = filled.save()
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    fault = only_fault(file)
    assert "andre filer" in fault.what
    assert fault.place.sheet == "udbud.xlsx"


def test_a_changed_heading_is_named_and_not_read(filled: Filled) -> None:
    book = filled.book()
    book[PARTIES].cell(HEADER_ROW, COLUMN["inhabitants"]).value = "Borgere"
    missing, strange = faults_of(saved(filled, book))
    assert (missing.what, missing.place.column) == ("Kolonnen mangler.", "Indbyggere (antal)")
    assert (strange.what, strange.place.column) == ("Kolonnen er ukendt.", "Borgere")


def test_a_heading_that_stands_twice_is_named(filled: Filled) -> None:
    book = filled.book()
    book[PARTIES].cell(HEADER_ROW, len(COLUMN) + 1).value = TITLE["inhabitants"]
    fault = next(f for f in faults_of(saved(filled, book)) if f.place.row == HEADER_ROW)
    assert fault.what == "Kolonnen står flere gange."


def test_a_removed_assumption_is_named(filled: Filled) -> None:
    book = filled.book()
    book[ASSUMPTIONS].cell(ROW["years"], 1).value = None
    fault = only_fault(saved(filled, book))
    assert (fault.what, fault.place.column) == (
        "Forudsætningen mangler i arket.",
        "Kontraktår (antal)",
    )


def test_the_regions_parts_must_be_whole(filled: Filled) -> None:
    filled.regions = {"Midtjylland": 60, "Midtjylland ": None, "Syddanmark": 30}
    whats = {fault.place.sheet: fault.what for fault in faults_of(filled.save())}
    assert whats.keys() == {f"arket »{REGIONS}«"}
    filled.regions = {"Midtjylland": 100, "Syddanmark": None}
    parts = read_tender(filled.save()).contract.regional_parts
    assert parts == {"Midtjylland": Fraction(1)}


def test_a_region_row_without_name_is_named(filled: Filled) -> None:
    book = filled.book()
    book[REGIONS].cell(HEADER_ROW + 3, 2).value = 0
    whats = [fault.what for fault in faults_of(saved(filled, book))]
    assert "»Region« mangler." in whats


def test_all_faults_come_at_once_and_in_order(filled: Filled) -> None:
    filled.assumptions["years"] = None
    filled.parties[VIBORG] |= {"inhabitants": -1, "consumption_kr": "meget", "start_date": None}
    filled.parties[SAMSOE] |= {"name": "VIBORG", "kind": None}
    filled.parties[REGION] |= {"own_cost_kr": None}
    faults = faults_of(filled.save())
    assert len(faults) == 7
    assert [(f.place.sheet, f.place.row) for f in faults] == sorted(
        (f.place.sheet, f.place.row) for f in faults
    )


def test_empty_rows_between_parties_are_no_parties(filled: Filled) -> None:
    filled.parties.insert(1, {"name": "   "})
    filled.parties.insert(1, {})
    assert len(read_tender(filled.save()).parties) == 3


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "udbud.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0 encrypted")
    assert "ikke en læsbar" in only_fault(file).what


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/worksheets/sheet4.xml", "xl/styles.xml"]
)
def test_a_damaged_workbook_is_refused(filled: Filled, part: str) -> None:
    file = filled.save()
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part][:200]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "ikke en læsbar" in only_fault(file).what


def test_a_missing_or_strange_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="findes ikke"):
        validate_tender(tmp_path / "udbud.xlsx")
    other = tmp_path / "udbud.pdf"
    other.write_bytes(b"%PDF")
    with pytest.raises(InputError, match=r"typen »\.pdf«"):
        validate_tender(other)


def test_a_fault_list_is_never_empty(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no faults"):
        InputFaultsError(tmp_path, [])


def test_a_calculated_formula_is_its_value(filled: Filled) -> None:
    """A formula saved by Excel holds its value; here the value is put beside it by hand."""
    book = filled.book()
    party_cell(book, VIBORG, "new_consumption_kr").value = "=1000000*3"
    file = saved(filled, book)
    _give_cached_value(file, "1000000*3", "3000000")
    assert read_tender(file).parties[VIBORG].annual_saving_kr == 2_000_000


def _give_cached_value(file: Path, formula: str, value: str) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    marked, found = f"<f>{formula}</f>".encode(), 0
    for name, content in parts.items():
        if marked in content:
            found += 1
            after = content.index(marked) + len(marked)
            rest = content[after:].removeprefix(b"<v />").removeprefix(b"<v></v>")
            parts[name] = content[:after] + f"<v>{value}</v>".encode() + rest
    assert found == 1
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_days_are_days_whatever_the_century(filled: Filled) -> None:
    filled.assumptions["start"] = datetime(2096, 2, 29)  # noqa: DTZ001
    for party in filled.parties:
        party["start_date"] = datetime(2096, 2, 29)  # noqa: DTZ001
    totals = validate_tender(filled.save())
    assert totals.period is not None
    assert totals.period[1].isoformat() == "2100-02-28"
