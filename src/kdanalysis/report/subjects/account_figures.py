"""Figures of the accounts; each title states the finding its data give."""

from __future__ import annotations

from fractions import Fraction

from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts.basic import ChartSeries, ChartStep
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.charts.interactive import Interactive, interactive_lines
from kdanalysis.report.elements.breaks import break_note, break_years, marked
from kdanalysis.report.elements.numbers import Direction, capitalised, direction, fitting, of_money
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.care import (
    FIRST,
    LAST,
    art_of,
    private_against_municipal,
    quoted_period,
    share_change,
)
from kdanalysis.report.subjects.trends import (
    contribution_finding,
    fastest_kind_finding,
    growth_finding,
    unit_cost_finding,
    youth_crime,
)
from kdanalysis.tables.fetched import PURCHASING_GROUP

# The figures of the expenditure report; each title states the finding its data give.


_SUPPLIERS = (
    ("private", "Private", charts.ORANGE),
    ("municipal", "Kommuner", charts.BLUE),
    ("regional", "Regioner", charts.GREEN),
)
_MOST = "Kun de grupper, der bidrager mest til ændringen, er vist."


def index_figure(choice: Choice, identifier: str, groups: tuple[str, ...]) -> Figure:
    """Return the index of groups for the country (dashed) and the area."""
    lines = tuple(
        ChartSeries(
            f"{capitalised(choice.data.plan.label(group))}, {view.inner_name}"
            if len(groups) > 1
            else view.name,
            charts.SERIES[i],
            tuple(view.index(group, year) for year in choice.period.years),
            dashed=view is choice.country,
        )
        for i, group in enumerate(groups)
        for view in choice.views
    )
    unit = f"Indeks, {choice.period.first} = 100, {choice.data.price_year}-priser"
    numbers = _by_year(choice.here, lines, unit, "net_expenditure")
    crossed = choice.data, groups, choice.period
    svg = charts.line_chart(
        choice.period.years, lines, from_zero=False, breaks=break_years(*crossed)
    )
    finding = " ".join(growth_finding(choice, group) for group in groups)
    return Figure(identifier, svg, finding, numbers, break_note(*crossed))


def contribution_figure(choice: Choice, most: int | None = None) -> Figure:
    """Return what each group contributes to the adult area's change, country beside area.

    Args:
        choice: area beside country.
        most: how many groups are shown, those that contribute most either way; by default all.
    """
    groups = _contributing(choice.here, most)
    bars = _both(choice, [[v.contribution(g, "adults") for g in groups] for v in choice.views])
    unit = "Bidrag i procent af ændringen på hele voksenområdet i samme geografi"
    labels = tuple(marked(choice.data, group, choice.period) for group in groups)
    numbers = _by_category(choice, "Gruppe", labels, bars, unit)
    caveat = break_note(choice.data, groups, choice.period, with_mark=True)
    note = " ".join(filter(None, (_MOST if most else None, caveat))) or None
    svg = charts.bar_chart(labels, bars)
    return Figure("fig-bidrag", svg, contribution_finding(choice), numbers, note)


def _contributing(view: View, most: int | None) -> list[str]:
    """Return the groups of the adult area by contribution, the greatest rise first."""
    plan = view.data.plan
    names = dict.fromkeys(plan.functions[code].group for code in plan.codes("adults"))
    # Where the total stands still there are no contributions, and the plan's order is kept.
    amounts = {n: view.contribution(n, "adults").amount or Fraction() for n in names}
    shown = sorted(names, key=lambda name: abs(amounts[name]), reverse=True)[:most]
    return sorted(shown, key=amounts.__getitem__, reverse=True)


def growth_by_function_figure(choice: Choice, identifier: str, group: str) -> Figure:
    """Return the growth of each function of a group, country beside area."""
    plan = choice.data.plan
    codes = plan.codes(group)
    bars = _both(choice, [[view.growth(code) for code in codes] for view in choice.views])
    unit = f"Vækst {choice.period} i procent, {choice.data.price_year}-priser"
    labels = tuple(marked(choice.data, code, choice.period) for code in codes)
    numbers = _by_category(choice, "Tilbud", labels, bars, unit)
    grew = all(direction(view.growth(group)) is Direction.UP for view in choice.views)
    finding = (fastest_kind_finding if grew else growth_finding)(choice, group)
    note = break_note(choice.data, codes, choice.period, with_mark=True)
    return Figure(identifier, charts.bar_chart(labels, bars), finding, numbers, note)


def purchases_figure(view: View, identifier: str) -> Figure:
    """Return purchases from private, municipal and regional suppliers over the years."""
    lines = _purchase_lines(view)
    numbers = _by_year(view, lines, _purchases_in(view), "purchases")
    crossed = view.data, (PURCHASING_GROUP,), view.period
    svg = charts.line_chart(view.period.years, lines, from_zero=True, breaks=break_years(*crossed))
    finding = private_against_municipal(view)
    return Figure(identifier, svg, finding, numbers, break_note(*crossed))


def purchases_interactive(view: View, identifier: str) -> Interactive:
    """Return the same lines for the screen, in the place of the figure `identifier`."""
    breaks = break_years(view.data, (PURCHASING_GROUP,), view.period)
    lines = _purchase_lines(view)
    return interactive_lines(identifier, view.period.years, lines, _purchases_in(view), breaks)


def unit_cost_figure(view: View) -> Figure:
    """Return the change in residential care split in volume and unit cost effect."""
    period = quoted_period(view)
    effects = (
        quotes.care_volume_effect(view.data, area=view.area, period=period),
        quotes.care_price_effect(view.data, area=view.area, period=period),
        view.within(period.first, period.last).change("residential_care"),
    )
    values = tuple(effect.to(Unit.MIO_KR) for effect in effects)
    labels = ("Antal modtagere", "Enhedsudgift", "Samlet ændring")
    colors = (charts.BLUE, charts.ORANGE, charts.MUTED)
    steps = [
        ChartStep(label, value, color, total=i == len(labels) - 1)
        for i, (label, value, color) in enumerate(zip(labels, values, colors, strict=True))
    ]
    series = (ChartSeries("Ændring", charts.BLUE, values),)
    unit = f"Mio. kr., {period}, {view.data.price_year}-priser, {view.inner_name}"
    source = view.data.citation("net_expenditure")
    numbers = Numbers("Bidrag", labels, series, unit, source)
    finding = unit_cost_finding(view)
    note = break_note(view.data, ("residential_care",), period)
    return Figure("fig-enhedsudgift", charts.waterfall_chart(steps), finding, numbers, note)


def youth_crime_figure(view: View) -> Figure:
    """Return the level of expenditure under the youth crime act, year by year."""
    code = view.data.plan.codes("youth_crime")[0]
    years = [year for year in view.period.years if view.data.plan.existing(code, year)]
    exact = [view.level(code, year) for year in years]
    unit = fitting([exact])
    levels = tuple(level.to(unit) for level in exact)
    series = ChartSeries(view.name, charts.BLUE, levels)
    labels = tuple(map(str, years))
    source = view.data.citation("net_expenditure")
    told = f"{of_money(unit)}, {view.data.price_year}-priser"
    numbers = Numbers("År", labels, (series,), told, source)
    svg = charts.column_chart(labels, series)
    return Figure("fig-ungdomskriminalitet", svg, youth_crime(view), numbers)


def supplements_figure(choice: Choice) -> Figure:
    """Return the published share of supplementary services in both years."""
    values = tuple(quotes.quoted(choice.data, name=name) for name in (FIRST, LAST))
    labels = tuple(str(choice.data.quote(name).first_year) for name in (FIRST, LAST))
    series = ChartSeries("Andel", charts.BLUE, values)
    unit = "Tillægsydelse i procent af tilbuddenes samlede regnskab"
    source = values[0].provenance.sources[0]
    numbers = Numbers("År", labels, (series,), unit, source)
    svg = charts.column_chart(labels, series)
    return Figure("fig-tillaegsydelse", svg, share_change(choice), numbers)


def _purchase_lines(view: View) -> tuple[ChartSeries, ...]:
    unit = _purchase_unit(view)
    return tuple(
        ChartSeries(label, color, tuple(value.to(unit) for value in _bought(view, supplier)))
        for supplier, label, color in _SUPPLIERS
    )


def _bought(view: View, supplier: str) -> list[Value]:
    return [view.bought(art_of(view, supplier), year) for year in view.period.years]


def _purchase_unit(view: View) -> Unit:
    lines = [_bought(view, supplier) for supplier, *_ in _SUPPLIERS]
    return fitting(lines, Unit.MIA_KR, each=True)


def _purchases_in(view: View) -> str:
    return f"{of_money(_purchase_unit(view))}, {view.data.price_year}-priser"


def _both(choice: Choice, values: list[list[Value]]) -> tuple[ChartSeries, ...]:
    colors = (charts.MUTED, charts.BLUE)[-len(choice.views) :]
    return tuple(
        ChartSeries(view.name, color, tuple(numbers))
        for view, color, numbers in zip(choice.views, colors, values, strict=True)
    )


def _by_year(view: View, lines: tuple[ChartSeries, ...], unit: str, table: str) -> Numbers:
    years = tuple(map(str, view.period.years))
    return Numbers("År", years, lines, unit, view.data.citation(table))


def _by_category(
    choice: Choice, header: str, labels: tuple[str, ...], bars: tuple[ChartSeries, ...], unit: str
) -> Numbers:
    return Numbers(header, labels, bars, unit, choice.data.citation("net_expenditure"))
