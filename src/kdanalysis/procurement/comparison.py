"""The methods side by side: who gains and who loses under each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.procurement.alternatives import (
    NO_EQUALISATION,
    PER_YEAR,
    ByConsumption,
    ByInhabitants,
    OverLifetime,
)
from kdanalysis.procurement.equalisation import equalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from kdanalysis.procurement.alternatives import Method
    from kdanalysis.procurement.equalisation import Lifetime
    from kdanalysis.procurement.parties import Contract, Party


@dataclass(frozen=True)
class Outcome:
    """One party over the lifetime of the contract under one method."""

    method: str
    lifetime: Lifetime
    against_default_kr: Fraction
    """Net gain less that under rule 6: positive where the party fares better than by default."""

    @property
    def loses(self) -> bool:
        """Whether the party pays more than by buying on its own."""
        return self.lifetime.net_kr < 0


def methods(consumption_kr: Mapping[str, Fraction] | None = None) -> tuple[Method, ...]:
    """Return the default and its alternatives; that by consumption only where it is known."""
    by_consumption = () if consumption_kr is None else (ByConsumption(consumption_kr),)
    return (PER_YEAR, OverLifetime(), ByInhabitants(), *by_consumption, NO_EQUALISATION)


def compare(
    parties: Sequence[Party], contract: Contract, compared: Sequence[Method]
) -> tuple[Outcome, ...]:
    """Return every party under every method, by method, then party in the order given.

    Raises:
        InputError: lists every fault of the inputs.
    """
    default = equalise(parties, contract).lifetimes()
    return tuple(
        Outcome(method.name, own, own.net_kr - usual.net_kr)
        for method in compared
        for own, usual in zip(equalise(parties, contract, method).lifetimes(), default, strict=True)
    )
