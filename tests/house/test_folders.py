"""The folders of tests mirror the rooms of the package, so that each finds the other."""

from __future__ import annotations

from typing import Final

import pytest
from tests.support.order import FIRST
from tests.support.place import ROOT

PACKAGE: Final = ROOT / "src" / "kdanalysis"
TESTS: Final = ROOT / "tests"
OTHERS: Final = {
    "house": "the project as a whole",
    "interface": "the module `interface`",
    "support": "what tests stand on",
    "workbench": "the notebooks in a real JupyterLab",
}
"""Folders of tests that mirror no folder of the package."""


def folders_with_tests() -> list[str]:
    """Return the folders that hold tests, from the folder of all tests."""
    holding = {file.parent for file in TESTS.rglob("test_*.py")}
    return sorted(folder.relative_to(TESTS).as_posix() for folder in holding)


def test_each_folder_of_tests_has_its_room() -> None:
    folders = folders_with_tests()
    assert len(folders) > 20
    mirrored = [name for name in folders if name.partition("/")[0] not in OTHERS]
    # A module with much to test has a folder of its own too.
    there = [name for name in mirrored if (PACKAGE / name).is_dir()]
    modules = [name for name in mirrored if (PACKAGE / f"{name}.py").is_file()]
    assert sorted({*there, *modules}) == mirrored


def test_each_room_has_its_folder_of_tests() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert len(rooms) >= 8
    assert rooms <= set(folders_with_tests())


def test_no_test_lies_outside_a_folder() -> None:
    assert sorted(TESTS.glob("test_*.py")) == []


def test_the_map_names_each_folder() -> None:
    told = (TESTS / "README.md").read_text(encoding="utf-8")
    rooms = {name.partition("/")[0] for name in folders_with_tests()} | set(OTHERS)
    assert [room for room in sorted(rooms) if f"`{room}`" not in told] == []


@pytest.mark.parametrize("first", FIRST)
def test_what_is_to_begin_first_is_there(first: str) -> None:
    path, _, name = first.partition("::")
    assert (TESTS / path).exists()
    assert not name or f"def {name}(" in (TESTS / path).read_text(encoding="utf-8")
