"""All key figures of the project, and any printed one computed again from its key."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from kdanalysis.evidence import figures
from kdanalysis.evidence.registry import evaluate, key_figures
from kdanalysis.tables.dataset import open_newest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kdanalysis.evidence.registry import KeyFigure
    from kdanalysis.evidence.value import Value
    from kdanalysis.project import Project


@cache
def all_figures() -> Mapping[str, KeyFigure]:
    """Return every key figure by name; loads all modules of `evidence.figures`."""
    for module in iter_modules(figures.__path__):
        import_module(f"{figures.__name__}.{module.name}")
    return key_figures()


def recompute(key: str, project: Project) -> Value:
    """Return the value behind a printed key, computed anew from the project's data.

    Raises:
        InputError: the key names no key figure, or its arguments do not fit.
    """
    return recompute_all([key], project)[key]


def recompute_all(keys: Iterable[str], project: Project) -> dict[str, Value]:
    """Return the values behind printed keys, in their order.

    Raises:
        InputError: a key names no key figure, or its arguments do not fit.
    """
    all_figures()
    data = open_newest(project)
    return {key: evaluate(key, data) for key in keys}
