"""Key figures of the worked example beyond its printed cells: gates, settlement, sides.

The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke urologi".
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.example_solution import solution
from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.allocation import Status
from kdanalysis.procurement.gates import Reading, ceiling_years, legal_gates, model_1
from kdanalysis.tables.business_case import read_figures

if TYPE_CHECKING:
    from kdanalysis.procurement.gates import LegalGate
    from kdanalysis.procurement.result import Lifetime
    from kdanalysis.tables.dataset import Dataset

_FILES = ("eksempel_stamdata", "eksempel_forudsaetninger", "eksempel_omkostninger_besparelser")
_CEILING = "business_case_urologi"
_ZERO = Fraction()


@raw_figure(Unit.KR, "årets udligning, holdt mod loftet efter den valgte læsning", *_FILES)
def example_ceiling_amount(
    data: Dataset, *, region: str, contract_year: int, reading: str
) -> Fraction:
    """What is held against the ceiling, by reading (REGION_RECEIVES, ALL_TRANSFERS)."""
    years = ceiling_years(solution(data.project).equalisation, _ceiling_kr(data))
    amounts = {(y.region, y.contract_year, y.reading.name): y.amount_kr for y in years}
    return known(amounts, (region, contract_year, reading))


@raw_figure(Unit.COUNT, "kontraktår, hvor årets udligning er over loftet", *_FILES, _CEILING)
def example_years_above_ceiling(data: Dataset, *, region: str, reading: str) -> Fraction:
    """Contract years above the ceiling, by reading."""
    _reading(reading)
    years = ceiling_years(solution(data.project).equalisation, _ceiling_kr(data))
    above = ((y.region, y.reading.name) == (region, reading) and not y.is_within for y in years)
    return Fraction(sum(above))


@raw_figure(Unit.KR, "det dyreste års udligning efter den valgte læsning", *_FILES)
def example_dearest_year(data: Dataset, *, region: str, reading: str) -> Fraction:
    """The dearest year's amount, by reading."""
    gates = model_1(solution(data.project).equalisation, _ceiling_kr(data))
    return known({(g.region, g.reading.name): g.highest_kr for g in gates}, (region, reading))


@raw_figure(Unit.KR, "kommunernes samlede gevinst før udligning, alle år", *_FILES)
def example_municipal_before(data: Dataset, *, region: str) -> Fraction:
    """The municipalities' gain together before equalisation, kr."""
    return _legal(data, region).before_kr


@raw_figure(Unit.KR, "kommunernes samlede udligning, alle år", *_FILES)
def example_municipal_transfer(data: Dataset, *, region: str) -> Fraction:
    """What the municipalities together pay (negative) or receive, kr."""
    return _legal(data, region).transfers_kr


@raw_figure(Unit.KR, "kommunernes samlede gevinst efter udligning, alle år", *_FILES)
def example_municipal_after(data: Dataset, *, region: str) -> Fraction:
    """The municipalities' gain together after equalisation, kr."""
    return _legal(data, region).after_kr


@raw_figure(Unit.COUNT, "regionens parter med gevinst (tab) før udligning, alle år", *_FILES)
def example_parties_of_side(data: Dataset, *, region: str, side: str) -> Fraction:
    """Parties of a region that gain (`winners`) or lose (`losers`) before equalisation."""
    return Fraction(len(_side(data, region, side)))


@raw_figure(Unit.KR, "summen af parternes gevinst før udligning, alle år", *_FILES)
def example_gain_of_side(data: Dataset, *, region: str, side: str) -> Fraction:
    """Gain of a region's winners or losers before equalisation, kr."""
    return sum((life.gain_kr for life in _side(data, region, side)), _ZERO)


@raw_figure(Unit.KR, "summen af parternes udligning, alle år", *_FILES)
def example_transfer_of_side(data: Dataset, *, region: str, side: str) -> Fraction:
    """What a region's winners pay (negative) or its losers receive, kr."""
    return sum((life.transfer_kr for life in _side(data, region, side)), _ZERO)


@raw_figure(Unit.KR, "summen af parternes gevinst efter udligning, alle år", *_FILES)
def example_net_of_side(data: Dataset, *, region: str, side: str) -> Fraction:
    """Gain of a region's winners or losers after equalisation, kr."""
    return sum((life.net_kr for life in _side(data, region, side)), _ZERO)


@raw_figure(Unit.KR, "partens gevinst før udligning, alle år", *_FILES)
def example_party_gain_all_years(data: Dataset, *, party: str) -> Fraction:
    """A party's gain before equalisation over the contract, kr."""
    return solution(data.project).lifetime(party).gain_kr


@raw_figure(Unit.KR, "udligning i hele kroner: modtagere op, betalere efter største rest", *_FILES)
def example_settled(data: Dataset, *, party: str, contract_year: int) -> Fraction:
    """What a party pays (negative) or receives in whole kroner."""
    return Fraction(solution(data.project).party_year(party, contract_year).settled_kr)


@raw_figure(Unit.KR, "udligning i hele kroner, alle år", *_FILES)
def example_settled_all_years(data: Dataset, *, party: str) -> Fraction:
    """What a party pays (negative) or receives over the contract in whole kroner."""
    return Fraction(solution(data.project).lifetime(party).settled_kr)


@raw_figure(Unit.KR, "summen af regionens afregning i hele kroner", *_FILES)
def example_settled_sum(data: Dataset, *, region: str, contract_year: int) -> Fraction:
    """Sum of a region's settlement in one year; 0 by rule 8."""
    at = solution(data.project)
    at.region_year(region, contract_year)
    rows = at.equalisation.of_region(region, contract_year)
    return Fraction(sum(row.settled_kr for row in rows))


@raw_figure(Unit.COUNT, "regioner og år med den nævnte status", *_FILES)
def example_years_of_status(data: Dataset, *, status: str) -> Fraction:
    """Regions and years of a status (udlignes, underskudsår, annulleres)."""
    wanted = Status(known({item.value: item.value for item in Status}, status))
    years = solution(data.project).equalisation.region_years
    return Fraction(sum(year.status is wanted for year in years))


def _ceiling_kr(data: Dataset) -> Fraction:
    return read_figures(raw_file(data, _CEILING))["udligning_max"].amount


def _reading(name: str) -> Reading:
    return known({reading.name: reading for reading in Reading}, name)


def _legal(data: Dataset, region: str) -> LegalGate:
    gates = legal_gates(solution(data.project).equalisation)
    return known({gate.region: gate for gate in gates}, region)


def _side(data: Dataset, region: str, side: str) -> list[Lifetime]:
    sign = known({"winners": 1, "losers": -1}, side)
    result = solution(data.project).equalisation
    known(dict.fromkeys(result.regions), region)
    return [
        life
        for life in result.lifetimes()
        if life.party.region == region and life.gain_kr * sign > 0
    ]
