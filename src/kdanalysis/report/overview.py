"""The overview: decisions to take, findings, key figures, and one figure for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kdanalysis.evidence.figures import business_case as case
from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.figures.business_case import break_even_pct
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.charts import basic as style
from kdanalysis.report.charts.accounts import cascade_chart
from kdanalysis.report.charts.basic import ChartSeries, ChartStep
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import MISSING, Direction, direction, n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.account_figures import contribution_figure
from kdanalysis.report.subjects.accounts import Choice, choose_beside
from kdanalysis.report.subjects.audit import Review, open_review
from kdanalysis.report.subjects.care import (
    FIRST,
    LAST,
    art_of,
    decision,
    private_against_municipal,
    purchase_trend,
    quoted_period,
)
from kdanalysis.report.subjects.changes import Revisited, compared, restated, turned, years
from kdanalysis.report.subjects.conclusions import (
    Conclusion,
    grew,
    purchases_grew,
    unit_cost_grew,
    unsure_directions,
)
from kdanalysis.report.subjects.tender import Tender, open_tender, told
from kdanalysis.report.subjects.trends import (
    contribution_finding,
    growth_finding,
    unit_cost_finding,
)
from kdanalysis.tables.decisions import read_open_decisions

# What the overview brings together: expenditure, the tender, and the audit.


@dataclass(frozen=True)
class Overview:
    """The three analyses behind the overview."""

    expenditure: Choice
    tender: Tender
    review: Review


def open_overview(
    *, area: object, period: object, status_date: object, price_year: object = None
) -> Overview:
    """Return the overview of a report's parameters; see `choose` and `open_tender`."""
    return Overview(
        expenditure=choose_beside(area=area, period=period, price_year=price_year),
        tender=open_tender(status_date=status_date),
        review=open_review(),
    )


# Sentences of the overview: what is to be decided, and what the analyses find.

_COMMITTEE = "KD-Net"
_ANALYSIS = "udgiftsanalyse"
_SAME_YEARS = "Der er ingen nye eller bortfaldne regnskabsår."
_CHILDREN = ("children", "prevention", "placements")


def to_decide(overview: Overview) -> str:
    """Return what KD-Net has to decide, as a list: question and basis."""
    file = overview.expenditure.data.project.raw / "local" / "aabne_beslutninger.csv"
    return "\n".join(
        f"- **{d.subject}: {d.question}** {d.basis}" for d in read_open_decisions(file, _COMMITTEE)
    )


def decided(overview: Overview) -> str:
    """Return what KD-Net decided on the expenditure analysis, with its subject."""
    subject = overview.expenditure.data.decision(_ANALYSIS).subject
    return f"*{subject}:* {decision(overview.expenditure, _ANALYSIS)}"


def news(review: Revisited) -> str:
    """Return what changed since the last edition, or that this is the first."""
    told = [compared(review)]
    if review.changes is not None:
        told += [restated(review), years(review) or _SAME_YEARS, turned(review)]
    return " ".join(told)


def care_finding(overview: Overview) -> str:
    """Return what drives the adult area."""
    choice = overview.expenditure
    return (
        f"{growth_finding(choice, 'adults')} {contribution_finding(choice)} "
        f"{unit_cost_finding(choice.country)}"
    )


def purchase_finding(overview: Overview) -> str:
    """Return how purchases move between suppliers in the area."""
    here = overview.expenditure.here
    parts = [purchase_trend(here, supplier) for supplier in ("private", "municipal")]
    return " ".join([*parts, private_against_municipal(here)])


def children_finding(overview: Overview) -> str:
    """Return how children and youth, prevention and placements move."""
    choice = overview.expenditure
    found = [growth_finding(choice, group) for group in _CHILDREN]
    return " ".join([*found, unsure_directions(choice, _CHILDREN)]).strip()


# The overview's key figures, each with its direction in words.

_TREND = {
    Direction.UP: "stigende",
    Direction.DOWN: "faldende",
    Direction.FLAT: "uændret",
}


def key_figure_table(overview: Overview) -> Table:
    """Return the key figures of all analyses, the area beside the country."""
    choice = overview.expenditure
    return Table(
        id="tbl-noegletal",
        title=f"Nøgletal, {choice.period}",
        unit=f"Som nævnt i rækken; beløb i {choice.data.price_year}-priser",
        source=choice.data.citation("net_expenditure"),
        columns=("Nøgletal", choice.here.name, choice.country.name, "Retning"),
        rows=(*_growth_rows(choice), *_other_rows(choice), _tender_row(overview)),
        note=f"Retningen gælder {choice.here.inner_name}, hvor tallet er opgjort, ellers hele "
        "landet. Usikker: den afhænger af pris- og lønkæden. Tillægsydelse er citeret, ikke "
        "genberegnet. Break-even er et krav til priserne og har ingen retning.",
        text_columns=frozenset({3}),
    )


def _growth_rows(choice: Choice) -> Iterator[Row]:
    groups = {
        "Udgifter i alt, vækst (%)": "social",
        "Voksenområdet, vækst (%)": "adults",
        "Botilbud, vækst (%)": "residential_care",
        "Børne- og ungeområdet, vækst (%)": "children",
        "Anbringelser, vækst (%)": "placements",
    }
    for label, group in groups.items():
        here, country = (view.growth(group) for view in (choice.here, choice.country))
        yield Row(label, (here, country, _trend(here, grew(choice.here, group))))
    suppliers = {
        "Køb hos private, vækst (%)": "private",
        "Betalinger til andre kommuner, vækst (%)": "municipal",
    }
    for label, supplier in suppliers.items():
        art = art_of(choice.here, supplier)
        here, country = (view.bought_growth(art) for view in (choice.here, choice.country))
        yield Row(label, (here, country, _trend(here, purchases_grew(choice.here, supplier))))


def _other_rows(choice: Choice) -> Iterator[Row]:
    period = quoted_period(choice.country)
    cost = quotes.care_unit_cost_growth_pct(choice.data, area=choice.country.area, period=period)
    label = f"Botilbudsudgift pr. modtager, vækst {period} (%)"
    yield Row(label, (MISSING, cost, _trend(cost, unit_cost_grew(choice.country))))
    share = quotes.quoted_difference(choice.data, first=FIRST, last=LAST)
    years = f"{choice.data.quote(FIRST).first_year}-{choice.data.quote(LAST).first_year}"
    label = f"Tillægsydelsens andel, ændring {years} (procentpoint)"
    yield Row(label, (share, MISSING, _TREND[direction(share)]))


def _trend(value: Value, conclusion: Conclusion) -> str:
    """Return the direction in words, and whether it depends on the PL rates."""
    way = direction(value)
    unsure = way is not Direction.FLAT and not conclusion.holds
    return f"{_TREND[way]} (usikker)" if unsure else _TREND[way]


def _tender_row(overview: Overview) -> Row:
    rate = break_even_pct(overview.expenditure.data)
    return Row("Urologiudbud: prisfald til break-even (%)", (rate, MISSING, MISSING))


# The overview's own figures: the main contributions, and what the tender has to save.

_MOST = 6
"""Groups in the figure of contributions, so that it stands on one page with its text."""


def main_contributions_figure(choice: Choice) -> Figure:
    """Return what contributes most to the adult area's change; the full report shows all."""
    return contribution_figure(choice, _MOST)


def tender_cost_figure(tender: Tender) -> Figure:
    """Return what the tender costs the municipalities in a year: what lower prices must cover."""
    data, in_mio = tender.data, (Unit.MIO_KR, 1)
    costs = {
        "Drift": told(tender, "drift_aarlig").to(*in_mio),
        "Licenser": told(tender, "licens_aarlig").to(*in_mio),
        "Projekt, ét års del": case.municipal_project_cost_per_year(data).to(*in_mio),
        "Skal dækkes af lavere priser": case.cost_per_year(data).to(*in_mio),
    }
    total = list(costs)[-1]
    steps = [
        ChartStep(label, value, style.MUTED if label == total else style.BLUE, total=label == total)
        for label, value in costs.items()
    ]
    numbers = Numbers(
        "Udgift",
        tuple(costs),
        (ChartSeries("Kommunerne under ét", style.BLUE, tuple(costs.values())),),
        "Mio. kr. pr. år, kommunerne under ét, uden udligning",
        tender.cited("business_case_urologi"),
    )
    finding = (
        f"Udbuddet koster kommunerne {n(costs[total])} om året; et prisfald på "
        f"{n(break_even_pct(data))} dækker det."
    )
    return Figure("fig-urologi", cascade_chart(steps), finding, numbers)
