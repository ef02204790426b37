"""The verbs of every notebook: say and show, and what an analyst adds of their own."""

from kdanalysis.evidence.namespace import KeyFigures
from kdanalysis.evidence.own import own
from kdanalysis.report.charts.own_figure import own_figure
from kdanalysis.report.charts.style import use_style
from kdanalysis.report.display import say, show
from kdanalysis.report.elements.inline import callout, money, n
from kdanalysis.report.elements.own_table import own_table

__all__ = [
    "callout",
    "key_figures",
    "money",
    "n",
    "own",
    "own_figure",
    "own_table",
    "say",
    "show",
]

key_figures = KeyFigures()
"""All key figures by name: `key_figures.growth_pct(data, area="082", ...)`."""

use_style()  # an own drawing takes its fonts and colours when it is begun
