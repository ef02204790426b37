"""Key figures of the worked example of the equalisation model (2023: 1729-2061)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from kdanalysis.evidence.registry import known, raw_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.comparison import MethodOutcome, compare, methods, retender
from kdanalysis.procurement.equalisation import (
    Equalisation,
    Lifetime,
    PartyYear,
    RegionYear,
    equalise,
)
from kdanalysis.procurement.parties import ContractYear, Party, contract_years
from kdanalysis.procurement.worked_example import WorkedExample, worked_example
from kdanalysis.project import Project
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.tender import read_example

# The worked example solved once, and looked up by party, region and contract year.

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


def solve(project: Project) -> Solution:
    """Return the example of a project, solved."""
    example = worked_example(read_example(project.raw))
    return Solution(example, equalise(example.parties, example.contract))


solution = kept(solve)
"""The example of a project, solved once."""


# The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke
# urologi". A contract year is 1 for the first; the regions are M and S.

_FILES = ("eksempel_stamdata", "eksempel_forudsaetninger", "eksempel_omkostninger_besparelser")
_GAIN = "(besparelse − årlige omkostninger) × andel af året − projektomkostning i første år"
_TRANSFER = "tab dækkes fuldt; gevinst betaler efter andel af regionens samlede gevinst"


@raw_figure(Unit.KR, "forbrug før − forventet forbrug efter udbuddet", *_FILES)
def example_saving(data: Dataset, *, party: str) -> Fraction:
    """Product saving of a full year, kr.; negative where the contract is dearer."""
    return _at(data).party(party).annual_saving_kr


@raw_figure(Unit.KR, "driftssats × bevillinger", *_FILES)
def example_operation(data: Dataset, *, party: str) -> Fraction:
    """Operation of a full year, kr."""
    return _at(data).annual_parts_kr(party)[0]


@raw_figure(Unit.KR, "licenssats × bevillinger", *_FILES)
def example_licence(data: Dataset, *, party: str) -> Fraction:
    """Licences of a full year, kr."""
    return _at(data).annual_parts_kr(party)[1]


@raw_figure(Unit.KR, "drift + licenser", *_FILES)
def example_annual_cost(data: Dataset, *, party: str) -> Fraction:
    """Operation and licences of a full year, kr."""
    return _at(data).party(party).annual_cost_kr


@raw_figure(Unit.KR, "projektomkostning × gruppens andel × partens andel af gruppen", *_FILES)
def example_project_cost(data: Dataset, *, party: str) -> Fraction:
    """A party's part of the project cost, once, kr."""
    return _at(data).project_cost_kr(party)


@raw_figure(Unit.PCT, "indbyggere i procent af indbyggerne i alle kommuner", *_FILES, decimals=2)
def example_inhabitants_pct(data: Dataset, *, party: str) -> Fraction:
    """A municipality's share of the inhabitants of all municipalities, per cent."""
    return Fraction(_at(data).party(party).inhabitants or 0, _at(data).inhabitants) * 100


@raw_figure(Unit.COUNT, "indbyggere i alle eksemplets kommuner lagt sammen", *_FILES)
def example_inhabitants(data: Dataset) -> Fraction:
    """Inhabitants of all municipalities."""
    return Fraction(_at(data).inhabitants)


@raw_figure(Unit.DAYS, "dage fra start (medregnet) til kontraktårets slutning", *_FILES)
def example_days(data: Dataset, *, party: str, contract_year: int) -> Fraction:
    """Days of the contract year on which a party takes part."""
    return Fraction(_at(data).party_year(party, contract_year).gain.days)


@raw_figure(Unit.DAYS, "dage fra årsdag til årsdag", *_FILES)
def example_year_days(data: Dataset, *, contract_year: int) -> Fraction:
    """Days of a contract year."""
    return Fraction(_at(data).year(contract_year).days)


@raw_figure(Unit.COUNT, "kontraktens år", *_FILES)
def example_years(data: Dataset) -> Fraction:
    """Years of the contract."""
    return Fraction(len(_at(data).years))


@raw_figure(Unit.KR, _GAIN, *_FILES)
def example_gain(data: Dataset, *, party: str, contract_year: int) -> Fraction:
    """A party's gain before equalisation, kr."""
    return _at(data).party_year(party, contract_year).gain_kr


@raw_figure(Unit.PCT, "partens gevinst i procent af regionens samlede gevinst", *_FILES, decimals=0)
def example_share_pct(data: Dataset, *, party: str, contract_year: int) -> Fraction:
    """What a party bears of the year's transfers, per cent; 0 for a party with a loss."""
    return _at(data).party_year(party, contract_year).share * 100


@raw_figure(Unit.KR, _TRANSFER, *_FILES)
def example_transfer(data: Dataset, *, party: str, contract_year: int) -> Fraction:
    """What a party receives (positive) or pays (negative), kr."""
    return _at(data).party_year(party, contract_year).transfer_kr


@raw_figure(Unit.KR, f"{_TRANSFER}; alle år", *_FILES)
def example_transfer_all_years(data: Dataset, *, party: str) -> Fraction:
    """What a party receives (positive) or pays (negative) over the contract, kr."""
    return _at(data).lifetime(party).transfer_kr


@raw_figure(Unit.KR, "gevinst + udligning, alle år", *_FILES)
def example_net_all_years(data: Dataset, *, party: str) -> Fraction:
    """A party's gain after equalisation over the contract, kr."""
    return _at(data).lifetime(party).net_kr


@raw_figure(Unit.KR, "summen af regionens gevinster (»Samlet gevinst«)", *_FILES)
def example_gains(data: Dataset, *, region: str, contract_year: int) -> Fraction:
    """Sum of the gains of a region's parties, kr."""
    return _at(data).region_year(region, contract_year).gains_kr


@raw_figure(Unit.KR, "summen af regionens tab (»Samlet udligningsbeløb«)", *_FILES)
def example_losses(data: Dataset, *, region: str, contract_year: int) -> Fraction:
    """Sum of the losses of a region's parties, kr., 0 or negative."""
    return _at(data).region_year(region, contract_year).losses_kr


@raw_figure(Unit.KR, "gevinster + tab (»Projektgevinst«)", *_FILES)
def example_net_gain(data: Dataset, *, region: str, contract_year: int) -> Fraction:
    """A region's gain, kr."""
    return _at(data).region_year(region, contract_year).net_gain_kr


@raw_figure(Unit.KR, "summen af regionens gevinster, alle år", *_FILES)
def example_gains_all_years(data: Dataset, *, region: str) -> Fraction:
    """Sum of the gains of a region's parties over the contract, kr."""
    return sum((year.gains_kr for year in _at(data).region_years(region)), Fraction())


@raw_figure(Unit.KR, "summen af regionens tab, alle år", *_FILES)
def example_losses_all_years(data: Dataset, *, region: str) -> Fraction:
    """Sum of the losses of a region's parties over the contract, kr."""
    return sum((year.losses_kr for year in _at(data).region_years(region)), Fraction())


@raw_figure(Unit.KR, "gevinster + tab, alle år", *_FILES)
def example_net_gain_all_years(data: Dataset, *, region: str) -> Fraction:
    """A region's gain over the contract, kr."""
    return sum((year.net_gain_kr for year in _at(data).region_years(region)), Fraction())


@raw_figure(Unit.COUNT, "parter af arten med en dyrere kontrakt (negativ besparelse)", *_FILES)
def example_losers(data: Dataset, *, kind: str) -> Fraction:
    """Parties of a kind (kommune, region) whose products become dearer."""
    return Fraction(sum(party.annual_saving_kr < 0 for party in _at(data).of_kind(kind)))


def _at(data: Dataset) -> Solution:
    return solution(data)


# Key figures of the worked example under other methods, and after a re-tender.
#
# The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke
# urologi". A method is named as printed, e.g. `efter årets gevinst`, which is the default.

_ZERO = Fraction()


@raw_figure(Unit.KR, "gevinst efter udligning, alle år, efter den nævnte metode", *_FILES)
def example_method_net(data: Dataset, *, method: str, party: str) -> Fraction:
    """A party's gain over the contract under a method (its Danish name), kr."""
    return known(_outcomes(data, method), party).lifetime.net_kr


@raw_figure(Unit.COUNT, "parter med tab efter udligning efter den nævnte metode", *_FILES)
def example_method_losers(data: Dataset, *, method: str) -> Fraction:
    """Parties that end below 0 under a method."""
    return Fraction(sum(row.loses for row in _outcomes(data, method).values()))


@raw_figure(Unit.KR, "summen af tab efter udligning efter den nævnte metode", *_FILES)
def example_method_losses(data: Dataset, *, method: str) -> Fraction:
    """Sum of what parties end below 0 under a method, kr., 0 or negative."""
    rows = _outcomes(data, method).values()
    return sum((row.lifetime.net_kr for row in rows if row.loses), _ZERO)


@raw_figure(Unit.COUNT, "parter stillet bedre (ringere) end efter årets gevinst", *_FILES)
def example_method_moved(data: Dataset, *, method: str, way: str) -> Fraction:
    """Parties that fare `better` or `worse` under a method than by default."""
    sign = known({"better": 1, "worse": -1}, way)
    rows = _outcomes(data, method).values()
    return Fraction(sum(row.against_default_kr * sign > 0 for row in rows))


@raw_figure(Unit.KR, "største fremgang (tilbagegang) mod efter årets gevinst", *_FILES)
def example_method_farthest(data: Dataset, *, method: str, way: str) -> Fraction:
    """The widest move of one party, `better` or `worse` than by default, kr."""
    choose = known({"better": max, "worse": min}, way)
    return choose(row.against_default_kr for row in _outcomes(data, method).values())


@raw_figure(
    Unit.KR,
    "årets udligning; ved lavere priser lempes den med regionens egen besparelse",
    *_FILES,
)
def example_retendered(data: Dataset, *, party: str, saving: str) -> Fraction:
    """A party's yearly transfer after a re-tender that saves each region `saving` kr. a year."""
    result = solution(data).equalisation
    rows = retender(result, dict.fromkeys(result.regions, Fraction(saving)))
    return known({row.party.name: row.after_kr for row in rows}, party)


@raw_figure(Unit.KR, "antagelse, projektets egen", *_FILES)
def assumed_saving(data: Dataset, *, saving: str) -> Fraction:  # noqa: ARG001
    """What lower prices are assumed to save each region in a year: a report's parameter, kr."""
    return Fraction(saving)


def _outcomes(data: Dataset, method: str) -> Mapping[str, MethodOutcome]:
    return known(_compared(data), method)


@kept
def _compared(project: Project) -> dict[str, dict[str, MethodOutcome]]:
    example = solve(project).example
    compared: dict[str, dict[str, MethodOutcome]] = {}
    for row in compare(example.parties, example.contract, methods(example.consumption_kr)):
        compared.setdefault(row.method, {})[row.lifetime.party.name] = row
    return compared
