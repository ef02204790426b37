"""An area against the country, its inhabitants and suppliers: sentences, tables, figures."""

from __future__ import annotations

from kdanalysis.evidence.figures import drivers
from kdanalysis.evidence.figures.drivers import supplier_gain
from kdanalysis.evidence.figures.expenditure import per_inhabitant
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.charts import accounts as charts_drivers
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts.basic import ChartSeries, ChartStep
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.drivers.projection import projection_point
from kdanalysis.report.elements.breaks import break_note, break_years, marked
from kdanalysis.report.elements.numbers import (
    Direction,
    as_points,
    capitalised,
    direction,
    fitting,
    n,
    of_money,
    rose,
    told_in,
    went,
)
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.accounts import Choice, View, source_line
from kdanalysis.report.subjects.care import SUPPLIERS, art_of, gain_of, who_lost_to_whom
from kdanalysis.report.subjects.conclusions import (
    committee_prices,
    conclusions,
    growth_conclusions,
    growth_verdict,
    verdict,
)
from kdanalysis.report.subjects.trends import change_since_start, contribution, driver, side_by_side
from kdanalysis.tables.fetched import PURCHASING_GROUP
from kdanalysis.tables.period import Period

# Sentences on an area against the country, and on inhabitants.


PARTS = drivers.EFFECTS
_LARGE_TKR = 5_000_000


def part_of(view: View, group: str, base: str, part: str) -> Value:
    """Return one part of a group's change, in the unit of all changes of `base`."""
    return drivers.effect(
        view.data, area=view.area, group=group, base=base, period=view.period, part=part
    ).to(unit_of(view, base))


def change_of(view: View, group: str, base: str) -> Value:
    """Return a change, in the unit of all of `base`; the last level if the account is newer."""
    return change_since_start(view, group).to(unit_of(view, base))


def unit_of(view: View, base: str) -> Unit:
    """Return the unit in which the changes of the groups of `base` are told."""
    changes = [change_since_start(view, group) for group in drivers.parts_of(view.data, base)]
    # In a large area small changes may go unseen; in a small one each row counts.
    large = view.level("social", view.period.last).exact >= _LARGE_TKR
    return fitting([changes] if large else [[change] for change in changes])


def against_country(view: View, base: str) -> str:
    """Return the growth of an area in three parts: as the country, mix, local."""
    national, mix, local = (
        drivers.effect_points(view.data, area=view.area, base=base, period=view.period, part=part)
        for part in PARTS
    )
    return (
        f"Udgifterne {view.data.plan.phrase(base)} {went(view.growth(base))} {view.phrase} fra "
        f"{view.period.first} til {view.period.last}. Heraf svarer {n(national)} til landets "
        f"vækst, {n(mix)} til områdets sammensætning og {n(local)} til den lokale del: at "
        f"grupperne udviklede sig anderledes end de samme grupper på landsplan."
    )


def local_extremes(view: View, base: str) -> str:
    """Return which groups pull the local part most up and most down."""
    parts = drivers.parts_of(view.data, base)
    local = {part: part_of(view, part, base, "local") for part in parts}
    top, bottom = (pick(parts, key=lambda p: local[p].exact) for pick in (max, min))
    up = direction(local[top]) is Direction.UP
    down = direction(local[bottom]) is Direction.DOWN
    where, label = capitalised(view.phrase), view.data.plan.label
    if not up and not down:
        return f"{where} udvikler alle grupper sig som på landsplan."
    if not down:
        return f"{where} trækker {label(top)} mest op i forhold til landet: {n(local[top])}."
    if not up:
        return f"{where} trækker {label(bottom)} mest ned i forhold til landet: {n(local[bottom])}."
    return (
        f"{where} trækker {label(top)} mest op ({n(local[top])}) og {label(bottom)} mest ned "
        f"({n(local[bottom])}) i forhold til landet."
    )


def local_robustness(view: View, base: str) -> str:
    """Return the local part under three definitions, and whether its sign depends on them."""
    usual, by_function, rest = _local_parts(view, base)
    return (
        f"Den lokale del {view.data.plan.phrase(base)} er {n(usual)}, når der deles op i grupper, "
        f"{n(by_function)}, når hver funktion er sin egen gruppe, og {n(rest)}, når resten af "
        f"landet er målestok. {local_sign(view, base)}"
    )


def local_sign(view: View, base: str) -> str:
    """Return whether the sign of the local part depends on how it is defined."""
    if len({direction(value) for value in _local_parts(view, base)}) == 1:
        return "Den lokale dels fortegn er det samme i alle tre opgørelser."
    return (
        "Den lokale dels fortegn afhænger af opgørelsen; det kan ikke sluttes, at udgifterne "
        "lokalt udvikler sig anderledes, end landets udvikling tilsiger."
    )


def _local_parts(view: View, base: str) -> tuple[Value, Value, Value]:
    """Return the local part by groups, by functions, and against the rest of the country."""
    chosen, period = {"area": view.area, "base": base}, view.period
    by_function = drivers.local_effect_by_function(view.data, **chosen, period=period)
    rest = drivers.local_effect_against_rest(view.data, **chosen, period=period)
    usual = part_of(view, base, base, "local")
    return usual, by_function.to(usual.unit), rest.to(usual.unit)


def inhabitants(view: View, group: str) -> str:
    """Return what the population and the expenditure per inhabitant explain of a change."""
    chosen, period = {"area": view.area, "group": group}, view.period
    people = drivers.population_growth_pct(view.data, area=view.area, period=period)
    each = drivers.per_inhabitant_growth_pct(view.data, **chosen, period=period)
    parts = [
        view.change(group),
        drivers.population_effect(view.data, **chosen, period=period),
        drivers.per_inhabitant_effect(view.data, **chosen, period=period),
        drivers.inhabitant_cross_term(view.data, **chosen, period=period),
    ]
    unit = fitting([parts])
    change, by_people, by_cost, cross = (told_in(part, unit) for part in parts)
    return (
        f"{capitalised(view.phrase)} {_verb(people)} folketallet{_by(people)}, og udgiften pr. "
        f"indbygger {view.data.plan.phrase(group)} {_verb(each)}{_by(each)}. Af ændringen "
        f"på {n(change)} kan {n(by_people)} henføres til folketallet "
        f"og {n(by_cost)} til udgiften pr. indbygger; krydsledet på {n(cross)} er delt lige mellem "
        f"de to."
    )


def per_inhabitant_finding(choice: Choice, group: str) -> str:
    """Return the growth of expenditure per inhabitant in the area and the country."""
    here, country = (
        drivers.per_inhabitant_growth_pct(
            view.data, area=view.area, group=group, period=view.period
        )
        for view in (choice.here, choice.country)
    )
    subject = f"Udgifterne pr. indbygger {choice.data.plan.phrase(group)}"
    return f"{subject} {side_by_side(choice, here, country)}."


def _verb(growth: Value) -> str:
    return "var" if direction(growth) is Direction.FLAT else rose(growth)


def _by(growth: Value) -> str:
    return " uændret" if direction(growth) is Direction.FLAT else f" {n(growth.size())}"


# The tables of the driver report.


def shift_share_table(view: View, base: str) -> Table:
    """Return the change of each group in three parts, and their sums."""
    plan = view.data.plan
    groups = (*drivers.parts_of(view.data, base), base)
    rows = [
        Row("I alt" if group == base else capitalised(plan.label(group)), cells, group == base)
        for group in groups
        for cells in [
            (*(part_of(view, group, base, p) for p in PARTS), change_of(view, group, base))
        ]
    ]
    return Table(
        id=f"tbl-landet-{base.replace('_', '-')}",
        title=f"Ændringen {plan.phrase(base)} mod landets, {view.inner_name}, {view.period}",
        unit=f"{of_money(unit_of(view, base))} i {view.data.price_year}-priser",
        source=view.data.citation("net_expenditure"),
        columns=("", "Som landet", "Sammensætning", "Lokalt", "Ændring"),
        rows=tuple(rows),
        note="En ny konto regnes fra nul." if any(_is_new(view, g) for g in groups) else None,
    )


def _is_new(view: View, group: str) -> bool:
    return view.level(group, view.period.first).amount is None


def per_inhabitant_table(choice: Choice, groups: tuple[str, ...]) -> Table:
    """Return expenditure per inhabitant in the first and last year, and its growth."""
    rows = [
        Row(f"{capitalised(view.data.plan.label(group))}, {view.inner_name}", _each(view, group))
        for group in groups
        for view in choice.all_views
    ]
    ends = (choice.period.first, choice.period.last)
    return Table(
        id="tbl-indbygger",
        title=f"Udgifter pr. indbygger, {choice.period}",
        unit=f"Kr. i {choice.data.price_year}-priser; vækst i procent",
        source=source_line(_sources(choice.here, groups[0])),
        columns=("", *(f"{year}, kr." for year in ends), "Vækst, %"),
        rows=tuple(rows),
    )


def _sources(view: View, group: str) -> tuple[str, ...]:
    return per_inhabitant(
        view.data, area=view.area, group=group, year=view.period.last
    ).provenance.sources


def _each(view: View, group: str) -> tuple[Value, ...]:
    chosen = {"area": view.area, "group": group}
    levels = (
        per_inhabitant(view.data, **chosen, year=year)
        for year in (view.period.first, view.period.last)
    )
    return (*levels, drivers.per_inhabitant_growth_pct(view.data, **chosen, period=view.period))


def substitution_table(choice: Choice) -> Table:
    """Return purchases, those at constant shares, and what each supplier gained or lost."""
    unit = fitting(_amounts(view, supplier) for view in choice.views for supplier in SUPPLIERS)
    rows = [
        Row(f"{capitalised(name)}, {view.inner_name}", _supplied(view, supplier, unit))
        for view in choice.views
        for supplier, name in SUPPLIERS.items()
    ]
    first, last = choice.period.first, choice.period.last
    return Table(
        id="tbl-leverandoerer",
        title=f"Køb på voksenområdet mod uændrede andele fra {first}",
        unit=f"{of_money(unit)} i {choice.data.price_year}-priser; andele i procent",
        source=choice.data.citation("purchases"),
        columns=(
            "",
            f"Andel {first}, %",
            f"Andel {last}, %",
            f"Køb {last}",
            "Ved uændret andel",
            "Gevinst eller tab",
        ),
        rows=tuple(rows),
        note="Art 4.0, 4.7 og 4.8 på hele voksenområdet; øvrige arter indgår ikke.",
    )


def _supplied(view: View, supplier: str, unit: Unit) -> tuple[Value, ...]:
    shares = (
        drivers.supplier_share_pct(view.data, area=view.area, supplier=supplier, year=year)
        for year in (view.period.first, view.period.last)
    )
    return (*shares, *(value.to(unit) for value in _amounts(view, supplier)))


def _amounts(view: View, supplier: str) -> tuple[Value, ...]:
    """Return purchases, those at constant shares, and the gain."""
    chosen = {"area": view.area, "supplier": supplier}
    constant = drivers.constant_share_purchases(view.data, **chosen, period=view.period)
    actual = view.bought(art_of(view, supplier), view.period.last)
    return actual, constant, gain_of(view, supplier)


def conclusions_table(choice: Choice) -> Table:
    """Return the main conclusions with their numbers under other PL rates."""
    return Table(
        id="tbl-konklusioner",
        title="Hovedkonklusionerne med andre PL-satser",
        unit="Vækst og bidrag i procent, forskelle i procentpoint, passage som årstal",
        source=source_line(map(choice.data.citation, ("net_expenditure", "price_range"))),
        columns=("Konklusion", "Lavere PL", "Anvendt PL", "Højere PL", "Holder"),
        rows=tuple(
            Row(capitalised(c.text), (*c.values, "ja" if c.holds else "nej"))
            for c in conclusions(choice)
        ),
        text_columns=frozenset({4}),
    )


# The figures of the driver report; each title states the finding its data give.

_COLORS = (charts.ORANGE, charts.BLUE, charts.GREEN)


def cascade_figure(view: View, base: str) -> Figure:
    """Return how the changes of the groups add up to the change of `base`, the largest first."""
    changes = {g: change_of(view, g, base) for g in drivers.parts_of(view.data, base)}
    there = [group for group, change in changes.items() if change.amount is not None]
    order = sorted(there, key=lambda g: changes[g].exact, reverse=True)
    values = [*(changes[group] for group in order), change_of(view, base, base)]
    labels = (*(marked(view.data, group, view.period) for group in order), "I alt")
    steps = [
        ChartStep(
            label, value, _signed(value) if i < len(order) else charts.MUTED, total=i == len(order)
        )
        for i, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    numbers = Numbers(
        "Gruppe",
        labels,
        (ChartSeries("Ændring", charts.BLUE, tuple(values)),),
        f"{of_money(unit_of(view, base))}, {view.period}, {view.data.price_year}-priser, "
        f"{view.inner_name}",
        view.data.citation("net_expenditure"),
    )
    identifier = f"fig-trappe-{base.replace('_', '-')}"
    svg, note = charts_drivers.cascade_chart(steps), _note(view, base)
    return Figure(identifier, svg, driver(view, base), numbers, note)


def _signed(value: Value) -> str:
    return charts.BLUE if value.exact >= 0 else charts.ORANGE


def _note(view: View, base: str) -> str | None:
    return break_note(view.data, (base,), view.period, with_mark=True)


def shift_share_figure(view: View, base: str) -> Figure:
    """Return the mix and local part of each group, those that pull up most first."""
    parts = drivers.parts_of(view.data, base)
    order = sorted(parts, key=lambda g: part_of(view, g, base, "local").exact, reverse=True)
    labels = tuple(marked(view.data, group, view.period) for group in order)
    bars = tuple(
        ChartSeries(name, color, tuple(part_of(view, group, base, part) for group in order))
        for part, name, color in (
            ("mix", "Sammensætning", charts.MUTED),
            ("local", "Lokalt", charts.BLUE),
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
        ChartSeries(
            view.name,
            charts.MUTED if view is choice.country else charts.BLUE,
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
        ChartSeries(capitalised(name), color, tuple(value.to(money) for value in values))
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
        ChartSeries(name, charts.BLUE, tuple(c.values[i] for c in found.values()))
        for i, name in enumerate(("Lavere PL", "Anvendt PL", "Højere PL"))
    )
    unit = f"Vækst {choice.period} i procent; punktet er den anvendte PL-kæde"
    source = source_line(low.values[0].provenance.sources)
    numbers = Numbers("Udgifter", labels, (low, used, high), unit, source)
    svg = charts_drivers.range_chart(labels, (low, high), used)
    return Figure("fig-pl", svg, growth_verdict(choice), numbers)


# The driver report on one page: its main findings, each following the data.


def key_points(choice: Choice) -> str:
    """Return the main findings as a list."""
    here = choice.here
    care = contribution(here, "residential_care", "adults")
    points = {
        "Voksne": care,
        "Mod landet": f"{against_country(here, 'adults')} {local_sign(here, 'adults')}",
        "Indbyggere": inhabitants(here, "adults"),
        "Leverandører": who_lost_to_whom(here),
        "Prisniveau": verdict(choice),
        "Ekspertudvalget": committee_prices(choice.country),
        "Fremskrivning": projection_point(here, ("adults", "children")),
    }
    return as_points(points)
