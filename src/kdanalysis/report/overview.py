"""The verbs of the overview notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report.audit_text import conclusions as audited
from kdanalysis.report.changes_choice import open_changes
from kdanalysis.report.changes_text import compared
from kdanalysis.report.changes_text import conclusions as moved
from kdanalysis.report.display import say, show
from kdanalysis.report.expenditure_figures import (
    contribution_figure,
    index_figure,
    purchases_figure,
)
from kdanalysis.report.overview_choice import open_overview
from kdanalysis.report.overview_tables import key_figure_table
from kdanalysis.report.overview_text import (
    care_finding,
    children_finding,
    decided,
    purchase_finding,
    to_decide,
)
from kdanalysis.report.tender_text_case import break_even, upper_bound
from kdanalysis.report.tender_text_status import decision, joining
from kdanalysis.report.text_key_points import callout

__all__ = [
    "audited",
    "break_even",
    "callout",
    "care_finding",
    "children_finding",
    "compared",
    "contribution_figure",
    "decided",
    "decision",
    "index_figure",
    "joining",
    "key_figure_table",
    "moved",
    "open_changes",
    "open_overview",
    "purchase_finding",
    "purchases_figure",
    "say",
    "show",
    "to_decide",
    "upper_bound",
]
