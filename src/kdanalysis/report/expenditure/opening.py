"""The report on one page: its main findings, each following the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.report.elements.words import went
from kdanalysis.report.expenditure.care import quoted_period
from kdanalysis.report.expenditure.findings import (
    contribution_finding,
    growth_finding,
    side_by_side,
)
from kdanalysis.report.expenditure.purchases import art_of, private_against_municipal
from kdanalysis.report.expenditure.sources import youth_crime
from kdanalysis.report.expenditure.supplements import share_change

if TYPE_CHECKING:
    from kdanalysis.report.expenditure.choice import Choice, View


def key_points(choice: Choice) -> str:
    """Return the main findings as a list, for readers of one page."""
    here = choice.here
    points = {
        "Begge områder": growth_finding(choice, "social"),
        "Voksne": growth_finding(choice, "adults"),
        "Botilbud": contribution_finding(choice),
        "Enhedsudgift": _unit_cost(choice.country),
        "Køb": f"{_private(choice)} {private_against_municipal(here)}",
        "Børn og unge": growth_finding(choice, "children"),
        "Anbringelser": growth_finding(choice, "placements"),
        "Ungdomskriminalitet": youth_crime(here),
        "Tillægsydelse": share_change(choice),
    }
    return "\n".join(f"- **{name}.** {text}" for name, text in points.items())


def _private(choice: Choice) -> str:
    growths = [view.bought_growth(art_of(view, "private")) for view in choice.views]
    return f"Køb hos private og selvejende {side_by_side(choice, growths[-1], growths[0])}."


def _unit_cost(view: View) -> str:
    period = quoted_period(view)
    own = quotes.care_unit_cost_growth_pct(view.data, area=view.area, period=period)
    return (
        f"Botilbudsudgiften pr. modtager {went(own)} {view.phrase} fra {period.first} til "
        f"{period.last}."
    )
