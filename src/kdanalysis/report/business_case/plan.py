"""The tender's plan as printed before the decision: who may join, when, risks, and gates."""

from __future__ import annotations

from typing import Any

from kdanalysis.evidence.figures import business_case as case
from kdanalysis.evidence.registry import raw_file
from kdanalysis.evidence.value import Value
from kdanalysis.procurement.gates import GateOutcome, Reading
from kdanalysis.report.charts import basic as style
from kdanalysis.report.charts import tender as charts_tender
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.charts.tender import Milestone, Point
from kdanalysis.report.elements.numbers import capitalised, long_date, n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.tender import (
    Tender,
)
from kdanalysis.tables.tender import read_risks, read_timeline

# Sentences on the tender's plan and its risks, as printed before the decision.


def milestones(tender: Tender) -> list[dict[str, Any]]:
    """Return the plan: `milestone`, `printed`, `first_day`, `last_day`, as printed."""
    frame = read_timeline(raw_file(tender.data, "tidsplan_urologi"))
    return list(frame.iter_rows(named=True))


def risks(tender: Tender) -> list[dict[str, Any]]:
    """Return the risks, the gravest first."""
    frame = read_risks(raw_file(tender.data, "risikoanalyse_urologi"))
    return list(frame.iter_rows(named=True))


def contract_period(tender: Tender) -> str:
    """Return when the contract is to start and end (2024: 1387-1389)."""
    start = _named(tender, "Kontraktstart")["first_day"]
    bound = _named(tender, "Tidligste driftsstart")["first_day"]
    end = _named(tender, "Kontraktudløb")["last_day"]
    return (
        f"Kontrakten er planlagt fra {long_date(start)} til {long_date(end)}; kommuner bundet af "
        f"SKI-aftale kan tidligst starte {long_date(bound)}."
    )


def _named(tender: Tender, start: str) -> dict[str, Any]:
    return next(row for row in milestones(tender) if row["milestone"].startswith(start))


def gravest_risk(tender: Tender) -> str:
    """Return the risk with the highest product of consequence and probability."""
    rows = risks(tender)
    score = case.risk_score(tender.data, rank="1", part="score")
    return f'Højeste risikotal har "{rows[0]["risk"]}": {n(score)}.'


def risk_check(tender: Tender) -> str:
    """Return whether the printed products are right."""
    wrong = [row["risk"] for row in risks(tender) if row["score"] != row["score_printed"]]
    if not wrong:
        return "Alle trykte risikotal er genberegnet uden afvigelser."
    return f"De trykte risikotal afviger fra konsekvens × sandsynlighed for: {'; '.join(wrong)}."


# The tables of who may join and of what may go wrong.

_REGION_NAMES = {"M": "Midtjylland", "S": "Syddanmark"}


def joining_table(tender: Tender) -> Table:
    """Return who may join, who has confirmed and who has declined, by region."""
    rows = tuple(
        Row(f"{label}, {name}", _answers(tender, kind, region))
        for region, name in _REGION_NAMES.items()
        for kind, label in (("kommune", "Kommuner"), ("region", "Regionen"))
    )
    return Table(
        id="tbl-tilslutning",
        title="Hvem kan tilslutte sig, og hvem har svaret",
        unit="Antal parter",
        source=tender.cited("kommuner_urologi", "local/tilslutning_urologi"),
        columns=("", "Kan tilslutte sig", "Har bekræftet", "Har afslået"),
        rows=rows,
    )


def _answers(tender: Tender, kind: str, region: str) -> tuple[Value, ...]:
    data, day = tender.data, tender.day
    return (
        case.may_join(data, kind=kind, region=region),
        case.confirmed(data, kind=kind, region=region, status_date=day),
        case.declined(data, kind=kind, region=region, status_date=day),
    )


def risk_table(tender: Tender) -> Table:
    """Return the risks by their product, numbered as in the matrix."""
    parts = ("consequence", "probability", "score")
    rows = tuple(
        Row(
            f"{rank}. {row['risk']}",
            tuple(case.risk_score(tender.data, rank=str(rank), part=part) for part in parts),
        )
        for rank, row in enumerate(risks(tender), start=1)
    )
    return Table(
        id="tbl-risici",
        title="Risici efter risikotal",
        unit="Point; konsekvens og sandsynlighed fra 1 til 10, som vurderet i kilden",
        source=tender.cited("risikoanalyse_urologi"),
        columns=("", "Konsekvens", "Sandsynlighed", "Risikotal"),
        rows=rows,
        note="Kildens handlinger er skåret af undervejs og er ikke gengivet.",
    )


# Tables of what must hold before contracts are signed, and of what is missing to show it.


def gate_table() -> Table:
    """Return the gates of Model 1 and of the law (2023: 247-262, 1524, 1558)."""
    follows = {
        "Business casen i en region er ikke positiv": GateOutcome.CANCEL.value,
        "Business casen er positiv, og udligningen er inden for det godkendte": (
            GateOutcome.SIGN.value
        ),
        "Business casen er positiv, men udligningen er over det højeste godkendte": (
            GateOutcome.NEW_MANDATE.value
        ),
        "Kommunerne skal samlet af med flere penge efter udligning end ved selv at købe ind": (
            "udligningen er ikke lovlig"
        ),
    }
    return Table(
        id="tbl-betingelser",
        title="Model 1 og lovkravet: hvad der følger af hvert udfald",
        unit="Gælder hver region for sig",
        source="Kilde: KD-Net 10-11-2023, linje 247-262, 1524 og 1558 i tekstudgaven",
        columns=("Udfald", "Følge"),
        rows=tuple(Row(case, (capitalised(what),)) for case, what in follows.items()),
        text_columns=frozenset({1}),
    )


def reading_table(tender: Tender) -> Table:
    """Return the two readings of the ceiling and what supports each."""
    support = {
        Reading.REGION_RECEIVES: (
            "Udligningen er begrundet i regionernes anslåede merudgifter (linje 1286 og 1330)"
        ),
        Reading.ALL_TRANSFERS: (
            "Indstillingen og foranalysen nævner udligning pr. år pr. region (linje 1297 og 1755)"
        ),
    }
    return Table(
        id="tbl-laesninger",
        title="Hvad loftet kan holdes op mod",
        unit="To læsninger; kilden afgør det ikke",
        source=tender.cited("business_case_urologi"),
        columns=("Læsning", "Støtte i kilden"),
        rows=tuple(Row(capitalised(r.value), (text,)) for r, text in support.items()),
        text_columns=frozenset({1}),
    )


def missing_table() -> Table:
    """Return what a case per region takes, and that it is not public."""
    needs = {
        "Årligt forbrug pr. part": "Hver parts besparelse; udgangspunktet for lovkravet",
        "Forventet forbrug til nye priser": "Besparelsen; kendes først, når tilbuddene er inde",
        "Bevillinger pr. kommune": "Deling af drift og licenser",
        "Indbyggere pr. kommune": "Deling af projektomkostningen",
        "Startdato pr. part": "Indfasning og årets gevinst",
        "Regionernes egne omkostninger": "Regionens tab og dermed udligningens størrelse",
        "Bekræftet tilslutning": "Hvem der deltager i delingen og i udligningen",
    }
    return Table(
        id="tbl-mangler",
        title="Oplysninger, som en business case pr. region kræver",
        unit="Ingen af dem er offentlige pr. part",
        source="Kilde: KD-Net 10-11-2023, linje 1520-1640 i tekstudgaven",
        columns=("Oplysning", "Bruges til"),
        rows=tuple(Row(what, (why,)) for what, why in needs.items()),
        text_columns=frozenset({1}),
    )


def timeline_figure(tender: Tender) -> Figure:
    """Return the plan as printed, with the report's day."""
    rows = milestones(tender)
    ends = tuple(
        ChartSeries(label, style.BLUE, tuple(_days(tender, rank, end) for rank in range(len(rows))))
        for end, label in (("first", "Første dag"), ("last", "Sidste dag"))
    )
    numbers = Numbers(
        "Milepæl",
        tuple(f"{row['milestone']} ({row['printed']})" for row in rows),
        ends,
        f"Dage fra {long_date(tender.as_of)}, tidspunkter som trykt",
        tender.cited("tidsplan_urologi"),
    )
    stones = [Milestone(r["milestone"], r["printed"], r["first_day"], r["last_day"]) for r in rows]
    svg = charts_tender.timeline_chart(stones, tender.as_of)
    return Figure("fig-tidsplan", svg, contract_period(tender), numbers)


def _days(tender: Tender, place: int, end: str) -> Value:
    return case.milestone_days(
        tender.data, milestone=str(place + 1), end=end, status_date=tender.day
    )


def risk_figure(tender: Tender) -> Figure:
    """Return the risks by consequence and probability, numbered as in the table."""
    rows = risks(tender)
    series = tuple(
        ChartSeries(
            label, style.BLUE, tuple(_score(tender, rank, part) for rank in range(len(rows)))
        )
        for part, label in (
            ("consequence", "Konsekvens"),
            ("probability", "Sandsynlighed"),
            ("score", "Risikotal"),
        )
    )
    numbers = Numbers(
        "Risiko",
        tuple(row["risk"] for row in rows),
        series,
        "Point fra 1 til 10; tallene i cirklerne er risikoens nummer i tabellen",
        tender.cited("risikoanalyse_urologi"),
    )
    points = [
        Point(str(rank), row["probability"], row["consequence"])
        for rank, row in enumerate(rows, start=1)
    ]
    svg = charts_tender.matrix_chart(points)
    return Figure("fig-risici", svg, gravest_risk(tender), numbers)


def _score(tender: Tender, place: int, part: str) -> Value:
    return case.risk_score(tender.data, rank=str(place + 1), part=part)
