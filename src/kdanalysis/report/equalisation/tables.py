"""The tables of the worked example: step by step, status, transfers, settlement, audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import equalisation as outcome
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures import trail as proof
from kdanalysis.evidence.figures.printed import cell
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import capitalised
from kdanalysis.report.equalisation.text import first_year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kdanalysis.evidence.value import Value
    from kdanalysis.procurement.audit_trail import Entry
    from kdanalysis.procurement.parties import Party
    from kdanalysis.report.tender.choice import Tender

_SOURCES = ("eksempel_stamdata", "eksempel_omkostninger_besparelser")


def step_table(tender: Tender, parties: Sequence[str]) -> Table:
    """Return the steps from consumption to transfer for some parties, in their first year."""
    steps: dict[str, Callable[[Tender, str], Value | str]] = {
        "Forbrug før udbuddet": _consumption,
        "Besparelse på produkter pr. år": _at(example.example_saving),
        "Drift pr. år": _at(example.example_operation),
        "Licenser pr. år": _at(example.example_licence),
        "Andel af indbyggerne, %": _inhabitants,
        "Projektomkostning, én gang": _at(example.example_project_cost),
        "Dage i drift i første år": _in_first(example.example_days),
        "Gevinst før udligning, første år": _in_first(example.example_gain),
        "Andel af gevinsten, første år, %": _in_first(example.example_share_pct),
        "Udligning, første år": _in_first(example.example_transfer),
        "Afregning i hele kr., første år": _in_first(outcome.example_settled),
        "Gevinst efter udligning, hele kontrakten": _at(example.example_net_all_years),
    }
    rows = (Row(step, tuple(of(tender, p) for p in parties)) for step, of in steps.items())
    return _step_table(tender, parties, tuple(rows))


def _step_table(tender: Tender, parties: Sequence[str], rows: tuple[Row, ...]) -> Table:
    return Table(
        id="tbl-trin",
        title=f"{LABEL}: fra forbrug til udligning, trin for trin",
        unit="Kr., hvor intet andet er nævnt; første år er det kontraktår, hvor parten begynder",
        source=tender.cited(*_SOURCES),
        columns=("", *parties),
        rows=rows,
        note="Udligning: minus betales, plus modtages.",
    )


def _at(figure: Callable[..., Value]) -> Callable[[Tender, str], Value]:
    """Return a figure of the whole contract, by party."""
    return lambda tender, party: figure(tender.data, party=party)


def _in_first(figure: Callable[..., Value]) -> Callable[[Tender, str], Value]:
    """Return a figure of the party's first contract year, by party."""
    return lambda tender, party: figure(
        tender.data, party=party, contract_year=first_year(tender, party)
    )


def _consumption(tender: Tender, party: str) -> Value:
    where = f"party:{party}"
    return cell(tender.data, table="eksempel_stamdata", column="consumption_kr", where=where)


def _inhabitants(tender: Tender, party: str) -> Value | str:
    if tender.example.party(party).kind is PartyKind.REGION:
        return "–"
    return example.example_inhabitants_pct(tender.data, party=party)


def trail_table(tender: Tender, party: str) -> Table:
    """Return the audit trail of one party's project cost and first year."""
    year = first_year(tender, party)
    entries = proof.example_trail(tender.data, party, year)
    return Table(
        id="tbl-revisionsspor",
        title=f"{LABEL}: revisionssporet for {party}, år {year}",
        unit="Kr.; indfasning og andel i procent",
        source=tender.cited(*_SOURCES),
        columns=("Beløb", "Regel", "Formel", "Værdi"),
        rows=tuple(_trail_row(tender, entry, year) for entry in entries),
        text_columns=frozenset({1, 2}),
    )


def _trail_row(tender: Tender, entry: Entry, year: int) -> Row:
    value = proof.example_entry(
        tender.data, party=entry.party, contract_year=year, amount=entry.amount
    )
    return Row(capitalised(entry.amount), (f"Regel {entry.rule}", _formula(entry), value))


def _formula(entry: Entry) -> str:
    """Return a formula as readers see it; terms and the lack of a key are told in words."""
    if entry.amount == "udligning i alt":
        return "summen af leddene ovenfor"
    return entry.formula if entry.inputs else "betaler ikke"


def status_table(tender: Tender) -> Table:
    """Return gains, losses and status of each region and contract year."""
    data = tender.data
    figures = (example.example_gains, example.example_losses, example.example_net_gain)
    rows = tuple(
        Row(
            f"Region {year.region}, år {year.contract_year}",
            (
                *(f(data, region=year.region, contract_year=year.contract_year) for f in figures),
                capitalised(year.status.value),
            ),
        )
        for year in tender.example.equalisation.region_years
    )
    return Table(
        id="tbl-status",
        title=f"{LABEL}: gevinster, tab og status pr. region og kontraktår",
        unit="Kr.",
        source=tender.cited(*_SOURCES),
        columns=("", "Gevinster", "Tab", "Gevinst i alt", "Status"),
        rows=rows,
        text_columns=frozenset({4}),
    )


def transfer_table(tender: Tender, region: str) -> Table:
    """Return every party's transfer by contract year, in all, and its gain afterwards."""
    rows = tuple(
        Row(
            party.name,
            (
                *_by_year(tender, party, example.example_transfer),
                example.example_transfer_all_years(tender.data, party=party.name),
                example.example_net_all_years(tender.data, party=party.name),
            ),
        )
        for party in _members(tender, region)
    )
    return Table(
        id=f"tbl-udligning-{region.lower()}",
        title=f"{LABEL}: udligning i Region {region} pr. kontraktår",
        unit="Kr., afrundet hver for sig; minus betales, plus modtages",
        source=tender.cited(*_SOURCES),
        columns=("", *_years(tender), "I alt", "Gevinst efter"),
        rows=rows,
    )


def settlement_table(tender: Tender, region: str) -> Table:
    """Return every party's settlement in whole kroner; each year sums to 0."""
    data = tender.data
    rows = tuple(
        Row(
            party.name,
            (
                *_by_year(tender, party, outcome.example_settled),
                outcome.example_settled_all_years(data, party=party.name),
            ),
        )
        for party in _members(tender, region)
    )
    sums = tuple(
        outcome.example_settled_sum(data, region=region, contract_year=year.number)
        for year in tender.example.years
    )
    return Table(
        id=f"tbl-afregning-{region.lower()}",
        title=f"{LABEL}: afregning i Region {region} i hele kroner",
        unit="Kr.; minus betales, plus modtages",
        source=tender.cited(*_SOURCES),
        columns=("", *_years(tender), "I alt"),
        rows=(*rows, Row("Sum", (*sums, ""), total=True)),
    )


def _members(tender: Tender, region: str) -> list[Party]:
    return [party for party in tender.example.example.parties if party.region == region]


def _years(tender: Tender) -> list[str]:
    return [f"År {year.number}" for year in tender.example.years]


def _by_year(tender: Tender, party: Party, figure: Callable[..., Value]) -> list[Value]:
    years = tender.example.years
    return [figure(tender.data, party=party.name, contract_year=year.number) for year in years]
