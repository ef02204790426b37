"""The workbook of supplementary services ("tillægsydelse"): template, and reading one back.

One row per provider and accounting year; no provider's accounts are public (2023: 2944).
"""

from __future__ import annotations

from pathlib import Path

from kdanalysis.sources.workbook.layout import GUIDE, Field, Form, Kind
from kdanalysis.sources.workbook.reader import Part, book_faults, open_book, read_table
from kdanalysis.sources.workbook.template import Writer, write_book

PROVIDERS = "Driftsherrer"
SUPPLEMENTS = Form("tillaegsydelse", (GUIDE, PROVIDERS), 1, "tillaegsydelse_version")
FIELDS = (
    Field("provider", "Driftsherre", Kind.TEXT, "Kommunens navn, Region Midtjylland eller andet."),
    Field(
        "kind", "Type", Kind.TEXT, "Vælg kommune, region eller anden.",
        choices=("kommune", "region", "anden"),
    ),
    Field("year", "Regnskabsår", Kind.COUNT, "Fire cifre, fx 2022."),
    Field(
        "total_kr",
        "Tilbuddenes samlede regnskab (kr.)",
        Kind.AMOUNT,
        "Alle tilbud i rammeaftalen, hele året.",
    ),
    Field(
        "supplement_kr",
        "Indtægter fra tillægsydelse (kr.)",
        Kind.AMOUNT,
        "Hele året; 0, hvis der ingen er.",
    ),
    Field(
        "above_full",
        "Indskrivning over 100 % regnet med",
        Kind.TEXT,
        "Vælg ja eller nej: er indtægter fra indskrivninger over 100 % med i tallet?",
        choices=("ja", "nej"),
    ),
)  # fmt: skip
"""The columns, in order."""
_ROWS = 200
_GUIDE = (
    "Udfyld de lyse felter i arket Driftsherrer. Overskrifterne er låst.",
    "Én række pr. driftsherre og regnskabsår. Mindst to år viser udviklingen.",
    "Skriv beløb i hele kroner som tal. Hent ikke tal fra andre filer med formler.",
    "Skriv ingen oplysninger om borgere: kun driftsherrens samlede beløb.",
    "Gem filen som .xlsx. Kontrollér den med: kdanalysis inputs validate FIL",
    "Læg den i data/raw/local/tillaegsydelse.xlsx, og underskriv den: kdanalysis sign",
)


def write_supplements_template(file: Path) -> None:
    """Write the empty workbook.

    Raises:
        InputError: there is a file already; it is left as it is.
    """
    write_book(file, "Input til tillægsydelse", _SupplementsWriter)


class _SupplementsWriter(Writer):
    """The sheets of this template."""

    def write(self) -> None:
        """Write all sheets in order."""
        self._instructions("Input til tillægsydelse pr. driftsherre", _GUIDE, SUPPLEMENTS)
        note = "Én række pr. driftsherre og regnskabsår."
        self._table(self._sheet(PROVIDERS, PROVIDERS, note), FIELDS, _ROWS)


def is_supplements(file: Path) -> bool:
    """Tell whether a file is a workbook made from this template, whatever its version.

    Raises:
        InputFaultsError: a file named .xlsx is no workbook.
    """
    if file.suffix.casefold() != ".xlsx" or not file.is_file():
        return False
    return SUPPLEMENTS.version_name in open_book(file).values.defined_names


def read_supplements_workbook(file: Path) -> Part:
    """Return the rows of a workbook made from the template, with the faults of reading it.

    Raises:
        InputFaultsError: the file is no workbook (.xlsx).
    """
    book = open_book(file)
    part = read_table(book, PROVIDERS, FIELDS)
    return Part(part.records, (*book_faults(file, book, SUPPLEMENTS), *part.faults))
