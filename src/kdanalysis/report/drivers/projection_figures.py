"""The figure and table of a projection; there is none without enough years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.projection import projection_coverage_pct
from kdanalysis.expenditure.projection import Obstacle
from kdanalysis.expenditure.projection_method import Method
from kdanalysis.report.charts import style
from kdanalysis.report.charts.basic import Series
from kdanalysis.report.charts.drivers import projection_chart
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.drivers.projection_text import (
    METHODS,
    error_of,
    projection_of,
    span_of,
    unit_of,
)
from kdanalysis.report.drivers.text import source_line
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.units import of_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.evidence.value import Value
    from kdanalysis.expenditure.projection import Projection
    from kdanalysis.report.expenditure.choice import View


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
    accounts = Series("Regnskab", style.INK, levels)
    unit = f"{of_money(money)}, {view.data.price_year}-priser, {view.inner_name}"
    source = source_line(spans[0][0].provenance.sources)
    lines = _columns(accounts, spans)
    return Figure(
        f"fig-fremskrivning-{view.area}-{group.replace('_', '-')}",
        projection_chart(accounts, years, spans),
        _finding(view, group, years[-1]),
        Numbers("År", tuple(map(str, years)), lines, unit, source),
    )


def _columns(accounts: Series, spans: Sequence[tuple[Value, ...]]) -> tuple[Series, ...]:
    """Return accounts and projection over all years, empty where the other one stands."""
    before = tuple(replace(value, amount=None) for value in accounts.values)
    after = tuple(replace(span[1], amount=None) for span in spans)
    ends = zip(_ENDS, zip(*spans, strict=True), strict=True)
    return (
        replace(accounts, values=(*accounts.values, *after)),
        *(Series(name, style.BLUE, (*before, *values)) for name, values in ends),
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
    rows = [Row(METHODS[method], _tried(view, group, method, made)) for method in Method]
    return Table(
        id=f"tbl-fremskrivning-{view.area}-{group.replace('_', '-')}",
        title=f"Metodernes fejl ét år frem, {view.data.plan.label(group)}, {view.inner_name}",
        unit=f"Gennemsnitlig fejl i {unit_of(view, group)}, {view.data.price_year}-priser",
        source=view.data.citation("net_expenditure"),
        columns=("Metode", "Fejl", "Status"),
        rows=tuple(rows),
        text_columns=frozenset({2}),
    )


def _tried(view: View, group: str, method: Method, made: Projection) -> tuple[Value, str]:
    error = error_of(view, group, method)
    status = "brugt" if method is made.method else "prøvet"
    return error, "kunne ikke tilpasses" if error.amount is None else status
