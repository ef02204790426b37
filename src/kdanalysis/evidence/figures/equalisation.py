"""Key figures of the worked example beyond print: gates, sides, its trail, and how sure it is."""

from __future__ import annotations

from fractions import Fraction

from kdanalysis.evidence.figures.example import solution, solve
from kdanalysis.evidence.registry import figure_key, known, list_figure, raw_figure, raw_file
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.procurement.allocation import Status
from kdanalysis.procurement.audit_trail import Entry, audit_trail
from kdanalysis.procurement.equalisation import Lifetime
from kdanalysis.procurement.gates import LegalGate, Reading, ceiling_years, legal_gates, model_1
from kdanalysis.procurement.uncertainty import (
    Probability,
    RegionRisk,
    SimulationSettings,
    Uncertainty,
    simulate,
)
from kdanalysis.procurement.worked_example import PrintedCell, Verdict, compare_with_print
from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.tender import read_example, read_figures, read_ranges

# Key figures of the worked example beyond its printed cells: gates, settlement, sides.
#
# The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke
# urologi".


_FILES = ("eksempel_stamdata", "eksempel_forudsaetninger", "eksempel_omkostninger_besparelser")
_CEILING = "business_case_urologi"
_ZERO = Fraction()


@raw_figure(Unit.KR, "årets udligning, holdt mod loftet efter den valgte læsning", *_FILES)
def example_ceiling_amount(
    data: Dataset, *, region: str, contract_year: int, reading: str
) -> Fraction:
    """What is held against the ceiling, by reading (REGION_RECEIVES, ALL_TRANSFERS)."""
    years = ceiling_years(solution(data).equalisation, _ceiling_kr(data))
    amounts = {(y.region, y.contract_year, y.reading.name): y.amount_kr for y in years}
    return known(amounts, (region, contract_year, reading))


@raw_figure(Unit.COUNT, "kontraktår, hvor årets udligning er over loftet", *_FILES, _CEILING)
def example_years_above_ceiling(data: Dataset, *, region: str, reading: str) -> Fraction:
    """Contract years above the ceiling, by reading."""
    _reading(reading)
    years = ceiling_years(solution(data).equalisation, _ceiling_kr(data))
    above = ((y.region, y.reading.name) == (region, reading) and not y.is_within for y in years)
    return Fraction(sum(above))


@raw_figure(Unit.KR, "det dyreste års udligning efter den valgte læsning", *_FILES)
def example_dearest_year(data: Dataset, *, region: str, reading: str) -> Fraction:
    """The dearest year's amount, by reading."""
    gates = model_1(solution(data).equalisation, _ceiling_kr(data))
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
    return solution(data).lifetime(party).gain_kr


@raw_figure(Unit.KR, "udligning i hele kroner: modtagere op, betalere efter største rest", *_FILES)
def example_settled(data: Dataset, *, party: str, contract_year: int) -> Fraction:
    """What a party pays (negative) or receives in whole kroner."""
    return Fraction(solution(data).party_year(party, contract_year).settled_kr)


@raw_figure(Unit.KR, "udligning i hele kroner, alle år", *_FILES)
def example_settled_all_years(data: Dataset, *, party: str) -> Fraction:
    """What a party pays (negative) or receives over the contract in whole kroner."""
    return Fraction(solution(data).lifetime(party).settled_kr)


@raw_figure(Unit.KR, "summen af regionens afregning i hele kroner", *_FILES)
def example_settled_sum(data: Dataset, *, region: str, contract_year: int) -> Fraction:
    """Sum of a region's settlement in one year; 0 by rule 8."""
    at = solution(data)
    at.region_year(region, contract_year)
    rows = at.equalisation.of_region(region, contract_year)
    return Fraction(sum(row.settled_kr for row in rows))


@raw_figure(Unit.COUNT, "regioner og år med den nævnte status", *_FILES)
def example_years_of_status(data: Dataset, *, status: str) -> Fraction:
    """Regions and years of a status (udlignes, underskudsår, annulleres)."""
    wanted = Status(known({item.value: item.value for item in Status}, status))
    years = solution(data).equalisation.region_years
    return Fraction(sum(year.status is wanted for year in years))


def _ceiling_kr(data: Dataset) -> Fraction:
    return read_figures(raw_file(data, _CEILING))["udligning_max"].amount


def _reading(name: str) -> Reading:
    return known({reading.name: reading for reading in Reading}, name)


def _legal(data: Dataset, region: str) -> LegalGate:
    gates = legal_gates(solution(data).equalisation)
    return known({gate.region: gate for gate in gates}, region)


def _side(data: Dataset, region: str, side: str) -> list[Lifetime]:
    sign = known({"winners": 1, "losers": -1}, side)
    result = solution(data).equalisation
    known(dict.fromkeys(result.regions), region)
    return [
        life
        for life in result.lifetimes()
        if life.party.region == region and life.gain_kr * sign > 0
    ]


# Key figures that prove the worked example: its printed cells, and the trail of one amount.
#
# The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke
# urologi".

_ALL = "alle"
_PARTS = frozenset({"indfasning", "andel af betalingen"})
"""Amounts of the audit trail that are fractions of 1."""


@raw_figure(Unit.COUNT, "trykte celler, talt efter udfald", *_FILES, "planche_udligning_region_m")
def example_cells(data: Dataset, *, table: str, verdict: str) -> Fraction:
    """Printed cells of a table that came out as one of some verdicts.

    Args:
        data: the data.
        table: name of the raw file, or `alle`.
        verdict: names of `Verdict` with `+` between, e.g. `REPRODUCED+SIGN_LOST`, or `alle`.
    """
    cells = _printed(data)
    known(dict.fromkeys([*(cell.table for cell in cells), _ALL]), table)
    names = {item.name: item for item in Verdict}
    wanted = set(Verdict) if verdict == _ALL else {known(names, v) for v in verdict.split("+")}
    hits = (cell.verdict in wanted for cell in cells if table in {cell.table, _ALL})
    return Fraction(sum(hits))


def example_entry(data: Dataset, *, party: str, contract_year: int, amount: str) -> Value:
    """One amount of the audit trail, by its Danish name; a share or phase-in is in per cent."""
    arguments = {"party": party, "contract_year": contract_year, "amount": amount}
    entry = known(_trail(data, party, contract_year), amount)
    is_part = entry.amount in _PARTS
    source = read_receipt(raw_file(data, _FILES[0])).citation
    return Value(
        entry.value * 100 if is_part else entry.value,
        Unit.PCT if is_part else Unit.KR,
        2,
        Provenance(figure_key("example_entry", arguments, data), entry.formula, (source,)),
    )


list_figure(example_entry, Unit.NONE, "beløb i revisionssporet")


def example_trail(data: Dataset, party: str, contract_year: int) -> tuple[Entry, ...]:
    """Return the audit trail of one party: its project cost, and one contract year."""
    return tuple(_trail(data, party, contract_year).values())


def _trail(data: Dataset, party: str, contract_year: int) -> dict[str, Entry]:
    at = solution(data)
    at.party_year(party, contract_year)
    return {
        entry.amount: entry
        for entry in audit_trail(at.equalisation)
        if entry.party == party and entry.contract_year in {None, contract_year}
    }


@kept
def _printed(project: Project) -> tuple[PrintedCell, ...]:
    at = solve(project)
    return compare_with_print(read_example(project.raw), at.example, at.equalisation)


# Key figures of the simulation on the worked example: probabilities, and their standard errors.
#
# The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke
# urologi". The ranges are the project's own assumption. `draws` and `seed` fix the result; an
# error tells of the limited number of draws only, never of the ranges.

_UNCERTAINTY_FILES = (
    "eksempel_stamdata",
    "eksempel_omkostninger_besparelser",
    "local/intervaller_udligning",
)
_ERROR = "√(p × (1 − p) / trækninger)"


@raw_figure(Unit.PCT, "trækninger, hvor regionens samlede gevinst er positiv", *_UNCERTAINTY_FILES)
def chance_positive_pct(data: Dataset, *, region: str, draws: str, seed: str) -> Fraction:
    """How often the contract gains the region something."""
    return _percent(_region(data, region, draws, seed).positive_case)


@raw_figure(Unit.PCT_POINT, _ERROR, *_UNCERTAINTY_FILES)
def chance_positive_error(data: Dataset, *, region: str, draws: str, seed: str) -> Fraction:
    """Standard error of `chance_positive_pct`."""
    return _error(_region(data, region, draws, seed).positive_case)


@raw_figure(Unit.PCT, "trækninger, hvor mindst ét år er over loftet", *_UNCERTAINTY_FILES)
def chance_ceiling_pct(
    data: Dataset, *, region: str, reading: str, draws: str, seed: str
) -> Fraction:
    """How often a year is above the ceiling, by reading (REGION_RECEIVES, ALL_TRANSFERS)."""
    return _percent(_above(_region(data, region, draws, seed), reading))


@raw_figure(Unit.PCT_POINT, _ERROR, *_UNCERTAINTY_FILES)
def chance_ceiling_error(
    data: Dataset, *, region: str, reading: str, draws: str, seed: str
) -> Fraction:
    """Standard error of `chance_ceiling_pct`."""
    return _error(_above(_region(data, region, draws, seed), reading))


@raw_figure(Unit.PCT, "trækninger, hvor parten taber før udligning", *_UNCERTAINTY_FILES)
def chance_loss_pct(data: Dataset, *, party: str, draws: str, seed: str) -> Fraction:
    """How often a party loses over the contract before equalisation."""
    return _percent(_party(data, party, draws, seed))


@raw_figure(Unit.PCT_POINT, _ERROR, *_UNCERTAINTY_FILES)
def chance_loss_error(data: Dataset, *, party: str, draws: str, seed: str) -> Fraction:
    """Standard error of `chance_loss_pct`."""
    return _error(_party(data, party, draws, seed))


@raw_figure(
    Unit.COUNT,
    "parter, som taber i alle, i ingen eller i nogle af trækningerne",
    *_UNCERTAINTY_FILES,
)
def chance_loss_parties(data: Dataset, *, losing: str, draws: str, seed: str) -> Fraction:
    """Parties that lose before equalisation in `all`, `none` or `some` of the draws."""
    risks = [risk.loses_before for risk in _result(data, draws, seed).parties]
    counts = {
        "all": sum(risk.hits == risk.draws for risk in risks),
        "none": sum(risk.hits == 0 for risk in risks),
        "some": sum(0 < risk.hits < risk.draws for risk in risks),
    }
    return Fraction(known(counts, losing))


@raw_figure(Unit.COUNT, "trækninger i simuleringen", *_UNCERTAINTY_FILES)
def simulated_draws(data: Dataset, *, draws: str, seed: str) -> Fraction:
    """Draws of the simulation."""
    return Fraction(_result(data, draws, seed).settings.draws)


def _percent(probability: Probability) -> Fraction:
    return Fraction(probability.hits, probability.draws) * 100


def _error(probability: Probability) -> Fraction:
    return Fraction(probability.standard_error) * 100


def _region(data: Dataset, region: str, draws: str, seed: str) -> RegionRisk:
    risks = {risk.region: risk for risk in _result(data, draws, seed).regions}
    return known(risks, region)


def _above(risk: RegionRisk, reading: str) -> Probability:
    by_reading = {
        Reading.REGION_RECEIVES.name: risk.ceiling_broken_by_authority,
        Reading.ALL_TRANSFERS.name: risk.ceiling_broken_by_all,
    }
    # A region without an authority has no such reading.
    return known({name: p for name, p in by_reading.items() if p is not None}, reading)


def _party(data: Dataset, party: str, draws: str, seed: str) -> Probability:
    risks = {risk.party.name: risk.loses_before for risk in _result(data, draws, seed).parties}
    return known(risks, party)


def _result(data: Dataset, draws: str, seed: str) -> Uncertainty:
    if not (draws.isdecimal() and seed.isdecimal()):
        raise InputError(
            f"Trækninger »{draws}« og frø »{seed}« er ikke hele tal.",
            "nøgletallets argumenter",
            "Skriv to hele tal.",
        )
    return _simulated(data, int(draws), int(seed))


@kept
def _simulated(project: Project, draws: int, seed: int) -> Uncertainty:
    example = solve(project).example
    ceiling = read_figures(project.raw / "kdnet" / "business_case_urologi.csv")["udligning_max"]
    ranges = read_ranges(project.raw / "local" / "intervaller_udligning.csv")
    settings = SimulationSettings(ranges, ceiling.amount, seed, draws)
    return simulate(example.parties, example.contract, example.consumption_kr, settings)
