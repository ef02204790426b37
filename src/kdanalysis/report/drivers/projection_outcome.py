"""Sentences on how the newest accounts lie against the projections made the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import projection as projections
from kdanalysis.expenditure.projection import Obstacle
from kdanalysis.report.drivers.projection_text import span_of, subjects, unit_of
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View


def outcome(choice: Choice, groups: tuple[str, ...]) -> str:
    """Return how the newest accounts, country and area, lie against last year's projections.

    Each account is a paragraph.
    """
    pairs = [(view, group) for group in groups for view in choice.views]
    said = [_outcome(*pair) for pair in pairs if _was_projected(*pair)]
    if without := [pair for pair in pairs if not _was_projected(*pair)]:
        year = choice.period.last
        what = subjects(without) if said else "udgifterne"
        said.append(
            f"Regnskabet for {year} kan ikke holdes op mod en fremskrivning af {what}: kravene til "
            f"den var ikke opfyldt med regnskaberne til og med {year - 1}."
        )
    return "\n\n".join(said)


def _was_projected(view: View, group: str) -> bool:
    origin = view.period.last - 1
    made = projections.projection_of(view.data, area=view.area, group=group, origin_year=origin)
    return not isinstance(made, Obstacle)


def _outcome(view: View, group: str) -> str:
    year, origin = view.period.last, view.period.last - 1
    low, middle, high = span_of(view, group, year, origin)
    unit = unit_of(view, group)
    actual = view.level(group, year).to(unit)
    miss = projections.projection_miss(
        view.data, area=view.area, group=group, year=year, origin_year=origin
    ).to(unit)
    place = "over" if actual.exact > high.exact else "inden for"
    place = "under" if actual.exact < low.exact else place
    return (
        f"Regnskabet for {year} {view.data.plan.phrase(group)} {view.phrase} blev {n(actual)}, "
        f"{_missed(miss)} {n(middle)}, der var fremskrevet på regnskaberne til og med {origin}. "
        f"Det ligger {place} intervallet fra {n(low)} til {n(high)} "
        f"({n(projections.projection_coverage_pct(view.data))} sikkerhed)."
    )


def _missed(miss: Value) -> str:
    if direction(miss) is Direction.FLAT:
        return "som de"
    return f"{n(miss.size())} {'mere' if direction(miss) is Direction.UP else 'mindre'} end de"
