"""A second equalisation for the tests, built unlike the first: day by day, through a pot, Decimal.

Money runs up day by day. Every year the gainers put their whole gain into a pot; the year's losers
draw on it, then old claims do, and what is left goes back in proportion to what was put in. When
the contract ends, everyone's net is the refunds, scaled down by what the open claims still take.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdanalysis.procurement.parties import Contract, Party

PRECISION = 60

Money = dict[str, Decimal]


@dataclass
class Answer:
    """Gains, shares, transfers by (party, year); status by (region, year)."""

    gains: dict[tuple[str, int], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    shares: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    transfers: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    statuses: dict[tuple[str, int], str] = field(default_factory=dict)


def solve(parties: Sequence[Party], contract: Contract) -> Answer:
    """Return the equalisation by the default method."""
    with localcontext() as context:
        context.prec = PRECISION
        answer = Answer()
        _run_up(answer, parties, contract)
        for region in {party.region for party in parties}:
            _pot(answer, region, [p.name for p in parties if p.region == region], contract.years)
        return answer


def _calendar(contract: Contract) -> Iterator[tuple[int, list[date]]]:
    """Walk the days; a year ends on the day before its first day's next anniversary."""
    day = contract.start
    for year in range(1, contract.years + 1):
        days = [day]
        while not _is_anniversary(day := day + timedelta(days=1), contract.start):
            days.append(day)
        yield year, days


def _is_anniversary(day: date, start: date) -> bool:
    if (day.month, day.day) == (start.month, start.day):
        return True
    yesterday = day - timedelta(days=1)
    born_on_leap_day = (start.month, start.day) == (2, 29)
    return born_on_leap_day and (day.month, day.day) == (3, 1) and yesterday.day == 28


def _run_up(answer: Answer, parties: Sequence[Party], contract: Contract) -> None:
    bills = _bills(parties, contract)
    for year, days in _calendar(contract):
        for party in parties:
            active = sum(day >= party.start_date for day in days)
            yearly = party.annual_saving_kr - party.annual_cost_kr
            exact = Decimal(yearly.numerator) / Decimal(yearly.denominator)
            answer.gains[party.name, year] += exact * active / len(days)
            if party.start_date in days:
                answer.gains[party.name, year] -= bills[party.name]


def _bills(parties: Sequence[Party], contract: Contract) -> Money:
    """Share out the project cost: so much a head of the split, then by inhabitant."""
    towns = [party for party in parties if party.kind == "kommune"]
    authorities = [party for party in parties if party.kind == "region"]
    n = contract.municipalities if contract.municipalities is not None else len(towns)
    r = contract.regions if contract.regions is not None else len(authorities)
    cost = contract.project_cost_kr
    per_head = Decimal(cost.numerator) / Decimal(cost.denominator) / (n + r)
    people = sum(party.inhabitants or 0 for party in towns)
    bills = {town.name: per_head * n * (town.inhabitants or 0) / people for town in towns}
    parts = contract.regional_parts
    for authority in authorities:
        part = Decimal(1) / len(authorities)
        if parts is not None:
            told = parts[authority.region]
            part = Decimal(told.numerator) / Decimal(told.denominator)
        bills[authority.name] = per_head * r * part
    return bills


def _pot(answer: Answer, region: str, names: list[str], years: int) -> None:
    total = sum(answer.gains[name, year] for name in names for year in range(1, years + 1))
    # Sixty digits tell an exact zero from any gain that could be meant.
    cancelled = total <= Decimal("1e-30")
    claims: Money = dict.fromkeys(names, Decimal())
    refunds: Money = dict.fromkeys(names, Decimal())
    for year in range(1, years + 1):
        gains = {name: answer.gains[name, year] for name in names}
        if cancelled:
            for name in names:
                answer.shares[name, year] = answer.transfers[name, year] = Decimal()
            answer.statuses[region, year] = "annulleres"
            continue
        answer.statuses[region, year] = _pot_of_year(answer, year, gains, claims, refunds)
    if not cancelled:
        _close(answer, names, years, claims, refunds)


def _pot_of_year(answer: Answer, year: int, gains: Money, claims: Money, refunds: Money) -> str:
    put_in = {name: max(kr, Decimal()) for name, kr in gains.items()}
    pot = filled = sum(put_in.values(), Decimal())
    new = {name: max(-kr, Decimal()) for name, kr in gains.items()}
    drawn_new, pot = _draw(new, pot)
    drawn_old, pot = _draw(claims, pot)
    for name in gains:
        share = put_in[name] / filled if filled else Decimal()
        refund = share * pot
        refunds[name] += refund
        claims[name] += new[name] - drawn_new[name] - drawn_old[name]
        answer.shares[name, year] = share
        answer.transfers[name, year] = drawn_new[name] + drawn_old[name] + refund - put_in[name]
    short = sum(new.values(), Decimal()) - sum(drawn_new.values(), Decimal())
    return "underskudsår" if short > Decimal("1e-30") else "udlignes"


def _draw(wanted: Money, pot: Decimal) -> tuple[Money, Decimal]:
    """Serve everyone in full, or, if the pot is too small, everyone by the same fraction."""
    asked = sum(wanted.values(), Decimal())
    if asked <= pot:
        return dict(wanted), pot - asked
    return {name: kr * pot / asked for name, kr in wanted.items()}, Decimal()


def _close(answer: Answer, names: list[str], years: int, claims: Money, refunds: Money) -> None:
    kept = sum(refunds.values(), Decimal())
    left = sum(claims.values(), Decimal())
    for name in names:
        net = refunds[name] * (kept - left) / kept
        before = sum(
            answer.gains[name, year] + answer.transfers[name, year] for year in range(1, years + 1)
        )
        answer.transfers[name, years] += net - before
