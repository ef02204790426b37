"""Parties as CSV: what is read, what is refused, and that nothing is guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.procurement.inputs.delivered import (
    CSV_HEADER,
    TERMS,
    example,
    example_csv,
    example_workbook,
    write_rows,
)

from kdanalysis.procurement.equalisation import equalise
from kdanalysis.procurement.inputs import read_tender, validate_tender
from kdanalysis.procurement.parties import Party, PartyKind
from kdanalysis.sources.workbook.cells import CellError, CellFault, InputFaultsError, text_value
from kdanalysis.sources.workbook.layout import Field, Kind

if TYPE_CHECKING:
    from decimal import Decimal

GOOD = ("Viborg", "kommune", "M", 1000, 10, 97000, "2025-09-01")
REGION = ("Region M", "region", "M", -500, 10, "", "2025-09-01")


def faults_of(file: Path, **terms: str) -> tuple[CellFault, ...]:
    with pytest.raises(InputFaultsError) as caught:
        read_tender(file, TERMS | terms)
    return caught.value.faults


def test_the_example_is_the_same_by_workbook_and_by_csv(tmp_path: Path) -> None:
    by_workbook = read_tender(example_workbook(tmp_path / "udbud.xlsx"))
    by_csv = read_tender(example_csv(tmp_path / "udbud.csv"), TERMS)
    assert by_workbook.parties == by_csv.parties == example().parties
    assert by_workbook.contract == by_csv.contract
    assert by_workbook.consumption_kr == example().consumption_kr
    assert by_csv.consumption_kr == {}
    printed = equalise(example().parties, example().contract)
    assert equalise(by_csv.parties, by_csv.contract).rows == printed.rows


def test_totals_are_those_of_the_printed_example(tmp_path: Path) -> None:
    totals = validate_tender(example_workbook(tmp_path / "udbud.xlsx"))
    assert (totals.municipalities, totals.regions, totals.inhabitants) == (31, 2, 2_100_000)
    assert totals.consumption_kr == sum(example().consumption_kr.values())
    assert totals.period == (date(2025, 9, 1), date(2029, 8, 31))


def test_a_csv_without_contract_is_validated_without_it(tmp_path: Path) -> None:
    totals = validate_tender(example_csv(tmp_path / "udbud.csv"))
    assert totals.period is None
    assert totals.consumption_kr is None
    with_period = validate_tender(tmp_path / "udbud.csv", {"start": "2025-09-01", "years": "4"})
    assert with_period.period == (date(2025, 9, 1), date(2029, 8, 31))


def test_without_terms_nothing_is_computed(tmp_path: Path) -> None:
    with pytest.raises(InputFaultsError) as caught:
        read_tender(example_csv(tmp_path / "udbud.csv"))
    places = [fault.place.sheet for fault in caught.value.faults]
    options = ("--contract-start", "--project-cost", "--years")
    assert places == [f"kommandolinjen, {option}" for option in options]


@pytest.mark.parametrize(
    ("key", "text", "what"),
    [
        ("start", "i morgen", "ikke en dato"),
        ("years", "fire", "ikke et tal"),
        ("years", "0", "mindst 1"),
        ("project_cost_kr", "3.040.000", "to måder"),
        ("project_cost_kr", "-1", "negativ"),
        ("municipalities", "0", "der er 1 i listen"),
        ("regions", "1.5", "ikke et helt tal"),
    ],
)
def test_a_spoiled_option_is_named(tmp_path: Path, key: str, text: str, what: str) -> None:
    (fault,) = faults_of(write_rows(tmp_path / "u.csv", GOOD, REGION), **{key: text})
    assert what in fault.what
    assert fault.place.sheet.startswith("kommandolinjen, --")


def test_counts_of_those_who_have_not_joined_reach_the_contract(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "u.csv", GOOD, REGION)
    contract = read_tender(file, TERMS | {"municipalities": "36", "regions": "2"}).contract
    assert (contract.municipalities, contract.regions) == (36, 2)


def test_options_may_repeat_the_workbook_but_not_contradict_it(tmp_path: Path) -> None:
    file = example_workbook(tmp_path / "udbud.xlsx")
    assert read_tender(file, TERMS).contract.years == 4
    with pytest.raises(InputFaultsError) as caught:
        read_tender(file, TERMS | {"years": "5", "regions": "to"})
    whats = [fault.what for fault in caught.value.faults]
    assert "en anden end »Kontraktår (antal)« i projektmappen" in " ".join(whats)
    assert "»to« er ikke et tal." in whats
    assert len(whats) == 2


def row(**changes: object) -> tuple[object, ...]:
    cells = dict(zip(CSV_HEADER.split(","), GOOD, strict=True)) | changes
    return tuple(cells.values())


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("inhabitants", "-5", "Indbyggertallet er -5"),
        ("inhabitants", "", "Indbyggertallet mangler"),
        ("inhabitants", "1.5", "ikke et helt tal"),
        ("annual_saving_kr", "abc", "ikke et tal"),
        ("annual_saving_kr", "1.500", "to måder"),
        ("annual_saving_kr", "1.500.000", "to måder"),
        ("annual_saving_kr", "1e6", "ikke et tal"),
        ("annual_saving_kr", "", "mangler"),
        ("annual_cost_kr", "-1", "negativ"),
        ("start_date", "2029-09-01", "uden for kontrakten"),
        ("start_date", "2025-08-31", "uden for kontrakten"),
        ("start_date", "2025-02-30", "ikke en dato"),
        ("start_date", "1/9/2025", "ikke en dato"),
        ("start_date", "", "mangler"),
        ("region", "X", "er ukendt"),
        ("party_type", "by", "ikke en mulighed"),
        ("party_type", "", "mangler"),
        ("party", "", "mangler"),
        ("party", "REGION  m", "står også i række 2"),
    ],
)
def test_a_spoiled_cell_is_named(tmp_path: Path, column: str, cell: str, what: str) -> None:
    spare = ("Odder", "kommune", "M", 1000, 10, 23000, "2025-09-01")
    (fault,) = faults_of(write_rows(tmp_path / "u.csv", REGION, row(**{column: cell}), spare))
    assert what in fault.what
    assert (fault.place.sheet, fault.place.row, fault.place.column) == ("u.csv", 3, column)


def test_a_region_without_municipalities_is_named(tmp_path: Path) -> None:
    south = ("Region S", "region", "S", -500, 10, "", "2025-09-01")
    (fault,) = faults_of(write_rows(tmp_path / "u.csv", GOOD, REGION, south))
    assert "har ingen kommuner" in fault.what
    assert fault.place.row == 4


def test_inhabitants_of_a_region_are_refused(tmp_path: Path) -> None:
    told = ("Region M", "region", "M", -500, 10, 1_300_000, "2025-09-01")
    (fault,) = faults_of(write_rows(tmp_path / "u.csv", GOOD, told))
    assert "intet indbyggertal" in fault.what


def test_a_saving_above_consumption_is_refused_where_consumption_is_given(tmp_path: Path) -> None:
    header = CSV_HEADER + ",consumption_kr"
    file = write_rows(tmp_path / "u.csv", (*GOOD, 999), (*REGION, ""), header=header)
    (fault,) = faults_of(file)
    assert "større end forbruget" in fault.what
    assert fault.place.column == "annual_saving_kr"
    enough = write_rows(tmp_path / "v.csv", (*GOOD, 1000), (*REGION, ""), header=header)
    assert read_tender(enough, TERMS).consumption_kr == {"Viborg": 1000}


def test_missing_and_double_headings_are_named(tmp_path: Path) -> None:
    file = tmp_path / "u.csv"
    file.write_text("party,party_type,region,region,annual_saving_kr\n", encoding="utf-8")
    found = {fault.place.column: fault.what for fault in faults_of(file)}
    assert found == {
        "region": "Kolonnen står flere gange.",
        "annual_cost_kr": "Kolonnen mangler.",
        "inhabitants": "Kolonnen mangler.",
        "start_date": "Kolonnen mangler.",
    }


def test_a_ragged_row_is_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "u.csv", GOOD, (*REGION, "ekstra"), row(party="A", region="M"))
    (fault,) = faults_of(file)
    assert "8 felter" in fault.what
    assert fault.place.row == 3


@pytest.mark.parametrize("content", ["", "\n \n", CSV_HEADER + "\n"])
def test_a_file_without_parties_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "u.csv"
    file.write_text(content, encoding="utf-8")
    (fault,) = faults_of(file)
    assert fault.what in {"Filen er tom.", "Der er ingen parter; angiv mindst én kommune."}


def test_letters_in_another_encoding_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "u.csv"
    file.write_bytes(CSV_HEADER.encode() + "\nSamsø".encode("cp1252"))
    (fault,) = faults_of(file)
    assert fault.what == "Filen er ikke UTF-8."


def test_a_danish_file_with_semicolons_and_bom_is_read(tmp_path: Path) -> None:
    file = tmp_path / "u.csv"
    lines = [
        CSV_HEADER.replace(",", ";") + ";bemærkning",
        "Samsø;Kommune;M;1000,50;10;3700;01-09-2025;",
        "Region M;region;M;\N{MINUS SIGN}500;10;;01-09-2025;overslag",
    ]
    file.write_text("\r\n".join(lines), encoding="utf-8-sig")
    samsoe, region = read_tender(file, TERMS).parties
    assert samsoe.name == "Samsø"
    assert samsoe.annual_saving_kr == Fraction(2001, 2)
    assert samsoe.start_date == date(2025, 9, 1)
    assert region.annual_saving_kr == -500


def test_municipalities_alone_may_equalise(tmp_path: Path) -> None:
    tender = read_tender(write_rows(tmp_path / "u.csv", GOOD, row(party="Odder")), TERMS)
    assert len(tender.parties) == 2


AMOUNT = Field("x", "x", Kind.AMOUNT)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**12))
def test_a_plain_amount_is_read_exactly(amount: Decimal) -> None:
    assert text_value(f"{amount:f}", AMOUNT) == Fraction(amount)
    assert text_value(f"{amount:f}".replace(".", ","), AMOUNT) == Fraction(amount)


@given(st.integers(min_value=1000), st.sampled_from([".", ",", " "]))
def test_a_grouped_amount_is_never_guessed_at(amount: int, separator: str) -> None:
    with pytest.raises(CellError):
        text_value(f"{amount:,}".replace(",", separator), AMOUNT)


names = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)
kroner = st.integers(-(10**8), 10**8)
days = st.dates(date(2025, 9, 1), date(2029, 8, 31))


@given(
    st.lists(
        st.tuples(names, kroner, st.integers(0, 10**8), st.integers(1, 10**6), days),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[0].casefold(),
    )
)
@settings(max_examples=50)
def test_what_is_written_is_what_is_read(
    rows: list[tuple[str, int, int, int, date]],
) -> None:
    kind = PartyKind.MUNICIPALITY
    written = tuple(
        Party(f"{name} Kommune", kind, "M", Fraction(saving), Fraction(cost), inhabitants, day)
        for name, saving, cost, inhabitants, day in rows
    )
    cells = [(p.name, kind.value, p.region, *row[1:]) for p, row in zip(written, rows, strict=True)]
    with TemporaryDirectory() as folder:
        file = write_rows(Path(folder) / "u.csv", *cells)
        assert read_tender(file, TERMS).parties == written


garbage = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
cell = st.one_of(garbage, st.sampled_from([str(c) for c in (*GOOD, *REGION)]))


@given(st.lists(st.tuples(*[cell] * 7), max_size=4))
@settings(max_examples=150)
def test_no_content_ends_in_anything_but_a_tender_or_its_faults(
    rows: list[tuple[str, ...]],
) -> None:
    with TemporaryDirectory() as folder:
        file = write_rows(Path(folder) / "u.csv", *rows)
        try:
            tender = read_tender(file, TERMS)
        except InputFaultsError:
            return
        # What passes the file's checks must also pass the model's.
        assert equalise(tender.parties, tender.contract).rows
