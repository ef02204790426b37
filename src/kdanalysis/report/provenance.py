"""What an executed notebook tells of itself: where its numbers come from, and what it read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from IPython.display import publish_display_data

from kdanalysis import recording
from kdanalysis.evidence.catalogue import recompute_all
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError, Project
from kdanalysis.report.elements.numbers import unrounded


def tell(keys: Sequence[str], root: str) -> None:
    """Tell where the numbers with these keys come from, and what this process has read.

    Called in the kernel when the notebook has run: what it computed with is loaded and read there.

    Args:
        keys: those of the printed numbers.
        root: the project's folder; the notebook may have gone to another.
    """
    try:
        numbers = told(recompute_all(keys, Project(Path(root)))) if keys else None
        fault = None
    except InputError as error:
        numbers, fault = None, [error.what, error.where, error.remedy]
    found = recording.so_far()
    publish_display_data(  # type: ignore[no-untyped-call]
        {
            recording.TOLD: {
                "numbers": numbers,
                "fault": fault,
                "files": found.files,
                "folders": sorted(found.folders),
            }
        }
    )


def told(values: dict[str, Value]) -> dict[str, Any]:
    """Return rule, unrounded amount and sources by key; repeated texts are told once."""
    rules = _numbered(value.provenance.rule for value in values.values())
    sources = _numbered(_bare(s) for value in values.values() for s in value.provenance.sources)
    figures = {
        key: {
            "r": rules[value.provenance.rule],
            "s": [sources[_bare(source)] for source in value.provenance.sources],
            "x": unrounded(value),
        }
        for key, value in values.items()
    }
    return {"figures": figures, "rules": list(rules), "sources": list(sources)}


def _numbered(texts: Iterable[str]) -> dict[str, int]:
    return {text: i for i, text in enumerate(dict.fromkeys(texts))}


def _bare(source: str) -> str:
    return source.removeprefix("Kilde: ")
