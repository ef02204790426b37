"""A new project outside the checkout: what it needs, and how it is laid out.

The files have one source, the checkout. The build hook puts those that `contents` names into the
wheel, below `starter/` in the package; an editable checkout has no such folder and lays them out
from itself. Only the standard library is used here: the hook runs before anything is installed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kdanalysis.project import MARKER, InputError, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

CARRIED: Final = "starter"
"""The folder of the installed package that holds the files."""

_PACKAGE: Final = Path(__file__).parent
# Own notebooks (`analyses/egne`) stay where they were made, and so does all that a run makes.
_CONTENTS: Final = (
    ".gitattributes",
    ".gitignore",
    "_quarto*.yml",
    "analyses/*.ipynb",
    "data/raw/**/*",
    "data/processed/*.csv",
    "data/revisions/**/*",
)
# Quarto reads these from the project; in the checkout they stand in the package.
_TEMPLATES: Final = ("shared.lua", "typst-template.typ", "typst-show.typ")
_TEMPLATES_THERE: Final = "src/kdanalysis/render/templates/"
_TEMPLATES_HERE: Final = "templates/"
_NOT_CONTENT: Final = frozenset({".git", ".venv"})
"""What may stand in a folder already: a repository and an environment are often made first."""
_SCRATCH: Final = ".kdanalysis-"


def contents(root: Path) -> list[Path]:
    """Return the files below `root` that a new project begins with, in order."""
    found = (path for pattern in _CONTENTS for path in root.glob(pattern))
    return sorted(path for path in found if path.is_file() and not _is_left_over(path, root))


def content(file: Path) -> bytes:
    """Return what a new project gets of a file: its bytes, a notebook's without outputs."""
    held = file.read_bytes()
    if file.suffix != ".ipynb":
        return held
    notebook = json.loads(held)
    ran = [cell for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count")]
    if not ran:
        return held
    for cell in ran:
        cell.update(outputs=[], execution_count=None)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _is_left_over(path: Path, root: Path) -> bool:
    """Return whether a file is below a hidden folder, as a killed run or Jupyter leaves them."""
    return any(part.startswith(".") for part in path.relative_to(root).parts[:-1])


def lay_out(folder: Path) -> list[Path]:
    """Lay out a project in a new or empty folder and return its files.

    Args:
        folder: where; missing folders above it are made.

    Raises:
        InputError: the folder has content, or is in a project already, or cannot be written to;
            everything is as it was.
    """
    folder = folder.resolve()
    _refuse(folder)
    source = _source()
    with (
        _undone_by_a_fault(folder),
        tempfile.TemporaryDirectory(
            prefix=_SCRATCH, dir=folder, ignore_cleanup_errors=True
        ) as scratch,
    ):
        whole = Path(scratch)
        _fill(whole, source)
        # The marker last: before it is there, the folder is no project.
        for part in sorted(whole.iterdir(), key=lambda path: (path.name == MARKER, path.name)):
            part.rename(folder / part.name)
    return contents(folder)


def _refuse(folder: Path) -> None:
    for above in (folder, *folder.parents):
        if (above / MARKER).is_file():
            raise InputError(
                "Mappen er allerede et kdanalysis-projekt; intet er ændret."
                if above == folder
                else "Mappen ligger inde i et andet kdanalysis-projekt; intet er lagt.",
                above,
                "Vælg en ny mappe uden for projektet, fx: kdanalysis init ../mit-projekt",
            )
        if above.exists() and not above.is_dir():
            raise InputError(
                "Der ligger en fil, hvor mappen skal være.", above, "Vælg en anden mappe."
            )
    held = sorted(_names(folder) - _NOT_CONTENT)
    if held:
        more = " m.m." if len(held) > 1 else ""
        raise InputError(
            f"Mappen er ikke tom: der ligger {held[0]}{more}; intet er ændret.",
            folder,
            "Vælg en ny eller tom mappe.",
        )


def _names(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()} if folder.exists() else set()
    except OSError as error:
        raise _unwritable(folder, error) from error


def _source() -> Path:
    """Return the folder that the files are taken from."""
    carried = _PACKAGE / CARRIED
    if carried.is_dir():
        return carried
    try:
        return Project.find(_PACKAGE).root
    except InputError as error:
        raise InputError(
            "Den installerede kdanalysis har ingen filer til et nyt projekt med.",
            _PACKAGE,
            "Installér pakken igen fra dens wheel eller fra et checkout.",
        ) from error


def _fill(whole: Path, source: Path) -> None:
    for file in contents(source):
        write(file, whole / file.relative_to(source))
    for name in _TEMPLATES:
        write(_PACKAGE / "render" / "templates" / name, whole / _TEMPLATES_HERE / name)
    settings = whole / MARKER
    text = settings.read_bytes().replace(_TEMPLATES_THERE.encode(), _TEMPLATES_HERE.encode())
    settings.write_bytes(text)


def write(file: Path, target: Path) -> None:
    """Write the content alone: what is installed may be read-only, the project must not be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content(file))


@contextmanager
def _undone_by_a_fault(folder: Path) -> Iterator[None]:
    """Make the folder; if what follows fails, take away all that was not there before."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    before = _names(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        for path in list(folder.iterdir()) if folder.is_dir() else []:
            if path.name not in before:
                _take_away(path)
        for above in missing:
            with suppress(OSError):
                above.rmdir()
        if isinstance(error, OSError):
            raise _unwritable(folder, error) from error
        raise


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _unwritable(folder: Path, error: OSError) -> InputError:
    return InputError(
        f"Projektet kan ikke lægges ({error.strerror or error}); intet er lagt.",
        folder,
        "Vælg en mappe, du må skrive i, og se efter, om disken er fuld.",
    )
