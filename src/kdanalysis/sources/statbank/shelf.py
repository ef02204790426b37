"""Where the vintages stand: found by their names alone, so that to look takes no library."""

from __future__ import annotations

import os
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
    return tuple(folder / name for name in names_in(folder) if _NAMED.match(name))


def pulled_tables(project: Project) -> tuple[str, ...]:
    """Return the ids of the tables that have been pulled, in order."""
    names = names_in(project.raw / "statbank")
    return tuple(name for name in names if vintage_folders(project, name))


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none where there is no such folder.

    It is listed either way, so that `recording` hears that it was looked for.
    """
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is asked for
    except (FileNotFoundError, NotADirectoryError):
        return []
