"""The checks of `verify`: what is printed against what is computed, in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.render.annex import CONTENTS, HEADER_ROW
from kdanalysis.render.reading import (
    Document,
    NumeralClass,
    Page,
    Piece,
    counted,
    normalised,
    numerals,
    unclassed,
    wording,
)
from kdanalysis.report.elements.numbers import plain, with_unit
from kdanalysis.report.elements.tables import Cell, ShownData, number

# The checks: what is printed against what is computed, and every format against the notebook.
#
# Each check returns what it found wrong, in Danish; nothing wrong is an empty list.


@dataclass(frozen=True)
class Truth:
    """What printed numbers are held against."""

    recompute: Callable[[str], Value]
    """Key to value, computed anew."""
    classes: Sequence[NumeralClass]
    quotes: frozenset[str]
    """The quotations that may stand in a report, by their `wording`."""

    def printed(self, key: str, look: str) -> Value:
        """Return the value behind a key as the look prints it.

        Raises:
            InputError: the key or the look fits no key figure.
        """
        try:
            return self.recompute(key).shown_as(look)
        except (KeyError, ValueError) as error:
            raise InputError(f"Ukendt form: {look}", key, "Ret spændets look.") from error


def check_document(document: Document, truth: Truth, *, may_be_bare: bool = False) -> list[str]:
    """Check each key figure against its recomputation, and that every other numeral is classed.

    Args:
        document: the executed report.
        truth: what it is held against.
        may_be_bare: whether a report without any key figure is right, e.g. when nothing changed.
    """
    if not document.figures and not may_be_bare:
        return ["Rapporten har ingen nøgletal; der er intet at efterprøve."]
    wrong = [fault for piece in document.figures if (fault := _figure_fault(piece, truth))]
    loose = [
        f"Tallet {found} er hverken nøgletal eller klasset: »{_around(passage)}«"
        for passage in document.passages
        for found in unclassed(passage, truth.classes)
    ]
    unknown = [
        f"Citatet findes ikke: »{q}«" for q in document.quotes if wording(q) not in truth.quotes
    ]
    return [*wrong, *loose, *unknown]


def _figure_fault(piece: Piece, truth: Truth) -> str | None:
    try:
        value = truth.printed(str(piece.key), piece.look)
    except InputError as error:
        return f"{error.what} ({piece.key})"
    forms = (with_unit(value), plain(value))
    if normalised(piece.text) in map(normalised, forms):
        return None
    return f"Trykt {piece.text}, genberegnet {forms[0]}: {piece.key}"


def _around(passage: str) -> str:
    text = normalised(passage).strip()
    return text if len(text) <= 120 else f"{text[:117]}..."  # noqa: PLR2004 - one line


def check_datasets(datasets: Iterable[ShownData], truth: Truth) -> list[str]:
    """Check every number behind tables and figures against its recomputation."""
    return [
        f"{dataset.id}, række {row + 1}, {dataset.columns[column]}: {fault}"
        for dataset in datasets
        for row, cells in enumerate(dataset.rows)
        for column, cell in enumerate(cells)
        if (fault := _cell_fault(cell, _key_at(dataset, row, column), truth))
    ]


def _key_at(dataset: ShownData, row: int, column: int) -> str | None:
    return dataset.keys[row][column] if dataset.keys else None


def _cell_fault(cell: Cell, key: str | None, truth: Truth) -> str | None:
    if key is None:
        told = cell is not None and wording(str(cell)) not in truth.quotes
        loose = unclassed(str(cell), truth.classes) if told else []
        return f"{', '.join(loose)} er hverken nøgletal eller klasset" if loose else None
    name, _, look = key.rpartition(" ")
    try:
        expected = number(truth.printed(name, look))
    except InputError as error:
        return error.what
    return None if expected == cell else f"{cell} i stedet for {expected}"


def check_page(document: Document, page: Page, title: Sequence[str]) -> list[str]:
    """Check that a page shows the document's numerals, key figures and alternative texts.

    Args:
        document: the executed report.
        page: the rendered page.
        title: the front matter's texts that the page also shows.
    """
    faults = _difference(counted([document.text, *title]), counted([page.text]), "HTML")
    theirs, ours = ([(p.key, normalised(p.text)) for p in x.figures] for x in (page, document))
    if theirs != ours:
        faults.append("HTML: nøgletallene er ikke notebookens, i samme rækkefølge")
    if list(page.alternatives) != list(document.alternatives):
        faults.append("HTML: de alternative tekster er ikke notebookens")
    return [*faults, *_engine_faults(page)]


def _engine_faults(page: Page) -> list[str]:
    faults = []
    if list(page.sections) != _expected_sections(page.sections):
        faults.append(f"HTML: afsnittene er ikke fortløbende: {', '.join(page.sections)}")
    if page.contents and page.contents_numbers != _down_to(page.sections, page.contents_numbers):
        faults.append("HTML: indholdsfortegnelsen har ikke rapportens afsnit")
    labels = list(map(normalised, page.labels))
    if labels != _expected_labels(labels):
        faults.append(f"HTML: figurer og tabeller er ikke fortløbende: {', '.join(labels)}")
    unknown = {normalised(ref) for ref in page.references} - {*labels, *_named(page.sections)}
    if unknown:
        faults.append(f"HTML: henvisninger uden mål: {', '.join(sorted(unknown))}")
    return faults + _out_of_order(page)


def _out_of_order(page: Page) -> list[str]:
    """Return the counters whose numbers do not run from 1 without a gap."""
    counters = (("ligningerne", page.equations, "({})"), ("noterne", page.notes, "{}"))
    return [
        f"HTML: {what} er ikke fortløbende"
        for what, found, form in counters
        if found != [form.format(number) for number in range(1, len(found) + 1)]
    ]


def _named(sections: Iterable[str]) -> set[str]:
    return {f"Afsnit {section}" for section in sections}


def _down_to(sections: Sequence[str], listed: Sequence[str]) -> list[str]:
    """Return the sections no deeper than the deepest that is listed."""
    deepest = max((number.count(".") for number in listed), default=0)
    return [section for section in sections if section.count(".") <= deepest]


def _expected_sections(sections: Sequence[str]) -> list[str]:
    """Return the numbers the sections should have, by the depth of each."""
    counters: list[int] = []
    expected = []
    for section in sections:
        depth = section.count(".") + 1
        counters = (counters + [0] * depth)[:depth]
        counters[-1] += 1
        expected.append(".".join(map(str, counters)))
    return expected


def _expected_labels(labels: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    expected = []
    for label in labels:
        kind = label.rpartition(" ")[0]
        seen[kind] += 1
        expected.append(f"{kind} {seen[kind]}")
    return expected


def check_pdf(
    document: Document,
    page: Page,
    title: Sequence[str],
    pdf: Sequence[str],
    starts: Mapping[str, int],
) -> list[str]:
    """Check that a PDF shows the document's numerals and nothing else but what it numbers.

    Args:
        document: the executed report.
        page: the same report as HTML, checked: its sections, labels and references.
        title: the front matter's texts that the title block shows.
        pdf: the text of each page.
        starts: the page on which each section begins, by its number, from 1.
    """
    expected = counted([document.text, *title, *page.dates])
    expected += counted([*page.sections, *page.contents, *page.labels, *page.references])
    expected += counted([*page.notes, *page.notes, *page.equations])
    expected += Counter(str(starts.get(number)) for number in page.contents_numbers)
    expected += counted([f"{i} {len(pdf)}" for i in range(1, len(pdf) + 1)])
    return _difference(expected, counted(pdf), "PDF")


def _difference(expected: Counter[str], found: Counter[str], where: str) -> list[str]:
    lacking, extra = expected - found, found - expected
    return [
        *(f"{where}: {numeral} mangler ({times} gange)" for numeral, times in lacking.items()),
        *(f"{where}: {numeral} er for meget ({times} gange)" for numeral, times in extra.items()),
    ]


def check_alternatives(
    document: Document, datasets: Iterable[ShownData], truth: Truth
) -> list[str]:
    """Check that alternative texts hold no numeral that no figure, title or label holds."""
    shown = set(numerals(document.text))
    for data in datasets:
        words = [data.title, data.unit, *data.columns]
        words += [str(cell) for row in data.rows for cell in row if isinstance(cell, str)]
        shown |= set(numerals(" ".join([*words, *_printed_cells(data, truth)])))
    return [
        f"Alternativ tekst: {numeral} står ikke i figuren: »{_around(text)}«"
        for text in document.alternatives
        for numeral in numerals(text)
        if numeral not in shown
    ]


def _printed_cells(data: ShownData, truth: Truth) -> list[str]:
    keys = [key.rpartition(" ") for row in data.keys for key in row if key is not None]
    return [plain(truth.printed(name, look)) for name, _, look in keys]


# The Excel annex and the CSV files against the data of the executed notebook, cell by cell.


def check_annex(file: Path, datasets: Sequence[ShownData]) -> list[str]:
    """Check that the workbook holds each dataset on its own sheet, in order, and nothing else."""
    book = openpyxl.load_workbook(file, read_only=False, data_only=True)
    names = [name for name in book.sheetnames if name != CONTENTS]
    if len(names) != len(datasets) or CONTENTS not in book.sheetnames:
        return [f"Excel: {len(names)} ark, men {len(datasets)} tabeller og figurer"]
    faults = _contents_faults(book[CONTENTS], names, datasets)
    for name, dataset in zip(names, datasets, strict=True):
        faults += [f"Excel, {name}: {fault}" for fault in _sheet_faults(book[name], dataset)]
    return faults


def _contents_faults(
    sheet: Worksheet, names: Sequence[str], datasets: Sequence[ShownData]
) -> list[str]:
    listed = [tuple(row[:4]) for row in sheet.iter_rows(min_row=5, values_only=True)]
    expected = [(n, d.title, d.unit, d.source) for n, d in zip(names, datasets, strict=True)]
    return [] if listed == expected else ["Excel, Indhold: listen svarer ikke til arkene"]


def _sheet_faults(sheet: Worksheet, dataset: ShownData) -> list[str]:
    head = [dataset.title, f"Enhed: {dataset.unit}", dataset.source, dataset.note or None]
    above = [sheet.cell(row, 1).value or None for row in range(1, 5)]
    faults = [] if above == head else ["titel, enhed, kilde eller note er en anden"]
    rows = sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)
    held = [tuple(row[: len(dataset.columns)]) for row in rows]
    expected = [tuple(map(_held, row)) for row in (dataset.columns, *dataset.rows)]
    if len(held) != len(expected):
        return [*faults, f"{len(held)} rækker i stedet for {len(expected)}"]
    return faults + [
        f"række {i + HEADER_ROW + 1}: {found} i stedet for {wanted}"
        for i, (row, right) in enumerate(zip(held, expected, strict=True))
        for found, wanted in zip(row, right, strict=True)
        if _held(found) != wanted
    ]


def _held(cell: Cell) -> Cell:
    """Return a cell as a workbook holds it: an empty text is an empty cell."""
    return None if cell == "" else cell


def check_csv(folder: Path, datasets: Sequence[ShownData]) -> list[str]:
    """Check that each figure's CSV file holds its numbers, and that there are no other files."""
    expected = {f"{d.id}.csv": d.csv_bytes() for d in datasets if d.kind == "figure"}
    present = {file.name: file.read_bytes() for file in folder.glob("*")} if folder.exists() else {}
    return [
        f"CSV: {name} er ikke figurens tal"
        for name in sorted({*expected, *present})
        if expected.get(name) != present.get(name)
    ]
