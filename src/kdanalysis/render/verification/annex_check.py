"""The Excel annex and the CSV files against the data of the executed notebook, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from kdanalysis.render.annex import CONTENTS, HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from kdanalysis.report.elements.dataset import Cell, ShownData


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
