"""Equalisation between the municipalities and the regional authority of each region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kdanalysis.procurement.allocation import (
    Allocation,
    Gain,
    RegionGains,
    Status,
    Transfer,
    idle,
    settle,
    yearly_gains,
)
from kdanalysis.procurement.alternatives import PER_YEAR, EqualisationMethod
from kdanalysis.procurement.faults import check, find_faults
from kdanalysis.procurement.parties import (
    Contract,
    Party,
    ProjectCost,
    contract_years,
    project_costs,
)

# The result of an equalisation: by party and year, by region and year, over the lifetime.


_ZERO = Fraction()


@dataclass(frozen=True)
class PartyYear:
    """One party in one contract year."""

    party: Party
    contract_year: int
    """1 for the first."""
    gain: Gain
    transfer: Transfer
    settled_kr: int
    """Paid (negative) or received in whole kroner; sums to 0 over the region and year (rule 8)."""
    status: Status

    @property
    def region(self) -> str:
        """The region within which the party is equalised."""
        return self.party.region

    @property
    def gain_kr(self) -> Fraction:
        """Gain or loss before equalisation (rule 5)."""
        return self.gain.kr

    @property
    def share(self) -> Fraction:
        """The party's share of what is paid in the year, 0 to 1; 0 where it does not pay."""
        return self.transfer.share

    @property
    def transfer_kr(self) -> Fraction:
        """Paid (negative) or received (positive), exact (rules 6 and 9)."""
        return self.transfer.kr

    @property
    def net_kr(self) -> Fraction:
        """Gain after equalisation."""
        return self.gain_kr + self.transfer_kr


@dataclass(frozen=True)
class RegionYear:
    """One region in one contract year."""

    region: str
    contract_year: int
    status: Status
    gains_kr: Fraction
    """Sum of the gains ("Samlet gevinst")."""
    losses_kr: Fraction
    """Sum of the losses, 0 or negative ("Samlet udligningsbeløb")."""
    transferred_kr: Fraction
    """What is moved: the sum of what receivers receive."""
    claims_kr: Fraction
    """Losses not yet covered when the year ends (rule 9)."""

    @property
    def net_gain_kr(self) -> Fraction:
        """The region's gain in the year ("Projektgevinst")."""
        return self.gains_kr + self.losses_kr


@dataclass(frozen=True)
class Lifetime:
    """One party over all contract years."""

    party: Party
    gain_kr: Fraction
    transfer_kr: Fraction
    settled_kr: int

    @property
    def net_kr(self) -> Fraction:
        """Gain after equalisation."""
        return self.gain_kr + self.transfer_kr


@dataclass(frozen=True)
class Equalisation:
    """The result for all regions, parties and contract years."""

    contract: Contract
    parties: tuple[Party, ...]
    method: str
    """The method as printed (Danish)."""
    rows: tuple[PartyYear, ...]
    """By region (name), then party (in the order given), then year."""
    region_years: tuple[RegionYear, ...]
    """By region (name), then year."""
    project_costs: Mapping[str, ProjectCost]
    """Each party's part of the project cost, by name."""

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions, by name."""
        return tuple(dict.fromkeys(year.region for year in self.region_years))

    def of_party(self, name: str) -> tuple[PartyYear, ...]:
        """Return the years of one party."""
        return tuple(row for row in self.rows if row.party.name == name)

    def of_region(self, region: str, contract_year: int | None = None) -> tuple[PartyYear, ...]:
        """Return the rows of one region, all years or one."""
        return tuple(
            row
            for row in self.rows
            if row.region == region and contract_year in {None, row.contract_year}
        )

    def is_cancelled(self, region: str) -> bool:
        """Return whether the contract gives the region no gain over its lifetime (rule 10)."""
        return self.lifetime_gain_kr(region) <= 0

    def lifetime_gain_kr(self, region: str) -> Fraction:
        """Return the region's gain over all parties and years."""
        return sum((row.gain_kr for row in self.of_region(region)), _ZERO)

    def lifetimes(self) -> tuple[Lifetime, ...]:
        """Return each party over all years, in the order given."""
        return tuple(self._lifetime(party) for party in self.parties)

    def _lifetime(self, party: Party) -> Lifetime:
        rows = self.of_party(party.name)
        gain = sum((row.gain_kr for row in rows), _ZERO)
        transfer = sum((row.transfer_kr for row in rows), _ZERO)
        return Lifetime(party, gain, transfer, sum(row.settled_kr for row in rows))


# The method is the working group's (2023: 1400-1474 principles, 1520-1640 method, 1729-2061
# worked example), computed once, before start, for all contract years (rule 7), in exact
# arithmetic.


def equalise(
    parties: Sequence[Party], contract: Contract, method: EqualisationMethod = PER_YEAR
) -> Equalisation:
    """Return gains, transfers and settlement of every party in every contract year.

    A region that gains nothing over the contract is not equalised: its status is "annulleres" and
    its transfers are 0 (rule 10); that is a result, not a fault.

    Raises:
        InputError: lists every fault of the inputs.
    """
    check((*find_faults(parties, contract), *method.faults(parties)))
    return equalise_examined(parties, contract, method)


def equalise_examined(
    parties: Sequence[Party], contract: Contract, method: EqualisationMethod = PER_YEAR
) -> Equalisation:
    """Return what `equalise` does of inputs in which no fault was found."""
    years, costs = contract_years(contract), project_costs(parties, contract)
    gains = {party.name: yearly_gains(party, costs[party.name], years) for party in parties}
    rows: list[PartyYear] = []
    region_years: list[RegionYear] = []
    for region in sorted({party.region for party in parties}):
        members = tuple(party for party in parties if party.region == region)
        matrix = _matrix(region, members, gains)
        allocation = _allocate(matrix, method)
        rows += _party_years(members, gains, allocation)
        region_years += _region_years(matrix, allocation)
    return Equalisation(
        contract, tuple(parties), method.name, tuple(rows), tuple(region_years), costs
    )


def _allocate(matrix: RegionGains, method: EqualisationMethod) -> Allocation:
    if matrix.total_kr <= 0:
        return idle(matrix, Status.CANCELLED)
    return method.allocate(matrix)


def _matrix(
    region: str, members: tuple[Party, ...], gains: Mapping[str, Sequence[Gain]]
) -> RegionGains:
    columns = [[gain.kr for gain in gains[party.name]] for party in members]
    return RegionGains(region, members, tuple(zip(*columns, strict=True)))


def _party_years(
    members: Sequence[Party], gains: Mapping[str, Sequence[Gain]], allocation: Allocation
) -> list[PartyYear]:
    settled = [_settled(members, row) for row in allocation.transfers]
    return [
        PartyYear(
            party,
            gain.year.number,
            gain,
            allocation.transfers[year][column],
            settled[year][party.name],
            allocation.statuses[year],
        )
        for column, party in enumerate(members)
        for year, gain in enumerate(gains[party.name])
    ]


def _settled(members: Sequence[Party], row: Sequence[Transfer]) -> dict[str, int]:
    return settle({party.name: transfer.kr for party, transfer in zip(members, row, strict=True)})


def _region_years(matrix: RegionGains, allocation: Allocation) -> list[RegionYear]:
    years = zip(
        matrix.kr, allocation.transfers, allocation.statuses, allocation.claims_kr, strict=True
    )
    return [
        RegionYear(
            matrix.region,
            number,
            status,
            sum((kr for kr in amounts if kr > 0), _ZERO),
            sum((kr for kr in amounts if kr < 0), _ZERO),
            sum((transfer.kr for transfer in row if transfer.kr > 0), _ZERO),
            sum(claims, _ZERO),
        )
        for number, (amounts, row, status, claims) in enumerate(years, start=1)
    ]
