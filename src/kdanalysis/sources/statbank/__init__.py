"""Danmarks Statistik: look up a table, fetch from it, keep what came as vintages.

What is named here is loaded when it is asked for: to look what is stored takes no library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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
    from kdanalysis.sources.statbank.shelf import pulled_tables
    from kdanalysis.sources.statbank.table_status import (
        Published,
        TableStatus,
        local_status,
        status,
    )
    from kdanalysis.sources.statbank.vintage import Vintage, newest, vintages

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

_WHERE: Final = {
    "client": ("Download", "StatbankTable"),
    "errors": (
        "CellLimitError",
        "InvalidAnswerError",
        "NotFoundError",
        "RefusedError",
        "StatbankError",
        "UnreachableError",
    ),
    "pulls": ("Pull", "pull"),
    "query": ("Selection",),
    "settings": ("OFFICIAL_URL", "URL_VARIABLE", "Settings"),
    "shelf": ("pulled_tables",),
    "table_status": ("Published", "TableStatus", "local_status", "status"),
    "vintage": ("Vintage", "newest", "vintages"),
}
_MODULES: Final = {name: module for module, names in _WHERE.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class, a function or a text
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
