"""The verbs of the business case notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.business_case.figures import (
    break_even_figure,
    risk_figure,
    timeline_figure,
    tornado_figure,
)
from kdanalysis.report.business_case.opening import key_points
from kdanalysis.report.business_case.tables import (
    case_table,
    count_table,
    phase_in_table,
    range_table,
    stoma_table,
    switching_table,
)
from kdanalysis.report.business_case.tables_gates import gate_table, missing_table, reading_table
from kdanalysis.report.business_case.tables_plan import joining_table, risk_table
from kdanalysis.report.business_case.text import break_even, ceiling, counts, left_out, upper_bound
from kdanalysis.report.business_case.text_plan import risk_check
from kdanalysis.report.business_case.text_sensitivity import phase_in, stoma, switching
from kdanalysis.report.tender.ceiling import (
    ceiling_in_example,
    ceiling_table,
)
from kdanalysis.report.tender.choice import open_tender
from kdanalysis.report.tender.status import data_quality, joining, status_box
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "break_even",
    "break_even_figure",
    "case_table",
    "ceiling",
    "ceiling_in_example",
    "ceiling_table",
    "count_table",
    "counts",
    "data_quality",
    "gate_table",
    "joining",
    "joining_table",
    "key_points",
    "left_out",
    "missing_table",
    "open_tender",
    "phase_in",
    "phase_in_table",
    "range_table",
    "reading_table",
    "risk_check",
    "risk_figure",
    "risk_table",
    "status_box",
    "stoma",
    "stoma_table",
    "switching",
    "switching_table",
    "timeline_figure",
    "tornado_figure",
    "upper_bound",
]
__all__ += verbs.__all__
