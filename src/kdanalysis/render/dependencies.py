"""What a step depends on: what it read and the code behind it, noted when it ran."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

from kdanalysis.project import Project
from kdanalysis.recording import PACKAGE, Reads, imported

_NOBODYS: Final = (
    sys.prefix,
    sys.base_prefix,
    tempfile.gettempdir(),
    *("/usr", "/etc", "/proc", "/sys", "/dev", "/var", "/lib", "/opt", "/run", "/bin"),
    *(os.environ[name] for name in ("SystemRoot", "ProgramFiles") if name in os.environ),
)
"""Folders whose files nobody writes by hand."""
_CODE: Final = "kdanalysis:"
"""Begins the places that are told from the folder of this package."""


def fingerprints(found: Reads, code: str, project: Project, *, own: bool) -> dict[str, str]:
    """Return place → fingerprint of all that a step's result depends on.

    Places are told from the project or from this package: a copy of a project stands on its own.
    What was changed after it was read has no fingerprint, so that the step is due again.

    Args:
        found: What it read. What lies outside of the project's data and notebooks and of this
            package is left out: installed packages are told apart by their versions.
        code: The module that does the work; all that it imports counts, and so do the files that
            are no modules beside them, such as templates.
        project: The project.
        own: Whether it ran an own notebook, which may read files from anywhere.
    """
    code_read, told = found.within(PACKAGE), found.within(project.data, project.analyses)
    anywhere = _elsewhere(found, project) if own else Reads()
    files = {str(path): None for path in imported(code)}
    later = code_read.changed() | told.changed() | anywhere.changed()
    # A file that was looked for and not found is seen when the names in its folder change.
    data = Path(os.path.abspath(project.data))  # noqa: PTH100 - links stay as they are written
    above = {parent for file in told.files for parent in Path(file).parents}
    folders = {
        *(folder for folder in told.folders if data in Path(folder).parents),
        *(str(parent) for parent in above if data in parent.parents),
    }
    paths = {*files, *code_read.files, *told.files, *anywhere.files, *folders}
    return {
        _place_of(path, project): "" if path in later else _fingerprint(path)
        for path in sorted(paths)
    }


def _elsewhere(found: Reads, project: Project) -> Reads:
    """Return the files that are neither the project's, nor the system's, nor a library's."""
    known = (project.root, PACKAGE, *map(Path, _NOBODYS))
    files = {
        path: stamp
        for path, stamp in found.files.items()
        if not Reads({path: stamp}).within(*known).files and not _is_scratch(path)
    }
    beside = found.within(project.root).files
    made = Reads(beside).within(project.build).files
    return Reads(files | {path: stamp for path, stamp in beside.items() if path not in made})


def _is_scratch(path: str) -> bool:
    return any(part.startswith(".") or part == "AppData" for part in Path(path).parts)


def unchanged(noted: Mapping[str, str], project: Project) -> bool:
    """Return whether everything that was noted is as it was."""
    return all(_fingerprint(path_of(place, project)) == told for place, told in noted.items())


def path_of(place: str, project: Project) -> str:
    """Return the path of a place that was noted."""
    if place.startswith(_CODE):
        return str(PACKAGE / place.removeprefix(_CODE))
    return os.path.join(os.path.abspath(project.root), place)  # noqa: PTH100, PTH118 - links stay


def _place_of(path: str, project: Project) -> str:
    if Path(path).is_relative_to(PACKAGE):
        return _CODE + Path(path).relative_to(PACKAGE).as_posix()
    root = Path(os.path.abspath(project.root))  # noqa: PTH100 - links stay as they are written
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path


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
