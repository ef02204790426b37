"""Key figures of the simulation on the worked example: probabilities, and their standard errors.

The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke urologi".
The ranges are the project's own assumption. `draws` and `seed` fix the result; an error tells of
the limited number of draws only, never of the ranges.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.example_solution import Stamps, solution, stamps
from kdanalysis.evidence.raw_figure import known, raw_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.gates import Reading
from kdanalysis.procurement.uncertainty import Settings, simulate
from kdanalysis.project import InputError
from kdanalysis.tables.business_case import read_figures, read_ranges

if TYPE_CHECKING:
    from kdanalysis.procurement.uncertainty import Probability, RegionRisk, Uncertainty
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset

_FILES = ("eksempel_stamdata", "eksempel_omkostninger_besparelser", "local/intervaller_udligning")
_ERROR = "√(p × (1 − p) / trækninger)"


@raw_figure(Unit.PCT, "trækninger, hvor regionens samlede gevinst er positiv", *_FILES)
def chance_positive_pct(data: Dataset, *, region: str, draws: str, seed: str) -> Fraction:
    """How often the contract gains the region something."""
    return _percent(_region(data, region, draws, seed).positive_case)


@raw_figure(Unit.PCT_POINT, _ERROR, *_FILES)
def chance_positive_error(data: Dataset, *, region: str, draws: str, seed: str) -> Fraction:
    """Standard error of `chance_positive_pct`."""
    return _error(_region(data, region, draws, seed).positive_case)


@raw_figure(Unit.PCT, "trækninger, hvor mindst ét år er over loftet", *_FILES)
def chance_ceiling_pct(
    data: Dataset, *, region: str, reading: str, draws: str, seed: str
) -> Fraction:
    """How often a year is above the ceiling, by reading (REGION_RECEIVES, ALL_TRANSFERS)."""
    return _percent(_above(_region(data, region, draws, seed), reading))


@raw_figure(Unit.PCT_POINT, _ERROR, *_FILES)
def chance_ceiling_error(
    data: Dataset, *, region: str, reading: str, draws: str, seed: str
) -> Fraction:
    """Standard error of `chance_ceiling_pct`."""
    return _error(_above(_region(data, region, draws, seed), reading))


@raw_figure(Unit.PCT, "trækninger, hvor parten taber før udligning", *_FILES)
def chance_loss_pct(data: Dataset, *, party: str, draws: str, seed: str) -> Fraction:
    """How often a party loses over the contract before equalisation."""
    return _percent(_party(data, party, draws, seed))


@raw_figure(Unit.PCT_POINT, _ERROR, *_FILES)
def chance_loss_error(data: Dataset, *, party: str, draws: str, seed: str) -> Fraction:
    """Standard error of `chance_loss_pct`."""
    return _error(_party(data, party, draws, seed))


@raw_figure(Unit.COUNT, "parter, som taber i alle, i ingen eller i nogle af trækningerne", *_FILES)
def chance_loss_parties(data: Dataset, *, losing: str, draws: str, seed: str) -> Fraction:
    """Parties that lose before equalisation in `all`, `none` or `some` of the draws."""
    risks = [risk.loses_before for risk in _result(data, draws, seed).parties]
    counts = {
        "all": sum(risk.hits == risk.draws for risk in risks),
        "none": sum(risk.hits == 0 for risk in risks),
        "some": sum(0 < risk.hits < risk.draws for risk in risks),
    }
    return Fraction(known(counts, losing))


@raw_figure(Unit.COUNT, "trækninger i simuleringen", *_FILES)
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
    return _simulated(data.project, _stamps(data.project), int(draws), int(seed))


def _stamps(project: Project) -> Stamps:
    ranges = (project.raw / "local" / "intervaller_udligning.csv").stat()
    return (*stamps(project), (ranges.st_mtime_ns, ranges.st_size))


@lru_cache(maxsize=2)
def _simulated(project: Project, _stamps: Stamps, draws: int, seed: int) -> Uncertainty:
    example = solution(project).example
    ceiling = read_figures(project.raw / "kdnet" / "business_case_urologi.csv")["udligning_max"]
    ranges = read_ranges(project.raw / "local" / "intervaller_udligning.csv")
    settings = Settings(ranges, ceiling.amount, seed, draws)
    return simulate(example.parties, example.contract, example.consumption_kr, settings)
