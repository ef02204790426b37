"""The figures of the business case; each title states the finding its data give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import business_case as bounds
from kdanalysis.evidence.figures import tender as case
from kdanalysis.evidence.figures import tender_plan as plan
from kdanalysis.evidence.value import Unit
from kdanalysis.report.business_case.text_plan import (
    contract_period,
    gravest_risk,
    milestones,
    risks,
)
from kdanalysis.report.business_case.text_sensitivity import (
    DISCOUNT,
    end_of_span,
    per_cent,
    sensitivity,
    span_end,
    widest,
)
from kdanalysis.report.charts import plan as charts_plan
from kdanalysis.report.charts import style
from kdanalysis.report.charts import tender as charts_more
from kdanalysis.report.charts.basic import Series
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.charts.plan import Milestone, Point
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.numbers import long_date

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender


def break_even_figure(tender: Tender) -> Figure:
    """Return the municipalities' yearly result by discount: a straight line through zero."""
    discounts = _discounts(tender)
    nets = [bounds.net_per_year(tender.data, discount=at) for _, at in discounts]
    results = tuple(net.to(Unit.MIO_KR, 1) for net in nets)
    values = tuple(value for value, _ in discounts)
    numbers = Numbers(
        "Sted på linjen",
        ("Spændets laveste rabat", "Break-even", "Spændets højeste rabat"),
        (Series("Produktrabat, %", style.MUTED, values), Series("Resultat", style.BLUE, results)),
        "Kommunernes samlede resultat i mio. kr. pr. år efter produktrabat i procent. Rabattens "
        "spænd: antagelse, projektets egen",
        tender.cited("business_case_urologi", "local/intervaller_urologi"),
    )
    zero = values[1]
    finding = f"Kommunerne går samlet i nul ved en produktrabat på {n(zero)}, uden udligning."
    places = [float(value.exact) for value in values]
    line = Series("Break-even", style.BLUE, results)
    svg = charts_more.curve_chart(places, "Produktrabat, procent", line, zero)
    return Figure("fig-break-even", svg, finding, numbers)


def _discounts(tender: Tender) -> tuple[tuple[Value, str], ...]:
    """Return the ends of the span of discounts and the break-even between them.

    Each as a key figure, and as an argument of one.
    """
    span, zero = tender.ranges[DISCOUNT], case.break_even_pct(tender.data)
    return (
        (span_end(tender, DISCOUNT, "low"), per_cent(span.low)),
        (zero, str(zero.exact)),
        (span_end(tender, DISCOUNT, "high"), per_cent(span.high)),
    )


def tornado_figure(tender: Tender) -> Figure:
    """Return the break-even at both ends of each total's span, the widest first."""
    data, totals = tender.data, widest(tender)
    low, high = (
        Series(
            label,
            color,
            tuple(end_of_span(tender, total, end) for total in totals),
        )
        for end, label, color in (("low", "Lav", style.ORANGE), ("high", "Høj", style.BLUE))
    )
    labels = tuple(tender.ranges[total].label for total in totals)
    numbers = Numbers(
        "Forudsætning",
        labels,
        (low, high),
        "Break-even i procent, én forudsætning ad gangen. Spænd: antagelse, projektets egen",
        tender.cited("business_case_urologi", "local/intervaller_urologi"),
    )
    svg = charts_more.tornado_chart(labels, (low, high), case.break_even_pct(data))
    return Figure("fig-foelsomhed", svg, sensitivity(tender), numbers)


def timeline_figure(tender: Tender) -> Figure:
    """Return the plan as printed, with the report's day."""
    rows = milestones(tender)
    ends = tuple(
        Series(label, style.BLUE, tuple(_days(tender, rank, end) for rank in range(len(rows))))
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
    svg = charts_plan.timeline_chart(stones, tender.as_of)
    return Figure("fig-tidsplan", svg, contract_period(tender), numbers)


def _days(tender: Tender, place: int, end: str) -> Value:
    return plan.milestone_days(
        tender.data, milestone=str(place + 1), end=end, status_date=tender.day
    )


def risk_figure(tender: Tender) -> Figure:
    """Return the risks by consequence and probability, numbered as in the table."""
    rows = risks(tender)
    series = tuple(
        Series(label, style.BLUE, tuple(_score(tender, rank, part) for rank in range(len(rows))))
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
    svg = charts_plan.matrix_chart(points)
    return Figure("fig-risici", svg, gravest_risk(tender), numbers)


def _score(tender: Tender, place: int, part: str) -> Value:
    return plan.risk_score(tender.data, rank=str(place + 1), part=part)
