"""Files that belong together take their places together."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing_set(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write files to; on success all of them move into `folder`.

    Files of other names in `folder` are left alone. If writing or any move fails, `folder` holds
    what it held before.

    Raises:
        InputError: `folder` is a file, or one of its files cannot be replaced.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "Der ligger en fil, hvor mappen skal være.", folder, "Vælg en anden mappe."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".kdanalysis-", dir=folder) as name:
        new, before = Path(name) / "new", Path(name) / "before"
        new.mkdir()
        before.mkdir()
        yield new
        try:
            _move_all(new, folder, before)
        except OSError as error:
            raise _in_the_way(error, folder) from error


def _in_the_way(error: OSError, folder: Path) -> InputError:
    return InputError(
        f"Filerne kunne ikke lægges på plads ({error.strerror}); de tidligere er bevaret.",
        folder,
        "Luk filerne, hvis de er åbne i Excel, og kør kommandoen igen.",
    )


def _move_all(new: Path, folder: Path, before: Path) -> None:
    """Move every file of `new` into `folder`; on failure put back what stood there."""
    files = sorted(new.iterdir())
    for file in files:
        if (folder / file.name).is_dir():
            raise IsADirectoryError(EISDIR, f"{file.name} er en mappe")
    try:
        for file in files:
            _move(file, folder / file.name, before / file.name)
    except OSError:
        for file in files:
            _restore(folder / file.name, before / file.name, is_new=not file.exists())
        raise


def _move(file: Path, target: Path, kept: Path) -> None:
    if target.exists():
        target.replace(kept)
    file.replace(target)


def _restore(target: Path, kept: Path, *, is_new: bool) -> None:
    """Put back the earlier file, or take away a new one that replaced nothing."""
    if kept.exists():
        kept.replace(target)
    elif is_new:
        target.unlink()
