"""The result of an equalisation: by party and year, by region and year, over the lifetime."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.procurement.allocation import Status, Transfer
    from kdanalysis.procurement.costs import ProjectCost
    from kdanalysis.procurement.gains import Gain
    from kdanalysis.procurement.parties import Contract, Party

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
