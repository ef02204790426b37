"""Sentences on supplementary services ("tillægsydelse") and on the committee's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.numbers import long_date
from kdanalysis.report.elements.words import Direction, direction

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice

FIRST, LAST = "tillaegsydelse_andel_2021", "tillaegsydelse_andel_2022"


def share_change(choice: Choice) -> str:
    """Return the published share in both years and its change in percentage points."""
    first, last = (quotes.quoted(choice.data, name=name) for name in (FIRST, LAST))
    change = quotes.quoted_difference(choice.data, first=FIRST, last=LAST)
    years = [choice.data.quote(name).first_year for name in (FIRST, LAST)]
    return (
        f"Tillægsydelsens andel af tilbuddenes samlede regnskab {_went(change)} fra {n(first)} i "
        f"{years[0]} til {n(last)} i {years[1]}, en ændring på {n(change)}."
    )


def income_change(choice: Choice) -> str:
    """Return the published change in income from supplementary services."""
    change = quotes.quoted(choice.data, name="tillaegsydelse_aendring")
    quote = choice.data.quote("tillaegsydelse_aendring")
    if direction(change) is Direction.FLAT:
        return "Driftsherrernes indtægter fra tillægsydelse er opgjort som uændrede."
    noun = "en stigning" if direction(change) is Direction.UP else "et fald"
    return (
        f"Driftsherrernes indtægter fra tillægsydelse er opgjort til {noun} på {n(change.size())} "
        f"fra {quote.first_year} til {quote.last_year}."
    )


def who_moved(choice: Choice) -> str:
    """Return how many municipalities fell, rose, and are not stated."""
    down, up, all_of_them = (
        n(quotes.quoted(choice.data, name=name))
        for name in (
            "tillaegsydelse_kommuner_fald",
            "tillaegsydelse_kommuner_stigning",
            "kommuner_midt",
        )
    )
    missing = n(quotes.supplements_not_stated(choice.data))
    return (
        f"Indtægterne faldt i {down} kommuner og steg i {up} kommuner og i Region Midtjylland. For "
        f"{missing} af de {all_of_them} kommuner er udviklingen ikke oplyst."
    )


def decision(choice: Choice, key: str) -> str:
    """Return a committee's decision: when, what, and the amount set aside."""
    taken = choice.data.decision(key)
    amount = quotes.decision_amount(choice.data, decision=key)
    money = "" if amount.amount is None else f" Der er afsat en ramme på {n(amount)}"
    purpose = " til det videre arbejde." if money else ""
    return f"{taken.body} {taken.text} ({long_date(taken.day)}).{money}{purpose}"


def _went(change: Value) -> str:
    verbs = {
        Direction.UP: "steg",
        Direction.DOWN: "faldt",
        Direction.FLAT: "var uændret",
    }
    return verbs[direction(change)]
