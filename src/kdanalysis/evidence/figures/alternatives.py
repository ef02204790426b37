"""Key figures of the worked example under other methods, and after a re-tender.

The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke urologi".
A method is named as printed, e.g. `efter årets gevinst`, which is the default.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.example_solution import Stamps, solution, stamps
from kdanalysis.evidence.raw_figure import known, raw_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.comparison import compare, methods
from kdanalysis.procurement.retender import retender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.procurement.comparison import Outcome
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset


_FILES = ("eksempel_stamdata", "eksempel_forudsaetninger", "eksempel_omkostninger_besparelser")
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
    result = solution(data.project).equalisation
    rows = retender(result, dict.fromkeys(result.regions, Fraction(saving)))
    return known({row.party.name: row.after_kr for row in rows}, party)


@raw_figure(Unit.KR, "antagelse, projektets egen", *_FILES)
def assumed_saving(data: Dataset, *, saving: str) -> Fraction:  # noqa: ARG001
    """What lower prices are assumed to save each region in a year: a report's parameter, kr."""
    return Fraction(saving)


def _outcomes(data: Dataset, method: str) -> Mapping[str, Outcome]:
    return known(_compared(data.project, stamps(data.project)), method)


@lru_cache(maxsize=1)
def _compared(project: Project, _stamps: Stamps) -> dict[str, dict[str, Outcome]]:
    example = solution(project).example
    compared: dict[str, dict[str, Outcome]] = {}
    for row in compare(example.parties, example.contract, methods(example.consumption_kr)):
        compared.setdefault(row.method, {})[row.lifetime.party.name] = row
    return compared
