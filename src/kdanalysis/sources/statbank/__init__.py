"""Danmarks Statistik: look up a table, fetch from it, keep what came as vintages."""

from kdanalysis.sources.statbank.client import Download, StatbankTable
from kdanalysis.sources.statbank.errors import (
    CellLimitError,
    InvalidAnswerError,
    NotFoundError,
    RefusedError,
    StatbankError,
    UnreachableError,
)
from kdanalysis.sources.statbank.pulls import Pull, pull
from kdanalysis.sources.statbank.query import Selection
from kdanalysis.sources.statbank.settings import OFFICIAL_URL, URL_VARIABLE, Settings
from kdanalysis.sources.statbank.table_status import Published, TableStatus, local_status, status
from kdanalysis.sources.statbank.vintage import Vintage, newest, pulled_tables, vintages

__all__ = [
    "OFFICIAL_URL",
    "URL_VARIABLE",
    "CellLimitError",
    "Download",
    "InvalidAnswerError",
    "NotFoundError",
    "Published",
    "Pull",
    "RefusedError",
    "Selection",
    "Settings",
    "StatbankError",
    "StatbankTable",
    "TableStatus",
    "UnreachableError",
    "Vintage",
    "local_status",
    "newest",
    "pull",
    "pulled_tables",
    "status",
    "vintages",
]
