"""The parties and the contract of a joint tender, its years, and what it costs each party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

# The parties to a joint tender and the contract between them: the equalisation's inputs.


class PartyKind(StrEnum):
    """The two kinds of party; the value is the word in Danish inputs."""

    MUNICIPALITY = "kommune"
    REGION = "region"


@dataclass(frozen=True)
class Party:
    """One municipality or regional authority that takes part in the contract."""

    name: str
    kind: PartyKind
    region: str
    """The region within which the party is equalised."""
    annual_saving_kr: Fraction
    """Reported consumption less expected consumption, a full year; negative: a dearer contract."""
    annual_cost_kr: Fraction
    """Operation and licences, a full year."""
    inhabitants: int | None
    """`None` for a regional authority; the project cost of municipalities is spread by it."""
    start_date: date
    """First day the party buys on the contract."""


@dataclass(frozen=True)
class Contract:
    """The period of the contract and the one-off cost of the project behind it."""

    start: date
    years: int
    project_cost_kr: Fraction
    municipalities: int | None = None
    """Municipalities in the split of the project cost; `None`: the number of parties."""
    regions: int | None = None
    """Regional authorities in the split of the project cost; `None`: the number of parties."""
    regional_parts: Mapping[str, Fraction] | None = None
    """Each region's part of the regional authorities' project cost; `None`: equal parts."""


# Contract years and phase-in (rules 3 and 4; 2023: 1588-1590, 1923-1940).


def anniversary(start: date, years: int) -> date:
    """Return the day `years` after `start`; that of 29 February is 1 March in common years.

    1 March, not 28 February, keeps a contract year at 366 days exactly when it holds 29 February.
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


@dataclass(frozen=True)
class ContractYear:
    """One year of the contract, from an anniversary to the next."""

    number: int
    """1 for the first year."""
    first: date
    """First day."""
    end: date
    """The day after the last."""

    @property
    def days(self) -> int:
        """Days of the year: 366 where it holds 29 February, else 365."""
        return (self.end - self.first).days

    def days_from(self, start: date) -> int:
        """Return the days of the year on which a party that starts at `start` takes part."""
        return max((self.end - max(start, self.first)).days, 0)

    def phase_in(self, start: date) -> Fraction:
        """Return the part of the year, 0 to 1, in which the party takes part (rule 4)."""
        return Fraction(self.days_from(start), self.days)

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in the year."""
        return self.first <= day < self.end


def contract_years(contract: Contract) -> tuple[ContractYear, ...]:
    """Return the years of the contract in order (rule 3)."""
    edges = [anniversary(contract.start, passed) for passed in range(contract.years + 1)]
    return tuple(
        ContractYear(number, first, end) for number, (first, end) in enumerate(pairwise(edges), 1)
    )


def contract_end(contract: Contract) -> date:
    """Return the day after the contract's last."""
    return anniversary(contract.start, contract.years)


# Costs of the project and of operation, party by party (rules 1 and 2; 2023: 1562-1580).


def annual_cost_kr(
    units: int, operation_per_unit_kr: Fraction, licence_per_unit_kr: Fraction
) -> Fraction:
    """Return operation and licences of a full year (rule 2).

    Args:
        units: the party's grants, or another key that fits the product (inhabitants, for one).
        operation_per_unit_kr: operation for one unit, a year.
        licence_per_unit_kr: licences for one unit, a year.
    """
    return units * (operation_per_unit_kr + licence_per_unit_kr)


@dataclass(frozen=True)
class ProjectCost:
    """One party's part of the project cost, with the steps that lead to it (rule 1)."""

    total_kr: Fraction
    group: int
    """Parties of the same kind in the split between municipalities and regional authorities."""
    groups: int
    """All parties in that split."""
    part: Fraction
    """The party's part within its kind, 0 to 1."""

    @property
    def kr(self) -> Fraction:
        """The amount the party bears once, in its first active year."""
        return self.total_kr * Fraction(self.group, self.groups) * self.part


def split_counts(parties: Sequence[Party], contract: Contract) -> dict[PartyKind, int]:
    """Return the number of municipalities and of regional authorities in the split of the cost."""
    told = {
        PartyKind.MUNICIPALITY: contract.municipalities,
        PartyKind.REGION: contract.regions,
    }
    counted = {kind: sum(party.kind is kind for party in parties) for kind in PartyKind}
    return {kind: counted[kind] if count is None else count for kind, count in told.items()}


def project_costs(parties: Sequence[Party], contract: Contract) -> dict[str, ProjectCost]:
    """Return each party's part of the project cost, by name (rule 1).

    Municipalities bear n/(n+r), by inhabitants over *all* municipalities of all regions; regional
    authorities bear r/(n+r), in equal parts unless the contract says otherwise. The parties
    listed bear the whole cost, also where the counts of the split include parties not yet joined.
    """
    counts = split_counts(parties, contract)
    parts = _municipal_parts(parties) | _regional_parts(parties, contract.regional_parts)
    total = contract.project_cost_kr
    groups = sum(counts.values())
    return {
        party.name: ProjectCost(total, counts[party.kind], groups, parts[party.name])
        for party in parties
    }


def _municipal_parts(parties: Sequence[Party]) -> dict[str, Fraction]:
    members = [party for party in parties if party.kind is PartyKind.MUNICIPALITY]
    inhabitants = {party.name: party.inhabitants or 0 for party in members}
    total = sum(inhabitants.values())
    return {name: Fraction(count, total) for name, count in inhabitants.items()}


def _regional_parts(
    parties: Sequence[Party], told: Mapping[str, Fraction] | None
) -> dict[str, Fraction]:
    members = [party for party in parties if party.kind is PartyKind.REGION]
    equal = Fraction(1, max(len(members), 1))
    return {party.name: equal if told is None else told[party.region] for party in members}
