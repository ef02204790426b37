"""Key figures of the worked example of the equalisation model (2023: 1729-2061).

The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke urologi".
A contract year is 1 for the first; the regions are M and S.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.example_solution import Solution, solution
from kdanalysis.evidence.raw_figure import raw_figure
from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

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
    return solution(data.project)
