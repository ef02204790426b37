"""What a run stands on: the files it opens, the folders it lists, and the code of this package.

Python tells every file that it opens and every folder that it lists. A library that opens files
past Python is not heard: such files are read here as bytes, and given to it.
"""

from __future__ import annotations

import ast
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

TOLD: Final = "application/vnd.kdanalysis+json"
"""The kind of output by which a kernel tells what it stood on."""
PACKAGE: Final = Path(__file__).resolve().parent
"""The folder of this package."""
_LIBRARIES: Final = tuple(f"{prefix}{os.sep}" for prefix in (sys.prefix, sys.base_prefix))
_LISTING: Final = frozenset({"os.listdir", "os.scandir"})
_WRITING: Final = os.O_WRONLY | os.O_RDWR


Stamp: TypeAlias = tuple[int, int]
"""Time and size of a file."""
_CHANGED: Final = (-1, -1)


@dataclass
class Reads:
    """What has been read, by absolute path; a folder is read when its names are."""

    files: dict[str, Stamp | None] = field(default_factory=dict)
    """With the stamp that the file had when it was first opened; `None` if it was not there."""
    folders: set[str] = field(default_factory=set)

    def within(self, *roots: Path) -> Reads:
        """Return what lies below one of the folders, without hidden names.

        A path counts as it was opened, or as the links in it lead.
        """
        files = {inside: stamp for path, stamp in self.files.items() for inside in _in(path, roots)}
        return Reads(files, {inside for path in self.folders for inside in _in(path, roots)})

    def changed(self) -> set[str]:
        """Return the files that are not any more as they were when they were read."""
        return {path for path, stamp in self.files.items() if stamp_of(path) != stamp}


def _in(path: str, roots: tuple[Path, ...]) -> list[str]:
    """Return the path as one below a root; none if it is below none of them."""
    for told in (path, os.path.realpath(path)):
        for root in roots:
            for above in _ways_to(root):
                if told == above or told.startswith(above + os.sep):
                    below = Path(told).relative_to(above)
                    hidden = any(part.startswith((".", "__pycache__")) for part in below.parts)
                    return [] if hidden else [str(Path(_ways_to(root)[0]) / below)]
    return []


@cache
def _ways_to(root: Path) -> tuple[str, ...]:
    """Return a folder as it is written, and as the links in it lead."""
    return tuple(dict.fromkeys((os.path.abspath(root), os.path.realpath(root))))  # noqa: PTH100


def stamp_of(path: str) -> Stamp | None:
    """Return what a file is told by from another state of it; `None` where there is none."""
    try:
        about = os.stat(path)  # noqa: PTH116 - quick: it is asked of all that is read
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


_in_this_run: ContextVar[Reads | None] = ContextVar("reads", default=None)
_in_this_process: Final = Reads()
_hearing: Final[dict[str, float]] = {}
"""What is recorded (`run`, `process`) → since when."""


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
        found.files = more.files | found.files
        found.folders |= more.folders


def begin() -> None:
    """Record what this process reads from now on."""
    _listen("process")


def so_far() -> Reads:
    """Return what this process has read since `begin`, with the files of all modules in it."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    modules = {path: stamp_of(path) for path in files if path and not _is_library(path)}
    since = _hearing.get("process", 0.0) * 1e9
    # Python tells of the compiled file at most: a module written later than this may be another.
    loaded = {path: _CHANGED if s and s[0] > since else s for path, s in modules.items()}
    return Reads(loaded | _in_this_process.files, set(_in_this_process.folders))


def _listen(to: str) -> None:
    if not _hearing:
        sys.addaudithook(_hear)  # it stays as long as the process
    _hearing.setdefault(to, time.time())


def _hear(event: str, told: tuple[object, ...]) -> None:
    if event != "open" and event not in _LISTING:
        return
    found = _in_this_process if "process" in _hearing else None
    found = _in_this_run.get() or found
    given = told[0]
    if found is None or not isinstance(given, (str, os.PathLike)):
        return
    path = str(os.path.abspath(os.fspath(given)))  # noqa: PTH100 - quick: it hears all that is read
    if _is_library(path):
        return
    if event in _LISTING:
        found.folders.add(path)
    elif _is_read(told) and path not in found.files:
        found.files[path] = stamp_of(path)


def _is_library(path: str) -> bool:
    """Return whether a path is an installed package's; those are told apart by their versions."""
    return path.startswith(_LIBRARIES) and not path.startswith(str(PACKAGE))


def _is_read(told: tuple[object, ...]) -> bool:
    _, mode, flags = told
    if isinstance(mode, str):
        return not set(mode) & set("wax")
    return isinstance(flags, int) and not flags & _WRITING


# The code behind a run, as its imports tell it.

PARSING: Final = Lock()
"""Held while code is parsed: two threads at once stop with a SystemError on Python 3.11.7."""


@cache
def imported(module: str) -> frozenset[Path]:
    """Return the files of a module and of all in this package that it imports, at any depth.

    An import counts wherever it stands, also in a function. With the modules come the files beside
    them that are none, such as templates.
    """
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if name not in found and path is not None:
            found[name] = path
            waiting += _imports(path)
    packages = {name.rpartition(".")[0] for name in found} - {PACKAGE.name, ""}
    # A package is loaded with its modules, and what it imports beside them is not used by them.
    found |= {name: path for name in packages if (path := _file(name)) is not None}
    folders = {path.parent for path in found.values()} - {PACKAGE}
    beside = (file for folder in folders for file in _no_modules(folder))
    return frozenset((*found.values(), *beside))


def _file(module: str) -> Path | None:
    place = PACKAGE.parent.joinpath(*module.split("."))
    found = (place.with_suffix(".py"), place / "__init__.py")
    return next((path for path in found if path.is_file()), None)


@cache
def _imports(path: Path) -> tuple[str, ...]:
    with PARSING:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(name for name in _named(ast.walk(tree)) if name.partition(".")[0] == PACKAGE.name)


def _named(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in (f"{node.module}.{alias.name}" for alias in node.names):
                yield name if _file(name) else node.module


def _no_modules(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            yield path
        elif path.is_dir() and not (path / "__init__.py").is_file() and path.name[0] not in "._":
            yield from (file for file in path.rglob("*") if file.is_file())
