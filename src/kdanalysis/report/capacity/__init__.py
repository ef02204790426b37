"""The verbs of the capacity notebook: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.capacity.choice import open_capacity
from kdanalysis.report.capacity.figures import target_figure
from kdanalysis.report.capacity.price_tables import break_even_table, effect_table
from kdanalysis.report.capacity.price_text import break_even, cost, key_points, no_price
from kdanalysis.report.capacity.supplement_tables import provider_tables
from kdanalysis.report.capacity.supplement_text import provider_status, provider_trend
from kdanalysis.report.capacity.tables import (
    answers_table,
    external_table,
    plans_table,
    project_table,
    target_table,
)
from kdanalysis.report.capacity.text import (
    answered,
    beyond,
    external,
    largest_group,
    not_applying,
    open_to_others,
    planned,
    pool,
    project_size,
)
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "answered",
    "answers_table",
    "beyond",
    "break_even",
    "break_even_table",
    "cost",
    "effect_table",
    "external",
    "external_table",
    "key_points",
    "largest_group",
    "no_price",
    "not_applying",
    "open_capacity",
    "open_to_others",
    "planned",
    "plans_table",
    "pool",
    "project_size",
    "project_table",
    "provider_status",
    "provider_tables",
    "provider_trend",
    "target_figure",
    "target_table",
]
__all__ += verbs.__all__
