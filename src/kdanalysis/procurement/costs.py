"""Costs of the project and of operation, party by party (rules 1 and 2; 2023: 1562-1580)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.parties import PartyKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdanalysis.procurement.parties import Contract, Party


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


def per_unit_kr(total_kr: Fraction, units: Sequence[int]) -> Fraction:
    """Return what one unit of the key costs when `total_kr` is spread over all `units` (rule 2).

    Raises:
        ZeroDivisionError: the units sum to nothing.
    """
    return total_kr / Fraction(sum(units))


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
