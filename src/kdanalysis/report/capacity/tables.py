"""The tables on the answers, the planned places and the external placements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.figures import capacity_pool as told
from kdanalysis.report.capacity.text import STATUSES
from kdanalysis.report.elements.inline import escaped
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.report.elements.words import listed

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity
    from kdanalysis.report.elements.tables import Content
    from kdanalysis.tables.capacity import Plan

_ENDS = ("low", "high")
_PLACES = ("Pladser, mindst", "Pladser, højst")
_OPEN = ("Til andre, mindst", "Til andre, højst", "Andel, mindst", "Andel, højst")
_SHARE = "Andel: pladser til andre i procent af pladserne i de projekter, der oplyser dem"


def plans_table(choice: Capacity) -> Table:
    """Return the projects' places and those for others, by municipality, with a total."""
    owners = dict.fromkeys(plan.who for plan in choice.plans)
    rows = [Row(_names(who), (_where(choice, who), *_numbers(choice, who))) for who in owners]
    rows.append(Row("I alt", ("", *_numbers(choice, "all")), total=True))
    return Table(
        id="tbl-pladser",
        title="Planlagte pladser efter kommune",
        unit="Antal pladser efter SEL § 107 og § 108, og andel til andre i procent",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Liste", *_PLACES, *_OPEN),
        rows=tuple(rows),
        note=f"Liste: med midler fra puljen, uden om den, eller begge steder. {_SHARE}. –: ikke "
        f"oplyst.",
        text_columns=frozenset({1}),
    )


def _names(who: str) -> str:
    return listed(who.split("+"))


def _where(choice: Capacity, who: str) -> str:
    """Return whether a municipality's projects are in the pool, outside it, or named as both."""
    plans = [plan for plan in choice.plans if plan.who == who]
    inside, outside = (any(getattr(p, name) for p in plans) for name in ("in_pool", "outside"))
    if inside and outside:
        return "Begge"
    return "Pulje" if inside else "Uden\N{NO-BREAK SPACE}om"


def _numbers(choice: Capacity, of: str) -> tuple[Value, ...]:
    return tuple(
        figure(choice.data, of=of, end=end)
        for figure in (figures.planned_places, figures.open_places, figures.open_share_pct)
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
        unit="Antal projekter og pladser, og andel til andre i procent",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Projekter", *_PLACES, *_OPEN),
        rows=(*rows, Row("I alt", total, total=True)),
        note=f"{_SHARE}. Målgrupperne er projektets inddeling af kommunernes egne beskrivelser.",
    )


def project_table(choice: Capacity) -> Table:
    """Return each project: target group, legal basis, places, those replaced, and what was read."""
    return Table(
        id="tbl-projekter",
        title="De enkelte projekter",
        unit="Antal pladser; –: ikke oplyst",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=(
            "",
            "Målgruppe: lovgrundlag i SEL",
            "Mindst",
            "Højst",
            "Erstatter",
            "Læst af kilden",
        ),
        rows=tuple(Row(_names(plan.who), _project(choice, plan)) for plan in choice.plans),
        text_columns=frozenset({1, 5}),
        note="Erstatter: bestående pladser, som de nye træder i stedet for eller er omdannet af.",
    )


def _project(choice: Capacity, plan: Plan) -> tuple[Content, ...]:
    return (
        escaped(f"{plan.target_group}: {plan.legal}").replace("§ ", "§\N{NO-BREAK SPACE}"),
        *(figures.project_places(choice.data, project=plan.key, end=end) for end in _ENDS),
        figures.project_replaced(choice.data, project=plan.key),
        Verbatim(plan.remark),
    )


def answers_table(choice: Capacity) -> Table:
    """Return the municipalities by what is known of their answer."""
    known = told.answers(choice.data)
    rows = tuple(
        Row(label, (told.answer_count(choice.data, status=status), _who(known, status)))
        for status, label in STATUSES.items()
        if status in known.values()
    )
    return Table(
        id="tbl-svar",
        title="Hvad der er oplyst om den enkelte kommune",
        unit="Antal kommuner",
        source=choice.cited(told.ANSWERS),
        columns=("", "Kommuner", "Hvem"),
        rows=rows,
        text_columns=frozenset({2}),
    )


def _who(known: dict[str, str], status: str) -> str:
    return listed([name for name, its in known.items() if its == status])


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
        source=choice.cited(told.EXTERNAL),
        columns=("", "Helårspersoner", "Andel af entydige", "Andel af alle"),
        rows=rows,
        note="Omfatter køb hos andre kommuner, regioner, selvejende og private.",
    )


def _external(choice: Capacity, name: str, label: str, bases: tuple[str, str]) -> Row:
    shares = [told.external_share_pct(choice.data, name=name, base=base) for base in bases]
    of_single = "" if name == bases[1] else shares[0]
    persons = told.external_persons(choice.data, name=name)
    return Row(label, (persons, of_single, shares[1]), total=name in bases)
