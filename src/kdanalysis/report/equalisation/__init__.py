"""The verbs of the equalisation notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.equalisation.figures import gains_figure, waterfall_figure
from kdanalysis.report.equalisation.methods import (
    alternatives,
    method_table,
    retender,
    retender_table,
    summary_table,
    who_moves,
)
from kdanalysis.report.equalisation.opening import equalisation_points
from kdanalysis.report.equalisation.tables import (
    settlement_table,
    status_table,
    step_table,
    trail_table,
    transfer_table,
)
from kdanalysis.report.equalisation.text import basis, statuses, steps
from kdanalysis.report.equalisation.uncertainty import (
    assumed_table,
    chance_table,
    outcome,
    simulation,
    unsure_parties,
    unsure_tables,
)
from kdanalysis.report.tender.ceiling import (
    ceiling_in_example,
    ceiling_table,
    legal_table,
    model_table,
)
from kdanalysis.report.tender.choice import open_tender
from kdanalysis.report.tender.example import (
    audit,
    audit_table,
    lost_signs,
    misprint_table,
    text_deviation,
)
from kdanalysis.report.tender.status import status_box
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "alternatives",
    "assumed_table",
    "audit",
    "audit_table",
    "basis",
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
    "settlement_table",
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
__all__ += verbs.__all__
