"""The worked example solved once, and looked up by party, region and contract year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kdanalysis.evidence.raw_figure import known
from kdanalysis.procurement.equalisation import Equalisation, Lifetime, equalise
from kdanalysis.procurement.periods import contract_years
from kdanalysis.procurement.worked_example import WorkedExample, worked_example
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from kdanalysis.procurement.equalisation import PartyYear, RegionYear
    from kdanalysis.procurement.parties import Party
    from kdanalysis.procurement.periods import ContractYear
    from kdanalysis.project import Project

Stamps: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Solution:
    """The example and its equalisation by the default method.

    Every lookup raises `InputError` for a party, region or contract year the example lacks.
    """

    example: WorkedExample
    equalisation: Equalisation

    @property
    def years(self) -> tuple[ContractYear, ...]:
        """The contract years in order."""
        return contract_years(self.example.contract)

    @property
    def inhabitants(self) -> int:
        """Inhabitants of all municipalities."""
        return sum(party.inhabitants or 0 for party in self.example.parties)

    def year(self, number: int) -> ContractYear:
        """Return a contract year, 1 for the first."""
        return known({year.number: year for year in self.years}, number)

    def party(self, name: str) -> Party:
        """Return a party by name."""
        return known({party.name: party for party in self.example.parties}, name)

    def of_kind(self, kind: str) -> tuple[Party, ...]:
        """Return the parties of a kind (kommune, region)."""
        kinds = {party.kind.value: party.kind for party in self.example.parties}
        wanted = known(kinds, kind)
        return tuple(party for party in self.example.parties if party.kind is wanted)

    def annual_parts_kr(self, name: str) -> tuple[Fraction, Fraction]:
        """Return a party's operation and licences of a full year."""
        return known(self.example.annual_parts_kr, name)

    def project_cost_kr(self, name: str) -> Fraction:
        """Return a party's part of the project cost."""
        return known(self.equalisation.project_costs, name).kr

    def party_year(self, name: str, number: int) -> PartyYear:
        """Return one party in one contract year."""
        rows = {(row.party.name, row.contract_year): row for row in self.equalisation.rows}
        return known(rows, (name, number))

    def lifetime(self, name: str) -> Lifetime:
        """Return one party over the contract."""
        return known({life.party.name: life for life in self.equalisation.lifetimes()}, name)

    def region_year(self, region: str, number: int) -> RegionYear:
        """Return one region in one contract year."""
        rows = {(row.region, row.contract_year): row for row in self.equalisation.region_years}
        return known(rows, (region, number))

    def region_years(self, region: str) -> tuple[RegionYear, ...]:
        """Return one region in every contract year."""
        return tuple(self.region_year(region, year.number) for year in self.years)


def stamps(project: Project) -> Stamps:
    """Return what tells that the example's inputs have changed: a time and a size per file."""
    inputs = sorted((project.raw / "kdnet").glob("eksempel_*.csv"))
    return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in inputs)


def solution(project: Project) -> Solution:
    """Return the example of a project, solved; it is solved again when an input has changed."""
    return _solved(project.raw, stamps(project))


@lru_cache(maxsize=1)
def _solved(raw: Path, _stamps: Stamps) -> Solution:
    example = worked_example(read_example(raw))
    return Solution(example, equalise(example.parties, example.contract))
