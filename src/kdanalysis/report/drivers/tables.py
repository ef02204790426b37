"""The tables of the driver report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import drivers, substitution
from kdanalysis.evidence.figures.expenditure import per_inhabitant
from kdanalysis.report.drivers.substitution import SUPPLIERS, gain_of
from kdanalysis.report.drivers.text import PARTS, change_of, part_of, source_line, unit_of
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.units import fitting, of_money
from kdanalysis.report.elements.words import capitalised
from kdanalysis.report.expenditure.conclusions import conclusions
from kdanalysis.report.expenditure.purchases import art_of

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Unit, Value
    from kdanalysis.report.expenditure.choice import Choice, View


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
        substitution.supplier_share_pct(view.data, area=view.area, supplier=supplier, year=year)
        for year in (view.period.first, view.period.last)
    )
    return (*shares, *(value.to(unit) for value in _amounts(view, supplier)))


def _amounts(view: View, supplier: str) -> tuple[Value, ...]:
    """Return purchases, those at constant shares, and the gain."""
    chosen = {"area": view.area, "supplier": supplier}
    constant = substitution.constant_share_purchases(view.data, **chosen, period=view.period)
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
