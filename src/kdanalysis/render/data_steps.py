"""The steps before the reports: the processed tables, and the record of what they say."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import kdanalysis
from kdanalysis.render.runner import Step

if TYPE_CHECKING:
    from kdanalysis.project import Project

BUILD: Final = "data:build"
RECORD: Final = "data:record"
TABLES: Final = (
    "net_expenditure",
    "purchases",
    "population",
    "quoted_figures",
    "price_index",
    "sources",
)
_PACKAGE = Path(kdanalysis.__file__).parent


def data_steps(project: Project) -> list[Step]:
    """Return the step that builds `data/processed` and the one that records a revision."""
    processed = [project.processed / f"{name}.csv" for name in TABLES]
    raw = _files(project.raw)
    return [
        Step(
            name=BUILD,
            title="Bygger og kontrollerer tabellerne",
            action=partial(_build, project, processed),
            inputs=[*raw, *_code("sources", "tables")],
            makes=processed,
        ),
        Step(
            name=RECORD,
            title="Sammenligner med sidste gang",
            action=partial(_record, project),
            inputs=[*processed, *raw, *_code("sources", "tables", "expenditure", "evidence")],
            after=[BUILD],
        ),
    ]


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder, without what a killed run left in hidden folders."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _code(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((_PACKAGE / room).rglob("*.py"))]


# The libraries behind each step are loaded when it runs: a run without changes takes none of them.


def _build(project: Project, processed: list[Path]) -> list[Path]:
    from kdanalysis.tables.build import build_processed  # noqa: PLC0415

    build_processed(project)
    return processed


def _record(project: Project) -> list[Path]:
    from kdanalysis.evidence.revisions.store import record, revisions  # noqa: PLC0415

    record(project)
    return [revisions(project)[-1].folder / "state.json"]
