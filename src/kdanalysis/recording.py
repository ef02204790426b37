"""What a run stands on: the files it opens, the folders it lists, and the code of this package.

Python tells every file that it opens and every folder that it lists. A library that opens files
past Python is not heard: such files are read here as bytes, and given to it.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

TOLD: Final = "application/vnd.kdanalysis+json"
"""The kind of output by which a kernel tells what it stood on."""
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
