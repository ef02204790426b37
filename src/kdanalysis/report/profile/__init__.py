"""The verbs of the municipal profile: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.profile.booking_text import booking, jumps
from kdanalysis.report.profile.bought import bought_tables, purchases
from kdanalysis.report.profile.choice import open_profile
from kdanalysis.report.profile.figures import development_figure, position_figure
from kdanalysis.report.profile.setting import compact
from kdanalysis.report.profile.tables import development_table, level_table
from kdanalysis.report.profile.text import (
    basis,
    coverage,
    key_points,
    key_to_dots,
    mix,
    similar_size,
    small_base,
)
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "basis",
    "booking",
    "bought_tables",
    "compact",
    "coverage",
    "development_figure",
    "development_table",
    "jumps",
    "key_points",
    "key_to_dots",
    "level_table",
    "mix",
    "open_profile",
    "position_figure",
    "purchases",
    "similar_size",
    "small_base",
]
__all__ += verbs.__all__
