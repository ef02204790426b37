"""From changed files to the tests they may break, nearest first, by the import graph."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import grimp
from tests.support.place import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE: Final = "kdanalysis"
SOURCE: Final = "src/kdanalysis/"
BESIDE: Final = {
    ".ci/": ("tests/house/test_install.py",),
    ".github/": ("tests/house/test_workflow.py", "tests/house/test_install.py"),
    "Makefile": ("tests/house/test_smoke.py", "tests/house/test_install.py"),
    "README.md": ("tests/house/test_install.py", "tests/house/test_requirements.py"),
    "_quarto": ("tests/render/test_configuration.py", "tests/render/test_quarto.py"),
    "analyses/": ("tests/report/test_notebooks.py", "tests/render/test_stored.py"),
    "data/": ("tests/tables", "tests/sources/test_receipts.py"),
    "CHANGELOG.md": ("tests/house/test_habits.py",),
    "CITATION.cff": ("tests/house/test_habits.py",),
    "CONTRIBUTING.md": ("tests/house/test_habits.py",),
    "docs/architecture.md": ("tests/house/test_contracts.py", "tests/house/test_habits.py"),
    "docs/decisions.md": ("tests/house/test_habits.py",),
    "docs/rendering.md": ("tests/house/test_habits.py",),
    "docs/updating.md": ("tests/house/test_habits.py",),
    "docs/commands.md": ("tests/cli",),
    "docs/python.md": ("tests/interface",),
    "docs/vejledning.md": ("tests/house/test_guide.py",),
    "environment.yml": ("tests/house/test_requirements.py",),
    "hatch_build.py": ("tests/house/test_wheel.py",),
    "pyproject.toml": (
        "tests/house/test_contracts.py",
        "tests/house/test_requirements.py",
        "tests/house/test_smoke.py",
    ),
    "requirements": ("tests/house/test_requirements.py", "tests/house/test_install.py"),
    "src/kdanalysis/__main__.py": ("tests/cli",),
    "src/kdanalysis/notebook.py": ("tests/report/test_own_notebook.py", "tests/interface"),
    "tests/README.md": ("tests/house/test_folders.py",),
}
"""What is no code, by how its path begins → the tests that read it."""


@dataclass
class Choice:
    """Files and folders of tests, each with its distance from what changed, and the reason."""

    distance: dict[str, int] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    imports: dict[str, int] = field(default_factory=dict)
    """How many imports lie between a test and what changed: the order at one distance."""
    without: list[str] = field(default_factory=list)
    """Changed files that lead to no test."""

    def add(self, test: str, distance: int, why: str) -> None:
        """Take a file or folder of tests, unless it was taken for a better reason."""
        if distance < self.distance.get(test, distance + 1):
            self.distance[test], self.why[test] = distance, why

    @property
    def files(self) -> list[str]:
        """What to run, nearest first."""
        far = len(graph().modules)
        order = {t: (self.distance[t], self.imports.get(t, far), t) for t in self.distance}
        return sorted(order, key=order.__getitem__)

    def by_distance(self) -> dict[int, list[str]]:
        """Return what to run by distance."""
        found: dict[int, list[str]] = defaultdict(list)
        for test in self.files:
            found[self.distance[test]].append(test)
        return dict(found)


def choose(changed: Sequence[str]) -> Choice:
    """Return the tests for changed files, given as paths from the checkout."""
    choice = Choice()
    for file in changed:
        alone = _for_one(file)
        for test, distance in alone.distance.items():
            choice.add(test, distance, alone.why[test])
        for test, imports in alone.imports.items():
            choice.imports[test] = min(imports, choice.imports.get(test, imports))
        if not alone.distance:
            choice.without.append(file)
    return choice


def _for_one(file: str) -> Choice:
    choice = Choice()
    _add_for_beside(choice, file)
    if file.startswith(SOURCE):
        _add_for_source(choice, file)
    elif file.startswith("tests/") and file.endswith(".py"):
        _add_for_test(choice, file)
    return choice


def _add_for_source(choice: Choice, file: str) -> None:
    module = module_of(file)
    room = _room(PurePosixPath(file).parent.relative_to(SOURCE))
    for test in tests():
        if room and PurePosixPath(test).parent.as_posix() == room:
            choice.add(test, 0, f"the room of {module}")
    reached = reach(module)
    for test, modules in tests().items():
        if near := min(
            modules & reached.keys(), key=lambda name: (reached[name], name), default=""
        ):
            leading = "" if near == module else f", which leads to {module}"
            choice.add(test, reached[near] + 1, f"imports {near}{leading}")
            choice.imports[test] = reached[near]


def _room(folder: PurePosixPath) -> str:
    """Return the folder of tests for a folder of the package: its mirror, or the nearest above."""
    for place in (folder, *folder.parents):
        mirror = PurePosixPath("tests", place).as_posix()
        if place.name and any(test.startswith(f"{mirror}/test_") for test in tests()):
            return mirror
    return ""


def _add_for_test(choice: Choice, file: str) -> None:
    path, module = PurePosixPath(file), _dotted(file)
    if file in tests():
        choice.add(file, 0, "has changed")
    for test in tests():
        below = path.name == "conftest.py" and path.parent in PurePosixPath(test).parents
        if below or module in _helpers(test):
            choice.add(test, 1, f"stands on {file}")


def _add_for_beside(choice: Choice, file: str) -> None:
    for beginning, reading in BESIDE.items():
        if file.startswith(beginning):
            for test in reading:
                choice.add(test, 0, f"reads {file}")


def module_of(file: str) -> str:
    """Return the module of a file of the package; what is no code belongs to its folder's."""
    path = PurePosixPath(file).relative_to("src")
    if path.suffix == ".py" and path.name != "__init__.py":
        return ".".join(path.with_suffix("").parts)
    holding = (p for p in path.parents if (ROOT / "src" / p / "__init__.py").is_file())
    return ".".join(next(holding, path.parent).parts)


@cache
def graph() -> grimp.ImportGraph:
    """Return what imports what in the package, also inside functions and for types only."""
    return grimp.build_graph(PACKAGE, cache_dir=None)


def reach(module: str) -> dict[str, int]:
    """Return every module that a change of `module` may reach, by the number of imports."""
    found, edge = {module: 0}, [module]
    if module in graph().modules:  # what lies in a package is reached through it
        within = graph().find_descendants(module)
        found, edge = found | dict.fromkeys(within, 1), [module, *sorted(within)]
    while edge:
        beyond = []
        for name in edge:
            for importer in _importers(name):
                if importer not in found:
                    found[importer] = found[name] + 1
                    beyond.append(importer)
        edge = beyond
    return found


def _importers(module: str) -> Iterator[str]:
    if module in graph().modules:
        yield from sorted(graph().find_modules_that_directly_import(module))


@cache
def tests() -> dict[str, frozenset[str]]:
    """Return each file of tests with the modules of the package that it imports by itself."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    paths = [file.relative_to(ROOT).as_posix() for file in files]
    return {path: _imported(path) for path in paths}


def _imported(file: str) -> frozenset[str]:
    """Return what a file of tests imports, and what its helpers do: they are its hands."""
    names = {name for file_ in (file, *_helper_files(file)) for name in _names(file_)}
    return frozenset(filter(None, map(_nearest_module, names)))


def _nearest_module(name: str) -> str:
    """Return a dotted name's module: the name itself, or what the name is taken from."""
    while name and name not in graph().modules:
        name = name.rpartition(".")[0]
    return name


def _helpers(file: str) -> frozenset[str]:
    return frozenset(_dotted(helper) for helper in _helper_files(file))


@cache
def _helper_files(file: str) -> tuple[str, ...]:
    """Return the modules of the tests' own that a file imports, directly or not."""
    found: dict[str, None] = {}
    waiting = [file]
    while waiting:
        for name in _names(waiting.pop()):
            helper = _test_module(name)
            if helper and helper not in found and helper != file:
                found[helper] = None
                waiting.append(helper)
    return tuple(found)


def _test_module(name: str) -> str:
    """Return the file of the tests' own module that a dotted name is, or is taken from."""
    if not name.startswith("tests."):
        return ""
    path = PurePosixPath(*name.split("."))
    named = (path.with_suffix(".py"), path / "__init__.py", path.parent.with_suffix(".py"))
    found = (file for file in (*named, path.parent / "__init__.py") if (ROOT / file).is_file())
    return str(next(found, ""))


def _dotted(file: str) -> str:
    path = PurePosixPath(file).with_suffix("")
    return ".".join(path.parent.parts if path.name == "__init__" else path.parts)


@cache
def _names(file: str) -> frozenset[str]:
    """Return the dotted names that a file imports, of the package and of the tests."""
    tree = ast.parse(Path(ROOT, file).read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(name for name in found if name.partition(".")[0] in {PACKAGE, "tests"})
