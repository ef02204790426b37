"""The figures of the driver report; each title states the finding its data give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import drivers
from kdanalysis.evidence.figures.expenditure import per_inhabitant
from kdanalysis.evidence.figures.substitution import supplier_gain
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts import drivers as charts_drivers
from kdanalysis.report.charts import style
from kdanalysis.report.charts.basic import Series, Step
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.drivers.sensitivity import growth_verdict
from kdanalysis.report.drivers.substitution import SUPPLIERS, who_lost_to_whom
from kdanalysis.report.drivers.text import (
    change_of,
    local_extremes,
    part_of,
    per_inhabitant_finding,
    source_line,
    unit_of,
)
from kdanalysis.report.elements.breaks import break_note, break_years, marked
from kdanalysis.report.elements.units import fitting, of_money
from kdanalysis.report.elements.words import capitalised
from kdanalysis.report.expenditure.conclusions import growth_conclusions
from kdanalysis.report.expenditure.trends import driver
from kdanalysis.tables.live.fetched import PURCHASING_GROUP
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View

_COLORS = (style.ORANGE, style.BLUE, style.GREEN)


def cascade_figure(view: View, base: str) -> Figure:
    """Return how the changes of the groups add up to the change of `base`, the largest first."""
    changes = {g: change_of(view, g, base) for g in drivers.parts_of(view.data, base)}
    there = [group for group, change in changes.items() if change.amount is not None]
    order = sorted(there, key=lambda g: changes[g].exact, reverse=True)
    values = [*(changes[group] for group in order), change_of(view, base, base)]
    labels = (*(_marked(view, group) for group in order), "I alt")
    steps = [
        Step(label, value, _signed(value) if i < len(order) else style.MUTED, total=i == len(order))
        for i, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    numbers = Numbers(
        "Gruppe",
        labels,
        (Series("Ændring", style.BLUE, tuple(values)),),
        f"{of_money(unit_of(view, base))}, {view.period}, {view.data.price_year}-priser, "
        f"{view.inner_name}",
        view.data.citation("net_expenditure"),
    )
    identifier = f"fig-trappe-{base.replace('_', '-')}"
    svg, note = charts_drivers.cascade_chart(steps), _note(view, base)
    return Figure(identifier, svg, driver(view, base), numbers, note)


def _signed(value: Value) -> str:
    return style.BLUE if value.exact >= 0 else style.ORANGE


def _marked(view: View, group: str) -> str:
    label = capitalised(view.data.plan.label(group))
    return marked(view.data, group, label, view.period)


def _note(view: View, base: str) -> str | None:
    return break_note(view.data, (base,), view.period, with_mark=True)


def shift_share_figure(view: View, base: str) -> Figure:
    """Return the mix and local part of each group, those that pull up most first."""
    parts = drivers.parts_of(view.data, base)
    order = sorted(parts, key=lambda g: part_of(view, g, base, "local").exact, reverse=True)
    labels = tuple(_marked(view, group) for group in order)
    bars = tuple(
        Series(name, color, tuple(part_of(view, group, base, part) for group in order))
        for part, name, color in (
            ("mix", "Sammensætning", style.MUTED),
            ("local", "Lokalt", style.BLUE),
        )
    )
    unit = f"{of_money(unit_of(view, base))}, {view.period}, {view.data.price_year}-priser"
    numbers = Numbers("Gruppe", labels, bars, unit, view.data.citation("net_expenditure"))
    identifier = f"fig-landet-{base.replace('_', '-')}"
    svg, note = charts.bar_chart(labels, bars), _note(view, base)
    return Figure(identifier, svg, local_extremes(view, base), numbers, note)


def per_inhabitant_figure(choice: Choice, group: str) -> Figure:
    """Return expenditure per inhabitant over the years, country (dashed) and area."""
    lines = tuple(
        Series(
            view.name,
            style.MUTED if view is choice.country else style.BLUE,
            tuple(
                per_inhabitant(view.data, area=view.area, group=group, year=year)
                for year in choice.period.years
            ),
            dashed=view is choice.country,
        )
        for view in choice.views
    )
    source = source_line(lines[0].values[0].provenance.sources)
    unit = f"Kr. pr. indbygger, {choice.data.price_year}-priser"
    numbers = Numbers("År", tuple(map(str, choice.period.years)), lines, unit, source)
    crossed = choice.data, (group,), choice.period
    svg = charts.line_chart(
        choice.period.years, lines, from_zero=False, breaks=break_years(*crossed)
    )
    identifier = f"fig-indbygger-{group.replace('_', '-')}"
    finding = per_inhabitant_finding(choice, group)
    return Figure(identifier, svg, finding, numbers, break_note(*crossed))


def substitution_figure(view: View) -> Figure:
    """Return what each supplier has gained or lost since the first year, year by year."""
    years = view.period.years[1:]
    exact = [[_gain_until(view, supplier, year) for year in years] for supplier in SUPPLIERS]
    money = fitting(exact)
    lines = tuple(
        Series(capitalised(name), color, tuple(value.to(money) for value in values))
        for name, values, color in zip(SUPPLIERS.values(), exact, _COLORS, strict=True)
    )
    unit = (
        f"{of_money(money)} mod uændrede andele fra {view.period.first}, "
        f"{view.data.price_year}-priser"
    )
    source = view.data.citation("purchases")
    numbers = Numbers("År", tuple(map(str, years)), lines, unit, source)
    crossed = view.data, (PURCHASING_GROUP,), view.period
    svg = charts.line_chart(years, lines, from_zero=False, breaks=break_years(*crossed))
    finding = who_lost_to_whom(view)
    return Figure("fig-leverandoerer", svg, finding, numbers, break_note(*crossed))


def _gain_until(view: View, supplier: str, year: int) -> Value:
    return supplier_gain(
        view.data, area=view.area, supplier=supplier, period=Period(view.period.first, year)
    )


def sensitivity_figure(choice: Choice) -> Figure:
    """Return the growth of the main groups in the range of PL rates."""
    found = growth_conclusions(choice)
    labels = tuple(map(capitalised, found))
    low, used, high = (
        Series(name, style.BLUE, tuple(c.values[i] for c in found.values()))
        for i, name in enumerate(("Lavere PL", "Anvendt PL", "Højere PL"))
    )
    unit = f"Vækst {choice.period} i procent; punktet er den anvendte PL-kæde"
    source = source_line(low.values[0].provenance.sources)
    numbers = Numbers("Udgifter", labels, (low, used, high), unit, source)
    svg = charts_drivers.range_chart(labels, (low, high), used)
    return Figure("fig-pl", svg, growth_verdict(choice), numbers)
