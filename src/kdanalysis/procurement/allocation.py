"""Gains and losses of one region, shared by a method year by year, and settled in kroner."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from kdanalysis.procurement.parties import ContractYear, Party, ProjectCost

# What each party gains or loses in each contract year, before equalisation (rule 5).


@dataclass(frozen=True)
class Gain:
    """One party's gain in one contract year."""

    year: ContractYear
    days: int
    """Days of the year on which the party takes part."""
    project_cost_kr: Fraction
    """The project cost that falls in the year: all of it in the first active year, else 0."""
    kr: Fraction
    """Negative: a loss."""


def yearly_gains(
    party: Party, cost: ProjectCost, years: Sequence[ContractYear]
) -> tuple[Gain, ...]:
    """Return the party's gain in each contract year (rule 5; 2023: 1582-1596, 1917-1940).

    (saving − annual cost) × phase-in − project cost; the cost in full in the first active year.
    """
    return tuple(_gain(party, cost, year) for year in years)


def _gain(party: Party, cost: ProjectCost, year: ContractYear) -> Gain:
    once = cost.kr if year.holds(party.start_date) else Fraction()
    running = (party.annual_saving_kr - party.annual_cost_kr) * year.phase_in(party.start_date)
    return Gain(year, year.days_from(party.start_date), once, running - once)


# The gains of one region, and what a method of equalisation makes of them.

_ZERO = Fraction()


class Status(StrEnum):
    """What happens in a region and year; the value is printed."""

    EQUALISED = "udlignes"
    """Every loss of the year is covered."""
    DEFICIT = "underskudsår"
    """The year's gains do not cover its losses; the rest is carried as claims (rule 9)."""
    CANCELLED = "annulleres"
    """The contract gives the region no gain; nothing is equalised (rule 10)."""
    NONE = "uden udligning"
    """The method compared does not equalise."""


class TermKind(StrEnum):
    """The parts of a transfer; the value is printed in the audit trail."""

    YEAR = "årets udligning"
    CLAIM = "krav fra tidligere år"
    CLOSING = "slutudligning"


@dataclass(frozen=True)
class Term:
    """One part of a transfer: positive is received, negative is paid."""

    kind: TermKind
    kr: Fraction
    formula: str
    """Danish; holds names of `inputs`, + − × / and parentheses only."""
    inputs: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Transfer:
    """What one party pays or receives in one contract year."""

    key: Fraction = _ZERO
    """The party's weight among the payers of the year."""
    keys: Fraction = _ZERO
    """All payers' weights."""
    terms: tuple[Term, ...] = ()

    @property
    def share(self) -> Fraction:
        """The party's share of what the payers pay, 0 to 1."""
        return self.key / self.keys if self.keys else _ZERO

    @property
    def kr(self) -> Fraction:
        """All parts together."""
        return sum((term.kr for term in self.terms), _ZERO)

    def part_kr(self, kind: TermKind) -> Fraction:
        """Return the parts of one kind."""
        return sum((term.kr for term in self.terms if term.kind is kind), _ZERO)


@dataclass(frozen=True)
class RegionGains:
    """The gains of one region: `kr[year][party]`, parties in the order of `parties`."""

    region: str
    parties: tuple[Party, ...]
    kr: tuple[tuple[Fraction, ...], ...]

    @property
    def lifetime_kr(self) -> tuple[Fraction, ...]:
        """Each party's gain over all years."""
        return tuple(sum(column, _ZERO) for column in zip(*self.kr, strict=True))

    @property
    def total_kr(self) -> Fraction:
        """The region's gain over all parties and years: positive, or nothing is equalised."""
        return sum(self.lifetime_kr, _ZERO)


@dataclass(frozen=True)
class Allocation:
    """The result of a method for one region: `transfers[year][party]` and a status per year."""

    transfers: tuple[tuple[Transfer, ...], ...]
    statuses: tuple[Status, ...]
    claims_kr: tuple[tuple[Fraction, ...], ...]
    """`claims_kr[year][party]`: what the party still has to its credit when the year ends."""


def idle(gains: RegionGains, status: Status) -> Allocation:
    """Return an allocation in which nobody pays."""
    nobody = tuple(Transfer() for _ in gains.parties)
    nothing = tuple(_ZERO for _ in gains.parties)
    years = len(gains.kr)
    return Allocation((nobody,) * years, (status,) * years, (nothing,) * years)


# Settlement in whole kroner (rule 8).


def settle(transfers_kr: Mapping[str, Fraction]) -> dict[str, int]:
    """Return what each party pays (negative) or receives in whole kroner; the sum is exactly 0.

    Receivers are rounded up, so that nobody is left with a loss; payers carry the difference by
    largest remainder. Equal remainders go by size, then by name: the order given has no say.

    Args:
        transfers_kr: one region's transfers of one contract year by party; they sum to 0.

    Raises:
        ValueError: the transfers do not sum to 0.
    """
    if sum(transfers_kr.values()) != 0:
        raise ValueError("the transfers of a region and year must sum to 0")
    received = {name: math.ceil(kr) for name, kr in transfers_kr.items() if kr >= 0}
    owed = {name: -kr for name, kr in transfers_kr.items() if kr < 0}
    paid = _largest_remainder(owed, sum(received.values()))
    return {name: received[name] if name in received else -paid[name] for name in transfers_kr}


def _largest_remainder(owed: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Return `owed` rounded to whole kroner that sum to `total`, which is at least their sum."""
    whole = {name: math.floor(kr) for name, kr in owed.items()}
    if not whole:
        return whole
    # Many small receivers may leave more kroner than there are payers: first everyone takes
    # the same, then the largest remainders take one more.
    each, left = divmod(total - sum(whole.values()), len(whole))
    ranked = sorted(owed, key=lambda name: (whole[name] - owed[name], -owed[name], name))
    chosen = set(ranked[:left])
    return {name: kroner + each + (name in chosen) for name, kroner in whole.items()}


# Equalisation year by year, with uncovered losses carried as claims (rules 6 and 9).
#
# Rule 9 is the project's own assumption: the source promises that all at least break even, and
# leaves the method open (2023: 1605). A loss that a year's gains cannot cover becomes a claim.
# It is met first from what later years' gains leave over, and last, when the contract ends, by
# those who have kept a gain, in proportion to what they have kept. The region's total is
# positive, so there always is enough.

Amounts: TypeAlias = Sequence[Fraction]
Weigh: TypeAlias = Callable[[Amounts], list[Fraction]]
"""From the gains of a year to the payers' weights; 0 for those who do not pay."""


def positive(amounts: Amounts) -> list[Fraction]:
    """Return the amounts with losses as 0."""
    return [max(kr, _ZERO) for kr in amounts]


def losses(amounts: Amounts) -> list[Fraction]:
    """Return the size of each loss, gains as 0."""
    return [max(-kr, _ZERO) for kr in amounts]


def total(amounts: Amounts) -> Fraction:
    """Return the sum."""
    return sum(amounts, _ZERO)


def allocate_yearly(gains: RegionGains, weigh: Weigh) -> Allocation:
    """Return the transfers of a region whose total is positive, each year for itself."""
    books = [_Books.empty(len(gains.parties))]
    rows: list[list[Transfer]] = []
    statuses: list[Status] = []
    for amounts in gains.kr:
        row, status = _year(amounts, weigh(amounts), books[-1])
        books.append(books[-1].after(amounts, row))
        rows.append(row)
        statuses.append(status)
    rows[-1] = _closed(rows[-1], books[-1])
    books[-1] = _Books.empty(len(gains.parties))
    return Allocation(
        tuple(tuple(row) for row in rows),
        tuple(statuses),
        tuple(book.claims for book in books[1:]),
    )


def exchange(kind: TermKind, keys: Amounts, needs: Amounts, kr: Fraction) -> list[tuple[Term, ...]]:
    """Return how `kr` moves from payers by their keys to receivers by their needs, by party."""
    if kr == 0:
        return [() for _ in keys]
    all_keys, all_needs = total(keys), total(needs)
    return [
        (*_paid(kind, key, all_keys, kr), *_received(kind, need, all_needs, kr))
        for key, need in zip(keys, needs, strict=True)
    ]


def _paid(kind: TermKind, key: Fraction, keys: Fraction, kr: Fraction) -> tuple[Term, ...]:
    if key == 0:
        return ()
    inputs = (("nøgle", key), ("nøgler i alt", keys), ("dækket beløb", kr))
    return (Term(kind, -key / keys * kr, "−nøgle / nøgler i alt × dækket beløb", inputs),)


def _received(kind: TermKind, need: Fraction, needs: Fraction, kr: Fraction) -> tuple[Term, ...]:
    if need == 0:
        return ()
    inputs = (("partens behov", need), ("behov i alt", needs), ("dækket beløb", kr))
    formula = "partens behov / behov i alt × dækket beløb"
    return (Term(kind, need / needs * kr, formula, inputs),)


@dataclass(frozen=True)
class _Books:
    """What stands open between years, by party."""

    claims: tuple[Fraction, ...]
    kept: tuple[Fraction, ...]
    """Gains less payments so far: the net of a party whose claims have been met."""

    @classmethod
    def empty(cls, parties: int) -> _Books:
        return cls((_ZERO,) * parties, (_ZERO,) * parties)

    def after(self, amounts: Amounts, row: Sequence[Transfer]) -> _Books:
        """Return the books when the year's gains and transfers have been entered."""
        paid = [total([min(term.kr, _ZERO) for term in transfer.terms]) for transfer in row]
        received = [total(positive([term.kr for term in transfer.terms])) for transfer in row]
        claims = zip(self.claims, losses(amounts), received, strict=True)
        kept = zip(self.kept, positive(amounts), paid, strict=True)
        return _Books(
            tuple(open_kr + loss - met for open_kr, loss, met in claims),
            tuple(sum(entries, _ZERO) for entries in kept),
        )


def _year(amounts: Amounts, keys: Amounts, books: _Books) -> tuple[list[Transfer], Status]:
    """Return the transfers of one year: its own losses first, then earlier years' claims."""
    lacking, keys_total = total(losses(amounts)), total(keys)
    funds = total(positive(amounts)) if keys_total else _ZERO
    covered = min(lacking, funds)
    met = min(total(books.claims), funds - covered)
    own = exchange(TermKind.YEAR, keys, losses(amounts), covered)
    earlier = exchange(TermKind.CLAIM, keys, books.claims, met)
    terms = zip(keys, own, earlier, strict=True)
    row = [Transfer(key, keys_total, (*now, *before)) for key, now, before in terms]
    return row, Status.EQUALISED if covered == lacking else Status.DEFICIT


def _closed(row: Sequence[Transfer], books: _Books) -> list[Transfer]:
    """Return the last year's transfers with the claims left over met by those who kept a gain."""
    left = total(books.claims)
    closing = exchange(TermKind.CLOSING, positive(books.kept), books.claims, left)
    return [
        Transfer(transfer.key, transfer.keys, (*transfer.terms, *terms))
        for transfer, terms in zip(row, closing, strict=True)
    ]
