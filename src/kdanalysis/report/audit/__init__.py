"""The verbs of the audit notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.audit.choice import open_review
from kdanalysis.report.audit.consistency import (
    example_cells,
    example_misprints,
    example_table,
    totals,
    totals_table,
)
from kdanalysis.report.audit.figures import cause_figures, status_figure
from kdanalysis.report.audit.outside import outside_table
from kdanalysis.report.audit.price_chain import chain, control_table, negative_control
from kdanalysis.report.audit.rates import one_rate, rate_tables, which_link
from kdanalysis.report.audit.tables import (
    deviation_tables,
    remark_tables,
    rounding_tables,
    status_table,
)
from kdanalysis.report.audit.text import (
    acknowledged,
    audit_points,
    conclusions,
    not_derivable,
    outcome,
    remarked,
    repeated,
    rounded,
)
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "acknowledged",
    "audit_points",
    "cause_figures",
    "chain",
    "conclusions",
    "control_table",
    "deviation_tables",
    "example_cells",
    "example_misprints",
    "example_table",
    "negative_control",
    "not_derivable",
    "one_rate",
    "open_review",
    "outcome",
    "outside_table",
    "rate_tables",
    "remark_tables",
    "remarked",
    "repeated",
    "rounded",
    "rounding_tables",
    "status_figure",
    "status_table",
    "totals",
    "totals_table",
    "which_link",
]
__all__ += verbs.__all__
