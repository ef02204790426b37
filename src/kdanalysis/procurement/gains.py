"""What each party gains or loses in each contract year, before equalisation (rule 5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.procurement.costs import ProjectCost
    from kdanalysis.procurement.parties import Party
    from kdanalysis.procurement.periods import ContractYear


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
