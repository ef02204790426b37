"""How sure an equalisation's outcome is: draws of what is uncertain, simulated in floats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kdanalysis.procurement.faults import ModelFault, check, fault, find_faults
from kdanalysis.procurement.parties import (
    Contract,
    Party,
    PartyKind,
    contract_end,
    contract_years,
    project_costs,
)
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.tables.tender import CaseRange

# Draws of the uncertain inputs of an equalisation, party by party, from ranges that are data.
#
# The new prices of a party move by a common and an own part, its consumption by an own part; its
# saving follows: (1 + consumption) × (saving − prices × expected consumption at new prices).
# Annual cost and project cost move for all alike; the start comes later by whole days. Each
# range is a triangular distribution from low over expected to high.


Floats: TypeAlias = NDArray[np.float64]


class UncertainParameter(StrEnum):
    """The uncertain parameters; the value is the key of the range."""

    PRICE_COMMON = "pris_faelles"
    PRICE_OWN = "pris_part"
    CONSUMPTION_OWN = "forbrug_part"
    ANNUAL_COST = "aarlig_omkostning_faelles"
    PROJECT_COST = "projektomkostning_faelles"
    DELAY_OWN = "forsinkelse_part"


# A cost or a consumption cannot fall by more than all of it.
_SHARES = (
    UncertainParameter.CONSUMPTION_OWN,
    UncertainParameter.ANNUAL_COST,
    UncertainParameter.PROJECT_COST,
)


@dataclass(frozen=True)
class Draws:
    """The drawn inputs; the first axis is the draw, the second the party in the order given."""

    saving_kr: Floats
    """Draws × parties: a full year's saving."""
    annual_cost_kr: Floats
    """Draws × parties: operation and licences of a full year."""
    start_ordinal: NDArray[np.int64]
    """Draws × parties: first day as a day number (`date.toordinal`)."""
    project_cost_kr: Floats
    """Draws: the one-off cost of the project."""

    def scenario(
        self, draw: int, parties: Sequence[Party], contract: Contract
    ) -> tuple[tuple[Party, ...], Contract]:
        """Return one draw as exact inputs of `equalise`."""
        drawn = tuple(
            replace(
                party,
                annual_saving_kr=Fraction(self.saving_kr[draw, column].item()),
                annual_cost_kr=Fraction(self.annual_cost_kr[draw, column].item()),
                start_date=date.fromordinal(self.start_ordinal[draw, column].item()),
            )
            for column, party in enumerate(parties)
        )
        cost = Fraction(self.project_cost_kr[draw].item())
        return drawn, replace(contract, project_cost_kr=cost)


def range_faults(ranges: Mapping[str, CaseRange]) -> Iterator[ModelFault]:
    """Return a fault for each parameter without a range, unknown range, or impossible span."""
    known = {parameter.value for parameter in UncertainParameter}
    for key in sorted(known - set(ranges)):
        yield fault(None, key, "Intervallet mangler.")
    for key in sorted(set(ranges) - known):
        yield fault(None, key, "Intervallet hører ikke til simuleringen.")
    for key in _SHARES:
        if key in ranges and ranges[key].low < -1:
            yield fault(None, key, "Intervallet går under -100 %.")
    delay = ranges.get(UncertainParameter.DELAY_OWN)
    if delay is not None and delay.low < 0:
        yield fault(None, UncertainParameter.DELAY_OWN, "En forsinkelse kan ikke være negativ.")


def draw_inputs(
    parties: Sequence[Party],
    contract: Contract,
    consumption_kr: Mapping[str, Fraction],
    sampler: Sampler,
) -> Draws:
    """Return draws of all inputs; the same seed gives the same draws.

    Args:
        parties: those that take part.
        contract: the contract they take part in.
        consumption_kr: a year's consumption before the tender, of every party.
        sampler: seeded, with a range for every parameter.
    """
    saving = np.array([float(party.annual_saving_kr) for party in parties])
    consumption = np.array([float(consumption_kr[party.name]) for party in parties])
    cost = np.array([float(party.annual_cost_kr) for party in parties])
    size = len(parties)
    prices = sampler.common(UncertainParameter.PRICE_COMMON) + sampler.own(
        UncertainParameter.PRICE_OWN, size
    )
    volume = 1 + sampler.own(UncertainParameter.CONSUMPTION_OWN, size)
    return Draws(
        saving_kr=volume * (saving - prices * (consumption - saving)),
        annual_cost_kr=cost * (1 + sampler.common(UncertainParameter.ANNUAL_COST)),
        start_ordinal=_starts(parties, contract, sampler.own(UncertainParameter.DELAY_OWN, size)),
        project_cost_kr=float(contract.project_cost_kr)
        * (1 + sampler.common(UncertainParameter.PROJECT_COST)[:, 0]),
    )


def _starts(parties: Sequence[Party], contract: Contract, delay: Floats) -> NDArray[np.int64]:
    """Return the starts, later by whole days, at most until the contract's last day."""
    planned = np.array([party.start_date.toordinal() for party in parties])
    last = (contract_end(contract) - timedelta(days=1)).toordinal()
    starts: NDArray[np.int64] = np.minimum(planned + np.rint(delay).astype(np.int64), last)
    return starts


@dataclass(frozen=True)
class Sampler:
    """Draws from the ranges."""

    ranges: Mapping[str, CaseRange]
    generator: np.random.Generator
    draws: int

    def common(self, parameter: UncertainParameter) -> Floats:
        """Return one number per draw, alike for all parties: draws × 1."""
        return self.own(parameter, 1)

    def own(self, parameter: UncertainParameter, parties: int) -> Floats:
        """Return one number per draw and party: draws × parties."""
        span = self.ranges[parameter]
        low, expected, high = float(span.low), float(span.expected), float(span.high)
        shape = (self.draws, parties)
        if low == high:
            return np.full(shape, expected)
        return self.generator.triangular(low, expected, high, shape)


# Gains and transfers of many draws at once, in floats: rules 1, 3-6, 9 and 10, vectorised.


def simulated_gains(draws: Draws, parties: Sequence[Party], contract: Contract) -> Floats:
    """Return the gains of rule 5 for every draw: draws × parties × years."""
    years = contract_years(contract)
    first = np.array([year.first.toordinal() for year in years])
    end = np.array([year.end.toordinal() for year in years])
    start = draws.start_ordinal[:, :, None]
    phase_in = np.maximum(end - np.maximum(start, first), 0) / (end - first)
    begins = (first <= start) & (start < end)
    once = draws.project_cost_kr[:, None] * _project_parts(parties, contract)
    running = draws.saving_kr - draws.annual_cost_kr
    gains: Floats = running[:, :, None] * phase_in - once[:, :, None] * begins
    return gains


def _project_parts(parties: Sequence[Party], contract: Contract) -> Floats:
    """Return each party's part of the project cost (rule 1)."""
    costs = project_costs(parties, replace(contract, project_cost_kr=Fraction(1)))
    return np.array([float(costs[party.name].kr) for party in parties])


def simulated_transfers(gains: Floats, parties: Sequence[Party]) -> Floats:
    """Return the transfers of rules 6, 9 and 10 for every draw: draws × parties × years."""
    transfers = np.zeros_like(gains)
    for region in {party.region for party in parties}:
        columns = columns_of(parties, region)
        transfers[:, columns] = _regional_transfers(gains[:, columns])
    return transfers


def columns_of(parties: Sequence[Party], region: str, kind: PartyKind | None = None) -> list[int]:
    """Return where a region's parties stand, all or those of one kind."""
    return [
        column
        for column, party in enumerate(parties)
        if party.region == region and kind in {None, party.kind}
    ]


def _regional_transfers(gains: Floats) -> Floats:
    """Return one region's transfers; `claims` and `kept` are as in the exact model."""
    transfers = np.zeros_like(gains)
    claims, kept = np.zeros(gains.shape[:2]), np.zeros(gains.shape[:2])
    for year in range(gains.shape[2]):
        up, down = np.maximum(gains[:, :, year], 0), np.maximum(-gains[:, :, year], 0)
        funds, open_claims = _sum(up), _sum(claims)
        covered = np.minimum(funds, _sum(down))
        met = np.minimum(open_claims, funds - covered)
        paid = up * _ratio(covered + met, funds)
        own, earlier = down * _ratio(covered, _sum(down)), claims * _ratio(met, open_claims)
        claims, kept = claims + down - own - earlier, kept + up - paid
        transfers[:, :, year] = own + earlier - paid
    transfers[:, :, -1] += claims - kept * _ratio(_sum(claims), _sum(kept))
    cancelled = gains.sum(axis=(1, 2)) <= 0
    transfers[cancelled] = 0
    return transfers


def _sum(amounts: Floats) -> Floats:
    """Return the sum over the parties of each draw: draws × 1."""
    total: Floats = amounts.sum(axis=1, keepdims=True)
    return total


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, 0 where the whole is nothing."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


# How sure the equalisation's outcome is, given what is uncertain: a seeded simulation in floats.
#
# It follows the same rules as `equalise` (default method) on every draw at once. The sources
# give no ranges: they are the project's own assumption, and a result from the worked example is
# not one about urology. `Uncertainty.label` says so and must be shown with every figure drawn
# from it.


class SimulationBasis(StrEnum):
    """Where the parties' numbers come from; the value is the label to show."""

    WORKED_EXAMPLE = LABEL
    DELIVERED_WORKBOOK = "Simulering på indberettede tal; antagne intervaller er projektets egne"


@dataclass(frozen=True)
class SimulationSettings:
    """What a simulation runs on."""

    ranges: Mapping[str, CaseRange]
    """A span for every `Parameter`."""
    ceiling_kr: Fraction
    """The highest amount approved per year and region (2024: 1755)."""
    seed: int
    draws: int
    basis: SimulationBasis = SimulationBasis.WORKED_EXAMPLE


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
    settings: SimulationSettings
    regions: tuple[RegionRisk, ...]
    parties: tuple[PartyRisk, ...]


def simulate(
    parties: Sequence[Party],
    contract: Contract,
    consumption_kr: Mapping[str, Fraction],
    settings: SimulationSettings,
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
    settings: SimulationSettings,
) -> Iterator[ModelFault]:
    yield from find_faults(parties, contract, consumption_kr)
    yield from range_faults(settings.ranges)
    for party in parties:
        if party.name not in consumption_kr:
            yield fault(party.name, "consumption_kr", "Forbruget mangler; simuleringen kræver det.")
    if settings.draws < 1:
        yield fault(None, "draws", f"Antal trækninger er {settings.draws}; mindst 1.")


def _region_risk(
    region: str,
    parties: Sequence[Party],
    gains: Floats,
    transfers: Floats,
    settings: SimulationSettings,
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
