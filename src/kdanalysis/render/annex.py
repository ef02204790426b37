"""The Excel annex: what stands behind every figure and table, and all own calculations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

import xlsxwriter
from nbformat import NotebookNode
from pydantic import TypeAdapter, ValidationError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kdanalysis.evidence.own import RULE, is_own, read_key
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.render.outputs import outputs
from kdanalysis.report.elements.numbers import unrounded
from kdanalysis.report.elements.tables import Cell, ShownData, number

# The numbers behind figures and tables, as the executed notebook carries them.


_SHOWN = TypeAdapter(ShownData)
_NAME = re.compile(r"(fig|tbl)-[\w-]+")
_REMEDY = "Ret funktionen, der viser figuren eller tabellen."


def collect(notebook: NotebookNode, where: str) -> tuple[ShownData, ...]:
    """Return the datasets in document order.

    Raises:
        InputError: one is not a whole table of plain values, or two have the same id.
    """
    found: dict[str, ShownData] = {}
    for at, _, output in outputs(notebook):
        stated = output.get("metadata", {}).get("kdanalysis", {}).get("dataset")
        if stated is None:
            continue
        place = f"{where}, celle {at}"
        dataset = _read(stated, place)
        if dataset.id in found:
            raise InputError(f"To datasæt hedder {dataset.id}.", place, "Giv dem hver sit navn.")
        found[dataset.id] = dataset
    return tuple(found.values())


def _read(stated: object, where: str) -> ShownData:
    try:
        dataset = _SHOWN.validate_python(stated)
    except ValidationError as error:
        raise InputError(f"Datasættet kan ikke læses: {error}", where, _REMEDY) from error
    if not _NAME.fullmatch(dataset.id):
        raise InputError(
            f"Datasættet hedder {dataset.id}.", where, "Kald det fig-... eller tbl-..."
        )
    widths = {len(row) for row in dataset.rows}
    if widths != {len(dataset.columns)}:
        raise InputError(
            f"Rækkerne i {dataset.id} har ikke {len(dataset.columns)} celler hver.", where, _REMEDY
        )
    return dataset


def labels(page: str, names: Iterable[str], words: dict[str, str]) -> dict[str, str]:
    """Return id → "Figur 1", "Tabel 2" ... as a rendered page prints them, whichever engine set it.

    Args:
        page: The report as HTML.
        names: Ids of the datasets; one that the page does not number is left out.
        words: `language` of `_quarto.yml`.
    """
    found = {}
    for name in names:
        title = words[f"crossref-{name[:3]}-title"]
        caption = rf'id="{re.escape(name)}".*?({re.escape(title)})(?:\u00a0|&nbsp;)(\d+):'
        if printed := re.search(caption, page, re.DOTALL):
            found[name] = f"{printed[1]} {printed[2]}"
    return found


# The Excel annex: what stands behind every figure and table, one sheet each.

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


# The annex' sheet of own calculations: every number of a report that an analyst computed.
#
# Read from the executed notebook alone: the keys in its text, tables and figures say all there
# is.

SHEET: Final = "Egne beregninger"
_COLUMNS: Final = ("Tal", "Enhed", "Uafrundet", "Beregning", "Kilde")
_SPAN = re.compile(r'k="(own\([^"]*\))" look="([^"]*)"')


def own_spans(markdown: str) -> list[tuple[str, str]]:
    """Return key and look of each own number in a report's Markdown."""
    return _SPAN.findall(markdown)


def with_own_numbers(
    datasets: Sequence[ShownData], told: Iterable[tuple[str, str]]
) -> tuple[ShownData, ...]:
    """Return the datasets of an annex: the report's, then its own calculations if it has any.

    Args:
        datasets: what stands behind the report's tables and figures.
        told: key and look of the numbers in its text; those of other key figures are left out.
    """
    shown = [mark.rpartition(" ") for d in datasets for row in d.keys for mark in row if mark]
    marks = {*told, *((key, look) for key, _, look in shown)}
    values = [_value(key, look) for key, look in marks if is_own(key)]
    rows = sorted({_row(value) for value in values if value.amount is not None}, key=_order)
    if not rows:
        return tuple(datasets)
    own = ShownData(
        id=SHEET,
        kind="table",
        title=SHEET,
        unit="som nævnt i rækken",
        source="Rapportens egne beregninger; beregning og kilde som forfatteren har skrevet dem",
        columns=_COLUMNS,
        rows=tuple(rows),
    )
    return (*datasets, own)


def _value(key: str, look: str) -> Value:
    return read_key(key).shown_as(look)


def _row(value: Value) -> tuple[int | float | None, str, str, str, str]:
    rule = value.provenance.rule.removeprefix(RULE)
    (source,) = value.provenance.sources
    return number(value), str(value.unit), unrounded(value), rule, source


def _order(row: tuple[int | float | None, str, str, str, str]) -> tuple[object, ...]:
    amount, unit, exact, rule, source = row
    return rule, source, unit, amount, exact
