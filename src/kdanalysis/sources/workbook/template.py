"""Writing the empty input workbook of a tender: instructions, assumptions, regions, parties.

Headings are locked, inputs are open; every input cell says what it takes and refuses the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kdanalysis.project import InputError
from kdanalysis.publishing import replacing
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    ASSUMPTIONS,
    GUIDE,
    HEADER_ROW,
    KNOWN_REGIONS,
    PARTIES,
    PARTY_FIELDS,
    REGION_FIELDS,
    REGIONS,
    TEMPLATE_MADE,
    TENDER,
    Field,
    Form,
    Kind,
)

_PARTY_ROWS = 120
"""Prepared rows: more than the country has municipalities and regions."""
_REGION_ROWS = 10
_FIRST = HEADER_ROW  # xlsxwriter counts rows from 0: the row below the headings
_REGION_LIST = f"={REGIONS}!$A${_FIRST + 1}:$A${_FIRST + _REGION_ROWS}"
_NUMBER_FORMATS = {
    Kind.AMOUNT: "#,##0.00",
    Kind.COUNT: "#,##0",
    Kind.DATE: "dd-mm-yyyy",
    Kind.TEXT: "General",
}
_RULES: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"validate": "length", "criteria": ">", "value": 0},
    Kind.AMOUNT: {"validate": "decimal", "criteria": ">=", "value": 0},
    Kind.COUNT: {"validate": "integer", "criteria": ">=", "value": 0},
    Kind.DATE: {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)},
}
_TITLE_LENGTH = 32  # Excel's limit
_GUIDE = (
    "Udfyld de lyse felter i arkene Forudsætninger, Regioner og Parter. Overskrifterne er låst.",
    "Skriv tal som tal og datoer som datoer. Hent ikke tal fra andre filer med formler.",
    "Én række pr. part. En part må kun stå én gang. Tomme rækker læses ikke.",
    "Forbrug er det, der blev indmeldt, da udbudsprocessen begyndte, for et helt år.",
    "Forventet forbrug til nye priser er den samme mængde til udbuddets priser.",
    "Gem filen som .xlsx. Kontrollér den med: kdanalysis inputs validate FIL",
    "Beregn udligningen med: kdanalysis equalise FIL --out MAPPE",
)


def write_template(file: Path) -> None:
    """Write the empty workbook of a tender.

    Raises:
        InputError: there is a file already; it is left as it is.
    """
    write_book(file, "Input til udbud", Writer)


def write_book(file: Path, title: str, writer: type[Writer]) -> None:
    """Write an empty workbook with the sheets of `writer`.

    Raises:
        InputError: there is a file already; it is left as it is.
    """
    if file.exists():
        raise InputError(
            "Filen findes i forvejen og bliver ikke overskrevet.",
            file,
            "Vælg et andet navn med --out, eller flyt filen.",
        )
    with replacing(file) as beside, xlsxwriter.Workbook(beside) as book:
        book.set_properties({"title": title, "created": TEMPLATE_MADE, "comments": "kdanalysis"})
        writer(book).write()


class Writer:
    """One workbook in the making, with its cell formats."""

    def __init__(self, book: Workbook) -> None:
        """Make the formats in `book`."""
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E4E9EE"}
        )
        self.inputs = {
            kind: self._input_format(pattern) for kind, pattern in _NUMBER_FORMATS.items()
        }

    def _input_format(self, pattern: str) -> Format:
        shape = {"num_format": pattern, "bg_color": "#FFFBE6", "border": 1, "locked": False}
        return self.book.add_format({**shape, "border_color": "#B8BFC6"})

    def write(self) -> None:
        """Write all sheets in order."""
        self._guide()
        self._assumptions()
        self._regions()
        self._parties()

    def _sheet(self, name: str, title: str, note: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, note)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return sheet

    def _guide(self) -> None:
        self._instructions("Input til udbud og udligning", _GUIDE, TENDER)

    def _instructions(self, title: str, lines: Sequence[str], form: Form) -> None:
        """Write the sheet that tells how to fill in the others, and the template's version."""
        sheet = self._sheet(GUIDE, title, "Sådan udfyldes projektmappen:")
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(lines, start=3):
            sheet.write_string(row, 0, f"{row - 2}. {line}", self.wrapped)
        row = 4 + len(lines)
        sheet.write_string(row, 0, "Skabelonens version (må ikke ændres):")
        sheet.write_number(row + 1, 0, form.version)
        self.book.define_name(form.version_name, f"={GUIDE}!$A${row + 2}")

    def _assumptions(self) -> None:
        sheet = self._sheet(ASSUMPTIONS, "Forudsætninger", "Én værdi i hver række.")
        self._headings(sheet, ("Forudsætning", "Værdi", "Forklaring"), (44, 20, 90))
        for row, field in enumerate(ASSUMPTION_FIELDS, start=_FIRST):
            sheet.write_string(row, 0, field.title)
            sheet.write_string(row, 2, field.help)
            self._inputs(sheet, field, 1, row, row)

    def _regions(self) -> None:
        note = "De regioner, der kan vælges i arket Parter."
        sheet = self._sheet(REGIONS, "Regioner", note)
        self._table(sheet, REGION_FIELDS, _REGION_ROWS)
        for row, name in enumerate(KNOWN_REGIONS, start=_FIRST):
            sheet.write_string(row, 0, name, self.inputs[Kind.TEXT])

    def _parties(self) -> None:
        sheet = self._sheet(PARTIES, "Parter", "Én række pr. kommune og region.")
        self._table(sheet, PARTY_FIELDS, _PARTY_ROWS)

    def _table(self, sheet: Worksheet, fields: Sequence[Field], rows: int) -> None:
        titles = [field.title for field in fields]
        self._headings(sheet, titles, [max(16, len(title) // 2 + 4) for title in titles])
        for column, field in enumerate(fields):
            self._inputs(sheet, field, column, _FIRST, _FIRST + rows - 1)

    def _headings(self, sheet: Worksheet, titles: Sequence[str], widths: Sequence[int]) -> None:
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.write_string(HEADER_ROW - 1, column, title, self.heading)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(HEADER_ROW, 1)

    def _inputs(self, sheet: Worksheet, field: Field, column: int, first: int, last: int) -> None:
        """Open the cells of one field and say what they take."""
        for row in range(first, last + 1):
            sheet.write_blank(row, column, None, self.inputs[field.kind])
        sheet.data_validation(first, column, last, column, _validation(field))


def _validation(field: Field) -> dict[str, object]:
    texts = {
        "input_title": field.title[:_TITLE_LENGTH],
        "input_message": field.help,
        "error_title": "Kan ikke bruges",
        "error_message": field.help,
    }
    return _rule(field) | texts


def _rule(field: Field) -> dict[str, object]:
    if field.listed_in:
        return {"validate": "list", "source": _REGION_LIST}
    if field.choices:
        return {"validate": "list", "source": list(field.choices)}
    return dict(_RULES[field.kind])
