"""What several tests look at, made once for a whole run, whichever worker asks first."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from tests.support.fetching import copied, fetch
from tests.support.main_accounts import serve_main_accounts
from tests.support.place import ROOT
from tests.support.statbank import LocalStatbank

from kdanalysis.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE_S: Final = 1800
"""No making takes that long: who waits longer waits for a worker that is gone."""


@dataclass(frozen=True)
class Store:
    """A folder of all workers of one run, where each thing is made by one of them."""

    folder: Path

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the folder `name`, as `make` filled it: nobody may write in it.

        Where making fails, the next one that asks tries again and fails by itself.
        """
        made, whole = self.folder / name, self.folder / f"{name}.whole"
        if not whole.exists():
            with _alone(self.folder / f"{name}.lock"):
                if not whole.exists():
                    shutil.rmtree(made, ignore_errors=True)
                    made.mkdir()
                    make(made)
                    whole.touch()
        return made


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold `lock` for as long as the block runs; making a folder succeeds for one at a time."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            assert time.monotonic() < until, f"{lock.name} is held by a worker that is gone"
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Where the workers of this run put what they make for each other."""
    base = tmp_path_factory.getbasetemp()
    # A worker's own folder lies in that of the run.
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    return Store(shared)


def relocated(source: Path, target: Path) -> Project:
    """Return a copy of a project at another place, where a run finds nothing to do either.

    What the last run noted names its files by their whole paths: the copy's notes name the copy's.
    """
    shutil.copytree(source, target, dirs_exist_ok=True)
    # As the notes write it, in JSON.
    old, new = (json.dumps(f"{place}{os.sep}")[1:-1] for place in (source, target))
    for noted in (target / "build").glob("*.db"):
        with closing(sqlite3.connect(noted)) as database, database:
            database.execute(
                "UPDATE doit SET task_data = replace(task_data, ?, ?)",
                (old, new),
            )
    return Project(target)


@pytest.fixture(scope="session")
def fetched_project(store: Store) -> Project:
    """The repository's data with the accounts of 2018-2023 of the local statbank, to be read."""
    return fetched_until(store, 2023)


@pytest.fixture
def fetched_copy(fetched_project: Project, tmp_path: Path) -> Project:
    """A copy of it, to be spoilt."""
    return copied(fetched_project.root, tmp_path)


def fetched_until(store: Store, last_year: int) -> Project:
    """Return the repository's data with accounts of the local statbank, to be read."""

    def make(folder: Path) -> None:
        project = copied(ROOT, folder)
        with LocalStatbank(last_year=last_year) as bank:
            serve_main_accounts(bank)
            fetch(project, bank)

    return Project(store.once(f"fetched-{last_year}", make))
