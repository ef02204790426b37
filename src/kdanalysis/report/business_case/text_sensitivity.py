"""Sentences beside the business case: sensitivity, late starts, and the stoma tender.

Every span is the project's own assumption and is said to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import business_case as bounds
from kdanalysis.evidence.figures import tender as case
from kdanalysis.evidence.figures import tender_plan as plan
from kdanalysis.evidence.figures.printed import cell
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.business_case.sensitivity import PARAMETERS
from kdanalysis.report.business_case.text import told
from kdanalysis.report.elements.inline import n

if TYPE_CHECKING:
    from fractions import Fraction

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

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
    return bounds.break_even_end_pct(tender.data, total=total, end=end).with_decimals(2)


def widest(tender: Tender) -> list[str]:
    """Return the totals of the case, the one that moves the break-even most first."""
    data = tender.data
    return sorted(
        PARAMETERS, key=lambda t: bounds.break_even_swing(data, total=t).exact, reverse=True
    )


def sensitivity(tender: Tender) -> str:
    """Return the total that moves the break-even most over its span, and how far."""
    data, total = tender.data, widest(tender)[0]
    ends = [bounds.break_even_end_pct(data, total=total, end=end) for end in ("low", "high")]
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
    net = bounds.net_per_year(tender.data, discount=discount).to(Unit.MIO_KR, 1)
    if not net.rounded:
        return "går kommunerne samlet i nul"
    verb = "vinder" if net.exact > 0 else "taber"
    return f"{verb} kommunerne samlet {n(net.size())} om året"


def phase_in(tender: Tender) -> str:
    """Return what a late start does to the break-even at most."""
    share = per_cent(tender.ranges[BOUND].high)
    late = plan.phased_break_even_pct(tender.data, bound_share=share, start="last")
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
        f"{n(bounds.stoma_break_even(data).to(Unit.MIO_KR, 1))}. Udbuddet gav kommunerne "
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
