"""The Excel annex: what stands behind every figure and table, one sheet each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kdanalysis.report.elements.dataset import Cell, ShownData

CONTENTS = "Indhold"
HEADER_ROW = 6
"""Zero-based row of the column names; title, unit, source, note and the way back stand above."""

_CONTENTS_COLUMNS = {"Ark": 14, "Titel": 70, "Enhed": 18, "Kilde": 60}  # widths
_NAME_LIMIT = 31  # characters, set by Excel
_WIDEST = 60
_YEARS = frozenset({"år", "year"})  # columns whose integers take no thousands separator


@dataclass(frozen=True)
class Annex:
    """What goes into the workbook of one report."""

    title: str
    committee: str
    day: date
    """Date of the data; also the document's date, so that the same data give the same bytes."""
    datasets: Sequence[ShownData]
    labels: dict[str, str]
    """Dataset id → name in the report ("Tabel 1")."""


@dataclass(frozen=True)
class _Styles:
    title: Format
    header: Format
    number_header: Format
    link: Format
    wrap: Format


def write_annex(annex: Annex, target: Path) -> None:
    """Write the workbook: a contents sheet with links, then one sheet per dataset in order."""
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        book.set_properties(
            {
                "title": annex.title,
                "subject": "Bilag med tallene bag figurer og tabeller",
                "author": "kdanalysis",
                "company": annex.committee,
                "created": datetime.combine(annex.day, time()),
            }
        )
        styles = _styles(book)
        contents = book.add_worksheet(CONTENTS)
        names = sheet_names(annex)
        for dataset in annex.datasets:
            _sheet(book, book.add_worksheet(names[dataset.id]), dataset, styles)
        _contents(contents, annex, names, styles)


def sheet_names(annex: Annex) -> dict[str, str]:
    """Return dataset id → sheet name: the report's own label, else the id; unique for Excel."""
    names: dict[str, str] = {}
    taken = {CONTENTS.casefold()}
    for dataset in annex.datasets:
        wanted = annex.labels.get(dataset.id, dataset.id)
        name, copy = wanted[:_NAME_LIMIT], 2
        while name.casefold() in taken:
            suffix = f" ({copy})"
            name, copy = wanted[: _NAME_LIMIT - len(suffix)] + suffix, copy + 1
        taken.add(name.casefold())
        names[dataset.id] = name
    return names


def _styles(book: Workbook) -> _Styles:
    header = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    return _Styles(
        title=book.add_format({"bold": True, "font_size": 14}),
        header=book.add_format(header),
        number_header=book.add_format({**header, "align": "right"}),
        link=book.get_default_url_format(),
        wrap=book.add_format({"text_wrap": True, "valign": "top"}),
    )


def _contents(sheet: Worksheet, annex: Annex, names: dict[str, str], styles: _Styles) -> None:
    sheet.write_string(0, 0, annex.title, styles.title)
    sheet.write_string(1, 0, f"{annex.committee}. Bilag med tallene bag figurer og tabeller.")
    for column, (name, width) in enumerate(_CONTENTS_COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, name, styles.header)
    sheet.freeze_panes(4, 0)
    for row, dataset in enumerate(annex.datasets, start=4):
        name = names[dataset.id]
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        for column, text in enumerate((dataset.title, dataset.unit, dataset.source), start=1):
            sheet.write_string(row, column, text, styles.wrap)


def _sheet(book: Workbook, sheet: Worksheet, dataset: ShownData, styles: _Styles) -> None:
    sheet.write_string(0, 0, dataset.title, styles.title)
    sheet.write_string(1, 0, f"Enhed: {dataset.unit}")
    sheet.write_string(2, 0, dataset.source)
    sheet.write_string(3, 0, dataset.note or "")
    sheet.write_url(4, 0, f"internal:'{CONTENTS}'!A1", styles.link, "Til indholdet")
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.repeat_rows(HEADER_ROW)
    for column, (name, *cells) in enumerate(zip(dataset.columns, *dataset.rows, strict=True)):
        _column(book, sheet, column, str(name), cells, styles)


def _column(
    book: Workbook, sheet: Worksheet, column: int, name: str, cells: list[Cell], styles: _Styles
) -> None:
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    sheet.write_string(HEADER_ROW, column, name, styles.number_header if numbers else styles.header)
    shown = book.add_format({"num_format": _number_format(name, numbers)})
    for row, cell in enumerate(cells, start=HEADER_ROW + 1):
        if cell is not None:
            sheet.write(row, column, cell, shown if isinstance(cell, int | float) else None)
    widest = max(len(name), *map(_length, cells))
    sheet.set_column(column, column, min(widest + 3, _WIDEST))


def _length(cell: Cell) -> int:
    return len(f"{cell:,}" if isinstance(cell, int | float) else cell or "")


def _number_format(name: str, numbers: list[int | float]) -> str:
    """Return the format that shows the column's own decimals, six at most."""
    if name.casefold() in _YEARS:
        return "0"
    fractions = [f"{number:.6f}".rstrip("0").partition(".")[2] for number in numbers]
    decimals = max(map(len, fractions), default=0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")
