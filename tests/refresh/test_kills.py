"""A refresh killed at any point leaves whole what was there, and the next one finishes it.

Whole is: each vintage and revision with all its files, the processed tables together from before
or together from after, and each file of the site from before or from after. The kill points are
spread over all touches of files and socket, from the first request to the last page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import pytest
from tests.refresh.projects import SMALL, at, make
from tests.support.fetching import ROOT
from tests.support.refresh_killed import KILLED, refresh

from kdanalysis.evidence.revisions import STATE, revisions
from kdanalysis.project import Project
from kdanalysis.sources.statbank import vintages
from kdanalysis.tables.accounts import FETCHED
from kdanalysis.tables.publication import settle

if TYPE_CHECKING:
    from tests.support.statbank import LocalStatbank

POINTS: Final = 24
LEAST: Final = 20
"""Finished steps stay finished, so later runs have less to do, and the last points lie beyond."""
PARTS: Final = {
    "figures.csv",
    "functions.csv",
    "net_expenditure.csv",
    "population.csv",
    "price_index.csv",
    "purchases.csv",
    STATE,
}
PULLED: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d{6}")

Files = dict[str, bytes]


class Runs:
    """Refreshes in processes that die at the touch they are told."""

    def __init__(self, project: Project, url: str) -> None:
        told = [sys.executable, "-m", "tests.support.refresh_killed", str(project.root), url]
        self.process = subprocess.Popen(
            told, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.process.communicate()

    def until(self, point: str) -> str:
        """Return how the run that dies at `point` ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{point}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


def files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def processed(project: Project) -> Files:
    """Return the processed tables as whoever comes next sees them, without times of pulls."""
    settle(project.processed)
    return {n: PULLED.sub(b"", text) for n, text in files(project.processed).items()}


def assert_whole(project: Project) -> None:
    """Check that every vintage and revision that has a name has all its files, unspoilt."""
    for table in FETCHED:
        for vintage in vintages(table, project):
            assert vintage.frame().height
            assert vintage.asked.table == table
    for revision in revisions(project):
        assert {path.name for path in revision.folder.iterdir()} == PARTS
        assert revision.state["vintages"]


@pytest.fixture
def before(tmp_path: Path, bank: LocalStatbank, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A refreshed project; then something new is published."""
    project = make(tmp_path / "before", SMALL)
    at(project, bank.base_url, monkeypatch)
    refresh(project, bank.base_url)
    bank.restate(2022, "751", "53850", "40", 300_000)
    return project


def test_kills_anywhere_leave_what_was_there_or_what_comes(
    before: Project, bank: LocalStatbank, tmp_path: Path
) -> None:
    old_tables, old_site = processed(before), files(before.site)
    after, touches = undisturbed(before, bank, tmp_path / "after")
    new_tables, new_site = processed(after), files(after.site)
    assert old_tables != new_tables
    assert old_site != new_site
    ends = []
    with Runs(before, bank.base_url) as runs:
        for point in range(1, touches, touches // POINTS):
            ends.append(runs.until(str(point)))
            assert_whole(before)
            assert processed(before) in (old_tables, new_tables)
            for name, content in files(before.site).items():
                assert content in (old_site.get(name), new_site.get(name)), name
        assert runs.until("never").startswith("touches")
    assert ends.count(f"exit {KILLED}") >= LEAST
    assert processed(before) == new_tables
    assert files(before.site) == new_site
    assert (len(vintages("REGK31", before)), len(revisions(before))) == (2, 2)


def undisturbed(before: Project, bank: LocalStatbank, target: Path) -> tuple[Project, int]:
    """Return a copy of the project after a whole refresh, and how many touches it took."""
    copy = Project(Path(shutil.copytree(before.root, target)))
    with Runs(copy, bank.base_url) as runs:
        return copy, int(runs.until("never").removeprefix("touches "))
