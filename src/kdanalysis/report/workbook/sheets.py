"""An equalisation as tables with Danish headings: for people to read, and as CSV for machines."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from kdanalysis.procurement.audit_trail import Entry, audit_trail
from kdanalysis.procurement.equalisation import Equalisation, Lifetime, PartyYear
from kdanalysis.procurement.gates import legal_gates
from kdanalysis.procurement.parties import Party, contract_years
from kdanalysis.report.elements.numbers import danish
from kdanalysis.tables.rounding import round_half_up

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
