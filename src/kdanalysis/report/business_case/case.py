"""The business case as tables and on one page: assumptions, spans, who joins, what must hold."""

from __future__ import annotations

from fractions import Fraction

from kdanalysis.evidence.figures import business_case as case
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.business_case.sensitivity import (
    BOUND,
    DISCOUNT,
    end_of_span,
    per_cent,
    span_end,
    stoma,
    stoma_cell,
    widest,
)
from kdanalysis.report.elements.numbers import as_points
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.tender import (
    Tender,
    break_even,
    break_even_with,
    decision,
    joining,
    told,
    upper_bound,
)

# The tables of the business case: assumptions, spans, late starts, comparison, who joins.

_ASSUMED = "Spænd: antagelse, projektets egen"
_STOMA_GROUPS = {
    "Kommuner": "kommuner",
    "Region Midtjylland": "region_midt",
    "Region Syddanmark": "region_syd",
    "I alt": "i_alt",
}
"""Groups of the stoma tender, and their columns in print."""


def case_table(tender: Tender) -> Table:
    """Return the totals behind the break-even, and the break-even."""
    data = tender.data
    rows = (
        Row("Licenser pr. år", (told(tender, "licens_aarlig"),)),
        Row("Drift pr. år", (told(tender, "drift_aarlig"),)),
        Row("Projektomkostning i alt, én gang", (told(tender, "projektomkostninger"),)),
        Row("– heraf regionerne, én gang", (case.regional_project_cost(data),)),
        Row("– heraf kommunerne, én gang", (case.municipal_project_cost(data),)),
        Row("Kommunernes projektomkostning pr. år", (case.municipal_project_cost_per_year(data),)),
        Row("Omkostninger pr. år", (case.cost_per_year(data),), total=True),
        Row("Kommunernes forbrug pr. år", (told(tender, "kommuners_forbrug"),)),
    )
    return Table(
        id="tbl-forudsaetninger",
        title="Business casens forudsætninger, alle kommuner under ét",
        unit="Kr.",
        source=tender.cited("business_case_urologi"),
        columns=("", "Kr."),
        rows=rows,
    )


def count_table(tender: Tender) -> Table:
    """Return the break-even with the count behind the split, and with that of the text."""
    data = tender.data
    counts = [case.case_municipalities(data), told(tender, "kommuner_udsendt")]
    labels = ("Bag den trykte deling", "Nævnt i teksten")
    rows = tuple(
        Row(label, (count, break_even_with(tender, count)))
        for label, count in zip(labels, counts, strict=True)
    )
    return Table(
        id="tbl-antal",
        title="Antal kommuner i delingen af projektomkostningen",
        unit="Antal; procent",
        source=tender.cited("business_case_urologi"),
        columns=("", "Kommuner", "Break-even, %"),
        rows=rows,
    )


def range_table(tender: Tender) -> Table:
    """Return the spans of the totals, what they do to the break-even, and why they are assumed."""
    rows = tuple(
        Row(
            tender.ranges[total].label,
            (
                *(_whole(span_end(tender, total, end)) for end in ("low", "expected", "high")),
                *(end_of_span(tender, total, end) for end in ("low", "high")),
            ),
        )
        for total in widest(tender)
    )
    return Table(
        id="tbl-spaend",
        title="Spænd for én forudsætning ad gangen og break-even i spændets ender",
        unit=f"Kr. eller antal; procent. {_ASSUMED}",
        source=tender.cited("local/intervaller_urologi"),
        columns=("", "Lav", "Forventet", "Høj", "Break-even ved lav, %", "Ved høj, %"),
        rows=rows,
    )


def _whole(value: Value) -> Value:
    return value.with_decimals(0)


def switching_table(tender: Tender) -> Table:
    """Return how far each total may move at both ends of the span of discounts."""
    data, span = tender.data, tender.ranges[DISCOUNT]
    discounts = [per_cent(end) for end in (span.low, span.high)]
    rows = tuple(
        Row(
            tender.ranges[total].label,
            tuple(case.switching_change_pct(data, total=total, discount=d) for d in discounts),
        )
        for total in widest(tender)
    )
    return Table(
        id="tbl-skiftepunkter",
        title="Skiftepunkter: så meget kan én forudsætning ændre sig, før resultatet er nul",
        unit=f"Procent af den trykte forudsætning. {_ASSUMED}",
        source=tender.cited("business_case_urologi", "local/intervaller_urologi"),
        columns=("", "Ved spændets laveste rabat, %", "Ved dets højeste rabat, %"),
        rows=rows,
        note="En streg: intet muligt beløb bringer resultatet til nul.",
    )


def phase_in_table(tender: Tender) -> Table:
    """Return the break-even by the share that starts late, on the first and on the last day."""
    span = tender.ranges[BOUND]
    ends = (
        ("Lav", "low", span.low),
        ("Forventet", "expected", span.expected),
        ("Høj", "high", span.high),
    )
    return Table(
        id="tbl-indfasning",
        title="Break-even, når en del af forbruget er bundet af SKI-aftale",
        unit=f"Procent. {_ASSUMED}",
        source=tender.cited("tidsplan_urologi", "local/intervaller_urologi"),
        columns=("", "Bundet del, %", "Start på kvartalets første dag, %", "På dets sidste dag, %"),
        rows=tuple(
            Row(label, (span_end(tender, BOUND, end), *_phased(tender, share)))
            for label, end, share in ends
        ),
    )


def _phased(tender: Tender, share: Fraction) -> tuple[Value, ...]:
    return tuple(
        case.phased_break_even_pct(tender.data, bound_share=per_cent(share), start=start)
        for start in ("first", "last")
    )


def stoma_table(tender: Tender) -> Table:
    """Return the stoma tender's savings with the percentages recomputed (2023: 2391-2394)."""
    return Table(
        id="tbl-stomi",
        title="Stomiudbuddet: køb og besparelse pr. år",
        unit="Mio. kr.; procent af det, der kan konverteres",
        source=tender.cited("stomi_besparelse"),
        columns=("", "Køb før", "Kan ikke konverteres", "Besparelse", "Besparelse, %"),
        rows=tuple(_stoma_row(tender, group) for group in _STOMA_GROUPS),
    )


def _stoma_row(tender: Tender, group: str) -> Row:
    column = _STOMA_GROUPS[group]
    printed = ("Køb før", "Kan ikke konverteres", "Besparelse i kr.")
    amounts = (stoma_cell(tender, row, column).to(Unit.MIO_KR, 1) for row in printed)
    share = case.stoma_saving_pct(tender.data, group=group)
    return Row(group, (*amounts, share), total=column == "i_alt")


# The business case on one page; spans that are assumptions have no place here.


def key_points(tender: Tender) -> str:
    """Return the main findings as a list, the status of the decision first."""
    points = {
        "Beslutning": f"{decision(tender)} {joining(tender)}",
        "Break-even": break_even(tender),
        "Med udligning": upper_bound(tender),
        "Pr. region": _per_region(),
        "Til sammenligning": stoma(tender),
    }
    return as_points(points)


def _per_region() -> str:
    return (
        "En positiv business case i hver region er et krav, men den kan ikke beregnes: kommunernes "
        "forbrug er kun offentligt som ét samlet beløb (@sec-mangler)."
    )
