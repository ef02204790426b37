"""What a step depends on: what it read and the code behind it, noted when it ran."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

from kdanalysis.project import Project
from kdanalysis.recording import PACKAGE, Reads, imported

_CODE: Final = "kdanalysis:"
"""Begins the places that are told from the folder of this package."""


def fingerprints(found: Reads, code: str, project: Project) -> dict[str, str]:
    """Return place → fingerprint of all that a step's result depends on.

    Places are told from the project or from this package: a copy of a project stands on its own.

    Args:
        found: What it read. What lies outside of the project's data and notebooks and of this
            package is left out: installed packages are told apart by their versions.
        code: The module that does the work; all that it imports counts, and so do the files that
            are no modules beside them, such as templates.
        project: The project.
    """
    code_read, told = found.within(PACKAGE), found.within(project.data, project.analyses)
    files = {str(path) for path in imported(code)} | code_read.files | told.files
    # A file that was looked for and not found is seen when the names in its folder change.
    above = {parent for file in told.files for parent in Path(file).parents}
    data = project.data.resolve()
    folders = told.folders | {str(parent) for parent in above if data in parent.parents}
    # The folder of all data is listed where tables take their places; its names decide nothing.
    paths = sorted((files | folders) - {str(data)})
    return {_place_of(path, project): _fingerprint(path) for path in paths}


def unchanged(noted: Mapping[str, str], project: Project) -> bool:
    """Return whether everything that was noted is as it was."""
    return all(_fingerprint(path_of(place, project)) == told for place, told in noted.items())


def path_of(place: str, project: Project) -> str:
    """Return the path of a place that was noted."""
    if place.startswith(_CODE):
        return str(PACKAGE / place.removeprefix(_CODE))
    return str(project.root.resolve() / place)


def _place_of(path: str, project: Project) -> str:
    if Path(path).is_relative_to(PACKAGE):
        return _CODE + Path(path).relative_to(PACKAGE).as_posix()
    return Path(path).relative_to(project.root.resolve()).as_posix()


def outage(project: Project) -> dict[str, str]:
    """Return what reports tell of the last attempt to fetch, if it failed."""
    file = project.outage
    return {"outage": file.read_text(encoding="utf-8") if file.is_file() else ""}


@cache
def versions() -> dict[str, str]:
    """Return what is installed: any of it may change a result."""
    folders = chain.from_iterable(Path(entry).glob("*.dist-info") for entry in sys.path)
    installed = sorted(folder.name.removesuffix(".dist-info") for folder in folders)
    return {"python": platform.python_version(), "packages": " ".join(installed)}


def _fingerprint(path: str) -> str:
    """Return what tells this content of a file, or these names in a folder, from others."""
    place = Path(path)
    if place.is_dir():
        names = sorted(entry.name for entry in place.iterdir() if entry.name[0] not in "._")
        return sha256("\n".join(names).encode()).hexdigest()
    if not place.is_file():
        return ""
    about = place.stat()
    return _content(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4096)  # most files stand behind several steps
def _content(path: str, _time: int, _size: int) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()
