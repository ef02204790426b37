"""Equalisation year by year, with uncovered losses carried as claims (rules 6 and 9).

Rule 9 is the project's own assumption: the source promises that all at least break even, and
leaves the method open (2023: 1605). A loss that a year's gains cannot cover becomes a claim. It is
met first from what later years' gains leave over, and last, when the contract ends, by those who
have kept a gain, in proportion to what they have kept. The region's total is positive, so there
always is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from kdanalysis.procurement.allocation import (
    Allocation,
    RegionGains,
    Status,
    Term,
    TermKind,
    Transfer,
)

_ZERO = Fraction()

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
