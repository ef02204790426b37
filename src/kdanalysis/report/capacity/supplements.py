"""Supplementary services by provider: delivered accounts beside what is published of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.registry import citation
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.capacity.places import Capacity
from kdanalysis.report.elements.numbers import Direction, direction, listed, n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.care import FIRST, LAST
from kdanalysis.tables.capacity import MUNICIPALITY, OTHER, REGION
from kdanalysis.tables.period import Period

# Whether providers' delivered accounts add up to what is published of all of them.


_INCOME = "tillaegsydelse_aendring"
_COUNTS = {
    "down": ("tillaegsydelse_kommuner_fald", "kommuner med fald"),
    "up": ("tillaegsydelse_kommuner_stigning", "kommuner med stigning"),
}


@dataclass(frozen=True)
class _Pair:
    """A delivered figure beside the published one."""

    label: str
    own: Value
    published: Value
    slack: int = 0
    """How much more the delivered may be: municipalities whose change is not stated."""

    @property
    def fits(self) -> bool:
        """Whether the delivered figure is the published one, as printed."""
        own, told = self.own.with_decimals(self.published.decimals).rounded, self.published.rounded
        return own is not None and told is not None and told <= own <= told + self.slack

    @property
    def told(self) -> str:
        """The label with both figures."""
        return f"{self.label} ({n(self.own)} mod {n(self.published)})"


def fit(choice: Capacity, period: Period) -> str:
    """Return which published figures the delivered accounts give again; not for other years."""
    years = tuple(choice.data.quote(name).first_year for name in (FIRST, LAST))
    if years != (period.first, period.last):
        return "Årene er ikke dem, de offentliggjorte tal gælder."
    pairs = list(_pairs(choice, period))
    off = [pair.told for pair in pairs if not pair.fits]
    region = figures.who_moved(choice.data, REGION, "up", period)
    if not region:
        off.append("regionen (ingen stigning leveret)")
    if not off:
        return "Alle de offentliggjorte tal er genberegnet uden afvigelser."
    return (
        f"De leverede tal afviger fra de offentliggjorte: {listed(off)}. Det skyldes formentlig, "
        f"at ikke alle driftsherrer er med, eller at de er opgjort forskelligt."
    )


def _pairs(choice: Capacity, period: Period) -> Iterator[_Pair]:
    data, everyone = choice.data, figures.EVERYONE
    for name, year in ((FIRST, period.first), (LAST, period.last)):
        share = figures.supplement_share_pct(data, provider=everyone, year=year)
        yield _Pair(f"andelen i {year}", share, quotes.quoted(data, name=name))
    change = figures.supplement_share_change(data, provider=everyone, period=period)
    published = quotes.quoted_difference(data, first=FIRST, last=LAST)
    yield _Pair("ændringen i andelen", change, published)
    income = figures.supplement_change(data, provider=everyone, period=period).to(Unit.MIO_KR)
    yield _Pair("ændringen i indtægten", income, quotes.quoted(data, name=_INCOME))
    slack = int(quotes.supplements_not_stated(data).exact)
    for way, (name, label) in _COUNTS.items():
        count = figures.supplement_movers(data, kind=MUNICIPALITY, way=way, period=period)
        yield _Pair(label, count, quotes.quoted(data, name=name), slack)


# Sentences on supplementary services by provider: delivered accounts, or that there are none.

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


# The table of supplementary services by provider.


def provider_tables(choice: Capacity) -> tuple[Table, ...]:
    """Return share and change by provider, those that fell most first; nothing without accounts."""
    period = delivered_period(choice)
    if period is None:
        return ()
    accounts = figures.accounts(choice.data)
    names = dict.fromkeys(account.provider for account in accounts)
    rows = {name: _numbers(choice, name, period) for name in names}
    # Providers without both years have no change and stand last.
    ordered = sorted(rows, key=lambda name: (rows[name][-1].amount is None, rows[name][-1].amount))
    total = Row("I alt", _numbers(choice, figures.EVERYONE, period), total=True)
    ways = {account.above_full for account in accounts}
    table = Table(
        id="tbl-driftsherrer",
        title="Tillægsydelse efter driftsherre",
        unit="Andel af tilbuddenes samlede regnskab i procent, ændring i procentpoint og kr.",
        source=citation(choice.data, figures.accounts_file(choice.data)),
        columns=("", f"Andel {period.first}", f"Andel {period.last}", "Ændring", "Ændring (kr.)"),
        rows=(*(Row(name, rows[name]) for name in ordered), total),
        note=_note(ways, figures.incomplete(choice.data, period)),
    )
    return (table,)


def _numbers(choice: Capacity, provider: str, period: Period) -> tuple[Value, ...]:
    data = choice.data
    return (
        figures.supplement_share_pct(data, provider=provider, year=period.first),
        figures.supplement_share_pct(data, provider=provider, year=period.last),
        figures.supplement_share_change(data, provider=provider, period=period),
        figures.supplement_change(data, provider=provider, period=period),
    )


def _note(ways: set[bool], incomplete: tuple[str, ...]) -> str:
    parts = ["Takststrukturerne er forskellige, så niveauer kan ikke sammenlignes direkte."]
    if len(ways) > 1:
        parts.append("Driftsherrerne regner indskrivning ud over fuld belægning forskelligt.")
    else:
        told = "med" if True in ways else "ikke med"
        parts.append(f"Indskrivning ud over fuld belægning er {told}.")
    if incomplete:
        names = listed(incomplete)
        parts.append(f"Ændringerne i alt er uden {names}, der ikke har leveret begge år.")
    return " ".join(parts)
