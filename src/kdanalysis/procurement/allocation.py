"""The gains of one region, and what a method of equalisation makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kdanalysis.procurement.parties import Party

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
