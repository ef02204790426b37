"""The verbs of every notebook: `from kdanalysis.notebook import *`.

Say and show, what an analyst adds of their own, and the project's data. What only one report says
and shows is imported from that report's modules.
"""

from kdanalysis.evidence.catalogue import KeyFigures
from kdanalysis.evidence.own import own
from kdanalysis.interface import Data, open_project
from kdanalysis.report.charts.basic import use_style
from kdanalysis.report.charts.interactive import own_figure
from kdanalysis.report.display import say, show
from kdanalysis.report.elements.numbers import callout, money, n
from kdanalysis.report.elements.tables import own_table

__all__ = [
    "Data",
    "callout",
    "key_figures",
    "money",
    "n",
    "open_project",
    "own",
    "own_figure",
    "own_table",
    "say",
    "show",
]

key_figures = KeyFigures()
"""All key figures by name: `key_figures.growth_pct(data, area="082", ...)`."""

use_style()  # an own drawing takes its fonts and colours when it is begun
