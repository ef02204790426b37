"""Draws of the uncertain inputs of an equalisation, party by party, from ranges that are data.

The new prices of a party move by a common and an own part, its consumption by an own part; its
saving follows: (1 + consumption) × (saving − prices × expected consumption at new prices).
Annual cost and project cost move for all alike; the start comes later by whole days.
Each range is a triangular distribution from low over expected to high.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kdanalysis.procurement.faults import Fault
from kdanalysis.procurement.periods import contract_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kdanalysis.procurement.parties import Contract, Party
    from kdanalysis.tables.business_case import Range

Floats: TypeAlias = NDArray[np.float64]


class Parameter(StrEnum):
    """The uncertain parameters; the value is the key of the range."""

    PRICE_COMMON = "pris_faelles"
    PRICE_OWN = "pris_part"
    CONSUMPTION_OWN = "forbrug_part"
    ANNUAL_COST = "aarlig_omkostning_faelles"
    PROJECT_COST = "projektomkostning_faelles"
    DELAY_OWN = "forsinkelse_part"


# A cost or a consumption cannot fall by more than all of it.
_SHARES = (Parameter.CONSUMPTION_OWN, Parameter.ANNUAL_COST, Parameter.PROJECT_COST)


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


def range_faults(ranges: Mapping[str, Range]) -> Iterator[Fault]:
    """Return a fault for each parameter without a range, unknown range, or impossible span."""
    known = {parameter.value for parameter in Parameter}
    for key in sorted(known - set(ranges)):
        yield Fault(None, key, "Intervallet mangler.")
    for key in sorted(set(ranges) - known):
        yield Fault(None, key, "Intervallet hører ikke til simuleringen.")
    for key in _SHARES:
        if key in ranges and ranges[key].low < -1:
            yield Fault(None, key, "Intervallet går under -100 %.")
    delay = ranges.get(Parameter.DELAY_OWN)
    if delay is not None and delay.low < 0:
        yield Fault(None, Parameter.DELAY_OWN, "En forsinkelse kan ikke være negativ.")


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
    prices = sampler.common(Parameter.PRICE_COMMON) + sampler.own(Parameter.PRICE_OWN, size)
    volume = 1 + sampler.own(Parameter.CONSUMPTION_OWN, size)
    return Draws(
        saving_kr=volume * (saving - prices * (consumption - saving)),
        annual_cost_kr=cost * (1 + sampler.common(Parameter.ANNUAL_COST)),
        start_ordinal=_starts(parties, contract, sampler.own(Parameter.DELAY_OWN, size)),
        project_cost_kr=float(contract.project_cost_kr)
        * (1 + sampler.common(Parameter.PROJECT_COST)[:, 0]),
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

    ranges: Mapping[str, Range]
    generator: np.random.Generator
    draws: int

    def common(self, parameter: Parameter) -> Floats:
        """Return one number per draw, alike for all parties: draws × 1."""
        return self.own(parameter, 1)

    def own(self, parameter: Parameter, parties: int) -> Floats:
        """Return one number per draw and party: draws × parties."""
        span = self.ranges[parameter]
        low, expected, high = float(span.low), float(span.expected), float(span.high)
        shape = (self.draws, parties)
        if low == high:
            return np.full(shape, expected)
        return self.generator.triangular(low, expected, high, shape)
