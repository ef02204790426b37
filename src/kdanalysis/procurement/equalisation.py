"""Equalisation between the municipalities and the regional authority of each region.

The method is the working group's (2023: 1400-1474 principles, 1520-1640 method, 1729-2061 worked
example), computed once, before start, for all contract years (rule 7), in exact arithmetic.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.allocation import Allocation, RegionGains, Status, Transfer, idle
from kdanalysis.procurement.alternatives import PER_YEAR, Method
from kdanalysis.procurement.costs import project_costs
from kdanalysis.procurement.faults import check, find_faults
from kdanalysis.procurement.gains import Gain, yearly_gains
from kdanalysis.procurement.periods import contract_years
from kdanalysis.procurement.result import Equalisation, Lifetime, PartyYear, RegionYear
from kdanalysis.procurement.settlement import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdanalysis.procurement.parties import Contract, Party

__all__ = ["Equalisation", "Lifetime", "PartyYear", "RegionYear", "Status", "equalise"]

_ZERO = Fraction()


def equalise(
    parties: Sequence[Party], contract: Contract, method: Method = PER_YEAR
) -> Equalisation:
    """Return gains, transfers and settlement of every party in every contract year.

    A region that gains nothing over the contract is not equalised: its status is "annulleres" and
    its transfers are 0 (rule 10); that is a result, not a fault.

    Raises:
        InputError: lists every fault of the inputs.
    """
    check((*find_faults(parties, contract), *method.faults(parties)))
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


def _allocate(matrix: RegionGains, method: Method) -> Allocation:
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
