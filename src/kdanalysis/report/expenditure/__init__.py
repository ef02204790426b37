"""The verbs of the expenditure notebook: choose, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.expenditure.care import (
    average_cost,
    committee_total,
    costly_cases,
    quoted_supply,
    recipients,
    unit_cost,
    volume_and_price,
)
from kdanalysis.report.expenditure.choice import choose
from kdanalysis.report.expenditure.figures import (
    contribution_figure,
    growth_by_function_figure,
    index_figure,
    purchases_figure,
    purchases_interactive,
    supplements_figure,
    unit_cost_figure,
    youth_crime_figure,
)
from kdanalysis.report.expenditure.opening import key_points
from kdanalysis.report.expenditure.paragraphs import development, purchasing, what_drives
from kdanalysis.report.expenditure.sources import known_breaks, price_level, youth_crime
from kdanalysis.report.expenditure.supplements import (
    decision,
    income_change,
    share_change,
    who_moved,
)
from kdanalysis.report.expenditure.tables import (
    contribution_table,
    net_expenditure_table,
    overview_table,
    price_chain_table,
    purchases_table,
)
from kdanalysis.report.expenditure.trends import trend
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "average_cost",
    "choose",
    "committee_total",
    "contribution_figure",
    "contribution_table",
    "costly_cases",
    "decision",
    "development",
    "growth_by_function_figure",
    "income_change",
    "index_figure",
    "key_points",
    "known_breaks",
    "net_expenditure_table",
    "overview_table",
    "price_chain_table",
    "price_level",
    "purchases_figure",
    "purchases_interactive",
    "purchases_table",
    "purchasing",
    "quoted_supply",
    "recipients",
    "share_change",
    "supplements_figure",
    "trend",
    "unit_cost",
    "unit_cost_figure",
    "volume_and_price",
    "what_drives",
    "who_moved",
    "youth_crime",
    "youth_crime_figure",
]
__all__ += verbs.__all__
