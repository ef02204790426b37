"""The verbs of the business case notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report.display import say, show
from kdanalysis.report.equalisation_ceiling import (
    ceiling_in_example,
    ceiling_table,
)
from kdanalysis.report.tender_choice import open_tender
from kdanalysis.report.tender_figures import (
    break_even_figure,
    risk_figure,
    timeline_figure,
    tornado_figure,
)
from kdanalysis.report.tender_key_points import key_points
from kdanalysis.report.tender_tables import (
    case_table,
    count_table,
    phase_in_table,
    range_table,
    stoma_table,
    switching_table,
)
from kdanalysis.report.tender_tables_gates import gate_table, missing_table, reading_table
from kdanalysis.report.tender_tables_plan import joining_table, risk_table
from kdanalysis.report.tender_text_case import break_even, ceiling, counts, left_out, upper_bound
from kdanalysis.report.tender_text_more import phase_in, stoma, switching
from kdanalysis.report.tender_text_plan import risk_check
from kdanalysis.report.tender_text_status import data_quality, joining, status_box
from kdanalysis.report.text_key_points import callout

__all__ = [
    "break_even",
    "break_even_figure",
    "callout",
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
    "say",
    "show",
    "status_box",
    "stoma",
    "stoma_table",
    "switching",
    "switching_table",
    "timeline_figure",
    "tornado_figure",
    "upper_bound",
]
