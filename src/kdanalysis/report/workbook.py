"""An equalisation as files: a workbook for people, CSV for machines, all three or none."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kdanalysis.procurement.audit_trail import Entry, audit_trail
from kdanalysis.procurement.equalisation import Equalisation, Lifetime, PartyYear
from kdanalysis.procurement.gates import legal_gates
from kdanalysis.procurement.inputs import DeliveredTender
from kdanalysis.procurement.parties import Party, contract_years
from kdanalysis.publishing import replacing_set
from kdanalysis.report.elements.numbers import danish, long_date
from kdanalysis.sources.receipts import fingerprint
from kdanalysis.tables.rounding import round_half_up

# An equalisation as tables with Danish headings: for people to read, and as CSV for machines.


# An equalisation as CSV, for machines: one file of transfers, one of statuses.
#
# UTF-8, comma, decimal point; exact amounts to six decimals, settled amounts in whole kroner.

DECIMALS = 6
Cell = str | int | Fraction | date | None
Row = tuple[Cell, ...]

TRANSFER_COLUMNS = (
    "party", "region", "contract_year", "gain_kr", "share", "transfer_kr", "net_kr", "settled_kr",
)  # fmt: skip
SUMMARY_COLUMNS = (
    "region", "contract_year", "first_day", "last_day", "status", "gains_kr", "losses_kr",
    "net_gain_kr", "transferred_kr", "claims_kr",
)  # fmt: skip


def transfer_rows(result: Equalisation) -> tuple[Row, ...]:
    """Return `TRANSFER_COLUMNS` for every party and year: by region, party and year."""
    return tuple(
        (
            row.party.name,
            row.region,
            row.contract_year,
            row.gain_kr,
            row.share,
            row.transfer_kr,
            row.net_kr,
            row.settled_kr,
        )
        for row in result.rows
    )


def summary_rows(result: Equalisation) -> tuple[Row, ...]:
    """Return `SUMMARY_COLUMNS` for every region and year; `last_day` lies within the year."""
    years = {year.number: year for year in contract_years(result.contract)}
    return tuple(
        (
            row.region,
            row.contract_year,
            years[row.contract_year].first,
            years[row.contract_year].end - timedelta(days=1),
            row.status.value,
            row.gains_kr,
            row.losses_kr,
            row.net_gain_kr,
            row.transferred_kr,
            row.claims_kr,
        )
        for row in result.region_years
    )


def write_transfers(result: Equalisation, file: Path) -> None:
    """Write every party's gain, share, transfer and settlement in each contract year."""
    _write(TRANSFER_COLUMNS, transfer_rows(result), file)


def write_summary(result: Equalisation, file: Path) -> None:
    """Write the status and the sums of each region and contract year."""
    _write(SUMMARY_COLUMNS, summary_rows(result), file)


def _write(columns: Row, rows: Iterable[Row], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def _plain(cell: Cell) -> str:
    if isinstance(cell, Fraction):
        return f"{round_half_up(cell, DECIMALS):f}"
    return "" if cell is None else str(cell)


# An equalisation as tables with Danish headings and exact cells, for people to read.


@dataclass(frozen=True)
class SheetTable:
    """One table: a heading per column, rows of exact cells."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def region_years(result: Equalisation) -> SheetTable:
    """Return the summary with Danish headings."""
    return SheetTable(
        "Resultat pr. region og år",
        "udlignes: alle tab i året dækkes. underskudsår: resten bæres som krav til senere år. "
        "annulleres: regionen vinder intet i kontraktens løbetid, og intet udlignes.",
        (
            "Region",
            "Kontraktår",
            "Første dag",
            "Sidste dag",
            "Status",
            "Gevinster (kr.)",
            "Tab (kr.)",
            "Gevinst i alt (kr.)",
            "Overført (kr.)",
            "Udækkede krav ved årets slutning (kr.)",
        ),
        summary_rows(result),
    )


def lifetimes(result: Equalisation) -> SheetTable:
    """Return each party over the whole contract."""
    return SheetTable(
        "Parter, hele løbetiden",
        "Udligning: positiv modtages, negativ betales.",
        (
            "Part",
            "Type",
            "Region",
            "Gevinst før udligning (kr.)",
            "Udligning (kr.)",
            "Gevinst efter udligning (kr.)",
            "Afregning (hele kr.)",
        ),
        tuple(_lifetime(row) for row in result.lifetimes()),
    )


def _lifetime(row: Lifetime) -> tuple[Cell, ...]:
    amounts = (row.gain_kr, row.transfer_kr, row.net_kr, row.settled_kr)
    return (row.party.name, row.party.kind.value, row.party.region, *amounts)


def region_detail(result: Equalisation, region: str) -> SheetTable:
    """Return every party and contract year of one region."""
    return SheetTable(
        f"Udligning i region {region}, år for år",
        "Afregning er afrundet til hele kroner, så den går op hvert år.",
        (
            "Part",
            "Kontraktår",
            "Status",
            "Dage i drift",
            "Gevinst før udligning (kr.)",
            "Andel af betalingen",
            "Udligning (kr.)",
            "Gevinst efter udligning (kr.)",
            "Afregning (hele kr.)",
        ),
        tuple(_detail(row) for row in result.of_region(region)),
    )


def _detail(row: PartyYear) -> tuple[Cell, ...]:
    when = (row.contract_year, row.status.value, row.gain.days)
    amounts = (row.gain_kr, row.share, row.transfer_kr, row.net_kr, row.settled_kr)
    return (row.party.name, *when, *amounts)


def legal(result: Equalisation) -> SheetTable:
    """Return the legal condition of each region."""
    rows = tuple(
        (
            gate.region,
            gate.before_kr,
            gate.transfers_kr,
            gate.after_kr,
            "opfyldt" if gate.holds else "ikke opfyldt",
        )
        for gate in legal_gates(result)
    )
    return SheetTable(
        "Lovkrav: kommunerne samlet, hele løbetiden",
        "Kommunerne må samlet ikke betale mere efter udligning end ved selv at købe ind "
        "(KD-Net 10-11-2023, linje 1558), målt på de indmeldte priser.",
        (
            "Region",
            "Gevinst før udligning (kr.)",
            "Udligning (kr.)",
            "Gevinst efter udligning (kr.)",
            "Krav",
        ),
        rows,
    )


def inputs(result: Equalisation) -> SheetTable:
    """Return the parties as they were read, with their part of the project cost."""
    columns = (
        "Part",
        "Type",
        "Region",
        "Besparelse pr. år (kr.)",
        "Drift og licens pr. år (kr.)",
        "Indbyggere",
        "Startdato",
        "Andel af projektomkostning (kr.)",
    )
    rows = tuple(_input(party, result) for party in result.parties)
    return SheetTable("Parter som læst", "Beløb pr. år er for et helt år.", columns, rows)


def _input(party: Party, result: Equalisation) -> tuple[Cell, ...]:
    who = (party.name, party.kind.value, party.region)
    amounts = (party.annual_saving_kr, party.annual_cost_kr)
    cost_kr = result.project_costs[party.name].kr
    return (*who, *amounts, party.inhabitants, party.start_date, cost_kr)


def trail(result: Equalisation) -> SheetTable:
    """Return the rule, formula, inputs and days behind every amount."""
    return SheetTable(
        "Revisionsspor",
        "Hvert beløb kan genberegnes i hånden af formlen og dens input.",
        (
            "Part",
            "Region",
            "Kontraktår",
            "Beløb",
            "Regel",
            "Værdi",
            "Formel",
            "Input",
            "Dage i drift",
            "Årets dage",
        ),
        tuple(_entry(entry) for entry in audit_trail(result)),
    )


def _entry(entry: Entry) -> tuple[Cell, ...]:
    who = (entry.party, entry.region, entry.contract_year)
    what = (entry.amount, entry.rule, entry.value, entry.formula, _named(entry.inputs))
    return (*who, *what, entry.days, entry.year_days)


def _named(pairs: Sequence[tuple[str, Fraction]]) -> str:
    return "; ".join(f"{name} = {_exact(number)}" for name, number in pairs)


def _exact(number: Fraction) -> str:
    return danish(number, 0 if number.denominator == 1 else DECIMALS)


# The Excel report of an equalisation: summary, parties, regions year by year, audit trail.

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
