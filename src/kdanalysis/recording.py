"""What a run reads: the files it opens, the folders it lists, and the modules of this package.

Python tells every file that it opens and every folder that it lists. A library that opens files
past Python is not heard: such files are read here as bytes, and given to it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent
"""The folder of this package."""
_LISTING: Final = frozenset({"os.listdir", "os.scandir"})
_WRITING: Final = os.O_WRONLY | os.O_RDWR


@dataclass
class Reads:
    """What has been read, as paths; a folder is read when its names are."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def within(self, *roots: Path) -> Reads:
        """Return what lies below one of the folders, as whole paths; hidden names are left out."""
        places = [root.resolve() for root in roots]
        return Reads(_within(self.files, places), _within(self.folders, places))


def _within(paths: set[str], roots: list[Path]) -> set[str]:
    found = set()
    for path in map(os.path.realpath, paths):
        for root in roots:
            if path == str(root) or path.startswith(f"{root}{os.sep}"):
                below = Path(path).relative_to(root).parts
                if not any(part.startswith((".", "__pycache__")) for part in below):
                    found.add(path)
    return found


_in_this_run: ContextVar[Reads | None] = ContextVar("reads", default=None)
_in_this_process: Final = Reads()
_hearing: Final[dict[str, bool]] = {"run": False, "process": False}


@contextmanager
def reads() -> Iterator[Reads]:
    """Record what is read until the block ends, by this thread and what it waits for."""
    _listen("run")
    found = Reads()
    before = _in_this_run.set(found)
    try:
        yield found
    finally:
        _in_this_run.reset(before)


def note(more: Reads) -> None:
    """Add what another process has read to what is recorded here, if anything is."""
    found = _in_this_run.get()
    if found is not None:
        found.files |= more.files
        found.folders |= more.folders


def begin() -> None:
    """Record what this process reads from now on."""
    _listen("process")


def so_far() -> Reads:
    """Return what this process has read since `begin`, and the modules of this package in it."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    ours = {file for file in files if file and file.startswith(str(PACKAGE))}
    return Reads(_in_this_process.files | ours, set(_in_this_process.folders))


def _listen(to: str) -> None:
    if not any(_hearing.values()):
        sys.addaudithook(_hear)  # it stays as long as the process
    _hearing[to] = True


def _hear(event: str, told: tuple[object, ...]) -> None:
    if event != "open" and event not in _LISTING:
        return
    found = _in_this_process if _hearing["process"] else None
    found = _in_this_run.get() or found
    path = told[0]
    if found is None or not isinstance(path, (str, os.PathLike)):
        return
    if event in _LISTING:
        found.folders.add(os.path.abspath(path))  # noqa: PTH100 - quick: it hears all that is read
    elif _is_read(told):
        found.files.add(os.path.abspath(path))  # noqa: PTH100 - see above


def _is_read(told: tuple[object, ...]) -> bool:
    _, mode, flags = told
    if isinstance(mode, str):
        return not set(mode) & set("wax")
    return isinstance(flags, int) and not flags & _WRITING
