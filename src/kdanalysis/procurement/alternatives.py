"""Methods of equalisation behind one interface; rule 6 is the default, the others are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from kdanalysis.procurement.allocation import (
    Allocation,
    Amounts,
    RegionGains,
    Status,
    TermKind,
    Transfer,
    allocate_yearly,
    exchange,
    idle,
    losses,
    positive,
    total,
)
from kdanalysis.procurement.faults import ModelFault, fault
from kdanalysis.procurement.parties import Party, PartyKind

_ZERO = Fraction()


class EqualisationMethod(Protocol):
    """A way to equalise a region whose total is positive."""

    @property
    def name(self) -> str:
        """The method as printed (Danish)."""
        ...

    def faults(self, parties: Sequence[Party]) -> tuple[ModelFault, ...]:
        """Return what the method lacks to be used on `parties`."""
        ...

    def allocate(self, gains: RegionGains) -> Allocation:
        """Return each party's transfer in each contract year; they sum to 0 each year."""
        ...


@dataclass(frozen=True)
class PerYear:
    """Rule 6: gainers pay in proportion to the year's gain (2023: 1607-1609)."""

    name: str = "efter årets gevinst"

    def faults(self, parties: Sequence[Party]) -> tuple[ModelFault, ...]:  # noqa: ARG002
        """Return nothing: the gains are all it takes."""
        return ()

    def allocate(self, gains: RegionGains) -> Allocation:
        """Return the transfers; nobody pays more than the gain of the contract."""
        return allocate_yearly(gains, positive)


@dataclass(frozen=True)
class NoEqualisation:
    """Everyone keeps the own gain or loss."""

    name: str = "uden udligning"

    def faults(self, parties: Sequence[Party]) -> tuple[ModelFault, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def allocate(self, gains: RegionGains) -> Allocation:
        """Return transfers of 0."""
        return idle(gains, Status.NONE)


@dataclass(frozen=True)
class ByInhabitants:
    """The year's gainers pay by inhabitants; some may end below 0.

    Regional authorities have no inhabitants of their own and pay nothing. Where they alone gain,
    the year's losses become claims.
    """

    name: str = "efter indbyggertal"

    def faults(self, parties: Sequence[Party]) -> tuple[ModelFault, ...]:  # noqa: ARG002
        """Return nothing: municipalities always have inhabitants."""
        return ()

    def allocate(self, gains: RegionGains) -> Allocation:
        """Return the transfers of each year."""
        return _by_key(gains, [_inhabitants(party) for party in gains.parties])


@dataclass(frozen=True)
class ByConsumption:
    """The year's gainers pay by the consumption they reported; some may end below 0."""

    consumption_kr: Mapping[str, Fraction]
    """A year's consumption before the tender, by party."""
    name: str = "efter eget forbrug"

    def faults(self, parties: Sequence[Party]) -> tuple[ModelFault, ...]:
        """Return a fault for each party whose consumption is not known."""
        return tuple(
            fault(party.name, "consumption_kr", "Forbruget mangler; metoden fordeler efter det.")
            for party in parties
            if party.name not in self.consumption_kr
        )

    def allocate(self, gains: RegionGains) -> Allocation:
        """Return the transfers of each year."""
        return _by_key(gains, [self.consumption_kr[party.name] for party in gains.parties])


@dataclass(frozen=True)
class OverLifetime:
    """Rule 6 on the whole contract as one period, settled as the years' losses arise.

    Only those who lose over the lifetime receive, and only those who gain over it pay. Each year
    carries the part of the amounts that its losses are of all years' losses.
    """

    name: str = "efter gevinst i hele løbetiden"

    def faults(self, parties: Sequence[Party]) -> tuple[ModelFault, ...]:  # noqa: ARG002
        """Return nothing: the gains are all it takes."""
        return ()

    def allocate(self, gains: RegionGains) -> Allocation:
        """Return the transfers of each year."""
        by_year = [total(losses(amounts)) for amounts in gains.kr]
        needs = losses(gains.lifetime_kr)
        paces = [kr / total(by_year) if kr else _ZERO for kr in by_year]
        rows = tuple(_instalment(gains.lifetime_kr, total(needs) * pace) for pace in paces)
        nothing = tuple(_ZERO for _ in gains.parties)
        return Allocation(rows, (Status.EQUALISED,) * len(rows), (nothing,) * len(rows))


def _instalment(lifetime: Amounts, kr: Fraction) -> tuple[Transfer, ...]:
    keys = positive(lifetime)
    terms = zip(keys, exchange(TermKind.YEAR, keys, losses(lifetime), kr), strict=True)
    return tuple(Transfer(key, total(keys), own) for key, own in terms)


def _by_key(gains: RegionGains, keys: Amounts) -> Allocation:
    """Return the transfers when each year's gainers pay by `keys`."""

    def weigh(amounts: Amounts) -> list[Fraction]:
        return [key if kr > 0 else _ZERO for key, kr in zip(keys, amounts, strict=True)]

    return allocate_yearly(gains, weigh)


def _inhabitants(party: Party) -> Fraction:
    counted = party.inhabitants if party.kind is PartyKind.MUNICIPALITY else None
    return Fraction(counted or 0)


PER_YEAR = PerYear()
NO_EQUALISATION = NoEqualisation()
