"""How files take their places: all that belong together, or none of them.

New files are written beside those they replace. Only when the last one is whole do they move; when
one cannot, because it is open in Excel or a folder stands in its way, all that were there before
are put back, and one message says which file it was. A run that is killed between two moves leaves
whole files, some new and some old.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EISDIR
from filecmp import cmp
from pathlib import Path
from typing import Final

from kdanalysis.project import InputError

_SCRATCH: Final = ".kdanalysis-"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path to write to; what is there at the end takes the place of `target`.

    Raises:
        InputError: `target` cannot be replaced; it is as it was.
    """
    with _scratch(target.parent) as (new, kept):
        yield new / target.name
        _take_places(new, target.parent, (), kept)


@contextmanager
def replacing_set(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write files to; at the end all of them move into `folder`.

    Files of other names in `folder` are left alone.

    Raises:
        InputError: one of the files cannot be replaced; all are as they were.
    """
    with _scratch(folder) as (new, kept):
        yield new
        _take_places(new, folder, (), kept)


def publish_set(new: Path, folder: Path, instead_of: Iterable[Path] = ()) -> list[Path]:
    """Move every file below `new` to its place below `folder`, and return those places, in order.

    Args:
        new: a folder of whole files, in folders of their own or not; it is left without them.
        folder: where they go.
        instead_of: earlier files that go in the same step, unless they are replaced.

    Raises:
        InputError: one of the files cannot be replaced or removed; all are as they were.
    """
    with _scratch(folder) as (_, kept):
        return _take_places(new, folder, instead_of, kept)


@contextmanager
def _scratch(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield two empty folders inside `folder`, on the same disk: for what is new, and what was."""
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "Der ligger en fil, hvor mappen skal være.", folder, "Vælg en anden mappe."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=_SCRATCH, dir=folder, ignore_cleanup_errors=True
    ) as name:
        new, kept = Path(name) / "new", Path(name) / "kept"
        new.mkdir()
        kept.mkdir()
        yield new, kept


def _take_places(new: Path, folder: Path, instead_of: Iterable[Path], kept: Path) -> list[Path]:
    files = sorted(path for path in new.rglob("*") if path.is_file())
    targets = [folder / file.relative_to(new) for file in files]
    gone = [path for path in instead_of if path not in targets]
    before = {path: kept / str(i) for i, path in enumerate([*targets, *gone])}
    for path, copy in before.items():
        _keep(path, copy)
    at = folder
    try:
        for file, at in zip(files, targets, strict=True):
            if _differs(file, before[at]):
                at.parent.mkdir(parents=True, exist_ok=True)
                move_over(file, at)
        for at in gone:
            remove(at)
    except OSError as error:
        _put_back(before)
        raise _in_the_way(at, error) from error
    return targets


def _differs(file: Path, earlier: Path) -> bool:
    """Return whether a file says anything new; one that does not leaves the earlier untouched."""
    return not earlier.exists() or not cmp(file, earlier, shallow=False)


def _keep(path: Path, copy: Path) -> None:
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "der ligger en mappe")
        if path.exists():
            shutil.copy2(path, copy)
    except OSError as error:
        raise _in_the_way(path, error) from error


def move_over(file: Path, target: Path) -> None:
    """Let `file` take the place of `target`: the one place where a file takes another's."""
    file.chmod(0o644)
    os.replace(file, target)  # noqa: PTH105 - as above


def remove(path: Path) -> None:
    """Take an earlier file away."""
    path.unlink()


def _put_back(before: dict[Path, Path]) -> None:
    """Put back what stood in each place, where that is not there still; nothing stood: nothing."""
    for path, copy in before.items():
        if not copy.exists():
            if path.is_file():
                path.unlink()
        elif not path.is_file() or not cmp(path, copy, shallow=False):
            os.replace(copy, path)  # noqa: PTH105 - not by what has just failed


def _in_the_way(path: Path, error: OSError) -> InputError:
    return InputError(
        f"Filen kan ikke erstattes ({error.strerror or error}); intet er ændret.",
        path,
        "Luk den, hvis den er åben i Excel eller et andet program, og kør kommandoen igen.",
    )
