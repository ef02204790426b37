"""The key figures, one module per subject; each states its unit, rule and source."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def load() -> None:
    """Load all modules of this room, so that their key figures are listed."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
