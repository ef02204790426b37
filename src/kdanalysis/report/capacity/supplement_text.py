"""Sentences on supplementary services by provider: delivered accounts, or that there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.figures import supplements as figures
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction, listed
from kdanalysis.report.expenditure.supplements import FIRST, LAST
from kdanalysis.tables.period import Period
from kdanalysis.tables.supplements import MUNICIPALITY

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity

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
    first, last = (quotes.quoted(choice.data, name=name) for name in (FIRST, LAST))
    years = [choice.data.quote(name).first_year for name in (FIRST, LAST)]
    return (
        f"Offentliggjort er alene andelen for alle under ét: {n(first)} i {years[0]} og "
        f"{n(last)} i {years[1]}."
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
    moved = [_moved(choice, way, period) for way in _WAYS]
    delivered = figures.supplement_municipalities(data, period=period)
    return (
        f"Andelen var {n(first)} i {period.first} og {n(last)} i {period.last}; "
        f"{_income(choice, period)}. "
        f"Indtægten pr. kommune er fulgt i {n(delivered)} kommuner med begge år"
        f"{_moves(moved)}. "
        f"{_fit(choice, period)}"
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


def _moved(choice: Capacity, way: str, period: Period) -> str:
    count = figures.supplement_movers(choice.data, kind=MUNICIPALITY, way=way, period=period)
    names = figures.who_moved(choice.data, MUNICIPALITY, way, period)
    return f"{_WAYS[way]} i {n(count)} ({listed(names)})" if names else ""


def _moves(moved: list[str]) -> str:
    told = [text for text in moved if text]
    return f": den {listed(told)}" if told else ""


def _fit(choice: Capacity, period: Period) -> str:
    """Return whether the delivered shares reproduce the published ones; nothing for other years."""
    names = (FIRST, LAST)
    years = tuple(choice.data.quote(name).first_year for name in names)
    if years != (period.first, period.last):
        return "Årene er ikke dem, de offentliggjorte andele gælder."
    pairs = [
        (_share(choice, y), quotes.quoted(choice.data, name=q))
        for q, y in zip(names, years, strict=True)
    ]
    same = all(own.with_decimals(quote.decimals).rounded == quote.rounded for own, quote in pairs)
    if same:
        return "De offentliggjorte andele er genberegnet uden afvigelser."
    return (
        "Andelene afviger fra de offentliggjorte, formentlig fordi ikke alle driftsherrer er med."
    )


def _share(choice: Capacity, year: int) -> Value:
    return figures.supplement_share_pct(choice.data, provider=figures.EVERYONE, year=year)
