"""Sentences on the business case: break-even, what it leaves out, its bound with equalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import business_case as bounds
from kdanalysis.evidence.figures import tender as case
from kdanalysis.evidence.figures.printed import printed
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.business_case.case import UpperBound
from kdanalysis.report.elements.inline import n

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

_TABLE = "business_case_urologi"
_PRECISE = 4
"""Decimals that show the difference between two counts of municipalities."""


def told(tender: Tender, key: str) -> Value:
    """Return a printed figure of the business case."""
    return printed(tender.data, table=_TABLE, key=key)


def consumption(tender: Tender) -> Value:
    """Return the municipalities' consumption in mio. kr. as printed, with a decimal."""
    return told(tender, "kommuners_forbrug").to(Unit.MIO_KR, 1)


def break_even(tender: Tender) -> str:
    """Return the break-even and what it is made of (2024: 2827-2833)."""
    data = tender.data
    return (
        f"Produktpriserne skal falde {n(case.break_even_pct(data))}, før kommunerne under ét går i "
        f"nul. Licenser ({n(told(tender, 'licens_aarlig'))}), drift "
        f"({n(told(tender, 'drift_aarlig'))}) og ét års del af kommunernes projektomkostning "
        f"({n(bounds.municipal_project_cost_per_year(data))}) er tilsammen "
        f"{n(bounds.cost_per_year(data))} om året, målt mod et årligt forbrug på "
        f"{n(consumption(tender))}."
    )


def left_out(tender: Tender) -> str:
    """Return what the break-even does not hold (2024: 1338-1348)."""
    return (
        "Tallet er uden udligning og uden andre gevinster end produktprisen, og det siger intet om "
        "den enkelte kommune eller region. I stomiudbuddet faldt udgiften til hulklip til ca. "
        f"{n(told(tender, 'hulklip_andel'))} af det budgetterede, og serviceomkostningen ved frit "
        f"valg blev {n(told(tender, 'frit_valg_service_faktisk'))} mod budgetteret "
        f"{n(told(tender, 'frit_valg_service_budget'))}; tilsvarende gevinster er ikke opgjort for "
        "urologi."
    )


def counts(tender: Tender) -> str:
    """Return the count behind the printed split beside the count in the text (2024: 1391, 2829)."""
    data, named = tender.data, told(tender, "kommuner_udsendt")
    behind = case.case_municipalities(data)
    start = f"Den trykte deling af projektomkostningen svarer til {n(behind)} kommuner"
    if behind.exact == named.exact:
        return f"{start}, det samme antal som i teksten."
    precise, moved = (break_even_with(tender, count) for count in (behind, named))
    difference = bounds.break_even_count_difference(data, municipalities=str(named.exact))
    same = precise.with_decimals(1).rounded == moved.with_decimals(1).rounded
    seen = "ændrer ikke" if same else "ændrer"
    return (
        f"{start}, mens teksten nævner {n(named)}. Med {n(named)} kommuner er break-even "
        f"{n(moved)} mod {n(precise)}. Forskellen på {n(difference)} {seen} tallet som trykt."
    )


def break_even_with(tender: Tender, count: Value) -> Value:
    """Return the break-even with a count of municipalities, precise enough to tell two apart."""
    value = case.break_even_with_pct(tender.data, municipalities=str(count.exact))
    return value.with_decimals(_PRECISE)


def upper_bound(tender: Tender) -> str:
    """Return the break-even with the highest equalisation, in one sentence with its condition."""
    data, condition = tender.data, UpperBound.condition.rstrip(".")
    return (
        f"Med udligning er break-even højst {n(bounds.upper_bound_pct(data))} "
        f"({condition[:1].lower()}{condition[1:]}), mod {n(case.break_even_pct(data))} uden "
        "udligning."
    )


def ceiling(tender: Tender) -> str:
    """Return the ceiling a region, and what it comes to (2024: 1297, 1755)."""
    data = tender.data
    return (
        f"Loftet er {n(told(tender, 'udligning_max'))} pr. år pr. region. For "
        f"{n(told(tender, 'regioner_udsendt'))} regioner er det "
        f"{n(bounds.ceiling_all_regions(data).to(Unit.MIO_KR))} om året eller "
        f"{n(bounds.ceiling_share_pct(data))} af kommunernes forbrug."
    )
