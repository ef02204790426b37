"""The overview's own figures: the main contributions, and what the tender has to save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import business_case as case
from kdanalysis.evidence.figures.tender import break_even_pct
from kdanalysis.evidence.value import Unit
from kdanalysis.report.business_case.text import told
from kdanalysis.report.charts import style
from kdanalysis.report.charts.basic import Series, Step
from kdanalysis.report.charts.drivers import cascade_chart
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.inline import n
from kdanalysis.report.expenditure.figures import contribution_figure

if TYPE_CHECKING:
    from kdanalysis.report.expenditure.choice import Choice
    from kdanalysis.report.tender.choice import Tender


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
        Step(label, value, style.MUTED if label == total else style.BLUE, total=label == total)
        for label, value in costs.items()
    ]
    numbers = Numbers(
        "Udgift",
        tuple(costs),
        (Series("Kommunerne under ét", style.BLUE, tuple(costs.values())),),
        "Mio. kr. pr. år, kommunerne under ét, uden udligning",
        tender.cited("business_case_urologi"),
    )
    finding = (
        f"Udbuddet koster kommunerne {n(costs[total])} om året; et prisfald på "
        f"{n(break_even_pct(data))} dækker det."
    )
    return Figure("fig-urologi", cascade_chart(steps), finding, numbers)
