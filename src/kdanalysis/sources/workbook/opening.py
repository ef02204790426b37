"""Opening a delivered workbook, and what must hold for the whole of it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from kdanalysis.sources.workbook.cells import CellError
from kdanalysis.sources.workbook.faults import Fault, InputFaultsError, Place
from kdanalysis.sources.workbook.layout import TENDER, Form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

_LINKS = "xl/externalLinks/"
_OTHER_FILE = re.compile(r"\[[^\]]+\][^!\[\]]*!")
"""A reference such as [other.xlsx]Sheet1!A1, or [1]Sheet1!A1."""


@dataclass(frozen=True)
class Book:
    """The same workbook twice: as calculated and as written."""

    values: Workbook
    formulas: Workbook

    def has(self, sheet: str) -> bool:
        """Return whether the workbook holds a sheet."""
        return sheet in self.values.sheetnames

    def rows(self, sheet: str) -> int:
        """Return the number of the last row in use."""
        return int(self.formulas[sheet].max_row)

    def columns(self, sheet: str) -> int:
        """Return the number of the last column in use."""
        return int(self.formulas[sheet].max_column)

    def is_empty(self, sheet: str, row: int, column: int) -> bool:
        """Return whether nothing is written in the cell."""
        written = self.formulas[sheet].cell(row, column).value
        return written is None or (isinstance(written, str) and not written.strip())

    def cell(self, sheet: str, row: int, column: int) -> object:
        """Return the calculated content of a cell.

        Raises:
            CellError: its formula reads another file, failed, or was never calculated.
        """
        cell = self.values[sheet].cell(row, column)
        if _OTHER_FILE.search(self._formula(sheet, row, column)):
            raise CellError("Formlen henter tal fra en anden fil.", "Skriv værdien i stedet.")
        if cell.data_type == "e":
            raise CellError(f"Formlen giver {cell.value}.", "Ret formlen, eller skriv værdien.")
        if cell.value is None and self._formula(sheet, row, column):
            raise CellError(
                "Formlen har ingen gemt værdi.", "Åbn og gem filen i Excel, eller skriv værdien."
            )
        return cell.value

    def _formula(self, sheet: str, row: int, column: int) -> str:
        """Return the formula of a cell; empty if it has none."""
        cell = self.formulas[sheet].cell(row, column)
        # An array formula is an object that holds its text.
        return str(getattr(cell.value, "text", cell.value)) if cell.data_type == "f" else ""


def open_book(file: Path) -> Book:
    """Return the workbook.

    Raises:
        InputFaultsError: the file cannot be read as a workbook (.xlsx).
    """
    try:
        return Book(load_workbook(file, data_only=True), load_workbook(file))
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere in the parser, in many ways
        fault = Fault(
            Place(file.name),
            "Filen er ikke en læsbar Excel-projektmappe.",
            "Gem den som .xlsx uden adgangskode.",
        )
        raise InputFaultsError(file, [fault]) from None


def book_faults(file: Path, book: Book, form: Form = TENDER) -> Iterator[Fault]:
    """Yield what is wrong with the workbook as a whole: its version, links and sheets."""
    yield from _version_faults(file, book, form)
    with zipfile.ZipFile(file) as archive:
        linked = any(name.startswith(_LINKS) for name in archive.namelist())
    if linked:
        yield Fault(
            Place(file.name),
            "Projektmappen henter tal fra andre filer.",
            "Bryd kæderne (Data › Rediger kæder), så tallene står i filen selv.",
        )
    for sheet in form.sheets:
        if not book.has(sheet):
            yield Fault(Place(f"arket »{sheet}«"), "Arket mangler.", _renewal(form))


def _renewal(form: Form) -> str:
    return f"Hent en ny skabelon (kdanalysis inputs new {form.name}), og flyt tallene over i den."


def _version_faults(file: Path, book: Book, form: Form) -> Iterator[Fault]:
    version = _version(book, form)
    if version is None:
        yield Fault(Place(file.name), "Filen er ikke lavet med skabelonen.", _renewal(form))
    elif version < form.version:
        what = f"Filen er lavet med skabelonens version {version}; den nye er {form.version}."
        yield Fault(Place(file.name), what, _renewal(form))
    elif version > form.version:
        what = f"Skabelonens version {version} er nyere end {form.version}."
        yield Fault(Place(file.name), what, "Opdatér kdanalysis, og kør kommandoen igen.")


def _version(book: Book, form: Form) -> int | None:
    name = book.values.defined_names.get(form.version_name)
    for sheet, cell in name.destinations if name is not None else ():
        value = book.values[sheet][cell].value if book.has(sheet) else None
        return value if isinstance(value, int) else None
    return None
