"""The expenditure report: Tables 1-6 regenerated, the overview of them, and the main findings."""

from __future__ import annotations

from kdanalysis.evidence.figures import expenditure as prices
from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.elements.breaks import break_note
from kdanalysis.report.elements.numbers import as_points, capitalised, fitting, of_money, went
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.care import (
    art_of,
    private_against_municipal,
    quoted_period,
    share_change,
)
from kdanalysis.report.subjects.trends import (
    contribution_finding,
    growth_finding,
    side_by_side,
    youth_crime,
)
from kdanalysis.tables.fetched import PURCHASING_GROUP

# The tables of the expenditure report: Tables 1-6 regenerated, and the overview.


_AREA_IDS = {"adults": "voksne", "children": "boern"}


def net_expenditure_table(view: View, area: str) -> Table:
    """Return net expenditure by function and year (Tables 1, 2, 5 and 6)."""
    plan = view.data.plan
    rows = [Row(plan.label(code), _levels(view, code)) for code in plan.codes(area)]
    total = Row("I alt", _levels(view, area), total=True)
    return Table(
        id=view.tagged(f"tbl-{_AREA_IDS[area]}", local="-lokalt"),
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
        id=view.tagged("tbl-koeb", local="-lokalt"),
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
    shown = [(v, g) for v in choice.all_views for g in ("adults", "children", "social")]
    levels = fitting([_levels_at_ends(*which) for which in shown], Unit.MIA_KR, each=True)
    changes = fitting([[view.change(group)] for view, group in shown], each=True)
    rows = [
        Row(
            _named(view, group),
            (
                *(level.to(levels) for level in _levels_at_ends(view, group)),
                view.change(group).to(changes),
                view.growth(group),
            ),
            total=group == "social",
        )
        for view, group in shown
    ]
    units = dict.fromkeys([of_money(levels), of_money(changes, start=levels is changes)])
    return Table(
        id="tbl-samlet",
        title=f"Udgifter, ændring og vækst, {choice.period}",
        unit=f"{' og '.join(units)} i {choice.data.price_year}-priser; vækst i procent",
        source=choice.data.citation("net_expenditure"),
        columns=(
            "",
            f"{choice.period.first}, {levels}",
            f"{choice.period.last}, {levels}",
            f"Ændring, {changes}",
            "Vækst, %",
        ),
        rows=tuple(rows),
        note=break_note(choice.data, ("social",), choice.period),
    )


def contribution_table(choice: Choice) -> Table:
    """Return what each kind of residential care contributes to the adult area's change."""
    plan = choice.data.plan
    groups = [*plan.codes("residential_care"), "residential_care", "adults"]
    shown = [(view, group) for view in choice.all_views for group in groups]
    unit = fitting([view.change(group)] for view, group in shown)
    rows = [
        Row(_named(view, group), _contribution(view, group, unit), group == "adults")
        for view, group in shown
    ]
    return Table(
        id="tbl-bidrag",
        title=f"Botilbuddenes vækst og bidrag til ændringen på voksenområdet, {choice.period}",
        unit=f"{of_money(unit)} i {choice.data.price_year}-priser; procent",
        source=choice.data.citation("net_expenditure"),
        columns=("", f"Ændring, {unit}", "Vækst, %", "Bidrag til voksenområdets ændring, %"),
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


def _levels_at_ends(view: View, group: str) -> tuple[Value, ...]:
    return tuple(view.level(group, year) for year in (view.period.first, view.period.last))


def _contribution(view: View, group: str, unit: Unit) -> tuple[Value, ...]:
    share = view.contribution(group, "adults")
    return view.change(group).to(unit), view.growth(group), share


# The report on one page: its main findings, each following the data.


def key_points(choice: Choice) -> str:
    """Return the main findings as a list, for readers of one page."""
    here = choice.here
    points = {
        "Begge områder": growth_finding(choice, "social"),
        "Voksne": growth_finding(choice, "adults"),
        "Botilbud": contribution_finding(choice),
        "Enhedsudgift": _unit_cost(choice.country),
        "Køb": f"{_private(choice)} {private_against_municipal(here)}",
        "Børn og unge": growth_finding(choice, "children"),
        "Anbringelser": growth_finding(choice, "placements"),
        "Ungdomskriminalitet": youth_crime(here),
        "Tillægsydelse": share_change(choice),
    }
    return as_points(points)


def _private(choice: Choice) -> str:
    growths = [view.bought_growth(art_of(view, "private")) for view in choice.views]
    return f"Køb hos private og selvejende {side_by_side(choice, growths[-1], growths[0])}."


def _unit_cost(view: View) -> str:
    period = quoted_period(view)
    own = quotes.care_unit_cost_growth_pct(view.data, area=view.area, period=period)
    return (
        f"Botilbudsudgiften pr. modtager {went(own)} {view.phrase} fra {period.first} til "
        f"{period.last}."
    )
