"""Projections: what they say, how earlier ones fared, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from kdanalysis.evidence.figures import projection as projections
from kdanalysis.evidence.figures.projection import deciders, projection_coverage_pct, reasons
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.expenditure.projection import Obstacle, Projection
from kdanalysis.expenditure.projection_method import ProjectionMethod
from kdanalysis.report.charts import basic as style
from kdanalysis.report.charts.accounts import projection_chart
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import (
    Direction,
    capitalised,
    direction,
    fitting,
    listed,
    n,
    of_money,
)
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.accounts import Choice, View, source_line

# Sentences on projections: what they say, and why there is none.


METHODS = {
    ProjectionMethod.NAIVE: "uændret niveau (naiv)",
    ProjectionMethod.DRIFT: "fast årlig ændring (drift)",
    ProjectionMethod.LOCAL_LEVEL: "lokalt niveau",
    ProjectionMethod.LOCAL_TREND: "lokal trend",
    ProjectionMethod.ETS: "eksponentiel udjævning (ETS)",
}
_BENCHMARKS = (ProjectionMethod.NAIVE, ProjectionMethod.DRIFT)
_LEVEL = (ProjectionMethod.NAIVE, ProjectionMethod.LOCAL_LEVEL)
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


def error_of(view: View, group: str, method: ProjectionMethod) -> Value:
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


# Sentences on how the newest accounts lie against the projections made the year before.


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


# The figure and table of a projection; there is none without enough years.

_ENDS = ("Nedre grænse", "Fremskrivning", "Øvre grænse")


def projection_items(view: View, group: str) -> tuple[Figure | Table, ...]:
    """Return the figure of the projection and the table of errors; nothing if there is none."""
    made = projection_of(view, group)
    if isinstance(made, Obstacle):
        return ()
    return projection_figure(view, group, made), error_table(view, group, made)


def projection_figure(view: View, group: str, made: Projection) -> Figure:
    """Return the accounts so far, the projection and its interval."""
    past = [y for y in view.data.years if y <= view.period.last and _known(view, group, y)]
    money = unit_of(view, group)
    levels = tuple(view.level(group, year).to(money) for year in past)
    spans = [span_of(view, group, year, view.period.last) for year in made.spans]
    years = [*past, *made.spans]
    accounts = ChartSeries("Regnskab", style.INK, levels)
    unit = f"{of_money(money)}, {view.data.price_year}-priser, {view.inner_name}"
    source = source_line(spans[0][0].provenance.sources)
    lines = _columns(accounts, spans)
    return Figure(
        f"fig-fremskrivning-{view.area}-{group.replace('_', '-')}",
        projection_chart(accounts, years, spans),
        _finding(view, group, years[-1]),
        Numbers("År", tuple(map(str, years)), lines, unit, source),
    )


def _columns(accounts: ChartSeries, spans: Sequence[tuple[Value, ...]]) -> tuple[ChartSeries, ...]:
    """Return accounts and projection over all years, empty where the other one stands."""
    before = tuple(replace(value, amount=None) for value in accounts.values)
    after = tuple(replace(span[1], amount=None) for span in spans)
    ends = zip(_ENDS, zip(*spans, strict=True), strict=True)
    return (
        replace(accounts, values=(*accounts.values, *after)),
        *(ChartSeries(name, style.BLUE, (*before, *values)) for name, values in ends),
    )


def _known(view: View, group: str, year: int) -> bool:
    return view.level(group, year).amount is not None


def _finding(view: View, group: str, year: int) -> str:
    low, middle, high = (n(v) for v in span_of(view, group, year, view.period.last))
    coverage = n(projection_coverage_pct(view.data))
    subject = f"Udgifterne {view.data.plan.phrase(group)} {view.phrase}"
    return (
        f"{subject} ventes at være {middle} i {year}, med {coverage} sikkerhed mellem {low} og "
        f"{high}."
    )


def error_table(view: View, group: str, made: Projection) -> Table:
    """Return how far each method missed one year ahead, and which one is used."""
    rows = [
        Row(METHODS[method], _charted_tried(view, group, method, made))
        for method in ProjectionMethod
    ]
    return Table(
        id=f"tbl-fremskrivning-{view.area}-{group.replace('_', '-')}",
        title=f"Metodernes fejl ét år frem, {view.data.plan.label(group)}, {view.inner_name}",
        unit=f"Gennemsnitlig fejl i {unit_of(view, group)}, {view.data.price_year}-priser",
        source=view.data.citation("net_expenditure"),
        columns=("Metode", "Fejl", "Status"),
        rows=tuple(rows),
        text_columns=frozenset({2}),
    )


def _charted_tried(
    view: View, group: str, method: ProjectionMethod, made: Projection
) -> tuple[Value, str]:
    error = error_of(view, group, method)
    status = "brugt" if method is made.method else "prøvet"
    return error, "kunne ikke tilpasses" if error.amount is None else status
