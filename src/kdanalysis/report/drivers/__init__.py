"""Everything a notebook on drivers needs: choose, say, show, and what to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.drivers.figures import (
    cascade_figure,
    per_inhabitant_figure,
    sensitivity_figure,
    shift_share_figure,
    substitution_figure,
)
from kdanalysis.report.drivers.opening import key_points
from kdanalysis.report.drivers.projection_figures import projection_items
from kdanalysis.report.drivers.projection_outcome import outcome
from kdanalysis.report.drivers.projection_text import projection
from kdanalysis.report.drivers.sensitivity import assumption, invariant, margin, verdict
from kdanalysis.report.drivers.substitution import against_constant_shares, who_lost_to_whom
from kdanalysis.report.drivers.tables import (
    conclusions_table,
    per_inhabitant_table,
    shift_share_table,
    substitution_table,
)
from kdanalysis.report.drivers.text import (
    against_country,
    inhabitants,
    local_extremes,
    local_robustness,
)
from kdanalysis.report.expenditure.care import committee_total, recipients, volume_and_price
from kdanalysis.report.expenditure.choice import choose_beside as choose
from kdanalysis.report.expenditure.committee import (
    committee_levels,
    committee_prices,
    committee_scopes,
)
from kdanalysis.report.expenditure.figures import index_figure, unit_cost_figure
from kdanalysis.report.expenditure.sources import known_breaks, price_level
from kdanalysis.report.expenditure.trends import contribution
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "against_constant_shares",
    "against_country",
    "assumption",
    "cascade_figure",
    "choose",
    "committee_levels",
    "committee_prices",
    "committee_scopes",
    "committee_total",
    "conclusions_table",
    "contribution",
    "index_figure",
    "inhabitants",
    "invariant",
    "key_points",
    "known_breaks",
    "local_extremes",
    "local_robustness",
    "margin",
    "outcome",
    "per_inhabitant_figure",
    "per_inhabitant_table",
    "price_level",
    "projection",
    "projection_items",
    "recipients",
    "sensitivity_figure",
    "shift_share_figure",
    "shift_share_table",
    "substitution_figure",
    "substitution_table",
    "unit_cost_figure",
    "verdict",
    "volume_and_price",
    "who_lost_to_whom",
]
__all__ += verbs.__all__
