"""The verbs of the overview notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.audit.text import conclusions as audited
from kdanalysis.report.business_case.text import break_even, upper_bound
from kdanalysis.report.changes.choice import open_changes
from kdanalysis.report.expenditure.figures import index_figure, purchases_figure
from kdanalysis.report.overview.choice import open_overview
from kdanalysis.report.overview.figures import main_contributions_figure, tender_cost_figure
from kdanalysis.report.overview.tables import key_figure_table
from kdanalysis.report.overview.text import (
    care_finding,
    children_finding,
    decided,
    news,
    purchase_finding,
    to_decide,
)
from kdanalysis.report.tender.status import decision, joining
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "audited",
    "break_even",
    "care_finding",
    "children_finding",
    "decided",
    "decision",
    "index_figure",
    "joining",
    "key_figure_table",
    "main_contributions_figure",
    "news",
    "open_changes",
    "open_overview",
    "purchase_finding",
    "purchases_figure",
    "tender_cost_figure",
    "to_decide",
    "upper_bound",
]
__all__ += verbs.__all__
