"""The Excel annex, read back with another library than the one that wrote it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.render.annex import CONTENTS, HEADER_ROW, Annex, sheet_names, write_annex
from kdanalysis.report.elements.tables import ShownData

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.report.elements.tables import Cell

DAY = date(2024, 5, 8)


def shown(name: str, rows: tuple[tuple[Cell, ...], ...], columns: tuple[str, ...]) -> ShownData:
    return ShownData(
        id=name,
        kind="table",
        title=f"Titel {name}",
        unit="1.000 kr.",
        source="Kilde: prøvedata",
        note="2022-priser",
        columns=columns,
        rows=rows,
    )


AMOUNTS = shown(
    "tbl-beloeb",
    (("Botilbud", 2022, 1234567, 10.25), ("I alt", 2021, None, -3.5), ("=1+1", 2020, 0, 0.0)),
    ("Område", "År", "Udgift_tkr", "Vækst_pct"),
)


def write(folder: Path, *datasets: ShownData, labels: dict[str, str] | None = None) -> Any:
    path = folder / "bilag.xlsx"
    write_annex(Annex("Rapporten", "DASSOS", DAY, datasets, labels or {}), path)
    return openpyxl.load_workbook(path)


def test_the_contents_list_and_link_every_sheet(tmp_path: Path) -> None:
    book = write(
        tmp_path, AMOUNTS, shown("fig-a", ((1,),), ("a",)), labels={"tbl-beloeb": "Tabel 7"}
    )
    assert book.sheetnames == [CONTENTS, "Tabel 7", "fig-a"]
    contents = book[CONTENTS]
    rows = [[cell.value for cell in row] for row in contents.iter_rows(min_row=4, max_col=4)]
    assert rows == [
        ["Ark", "Titel", "Enhed", "Kilde"],
        ["Tabel 7", "Titel tbl-beloeb", "1.000 kr.", "Kilde: prøvedata"],
        ["fig-a", "Titel fig-a", "1.000 kr.", "Kilde: prøvedata"],
    ]
    there = [contents.cell(row, 1).hyperlink.location for row in (5, 6)]
    assert there == ["'Tabel 7'!A1", "'fig-a'!A1"]
    back = [book[name]["A5"].hyperlink.location for name in book.sheetnames[1:]]
    assert back == ["'Indhold'!A1"] * 2


def test_an_analyst_reads_it_with_polars(tmp_path: Path) -> None:
    write(tmp_path, AMOUNTS)
    frame = pl.read_excel(
        tmp_path / "bilag.xlsx", sheet_name="tbl-beloeb", read_options={"header_row": HEADER_ROW}
    )
    assert frame.columns == list(AMOUNTS.columns)
    assert frame["Udgift_tkr"].to_list() == [1234567, None, 0]


def test_a_sheet_tells_title_unit_source_and_note_above_plain_numbers(tmp_path: Path) -> None:
    sheet = write(tmp_path, AMOUNTS)["tbl-beloeb"]
    above = [sheet.cell(row, 1).value for row in range(1, 5)]
    assert above == ["Titel tbl-beloeb", "Enhed: 1.000 kr.", "Kilde: prøvedata", "2022-priser"]
    cells = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=HEADER_ROW + 1)]
    assert cells == [AMOUNTS.columns, *AMOUNTS.rows]
    assert sheet.cell(HEADER_ROW + 4, 1).data_type == "s"  # text, not a formula
    assert sheet.freeze_panes == "B8"


def test_numbers_are_shown_with_the_decimals_of_their_column(tmp_path: Path) -> None:
    sheet = write(tmp_path, AMOUNTS)["tbl-beloeb"]
    formats = [sheet.cell(HEADER_ROW + 2, column).number_format for column in (2, 3, 4)]
    assert formats == ["0", "#,##0", "#,##0.00"]


def test_columns_are_as_wide_as_their_text_up_to_a_limit(tmp_path: Path) -> None:
    sheet = write(tmp_path, shown("tbl-a", (("x" * 200, 1),), ("Navn", "Tal")))["tbl-a"]
    widths = [sheet.column_dimensions[column].width for column in "AB"]
    assert 60 <= widths[0] < 62
    assert 5 < widths[1] < 8


def test_the_properties_are_set_and_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    properties = write(tmp_path, AMOUNTS).properties
    assert (properties.title, properties.created) == ("Rapporten", datetime(2024, 5, 8))  # noqa: DTZ001
    first = (tmp_path / "bilag.xlsx").read_bytes()
    write(tmp_path, AMOUNTS)
    assert (tmp_path / "bilag.xlsx").read_bytes() == first


def test_a_report_without_numbers_has_a_contents_sheet_only(tmp_path: Path) -> None:
    assert write(tmp_path).sheetnames == [CONTENTS]


_LONG = "tbl-" + "x" * 40


@given(st.lists(st.sampled_from(["indhold", "fig-a", "FIG-a", _LONG, _LONG + "x"]), unique=True))
def test_sheet_names_are_short_unique_and_keep_the_order(names: list[str]) -> None:
    datasets = [shown(name, ((1,),), ("a",)) for name in names]
    named = sheet_names(Annex("T", "D", DAY, datasets, {}))
    assert list(named) == names
    assert max(map(len, named.values()), default=1) <= 31
    assert len({name.casefold() for name in [CONTENTS, *named.values()]}) == len(names) + 1


@pytest.mark.parametrize("label", ["Figur 1", "Tabel 12"])
def test_a_sheet_takes_the_name_printed_in_the_report(label: str) -> None:
    annex = Annex("T", "D", DAY, [AMOUNTS], {"tbl-beloeb": label})
    assert sheet_names(annex) == {"tbl-beloeb": label}
