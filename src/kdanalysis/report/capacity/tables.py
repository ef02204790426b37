"""The tables on the loan pool, the planned places, and the break-even price differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.figures import capacity_prices as prices
from kdanalysis.report.capacity.text import STATUSES
from kdanalysis.report.elements.inline import escaped
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import listed

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity
    from kdanalysis.tables.capacity import Plan

_ENDS = ("low", "high")
_PLACES = ("Pladser, mindst", "Pladser, højst")
_OPEN = ("Til andre, mindst", "Til andre, højst")


def plans_table(choice: Capacity) -> Table:
    """Return the projects' places and those for others, by municipality, with a total."""
    owners = dict.fromkeys(plan.who for plan in choice.plans)
    rows = [Row(_names(who), (_where(choice, who), *_numbers(choice, who))) for who in owners]
    rows.append(Row("I alt", ("", *_numbers(choice, "all")), total=True))
    return Table(
        id="tbl-pladser",
        title="Planlagte pladser efter kommune",
        unit="Antal pladser efter SEL § 107 og § 108; –: ikke oplyst",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Finansiering", *_PLACES, *_OPEN),
        rows=tuple(rows),
        text_columns=frozenset({1}),
    )


def _names(who: str) -> str:
    return listed(who.split("+"))


def _where(choice: Capacity, who: str) -> str:
    """Return whether a municipality's projects are in the pool, outside it, or named as both."""
    plans = [plan for plan in choice.plans if plan.who == who]
    inside, outside = (any(getattr(p, name) for p in plans) for name in ("in_pool", "outside"))
    if inside and outside:
        return "Begge lister"
    return "Lånepulje" if inside else "Uden om puljen"


def _numbers(choice: Capacity, of: str) -> tuple[Value, ...]:
    return tuple(
        figure(choice.data, of=of, end=end)
        for figure in (figures.planned_places, figures.open_places)
        for end in _ENDS
    )


def target_table(choice: Capacity) -> Table:
    """Return projects, places and those for others by target group."""
    rows = [
        Row(group, (figures.planned_projects(choice.data, of=group), *_numbers(choice, group)))
        for group in choice.target_groups
    ]
    total = (figures.planned_projects(choice.data, of="all"), *_numbers(choice, "all"))
    return Table(
        id="tbl-maalgrupper",
        title="Planlagte pladser efter målgruppe",
        unit="Antal projekter og pladser",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Projekter", *_PLACES, *_OPEN),
        rows=(*rows, Row("I alt", total, total=True)),
        note="Målgrupperne er projektets inddeling af kommunernes egne beskrivelser.",
    )


def project_table(choice: Capacity) -> Table:
    """Return each project: target group, legal basis and places."""
    return Table(
        id="tbl-projekter",
        title="De enkelte projekter",
        unit="Antal pladser",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Målgruppe", "Lovgrundlag (SEL)", "Erstatter"),
        rows=tuple(Row(_names(plan.who), _project(choice, plan)) for plan in choice.plans),
        text_columns=frozenset({1, 2}),
    )


def _project(choice: Capacity, plan: Plan) -> tuple[Value | str, ...]:
    replaced = figures.project_replaced(choice.data, project=plan.key)
    return escaped(plan.target_group), escaped(plan.legal), replaced


def answers_table(choice: Capacity) -> Table:
    """Return the municipalities by what is known of their answer."""
    told = figures.answers(choice.data)
    rows = tuple(
        Row(label, (figures.answer_count(choice.data, status=status), _who(told, status)))
        for status, label in STATUSES.items()
        if status in told.values()
    )
    return Table(
        id="tbl-svar",
        title="Hvad der er oplyst om den enkelte kommune",
        unit="Antal kommuner",
        source=choice.cited(figures.ANSWERS),
        columns=("", "Kommuner", "Hvem"),
        rows=rows,
        text_columns=frozenset({2}),
    )


def _who(told: dict[str, str], status: str) -> str:
    return listed([name for name, known in told.items() if known == status])


def external_table(choice: Capacity) -> Table:
    """Return external placements by target group, of those with a single one and of all."""
    groups = {
        "udviklingshaemning": "Udviklingshæmning",
        "autisme": "Autismespektrumforstyrrelser",
        "multipel_og_hjerneskade": "Multipel funktionsnedsættelse og erhvervet hjerneskade",
        "entydig_maalgruppe": "Entydig målgruppe i alt",
        "helaarspersoner_i_alt": "Alle eksterne køb",
    }
    bases = ("entydig_maalgruppe", "helaarspersoner_i_alt")
    rows = tuple(_external(choice, name, label, bases) for name, label in groups.items())
    return Table(
        id="tbl-eksterne",
        title="Eksterne køb af botilbudspladser i 2022 efter målgruppe",
        unit="Helårspersoner og procent",
        source=choice.cited(figures.EXTERNAL),
        columns=("", "Helårspersoner", "Andel af entydige", "Andel af alle"),
        rows=rows,
        note="Omfatter køb hos andre kommuner, regioner, selvejende og private.",
    )


def _external(choice: Capacity, name: str, label: str, bases: tuple[str, str]) -> Row:
    shares = [figures.external_share_pct(choice.data, name=name, base=base) for base in bases]
    of_single = "" if name == bases[1] else shares[0]
    persons = figures.external_persons(choice.data, name=name)
    return Row(label, (persons, of_single, shares[1]), total=name in bases)


def break_even_table(choice: Capacity) -> Table:
    """Return the price difference per place that offsets shares of the growth."""
    costs = {"private": "Køb hos private", "residential_care": "Botilbud"}
    rows = tuple(Row("Opslag", _offsets(choice, share, tuple(costs))) for share in choice.shares)
    columns = [f"{name}, {ends}" for name in costs.values() for ends in ("flest", "færrest")]
    return Table(
        id="tbl-break-even",
        title="Break-even: prisforskel pr. plads, der modsvarer en del af væksten",
        unit=f"Kr. pr. plads pr. år, {choice.data.price_year}-priser, vækst {choice.period}",
        source=choice.cited(
            figures.PLACES, figures.READING, prices.SPANS, tables=("purchases", "net_expenditure")
        ),
        columns=("", "Andel af væksten (%)", *columns),
        rows=rows,
        note="Flest og færrest er de planlagte nettopladser, højst og mindst.",
    )


def _offsets(choice: Capacity, share: str, costs: tuple[str, ...]) -> tuple[Value, ...]:
    differences = (_break_even(choice, c, share, end) for c in costs for end in ("high", "low"))
    return (prices.offset_share(choice.data, share=share), *differences)


def _break_even(choice: Capacity, cost: str, share: str, end: str) -> Value:
    return prices.break_even_difference(
        choice.data, of="all", end=end, cost=cost, share=share, period=choice.period
    )


def effect_table(choice: Capacity) -> Table:
    """Return what the planned places save in a year at each price difference."""
    rows = tuple(_effect(choice, difference) for difference in choice.differences)
    return Table(
        id="tbl-virkning",
        title="Årlig virkning af de planlagte nettopladser ved en given prisforskel",
        unit="Prisforskel i kr. pr. plads pr. år; virkning i mio. kr. pr. år",
        source=choice.cited(figures.PLACES, figures.READING, prices.SPANS),
        columns=("", "Prisforskel", "Færrest pladser", "Flest pladser"),
        rows=rows,
        note="Prisforskellen er en antagelse, projektets egen eller læserens, og ikke et skøn.",
    )


def _effect(choice: Capacity, difference: str) -> Row:
    own = str(choice.own_difference_kr) == difference
    effects = (
        prices.yearly_effect(choice.data, of="all", end=end, difference=difference) for end in _ENDS
    )
    price = prices.price_difference(choice.data, difference=difference)
    return Row("Læserens egen" if own else "Opslag", (price, *effects), total=own)
