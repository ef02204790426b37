"""Where the vintages stand: found by their names alone, so that to look takes no library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kdanalysis.project import Project

NAME: Final = "%Y-%m-%dT%H%M%S"
_NAMED: Final = re.compile(r"^\d{4}-\d\d-\d\dT\d{6}$")


def shelf(project: Project, table: str) -> Path:
    """Return the folder that holds the vintages of `table`."""
    return project.raw / "statbank" / table.upper()


def vintage_folders(project: Project, table: str) -> tuple[Path, ...]:
    """Return the folders of the vintages of `table`, oldest first; none if it was never pulled.

    Extracts handed over by others may stand beside them under other names; they are no pulls.
    """
    folder = shelf(project, table)
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if _NAMED.match(path.name)))


def pulled_tables(project: Project) -> tuple[str, ...]:
    """Return the ids of the tables that have been pulled, in order."""
    folder = project.raw / "statbank"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return tuple(name for name in names if vintage_folders(project, name))
