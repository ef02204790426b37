"""An equalisation as tables with Danish headings and exact cells, for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.procurement.audit_trail import audit_trail
from kdanalysis.procurement.gates import legal_gates
from kdanalysis.report.elements.numbers import danish
from kdanalysis.report.workbook.csv_files import DECIMALS, summary_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from kdanalysis.procurement.audit_trail import Entry
    from kdanalysis.procurement.equalisation import Equalisation, Lifetime, PartyYear
    from kdanalysis.procurement.parties import Party
    from kdanalysis.report.workbook.csv_files import Cell


@dataclass(frozen=True)
class Table:
    """One table: a heading per column, rows of exact cells."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def region_years(result: Equalisation) -> Table:
    """Return the summary with Danish headings."""
    return Table(
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


def lifetimes(result: Equalisation) -> Table:
    """Return each party over the whole contract."""
    return Table(
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


def region_detail(result: Equalisation, region: str) -> Table:
    """Return every party and contract year of one region."""
    return Table(
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


def legal(result: Equalisation) -> Table:
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
    return Table(
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


def inputs(result: Equalisation) -> Table:
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
    return Table("Parter som læst", "Beløb pr. år er for et helt år.", columns, rows)


def _input(party: Party, result: Equalisation) -> tuple[Cell, ...]:
    who = (party.name, party.kind.value, party.region)
    amounts = (party.annual_saving_kr, party.annual_cost_kr)
    cost_kr = result.project_costs[party.name].kr
    return (*who, *amounts, party.inhabitants, party.start_date, cost_kr)


def trail(result: Equalisation) -> Table:
    """Return the rule, formula, inputs and days behind every amount."""
    return Table(
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
