"""Sentences on supplementary services by provider: delivered accounts, or that there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.figures import supplements as figures
from kdanalysis.evidence.value import Unit
from kdanalysis.report.capacity.supplement_fit import fit
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction, listed
from kdanalysis.report.expenditure.supplements import FIRST, LAST
from kdanalysis.tables.period import Period
from kdanalysis.tables.supplements import MUNICIPALITY, OTHER, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.report.capacity.choice import Capacity

INCOME = "tillaegsydelse_aendring"
FELL, ROSE = "tillaegsydelse_kommuner_fald", "tillaegsydelse_kommuner_stigning"
_WAYS = {"down": "faldt", "up": "steg", "flat": "var uændret"}


def delivered_period(choice: Capacity) -> Period | None:
    """Return the first and last delivered year; `None` unless two years are there."""
    years = sorted({account.year for account in figures.accounts(choice.data)})
    return Period(years[0], years[-1]) if len(years) > 1 else None


def provider_status(choice: Capacity) -> str:
    """Return whether providers' accounts are delivered, and the published total."""
    published = _published(choice)
    if not figures.accounts(choice.data):
        return (
            f"Regnskaberne for de enkelte driftsherrer er ikke offentlige og ikke leveret, så "
            f"andel og udvikling pr. driftsherre kan ikke opgøres. {published} Tallene leveres i "
            f"skabelonen (kdanalysis inputs new tillaegsydelse)."
        )
    if delivered_period(choice) is None:
        return (
            f"Der er kun leveret regnskaber for ét år, så udviklingen ikke kan opgøres. {published}"
        )
    return f"Andel og udvikling er opgjort af driftsherrernes leverede regnskaber. {published}"


def _published(choice: Capacity) -> str:
    """Return what is published of all providers under one (2023: 2944-2946)."""
    data = choice.data
    first, last = (quotes.quoted(data, name=name) for name in (FIRST, LAST))
    years = [data.quote(name).first_year for name in (FIRST, LAST)]
    change = quotes.quoted_difference(data, first=FIRST, last=LAST)
    income = quotes.quoted(data, name=INCOME)
    down, up = (n(quotes.quoted(data, name=name)) for name in (FELL, ROSE))
    return (
        f"Offentliggjort er alene tal for alle under ét: {n(first)} i {years[0]} og {n(last)} i "
        f"{years[1]} ({n(change)}), en ændring i indtægten på {n(income)}, fald i {down} kommuner "
        f"og stigning i {up} og regionen; for {n(quotes.supplements_not_stated(data))} kommuner er "
        f"udviklingen ikke oplyst."
    )


def provider_trend(choice: Capacity) -> str:
    """Return the share of all, who rose and fell, and how it fits what is published; or nothing."""
    period = delivered_period(choice)
    if period is None:
        return ""
    data = choice.data
    first, last = (
        figures.supplement_share_pct(data, provider=figures.EVERYONE, year=year)
        for year in (period.first, period.last)
    )
    return " ".join(
        [
            f"Andelen var {n(first)} i {period.first} og {n(last)} i {period.last}; "
            f"{_income(choice, period)}.",
            _municipalities(choice, period),
            *_others(choice, period),
            *_incomplete(choice, period),
            fit(choice, period),
        ]
    )


def _income(choice: Capacity, period: Period) -> str:
    change = figures.supplement_change(choice.data, provider=figures.EVERYONE, period=period)
    if change.amount is None:
        return "ingen driftsherre har leveret begge år"
    shown = change.to(Unit.MIO_KR, 1)
    verbs = {Direction.UP: "steg", Direction.DOWN: "faldt"}
    if direction(shown) is Direction.FLAT:
        return "indtægten var uændret"
    return f"indtægten {verbs[direction(shown)]} {n(shown.size())} hos dem med begge år"


def _municipalities(choice: Capacity, period: Period) -> str:
    """Return in how many municipalities, and which, the income fell, rose or stood still."""
    delivered = figures.supplement_municipalities(choice.data, period=period)
    moved = [told for way in _WAYS if (told := _moved(choice, way, period))]
    told = f"; indtægten {listed(moved)}" if moved else ""
    return f"Kommuner med begge år: {n(delivered)}{told}."


def _moved(choice: Capacity, way: str, period: Period) -> str:
    count = figures.supplement_movers(choice.data, kind=MUNICIPALITY, way=way, period=period)
    names = figures.who_moved(choice.data, MUNICIPALITY, way, period)
    return f"{_WAYS[way]} i {n(count)} ({listed(names)})" if names else ""


def _others(choice: Capacity, period: Period) -> Iterator[str]:
    """Yield how the income of the region and of other providers moved."""
    for kind in (REGION, OTHER):
        for way, verb in _WAYS.items():
            if names := figures.who_moved(choice.data, kind, way, period):
                yield f"Hos {listed(names)} {verb} indtægten."


def _incomplete(choice: Capacity, period: Period) -> Iterator[str]:
    if names := figures.incomplete(choice.data, period):
        yield f"Uden begge år, og derfor uden ændring: {listed(names)}."
