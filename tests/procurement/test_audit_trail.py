"""The audit trail: every formula, worked out from its own inputs, gives its own value."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.procurement.cases import Case, cases, deficit_cases

from kdanalysis.procurement.audit_trail import Entry, audit_trail
from kdanalysis.procurement.comparison import methods
from kdanalysis.procurement.equalisation import equalise
from kdanalysis.procurement.parties import Contract, Party, PartyKind

if TYPE_CHECKING:
    from kdanalysis.procurement.equalisation import Equalisation

_OPERATORS = str.maketrans({"×": "*", "−": "-"})


def worked_out(entry: Entry) -> Fraction:
    """Return the formula's value; names of inputs become their numbers, longest name first."""
    names = sorted(dict(entry.inputs), key=len, reverse=True)
    pattern = "|".join([*map(re.escape, names), r"\b0\b"])
    numbers = dict(entry.inputs) | {"0": Fraction()}
    formula = re.sub(pattern, lambda found: f"numbers['{found[0]}']", entry.formula)
    plain = formula.translate(_OPERATORS)
    assert re.fullmatch(r"(numbers\['[^']+'\]|[-+*/() ])+", plain)
    value = eval(plain, {"numbers": numbers})
    assert isinstance(value, Fraction)
    return value


def test_every_amount_of_the_example_has_an_entry(result: Equalisation) -> None:
    trail = audit_trail(result)
    kinds = Counter(entry.amount for entry in trail)
    rows = len(result.rows)
    assert rows == 33 * 4
    assert kinds == {
        "projektomkostning": 33,
        "indfasning": rows,
        "gevinst før udligning": rows,
        "andel af betalingen": rows,
        "årets udligning": sum(row.gain_kr != 0 for row in result.rows),
        "udligning i alt": rows,
        "gevinst efter udligning": rows,
        "afregning i hele kroner": rows,
    }


def test_the_gain_that_the_source_works_out(result: Equalisation) -> None:
    """2023: 1935: −700,000 × 153/365 − 335,000 × 153/365 − 67,994 = −501,844."""
    entry = next(
        entry
        for entry in audit_trail(result)
        if (entry.party, entry.contract_year, entry.rule) == ("Kommune 2", 1, 5)
    )
    assert (entry.days, entry.year_days) == (153, 365)
    assert dict(entry.inputs)["besparelse"] == -700_000
    assert dict(entry.inputs)["årlig omkostning"] == 335_000
    assert round(dict(entry.inputs)["projektomkostning"]) == 67_994
    assert round(worked_out(entry)) == -501_844


@settings(max_examples=100, deadline=None)
@given(cases() | deficit_cases(), st.integers(0, 4))
def test_formulas_give_the_values(case: Case, which: int) -> None:
    consumption = {party.name: Fraction(len(party.name)) for party in case[0]}
    trail = audit_trail(equalise(*case, methods(consumption)[which]))
    assert len(trail) >= len(case[0])
    for entry in trail:
        assert worked_out(entry) == entry.value
        assert (entry.contract_year is None) == (entry.days is None)


@settings(max_examples=100, deadline=None)
@given(cases() | deficit_cases())
def test_the_trail_ends_in_the_results_own_numbers(case: Case) -> None:
    result = equalise(*case)
    told = {(e.party, e.contract_year, e.amount): e.value for e in audit_trail(result)}
    for row in result.rows:
        at = (row.party.name, row.contract_year)
        assert told[*at, "gevinst før udligning"] == row.gain_kr
        assert told[*at, "andel af betalingen"] == row.share
        assert told[*at, "udligning i alt"] == row.transfer_kr
        assert told[*at, "gevinst efter udligning"] == row.net_kr
        assert told[*at, "afregning i hele kroner"] == row.settled_kr


def _two_years(*parties: Party) -> list[Entry]:
    contract = Contract(date(2025, 9, 1), 2, Fraction())
    return list(audit_trail(equalise(parties, contract)))


def _party(name: str, saving_kr: int, start: date) -> Party:
    kind = PartyKind.MUNICIPALITY
    return Party(name, kind, "M", Fraction(saving_kr), Fraction(), 1, start)


def test_claims_that_later_gains_meet_are_rule_9() -> None:
    trail = _two_years(
        _party("taber", -100, date(2025, 9, 1)), _party("vinder", 500, date(2026, 9, 1))
    )
    claims = {(e.party, e.contract_year, e.rule): e.value for e in trail if e.amount[:4] == "krav"}
    assert claims == {("taber", 2, 9): 100, ("vinder", 2, 9): -100}


def test_the_gains_of_a_deficit_year_and_what_is_met_at_the_end_are_rule_9() -> None:
    trail = _two_years(
        _party("vinder", 500, date(2025, 9, 1)), _party("taber", -700, date(2026, 9, 1))
    )
    moved = {
        (e.party, e.amount, e.rule): e.value
        for e in trail
        if e.contract_year == 2 and e.amount in {"årets udligning", "slutudligning"}
    }
    assert moved == {
        ("vinder", "årets udligning", 9): -500,
        ("taber", "årets udligning", 9): 500,
        ("vinder", "slutudligning", 9): -200,
        ("taber", "slutudligning", 9): 200,
    }


def test_a_cancelled_region_is_rule_10() -> None:
    trail = _two_years(
        _party("vinder", 500, date(2025, 9, 1)), _party("taber", -1000, date(2026, 9, 1))
    )
    assert {entry.rule for entry in trail if entry.amount == "udligning i alt"} == {10}
