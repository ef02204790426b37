"""A local statbank for tests and demonstration. Not Danmarks Statistik: see `regk31.FOOTNOTE`.

By hand: `python -m tests.support.statbank --port 8765`, then set KDANALYSIS_STATBANK_URL.
"""

from tests.support.statbank.server import LocalStatbank
from tests.support.statbank.tables import LocalTable, LocalVariable

__all__ = ["LocalStatbank", "LocalTable", "LocalVariable"]
