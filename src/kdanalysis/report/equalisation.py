"""The verbs of the equalisation notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report.display import say, show
from kdanalysis.report.equalisation_audit import (
    audit,
    audit_table,
    lost_signs,
    misprint_table,
    text_deviation,
)
from kdanalysis.report.equalisation_ceiling import (
    ceiling_in_example,
    ceiling_table,
    legal_table,
    model_table,
)
from kdanalysis.report.equalisation_charts import gains_figure, waterfall_figure
from kdanalysis.report.equalisation_example_tables import (
    settlement_table,
    status_table,
    step_table,
    trail_table,
    transfer_table,
)
from kdanalysis.report.equalisation_key_points import equalisation_points
from kdanalysis.report.equalisation_methods import (
    alternatives,
    method_table,
    retender,
    retender_table,
    summary_table,
    who_moves,
)
from kdanalysis.report.equalisation_text import basis, statuses, steps
from kdanalysis.report.equalisation_uncertainty import (
    assumed_table,
    chance_table,
    outcome,
    simulation,
    unsure_parties,
    unsure_tables,
)
from kdanalysis.report.tender_choice import open_tender
from kdanalysis.report.tender_text_status import status_box
from kdanalysis.report.text_key_points import callout

__all__ = [
    "alternatives",
    "assumed_table",
    "audit",
    "audit_table",
    "basis",
    "callout",
    "ceiling_in_example",
    "ceiling_table",
    "chance_table",
    "equalisation_points",
    "gains_figure",
    "legal_table",
    "lost_signs",
    "method_table",
    "misprint_table",
    "model_table",
    "open_tender",
    "outcome",
    "retender",
    "retender_table",
    "say",
    "settlement_table",
    "show",
    "simulation",
    "status_box",
    "status_table",
    "statuses",
    "step_table",
    "steps",
    "summary_table",
    "text_deviation",
    "trail_table",
    "transfer_table",
    "unsure_parties",
    "unsure_tables",
    "waterfall_figure",
    "who_moves",
]
