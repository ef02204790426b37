"""Sentences on projections: what they say, why there is none, and how the last one did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import projection as projections
from kdanalysis.evidence.figures.projection_rules import deciders, reasons
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.projection import Obstacle
from kdanalysis.expenditure.projection_method import Method
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from kdanalysis.evidence.value import Value
    from kdanalysis.expenditure.projection import Projection
    from kdanalysis.report.expenditure.choice import Choice, View

METHODS = {
    Method.NAIVE: "uændret niveau (naiv)",
    Method.DRIFT: "fast årlig ændring (drift)",
    Method.LOCAL_LEVEL: "lokalt niveau",
    Method.LOCAL_TREND: "lokal trend",
    Method.ETS: "eksponentiel udjævning (ETS)",
}


def projection_of(view: View, group: str) -> Projection | Obstacle:
    """Return the projection on all accounts up to the period's last year, or why there is none."""
    return projections.projection_of(
        view.data, area=view.area, group=group, origin_year=view.period.last
    )


def span_of(view: View, group: str, year: int, origin_year: int) -> tuple[Value, Value, Value]:
    """Return lower end, projection and upper end for a year, mio. kr."""
    chosen = {"area": view.area, "group": group}
    low, middle, high = (
        figure(view.data, **chosen, year=year, origin_year=origin_year).to(Unit.MIO_KR)
        for figure in (projections.projected_low, projections.projected, projections.projected_high)
    )
    return low, middle, high


def error_of(view: View, group: str, method: Method) -> Value:
    """Return a method's mean error one year ahead, mio. kr.; none if it could not be fitted."""
    error = projections.projection_error(
        view.data,
        area=view.area,
        group=group,
        method=method.value,
        origin_year=view.period.last,
    )
    return error.to(Unit.MIO_KR)


def projection(choice: Choice, groups: tuple[str, ...]) -> str:
    """Return the projections of groups, country and area, and why any of them is missing."""
    pairs = [(view, group) for group in groups for view in choice.views]
    found = [projection_of(*pair) for pair in pairs]
    said = [
        _projected(*pair, made)
        for pair, made in zip(pairs, found, strict=True)
        if not isinstance(made, Obstacle)
    ]
    blocked = {
        obstacle: [pair for pair, f in zip(pairs, found, strict=True) if f is obstacle]
        for obstacle in Obstacle
    }
    said += _too_few(blocked[Obstacle.TOO_FEW_YEARS], everything=len(pairs))
    return " ".join([*said, *(_steady(*pair) for pair in blocked[Obstacle.NO_VARIATION])])


def _projected(view: View, group: str, made: Projection) -> str:
    last = max(made.spans)
    low, middle, high = (n(v) for v in span_of(view, group, last, view.period.last))
    used, naive = (n(error_of(view, group, m)) for m in (made.method, Method.NAIVE))
    return (
        f"Fortsætter udviklingen, ventes {_subjects([(view, group)])} at være {middle} i {last}, "
        f"med {n(projections.projection_coverage_pct(view.data))} sikkerhed mellem {low} og "
        f"{high}. Metoden er {METHODS[made.method]}: prøvet på tidligere år ramte den i "
        f"gennemsnit {used} forkert ét år frem; at gentage året før ramte {naive} forkert."
        f"{_not_fitted(made)}"
    )


def _not_fitted(made: Projection) -> str:
    names = [METHODS[method] for method, error in made.errors.items() if error is None]
    return f" Kunne ikke tilpasses i alle år og er ikke brugt: {listed(names)}." if names else ""


def _too_few(pairs: Sequence[tuple[View, str]], *, everything: int) -> Iterator[str]:
    """Yield a sentence for each number of years that is too small."""
    by_years: dict[Fraction, list[tuple[View, str]]] = {}
    for view, group in pairs:
        by_years.setdefault(_years(view, group).exact, []).append((view, group))
    for alike in by_years.values():
        what = "udgifterne" if len(alike) == everything else _subjects(alike)
        yield (
            f"Der vises ingen fremskrivning af {what}: der er regnskaber for "
            f"{n(_years(*alike[0]))} år i træk. {_requirement(alike[0][0])}"
        )


def _requirement(view: View) -> str:
    data, why = view.data, reasons(view.data)
    needed, fit, trials = (
        n(figure(data))
        for figure in (
            projections.projection_required_years,
            projections.projection_fit_years,
            projections.projection_trials,
        )
    )
    return (
        f"Der kræves mindst {needed}, nemlig {fit} at tilpasse en metode på og {trials} at prøve "
        f"den på ({deciders(data)['mindste_proever']}). {why['foerste_tilpasning']}. "
        f"{why['mindste_proever']}."
    )


def _steady(view: View, group: str) -> str:
    return (
        f"Der vises ingen fremskrivning af {_subjects([(view, group)])}: ændringen er den samme "
        f"hvert år, så usikkerheden kan ikke anslås."
    )


def outcome(view: View, groups: tuple[str, ...]) -> str:
    """Return how the newest accounts lie against the projections made the year before."""
    year, origin = view.period.last, view.period.last - 1
    said = [_outcome(view, group) for group in groups if _was_projected(view, group)]
    if without := [(view, group) for group in groups if not _was_projected(view, group)]:
        what = f"udgifterne {view.phrase}" if not said else _subjects(without)
        said.append(
            f"Regnskabet for {year} kan ikke holdes op mod en fremskrivning af {what}, da kravene "
            f"til den ikke var opfyldt på regnskaberne til og med {origin}."
        )
    return " ".join(said)


def _was_projected(view: View, group: str) -> bool:
    origin = view.period.last - 1
    made = projections.projection_of(view.data, area=view.area, group=group, origin_year=origin)
    return not isinstance(made, Obstacle)


def _outcome(view: View, group: str) -> str:
    year, origin = view.period.last, view.period.last - 1
    low, middle, high = span_of(view, group, year, origin)
    actual = view.level(group, year).to(Unit.MIO_KR)
    place = "over" if actual.exact > high.exact else "inden for"
    place = "under" if actual.exact < low.exact else place
    return (
        f"Regnskabet for {year} {view.phrase} {view.data.plan.phrase(group)} blev {n(actual)}. "
        f"Fremskrevet på regnskaberne til og med {origin} var det {n(middle)}, med "
        f"{n(projections.projection_coverage_pct(view.data))} sikkerhed mellem {n(low)} og "
        f"{n(high)}. Regnskabet ligger {place} intervallet."
    )


def _subjects(pairs: Sequence[tuple[View, str]]) -> str:
    named = [f"{view.data.plan.phrase(group)} {view.phrase}" for view, group in pairs]
    return f"udgifterne {listed(named)}"


def _years(view: View, group: str) -> Value:
    chosen = {"area": view.area, "group": group}
    return projections.accounting_years(view.data, **chosen, origin_year=view.period.last)
