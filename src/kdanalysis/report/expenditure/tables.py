"""The tables of the expenditure report: Tables 1-6 regenerated, and the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import prices
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.breaks import break_note
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import capitalised
from kdanalysis.tables.live.fetched import PURCHASING_GROUP

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View

_AREA_IDS = {"adults": "voksne", "children": "boern"}


def _where(view: View) -> str:
    return "landet" if view.data.areas[view.area].kind == "country" else "lokalt"


def net_expenditure_table(view: View, area: str) -> Table:
    """Return net expenditure by function and year (Tables 1, 2, 5 and 6)."""
    plan = view.data.plan
    rows = [Row(plan.label(code), _levels(view, code)) for code in plan.codes(area)]
    total = Row("I alt", _levels(view, area), total=True)
    return Table(
        id=f"tbl-{_AREA_IDS[area]}-{_where(view)}",
        title=f"Nettodriftsudgifter {plan.phrase(area)}, {view.inner_name}, {view.period}",
        unit=_unit(view),
        source=view.data.citation("net_expenditure"),
        columns=("", *map(str, view.period.years)),
        rows=(*rows, total),
        note=break_note(view.data, (area,), view.period),
    )


def purchases_table(view: View) -> Table:
    """Return purchases of the adult area by art and year (Tables 3 and 4)."""
    arts = view.data.plan.arts.values()
    rows = [Row(art.label, _bought(view, art.code)) for art in arts]
    return Table(
        id=f"tbl-koeb-{_where(view)}",
        title=f"Køb af tjenesteydelser mv. (hovedart 4) på voksenområdet, {view.inner_name}, "
        f"{view.period}",
        unit=_unit(view),
        source=view.data.citation("purchases"),
        columns=("", *map(str, view.period.years)),
        rows=(*rows, Row("I alt", _bought(view, "all"), total=True)),
        note=_purchases_note(view),
    )


def overview_table(choice: Choice) -> Table:
    """Return level, change and growth of both areas and their sum, country and area."""
    rows = [
        Row(
            _named(view, group),
            _summary(view, group),
            total=group == "social",
        )
        for view in choice.views
        for group in ("adults", "children", "social")
    ]
    return Table(
        id="tbl-samlet",
        title=f"Udgifter, ændring og vækst, {choice.period}",
        unit=f"Mia. kr. og mio. kr. i {choice.data.price_year}-priser; vækst i procent",
        source=choice.data.citation("net_expenditure"),
        columns=(
            "",
            f"{choice.period.first}, mia. kr.",
            f"{choice.period.last}, mia. kr.",
            "Ændring, mio. kr.",
            "Vækst, %",
        ),
        rows=tuple(rows),
        note=break_note(choice.data, ("social",), choice.period),
    )


def contribution_table(choice: Choice) -> Table:
    """Return what each kind of residential care contributes to the adult area's change."""
    plan = choice.data.plan
    groups = [*plan.codes("residential_care"), "residential_care", "adults"]
    rows = [
        Row(
            _named(view, group),
            _contribution(view, group),
            group == "adults",
        )
        for view in choice.views
        for group in groups
    ]
    return Table(
        id="tbl-bidrag",
        title=f"Botilbuddenes vækst og bidrag til ændringen på voksenområdet, {choice.period}",
        unit=f"Mio. kr. i {choice.data.price_year}-priser; procent",
        source=choice.data.citation("net_expenditure"),
        columns=("", "Ændring, mio. kr.", "Vækst, %", "Bidrag til voksenområdets ændring, %"),
        rows=tuple(rows),
        note=break_note(choice.data, ("adults",), choice.period),
    )


def price_chain_table(choice: Choice) -> Table:
    """Return the chain of price levels used."""
    data = choice.data
    rows = [
        Row(str(year), (prices.pl_rate_pct(data, year=year), prices.pl_factor(data, year=year)))
        for year in data.chain.years
    ]
    return Table(
        id="tbl-pl",
        title=f"Pris- og lønkæden, omregning til {data.price_year}-priser",
        unit="Sats i procent fra året før; faktor",
        source=data.citation("price_index"),
        columns=("År", "Sats, %", "Faktor"),
        rows=tuple(rows),
    )


def _purchases_note(view: View) -> str:
    told = "Art 4.0 omfatter hele voksenområdet, ikke kun botilbud."
    caveat = break_note(view.data, (PURCHASING_GROUP,), view.period)
    return f"{told} {caveat}" if caveat else told


def _unit(view: View) -> str:
    return f"{Unit.TKR}, {view.data.price_year}-priser"


def _named(view: View, group: str) -> str:
    return f"{capitalised(view.data.plan.label(group))}, {view.inner_name}"


def _levels(view: View, group: str) -> tuple[Value, ...]:
    return tuple(view.level(group, year) for year in view.period.years)


def _bought(view: View, art: str) -> tuple[Value, ...]:
    return tuple(view.bought(art, year) for year in view.period.years)


def _summary(view: View, group: str) -> tuple[Value, ...]:
    ends = (view.level(group, year) for year in (view.period.first, view.period.last))
    levels = (level.to(Unit.MIA_KR) for level in ends)
    return (*levels, view.change(group).to(Unit.MIO_KR), view.growth(group))


def _contribution(view: View, group: str) -> tuple[Value, ...]:
    share = view.contribution(group, "adults")
    return view.change(group).to(Unit.MIO_KR), view.growth(group), share
