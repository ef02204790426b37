"""Sensitivity, late starts and the stoma tender, in sentences and figures."""

from __future__ import annotations

from fractions import Fraction

from kdanalysis.evidence.figures import business_case as case
from kdanalysis.evidence.figures.printed import cell
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.procurement.sensitivity import PARAMETERS
from kdanalysis.report.charts import basic as style
from kdanalysis.report.charts import tender as charts_tender
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import n
from kdanalysis.report.subjects.tender import Tender, told

# Sentences beside the business case: sensitivity, late starts, and the stoma tender.
#
# Every span is the project's own assumption and is said to be.


DISCOUNT, BOUND = "produktrabat", "ski_bundet_andel"
_RANGES = "intervaller_urologi"
_STOMA = "stomi_besparelse"


def per_cent(share: Fraction) -> str:
    """Return a share of 1 in per cent, as an argument of a key figure: `10.7`."""
    return f"{float(share * 100):g}"


def span_end(tender: Tender, key: str, end: str) -> Value:
    """Return the `low`, `expected` or `high` end of an assumed span, as in the data."""
    return cell(tender.data, table=_RANGES, column=end, where=f"key:{key}")


def end_of_span(tender: Tender, total: str, end: str) -> Value:
    """Return the break-even at one end of a total's span, precise enough to tell the ends apart."""
    return case.break_even_end_pct(tender.data, total=total, end=end).with_decimals(2)


def widest(tender: Tender) -> list[str]:
    """Return the totals of the case, the one that moves the break-even most first."""
    data = tender.data
    return sorted(
        PARAMETERS, key=lambda t: case.break_even_swing(data, total=t).exact, reverse=True
    )


def sensitivity(tender: Tender) -> str:
    """Return the total that moves the break-even most over its span, and how far."""
    data, total = tender.data, widest(tender)[0]
    ends = [case.break_even_end_pct(data, total=total, end=end) for end in ("low", "high")]
    low, high = sorted(ends, key=lambda value: value.exact)
    label = tender.ranges[total].label
    return (
        f"{label} flytter break-even mest: mellem {n(low)} og {n(high)} i det antagne spænd, mod "
        f"{n(case.break_even_pct(data))} som trykt."
    )


def switching(tender: Tender) -> str:
    """Return the yearly result at both ends of the span of discounts."""
    span = tender.ranges[DISCOUNT]
    parts = [
        f"{n(span_end(tender, DISCOUNT, end))} {_result(tender, per_cent(share))}"
        for end, share in (("low", span.low), ("high", span.high))
    ]
    return (
        f"Ved en produktrabat på {parts[0]}, ved {parts[1]}. @tbl-skiftepunkter viser, hvor meget "
        "én forudsætning kan flytte sig, før resultatet skifter fortegn."
    )


def _result(tender: Tender, discount: str) -> str:
    net = case.net_per_year(tender.data, discount=discount).to(Unit.MIO_KR, 1)
    if not net.rounded:
        return "går kommunerne samlet i nul"
    verb = "vinder" if net.exact > 0 else "taber"
    return f"{verb} kommunerne samlet {n(net.size())} om året"


def phase_in(tender: Tender) -> str:
    """Return what a late start does to the break-even at most."""
    share = per_cent(tender.ranges[BOUND].high)
    late = case.phased_break_even_pct(tender.data, bound_share=share, start="last")
    published = case.break_even_pct(tender.data).with_decimals(late.decimals)
    bound = n(span_end(tender, BOUND, "high"))
    return (
        "Projektomkostningen skal betales fuldt ud, også når en kommune starter senere. Er "
        f"{bound} af forbruget bundet af SKI-aftale til kvartalets sidste dag, er break-even "
        f"{n(late)} mod {n(published)} ved start på kontraktens første dag."
    )


def stoma(tender: Tender) -> str:
    """Return the stoma tender's break-even and what came of it (2024: 1346; 2023: 2391-2394)."""
    data = tender.data
    return (
        f"Stomiudbuddets break-even var {n(told(tender, 'stomi_break_even'))} af et årligt forbrug "
        f"på ca. {n(told(tender, 'stomi_forbrug'))}, altså en besparelse på "
        f"{n(case.stoma_break_even(data).to(Unit.MIO_KR, 1))}. Udbuddet gav kommunerne "
        f"{_saved(tender, 'kommuner')} om året ({n(_share(tender, 'Kommuner'))} af det, der kan "
        f"konverteres), Region Midtjylland {_saved(tender, 'region_midt')} og Region Syddanmark "
        f"{_saved(tender, 'region_syd')}."
    )


def stoma_cell(tender: Tender, row: str, column: str) -> Value:
    """Return a cell of the stoma tender's table, kr."""
    return cell(tender.data, table=_STOMA, column=column, where=f"row_label:{row}")


def _share(tender: Tender, group: str) -> Value:
    return case.stoma_saving_pct(tender.data, group=group)


def _saved(tender: Tender, column: str) -> str:
    saving = stoma_cell(tender, "Besparelse i kr.", column).to(Unit.MIO_KR, 1)
    noun = "en besparelse" if saving.exact >= 0 else "en merudgift"
    return f"{noun} på {n(saving.size())}"


# The figures of the business case; each title states the finding its data give.


def break_even_figure(tender: Tender) -> Figure:
    """Return the municipalities' yearly result by discount: a straight line through zero."""
    discounts = _discounts(tender)
    nets = [case.net_per_year(tender.data, discount=at) for _, at in discounts]
    results = tuple(net.to(Unit.MIO_KR, 1) for net in nets)
    values = tuple(value for value, _ in discounts)
    numbers = Numbers(
        "Sted på linjen",
        ("Spændets laveste rabat", "Break-even", "Spændets højeste rabat"),
        (
            ChartSeries("Produktrabat, %", style.MUTED, values),
            ChartSeries("Resultat", style.BLUE, results),
        ),
        "Kommunernes samlede resultat i mio. kr. pr. år efter produktrabat i procent. Rabattens "
        "spænd: antagelse, projektets egen",
        tender.cited("business_case_urologi", "local/intervaller_urologi"),
    )
    zero = values[1]
    finding = f"Kommunerne går samlet i nul ved en produktrabat på {n(zero)}, uden udligning."
    places = [float(value.exact) for value in values]
    line = ChartSeries("Break-even", style.BLUE, results)
    svg = charts_tender.curve_chart(places, "Produktrabat, procent", line, zero)
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
        ChartSeries(
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
    svg = charts_tender.tornado_chart(labels, (low, high), case.break_even_pct(data))
    return Figure("fig-foelsomhed", svg, sensitivity(tender), numbers)
