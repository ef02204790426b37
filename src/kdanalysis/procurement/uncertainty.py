"""How sure the equalisation's outcome is, given what is uncertain: a seeded simulation in floats.

It follows the same rules as `equalise` (default method) on every draw at once. The sources give no
ranges: they are the project's own assumption, and a result from the worked example is not one about
urology. `Uncertainty.label` says so and must be shown with every figure drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kdanalysis.procurement.draws import Sampler, draw_inputs, range_faults
from kdanalysis.procurement.faults import Fault, check, find_faults
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.procurement.simulated import columns_of, simulated_gains, simulated_transfers
from kdanalysis.procurement.worked_example import LABEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from kdanalysis.procurement.draws import Floats
    from kdanalysis.procurement.parties import Contract, Party
    from kdanalysis.tables.business_case import Range


class Basis(StrEnum):
    """Where the parties' numbers come from; the value is the label to show."""

    WORKED_EXAMPLE = LABEL
    DELIVERED_WORKBOOK = "Simulering på indberettede tal; antagne intervaller er projektets egne"


@dataclass(frozen=True)
class Settings:
    """What a simulation runs on."""

    ranges: Mapping[str, Range]
    """A span for every `Parameter`."""
    ceiling_kr: Fraction
    """The highest amount approved per year and region (2024: 1755)."""
    seed: int
    draws: int
    basis: Basis = Basis.WORKED_EXAMPLE


@dataclass(frozen=True)
class Probability:
    """A part of all draws."""

    hits: int
    draws: int

    @property
    def estimate(self) -> float:
        """The probability, 0 to 1."""
        return self.hits / self.draws

    @property
    def standard_error(self) -> float:
        """The error from a limited number of draws; says nothing of the ranges themselves."""
        return float(np.sqrt(self.estimate * (1 - self.estimate) / self.draws))


@dataclass(frozen=True)
class RegionRisk:
    """One region over all draws."""

    region: str
    positive_case: Probability
    """The contract gains the region something over its lifetime."""
    ceiling_broken_by_authority: Probability | None
    """The regional authority receives more than the ceiling in a year; `None` without one."""
    ceiling_broken_by_all: Probability
    """What all receivers of the region receive is above the ceiling in a year."""
    lifetime_gain_kr: Floats
    """The region's gain in each draw."""


@dataclass(frozen=True)
class PartyRisk:
    """One party over all draws."""

    party: Party
    loses_before: Probability
    """The party loses over the lifetime of the contract before equalisation."""


@dataclass(frozen=True)
class Uncertainty:
    """The result of a simulation."""

    label: str
    """Must stand above every table and figure made from the result."""
    settings: Settings
    regions: tuple[RegionRisk, ...]
    parties: tuple[PartyRisk, ...]


def simulate(
    parties: Sequence[Party],
    contract: Contract,
    consumption_kr: Mapping[str, Fraction],
    settings: Settings,
) -> Uncertainty:
    """Return the probabilities of the outcomes that matter to the decision.

    Args:
        parties: those that take part.
        contract: the contract they take part in.
        consumption_kr: a year's consumption before the tender, of every party.
        settings: ranges, ceiling, seed, number of draws, and what the numbers stand on.

    Raises:
        InputError: lists every fault of the inputs.
    """
    check(tuple(_faults(parties, contract, consumption_kr, settings)))
    generator = np.random.default_rng(settings.seed)
    sampler = Sampler(settings.ranges, generator, settings.draws)
    draws = draw_inputs(parties, contract, consumption_kr, sampler)
    gains = simulated_gains(draws, parties, contract)
    transfers = simulated_transfers(gains, parties)
    regions = sorted({party.region for party in parties})
    return Uncertainty(
        settings.basis.value,
        settings,
        tuple(_region_risk(region, parties, gains, transfers, settings) for region in regions),
        tuple(
            PartyRisk(party, _probability(gains[:, column].sum(axis=1) < 0))
            for column, party in enumerate(parties)
        ),
    )


def _faults(
    parties: Sequence[Party],
    contract: Contract,
    consumption_kr: Mapping[str, Fraction],
    settings: Settings,
) -> Iterator[Fault]:
    yield from find_faults(parties, contract, consumption_kr)
    yield from range_faults(settings.ranges)
    for party in parties:
        if party.name not in consumption_kr:
            yield Fault(party.name, "consumption_kr", "Forbruget mangler; simuleringen kræver det.")
    if settings.draws < 1:
        yield Fault(None, "draws", f"Antal trækninger er {settings.draws}; mindst 1.")


def _region_risk(
    region: str,
    parties: Sequence[Party],
    gains: Floats,
    transfers: Floats,
    settings: Settings,
) -> RegionRisk:
    everyone = columns_of(parties, region)
    authority = columns_of(parties, region, PartyKind.REGION)
    lifetime = gains[:, everyone].sum(axis=(1, 2))
    return RegionRisk(
        region,
        _probability(lifetime > 0),
        _above(transfers[:, authority], settings.ceiling_kr) if authority else None,
        _above(transfers[:, everyone], settings.ceiling_kr),
        lifetime,
    )


def _above(transfers: Floats, ceiling_kr: Fraction) -> Probability:
    """Return how often the receivers' sum passes the ceiling in any year."""
    received = np.maximum(transfers, 0).sum(axis=1)
    return _probability((received > float(ceiling_kr)).any(axis=1))


def _probability(hits: np.ndarray) -> Probability:
    return Probability(int(hits.sum()), hits.size)
