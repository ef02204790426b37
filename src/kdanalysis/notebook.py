"""Everything an own notebook needs: `from kdanalysis.notebook import *`."""

from kdanalysis.interface import Data, open_project
from kdanalysis.report import verbs
from kdanalysis.report.verbs import *  # noqa: F403 - what every notebook has

__all__ = ["Data", "open_project"]
__all__ += verbs.__all__
