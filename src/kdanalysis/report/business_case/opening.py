"""The business case on one page; spans that are assumptions have no place here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.report.business_case.text import break_even, upper_bound
from kdanalysis.report.business_case.text_sensitivity import stoma
from kdanalysis.report.tender.status import decision, joining

if TYPE_CHECKING:
    from kdanalysis.report.tender.choice import Tender


def key_points(tender: Tender) -> str:
    """Return the main findings as a list, the status of the decision first."""
    points = {
        "Beslutning": f"{decision(tender)} {joining(tender)}",
        "Break-even": break_even(tender),
        "Med udligning": upper_bound(tender),
        "Pr. region": _per_region(),
        "Til sammenligning": stoma(tender),
    }
    return "\n".join(f"- **{name}.** {text}" for name, text in points.items())


def _per_region() -> str:
    return (
        "En positiv business case i hver region er et krav, men den kan ikke beregnes: kommunernes "
        "forbrug er kun offentligt som ét samlet beløb (@sec-mangler)."
    )
