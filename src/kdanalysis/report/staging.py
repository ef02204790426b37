"""Files that belong together take their places together."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
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
            raise InputError(
                f"Filerne kunne ikke lægges på plads ({error.strerror}); de tidligere er bevaret.",
                folder,
                "Luk filerne, hvis de er åbne i Excel, og kør kommandoen igen.",
            ) from error


def _move_all(new: Path, folder: Path, before: Path) -> None:
    """Move every file of `new` into `folder`; on failure put back what stood there."""
    touched: list[str] = []
    try:
        for file in sorted(new.iterdir()):
            touched.append(file.name)
            if (folder / file.name).exists():
                shutil.move(folder / file.name, before / file.name)
            shutil.move(file, folder / file.name)
    except OSError:
        for name in touched:
            _restore(folder / name, before / name)
        raise


def _restore(target: Path, kept: Path) -> None:
    if kept.exists():
        kept.replace(target)
