"""The verbs of the notebook on changes: open, say, show, and what there is to say and show."""

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
from kdanalysis.report.display import say, show

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
    "say",
    "show",
    "standing",
    "years_and_areas",
]
