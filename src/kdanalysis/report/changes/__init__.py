"""The verbs of the notebook on changes: open, say, show, and what there is to say and show."""

from kdanalysis.report import verbs
from kdanalysis.report.changes.checking import (
    against_print,
    break_table,
    candidate_table,
    candidates,
    check_table,
    checks,
    print_table,
)
from kdanalysis.report.changes.choice import open_changes
from kdanalysis.report.changes.tables import (
    conclusion_table,
    extended_table,
    figure_table,
    restated_table,
)
from kdanalysis.report.changes.text import (
    codes,
    compared,
    conclusions,
    program,
    rates,
    restated,
    standing,
    years_and_areas,
)
from kdanalysis.report.verbs import *  # noqa: F403 - what every report's notebook has

__all__ = [
    "against_print",
    "break_table",
    "candidate_table",
    "candidates",
    "check_table",
    "checks",
    "codes",
    "compared",
    "conclusion_table",
    "conclusions",
    "extended_table",
    "figure_table",
    "open_changes",
    "print_table",
    "program",
    "rates",
    "restated",
    "restated_table",
    "standing",
    "years_and_areas",
]
__all__ += verbs.__all__
