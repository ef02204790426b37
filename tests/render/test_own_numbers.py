"""The annex' sheet of own calculations: there for those who compute, and only then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl

from kdanalysis.evidence.own import own
from kdanalysis.render.annex import CONTENTS, SHEET, Annex, own_spans, with_own_numbers, write_annex
from kdanalysis.render.checks import check_annex
from kdanalysis.render.reading import read_document
from kdanalysis.report.elements.numbers import n
from kdanalysis.report.elements.tables import own_table
from kdanalysis.report.expenditure import purchases_table

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.report.subjects.accounts import View

TOLD = {"rule": 'lagt (sammen), "to" gange', "source": "eget regneark"}
VALUE = own(2.5, "mio. kr.", decimals=1, **TOLD)


def test_a_report_without_own_numbers_has_the_annex_it_had(midt: View) -> None:
    data = (purchases_table(midt).data(),)
    text = purchases_table(midt).markdown()
    assert own_spans(text) == []
    assert with_own_numbers(data, own_spans(text)) == data


def test_it_lists_own_numbers_of_text_and_tables_once() -> None:
    frame = pl.DataFrame({"Navn": ["a", "b"], "x": [1, None]})
    table = own_table(frame, title="T", units="kr.", rule="talt", source="mig")
    text = f"Det er {n(VALUE)} og {n(VALUE)}.\n\n{table.markdown()}"
    *before, own_sheet = with_own_numbers([table.data()], own_spans(text))
    assert before == [table.data()]
    assert own_sheet.id == SHEET
    assert own_sheet.rows == (
        (2.5, "mio. kr.", "2,5 mio. kr.", TOLD["rule"], "eget regneark"),
        (1, "kr.", "1 kr.", "talt", "mig"),
    )
    read = [(str(piece.key), piece.look) for piece in read_document(text).figures]
    assert with_own_numbers([table.data()], read)[-1] == own_sheet


def test_each_look_of_a_number_is_listed() -> None:
    told = own_spans(f"{n(VALUE)} {n(VALUE.with_decimals(0))}")
    assert [row[0] for row in with_own_numbers([], told)[-1].rows] == [2.5, 3]


def test_the_workbook_holds_the_sheet_and_the_check_sees_it(midt: View, tmp_path: Path) -> None:
    data = (purchases_table(midt).data(),)
    whole = with_own_numbers(data, own_spans(n(VALUE)))
    file = tmp_path / "bilag.xlsx"
    write_annex(Annex("Rapporten", "DASSOS", date(2024, 5, 8), whole, {}), file)
    assert openpyxl.load_workbook(file).sheetnames == [CONTENTS, data[0].id, SHEET]
    assert check_annex(file, whole) == []
    assert check_annex(file, data)
