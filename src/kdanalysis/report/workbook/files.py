"""The Excel report of an equalisation: summary, parties, regions year by year, audit trail."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kdanalysis.procurement.equalisation import Equalisation
from kdanalysis.procurement.inputs import DeliveredTender
from kdanalysis.publishing import replacing_set
from kdanalysis.report.elements.numbers import danish, long_date
from kdanalysis.report.workbook.sheets import (
    Cell,
    SheetTable,
    inputs,
    legal,
    lifetimes,
    region_detail,
    region_years,
    trail,
    write_summary,
    write_transfers,
)
from kdanalysis.sources.receipts import fingerprint

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH = 31  # Excel's limit
_HEADER_ROW = 3  # from 0: title, note, empty row, headings
_WIDTHS = {"Part": 24, "Beløb": 24, "Formel": 62, "Input": 90, "Status": 14, "Krav": 14}
_USUAL_WIDTH = 16
_SHARES = frozenset({"Andel af betalingen"})


def write_workbook(
    result: Equalisation, tender: DeliveredTender, fingerprint: str, file: Path
) -> None:
    """Write the report; the same result gives the same bytes.

    Args:
        result: the equalisation.
        tender: the inputs behind it.
        fingerprint: SHA-256 of the input file, so that the report proves what it rests on.
        file: the workbook to write.
    """
    tables = _tables(result)
    with xlsxwriter.Workbook(file) as book:
        # The start of the contract for a date of creation: that of the day would change the bytes.
        made = datetime.combine(result.contract.start, time())
        book.set_properties({"title": "Udligning", "created": made, "comments": "kdanalysis"})
        writer = _Writer(book)
        writer.contents(_facts(result, tender, fingerprint), tables)
        for name, table in tables.items():
            writer.table(name, table)


def _tables(result: Equalisation) -> dict[str, SheetTable]:
    named = [
        ("Resultat", region_years(result)),
        ("Parter", lifetimes(result)),
        *((f"Region {region}", region_detail(result, region)) for region in result.regions),
        ("Lovkrav", legal(result)),
        ("Input", inputs(result)),
        ("Revisionsspor", trail(result)),
    ]
    tables: dict[str, SheetTable] = {}
    taken = {"indhold"}
    for wanted, table in named:
        name = _sheet_name(wanted, taken)
        taken.add(name.casefold())
        tables[name] = table
    return tables


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that Excel accepts and that no other sheet has."""
    clean = _FORBIDDEN.sub("_", wanted)
    name, number = clean[:_NAME_LENGTH], 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = clean[: _NAME_LENGTH - len(ending)] + ending
    return name


def _facts(result: Equalisation, tender: DeliveredTender, fingerprint: str) -> dict[str, str]:
    contract = result.contract
    cancelled = [region for region in result.regions if result.is_cancelled(region)]
    return {
        "Metode": result.method,
        "Kontraktstart": long_date(contract.start),
        "Kontraktår": str(contract.years),
        "Projektomkostning": f"{danish(contract.project_cost_kr)} kr.",
        "Annulleres i": ", ".join(cancelled) or "ingen region",
        "Inputfil": tender.file.name,
        "Inputfilens SHA-256": fingerprint,
        "Fortegn": "Udligning: positiv modtages, negativ betales. Gevinst: negativ er tab.",
        "Afrunding": "Beløb er eksakte; kun afregningen er i hele kroner.",
    }


class _Writer:
    """One workbook in the making, with its cell formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True})
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E4E9EE"}
        )
        self.amount = book.add_format({"num_format": "#,##0.00"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.share = book.add_format({"num_format": "0.00%"})
        self.day = book.add_format({"num_format": "dd-mm-yyyy"})

    def contents(self, facts: dict[str, str], tables: dict[str, SheetTable]) -> None:
        """Write the first sheet: what the report rests on, and links to the others."""
        sheet = self.book.add_worksheet("Indhold")
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, "Udligning mellem kommuner og regioner", self.title)
        for row, (name, text) in enumerate(facts.items(), start=2):
            sheet.write_string(row, 0, name, self.bold)
            sheet.write_string(row, 1, text)
        for row, (name, table) in enumerate(tables.items(), start=len(facts) + 3):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            sheet.write_string(row, 1, table.title)

    def table(self, name: str, table: SheetTable) -> None:
        """Write one table on a sheet of its own."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, table.title, self.title)
        sheet.write_string(1, 0, table.note)
        for column, heading in enumerate(table.columns):
            sheet.write_string(_HEADER_ROW, column, heading, self.heading)
            sheet.set_column(column, column, _WIDTHS.get(heading, _USUAL_WIDTH))
        for row, cells in enumerate(table.rows, start=_HEADER_ROW + 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell, table.columns[column])
        sheet.freeze_panes(_HEADER_ROW + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER_ROW)
        sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(table.rows), len(table.columns) - 1)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell, heading: str) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime.combine(cell, time()), self.day)
        elif cell is not None:
            sheet.write_number(row, column, float(cell), self._number(cell, heading))

    def _number(self, cell: int | Fraction, heading: str) -> Format:
        if heading in _SHARES:
            return self.share
        return self.amount if isinstance(cell, Fraction) else self.whole


# The three files of an equalisation, written as one set: all of them, or none.

TRANSFERS, SUMMARY, WORKBOOK = "transfers.csv", "summary.csv", "udligning.xlsx"


def write_equalisation(
    result: Equalisation, tender: DeliveredTender, folder: Path
) -> tuple[Path, ...]:
    """Write transfers, summary and report to `folder`, and return their paths.

    Raises:
        InputError: `folder` is a file, or an earlier file cannot be replaced; nothing is changed.
    """
    with replacing_set(folder) as new:
        write_transfers(result, new / TRANSFERS)
        write_summary(result, new / SUMMARY)
        write_workbook(result, tender, fingerprint(tender.file.read_bytes()), new / WORKBOOK)
    return tuple(folder / name for name in (TRANSFERS, SUMMARY, WORKBOOK))
