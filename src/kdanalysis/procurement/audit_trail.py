"""The audit trail: for every amount the rule, the formula, the inputs and the days behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from kdanalysis.procurement.allocation import Status, Term, TermKind
from kdanalysis.procurement.equalisation import Equalisation, PartyYear
from kdanalysis.procurement.parties import Party, PartyKind

Inputs: TypeAlias = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Entry:
    """One amount, and all it takes to compute it again by hand."""

    party: str
    region: str
    contract_year: int | None
    """`None` for the project cost, which is one for the contract."""
    amount: str
    """What the amount is (Danish)."""
    rule: int
    """Number of the rule, 1 to 10; 6 also for what an alternative method puts in its place."""
    value: Fraction
    """Kroner; a fraction of 1 for the phase-in and the share."""
    formula: str
    """Danish; holds names of `inputs`, numbers, + − × / and parentheses only."""
    inputs: Inputs
    days: int | None
    """Days on which the party takes part in the year."""
    year_days: int | None
    """Days of the contract year, 365 or 366."""


def audit_trail(result: Equalisation) -> tuple[Entry, ...]:
    """Return an entry for every amount: by party in the order given, then by year."""
    return tuple(entry for party in result.parties for entry in _party(result, party))


def _party(result: Equalisation, party: Party) -> Iterator[Entry]:
    yield _project_cost(result, party)
    for row in result.of_party(party.name):
        yield _phase_in(row)
        yield _gain(row)
        yield _share(row)
        yield from (_term(row, term) for term in row.transfer.terms)
        yield _transfer(row)
        yield _net(row)
        yield _settled(row)


def _project_cost(result: Equalisation, party: Party) -> Entry:
    cost = result.project_costs[party.name]
    own = "kommuner" if party.kind is PartyKind.MUNICIPALITY else "regioner"
    inputs = (
        ("projektets omkostning", cost.total_kr),
        (f"antal {own}", Fraction(cost.group)),
        ("antal parter", Fraction(cost.groups)),
        *_key(result, party),
    )
    key = " / ".join(name for name, _ in inputs[3:])
    formula = f"projektets omkostning × antal {own} / antal parter × {key}"
    name, region = party.name, party.region
    return Entry(name, region, None, "projektomkostning", 1, cost.kr, formula, inputs, None, None)


def _key(result: Equalisation, party: Party) -> Inputs:
    if party.kind is PartyKind.REGION:
        return (("regionens del", result.project_costs[party.name].part),)
    counted = [p.inhabitants or 0 for p in result.parties if p.kind is PartyKind.MUNICIPALITY]
    return (
        ("indbyggere", Fraction(party.inhabitants or 0)),
        ("indbyggere i alle kommuner", Fraction(sum(counted))),
    )


def _entry(
    row: PartyYear, amount: str, rule: int, value: Fraction, formula: str, inputs: Inputs
) -> Entry:
    return Entry(
        party=row.party.name,
        region=row.party.region,
        contract_year=row.contract_year,
        amount=amount,
        rule=rule,
        value=value,
        formula=formula,
        inputs=inputs,
        days=row.gain.days,
        year_days=row.gain.year.days,
    )


def _days(row: PartyYear) -> Inputs:
    return (("dage", Fraction(row.gain.days)), ("årets dage", Fraction(row.gain.year.days)))


def _phase_in(row: PartyYear) -> Entry:
    value = row.gain.year.phase_in(row.party.start_date)
    return _entry(row, "indfasning", 4, value, "dage / årets dage", _days(row))


def _gain(row: PartyYear) -> Entry:
    formula = "(besparelse − årlig omkostning) × dage / årets dage − projektomkostning"
    inputs = (
        ("besparelse", row.party.annual_saving_kr),
        ("årlig omkostning", row.party.annual_cost_kr),
        *_days(row),
        ("projektomkostning", row.gain.project_cost_kr),
    )
    return _entry(row, "gevinst før udligning", 5, row.gain_kr, formula, inputs)


def _share(row: PartyYear) -> Entry:
    if not row.transfer.key:
        return _entry(row, "andel af betalingen", 6, row.share, "0", ())
    inputs = (("nøgle", row.transfer.key), ("nøgler i alt", row.transfer.keys))
    return _entry(row, "andel af betalingen", 6, row.share, "nøgle / nøgler i alt", inputs)


def _term(row: PartyYear, term: Term) -> Entry:
    # Within a year's own gains it is rule 6; what a deficit leaves and moves is rule 9.
    rule = 6 if term.kind is TermKind.YEAR and row.status is not Status.DEFICIT else 9
    return _entry(row, term.kind.value, rule, term.kr, term.formula, term.inputs)


def _transfer(row: PartyYear) -> Entry:
    rule = 10 if row.status is Status.CANCELLED else 6
    inputs = tuple((f"led {n}", term.kr) for n, term in enumerate(row.transfer.terms, start=1))
    formula = " + ".join(name for name, _ in inputs) or "0"
    return _entry(row, "udligning i alt", rule, row.transfer_kr, formula, inputs)


def _net(row: PartyYear) -> Entry:
    inputs = (("gevinst", row.gain_kr), ("udligning", row.transfer_kr))
    return _entry(row, "gevinst efter udligning", 6, row.net_kr, "gevinst + udligning", inputs)


def _settled(row: PartyYear) -> Entry:
    settled = Fraction(row.settled_kr)
    inputs = (("udligning", row.transfer_kr), ("afrunding", settled - row.transfer_kr))
    return _entry(row, "afregning i hele kroner", 8, settled, "udligning + afrunding", inputs)
