"""Sentences on projections: what they say, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import projection as projections
from kdanalysis.evidence.figures.projection_rules import deciders, reasons
from kdanalysis.expenditure.projection import Obstacle
from kdanalysis.expenditure.projection_method import Method
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.units import fitting
from kdanalysis.report.elements.words import capitalised, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from kdanalysis.evidence.value import Unit, Value
    from kdanalysis.expenditure.projection import Projection
    from kdanalysis.report.expenditure.choice import Choice, View

METHODS = {
    Method.NAIVE: "uændret niveau (naiv)",
    Method.DRIFT: "fast årlig ændring (drift)",
    Method.LOCAL_LEVEL: "lokalt niveau",
    Method.LOCAL_TREND: "lokal trend",
    Method.ETS: "eksponentiel udjævning (ETS)",
}
_BENCHMARKS = (Method.NAIVE, Method.DRIFT)
_LEVEL = (Method.NAIVE, Method.LOCAL_LEVEL)
"""The methods that project the same amount for all years."""


def projection_of(view: View, group: str) -> Projection | Obstacle:
    """Return the projection on all accounts up to the period's last year, or why there is none."""
    return projections.projection_of(
        view.data, area=view.area, group=group, origin_year=view.period.last
    )


def span_of(view: View, group: str, year: int, origin_year: int) -> tuple[Value, Value, Value]:
    """Return lower end, projection and upper end for a year, in one unit."""
    chosen = {"area": view.area, "group": group}
    low, middle, high = (
        figure(view.data, **chosen, year=year, origin_year=origin_year).to(unit_of(view, group))
        for figure in (projections.projected_low, projections.projected, projections.projected_high)
    )
    return low, middle, high


def error_of(view: View, group: str, method: Method) -> Value:
    """Return a method's mean error one year ahead; none if it could not be fitted."""
    error = projections.projection_error(
        view.data,
        area=view.area,
        group=group,
        method=method.value,
        origin_year=view.period.last,
    )
    return error.to(unit_of(view, group))


def unit_of(view: View, group: str) -> Unit:
    """Return the unit in which accounts, projection and errors of a group are told."""
    return fitting([[view.level(group, year)] for year in view.period.years])


def projection(choice: Choice, groups: tuple[str, ...]) -> str:
    """Return the projections of groups, country and area, and why any of them is missing.

    Each projection is a paragraph.
    """
    pairs = [(view, group) for group in groups for view in choice.views]
    found = [(*pair, projection_of(*pair)) for pair in pairs]
    made = [
        f"{_expected(view, group, made)} {_tried(view, group, made)}"
        for view, group, made in found
        if not isinstance(made, Obstacle)
    ]
    blocked = list(_blocked(found))
    few = any(made is Obstacle.TOO_FEW_YEARS for *_, made in found)
    reason = " ".join([*blocked, *([_requirement(choice.here)] if few else [])])
    return "\n\n".join([*made, *([reason] if reason else [])])


def projection_point(view: View, groups: tuple[str, ...]) -> str:
    """Return the projections of an area in short, and which are missing."""
    found = [(view, group, projection_of(view, group)) for group in groups]
    made = [_expected(*each[:2], each[2]) for each in found if not isinstance(each[2], Obstacle)]
    return " ".join([*made, *_blocked(found)])


def _expected(view: View, group: str, made: Projection) -> str:
    """Return what is projected for the last year, with its interval."""
    last = max(made.spans)
    low, middle, high = (n(v) for v in span_of(view, group, last, view.period.last))
    sure = n(projections.projection_coverage_pct(view.data))
    what = subjects([(view, group)])
    if made.method in _LEVEL:
        ahead = f"{capitalised(what)} ventes at ligge fast på {middle} til og med {last}"
        return f"{ahead}; i {last} er de med {sure} sikkerhed mellem {low} og {high}."
    return (
        f"Fortsætter udviklingen, ventes {what} at være {middle} i {last}, med {sure} sikkerhed "
        f"mellem {low} og {high}."
    )


def _tried(view: View, group: str, made: Projection) -> str:
    """Return how far the method missed on earlier years, beside the simple ones."""
    others = [method for method in _BENCHMARKS if method is not made.method]
    against = [f"{n(error_of(view, group, m))} for {METHODS[m]}" for m in others]
    return (
        f"Metoden er {METHODS[made.method]}: prøvet på tidligere år ramte den i gennemsnit "
        f"{n(error_of(view, group, made.method))} forkert ét år frem, mod {listed(against)}."
        f"{_not_fitted(made)}"
    )


def _not_fitted(made: Projection) -> str:
    names = [METHODS[method] for method, error in made.errors.items() if error is None]
    return f" Kunne ikke tilpasses i alle år og er ikke brugt: {listed(names)}." if names else ""


def _blocked(found: Sequence[tuple[View, str, Projection | Obstacle]]) -> Iterator[str]:
    """Yield a sentence for each number of years that is too small, and for each steady series."""
    by_years: dict[Fraction, list[tuple[View, str]]] = {}
    for view, group, made in found:
        if made is Obstacle.TOO_FEW_YEARS:
            by_years.setdefault(_years(view, group).exact, []).append((view, group))
    for alike in by_years.values():
        what = "udgifterne" if len(alike) == len(found) else subjects(alike)
        yield _too_few(what, alike)
    for view, group, made in found:
        if made is Obstacle.NO_VARIATION:
            yield _steady(view, group)


def _too_few(what: str, alike: Sequence[tuple[View, str]]) -> str:
    view, group = alike[0]
    chosen = {"area": view.area, "group": group}
    gap = projections.cut_short_by(view.data, **chosen, origin_year=view.period.last)
    cut = "" if gap is None else f" Regnskabet for {gap} mangler konti eller en PL-sats."
    needed = n(projections.projection_required_years(view.data))
    return (
        f"Der vises ingen fremskrivning af {what}: der er regnskaber for {n(_years(view, group))} "
        f"år i træk, og der kræves mindst {needed}.{cut}"
    )


def _requirement(view: View) -> str:
    data, why = view.data, reasons(view.data)
    fit, trials = (
        n(figure(data))
        for figure in (projections.projection_fit_years, projections.projection_trials)
    )
    return (
        f"Kravet er {fit} år at tilpasse en metode på og {trials} at prøve den på "
        f"({deciders(data)['mindste_proever']}). {why['foerste_tilpasning']}. "
        f"{why['mindste_proever']}."
    )


def _steady(view: View, group: str) -> str:
    return (
        f"Der vises ingen fremskrivning af {subjects([(view, group)])}: ændringen er den samme "
        f"hvert år, så usikkerheden kan ikke anslås."
    )


def subjects(pairs: Sequence[tuple[View, str]]) -> str:
    """Return `udgifterne på voksenområdet i Midtjylland og ...`."""
    named = [f"{view.data.plan.phrase(group)} {view.phrase}" for view, group in pairs]
    return f"udgifterne {listed(named)}"


def _years(view: View, group: str) -> Value:
    chosen = {"area": view.area, "group": group}
    return projections.accounting_years(view.data, **chosen, origin_year=view.period.last)
