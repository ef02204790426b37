"""What the overview brings together: expenditure, the tender, and the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.report.audit.choice import open_review
from kdanalysis.report.expenditure.choice import choose_beside
from kdanalysis.report.tender.choice import open_tender

if TYPE_CHECKING:
    from kdanalysis.report.audit.choice import Review
    from kdanalysis.report.expenditure.choice import Choice
    from kdanalysis.report.tender.choice import Tender


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
