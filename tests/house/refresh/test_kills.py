"""A refresh killed at any point leaves whole what was there, and the next one finishes it.

Whole is: each vintage and revision with all its files, the processed tables together from before
or together from after, and each file of the site from before or from after. The kill points are
spread over all touches of files and socket in each phase, from the first request to the last page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import pytest
from tests.house.refresh.projects import FRONT, SMALL, at, make
from tests.render.notebooks import code, text, write_notebook
from tests.support.place import ROOT
from tests.support.refresh_killed import ALL, PHASES, Executioner, refresh
from tests.support.statbank.killed import KILLED

from kdanalysis.evidence.revisions.store import STATE, revisions
from kdanalysis.project import Project
from kdanalysis.sources.statbank.vintage import vintages
from kdanalysis.tables.accounts import FETCHED
from kdanalysis.tables.publication import settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.statbank import LocalStatbank

POINTS: Final = 7
"""In each of the three phases."""
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

READS: Final = """import csv
from pathlib import Path
from IPython.display import Markdown
lines = Path("../data/processed/net_expenditure.csv").read_text("utf-8").splitlines()
Markdown(f"Sum: {sum(int(row['amount_tkr']) for row in csv.DictReader(lines))}")"""
"""A report that follows the data without loading the package: the steps to be killed are the same,
and each of the many runs takes a third of the time."""

Files = dict[str, bytes]


class Runs:
    """Refreshes in processes that die at the touch they are told."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.refresh_killed", url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.process.communicate()

    def kill(self, project: Project, phase: str, point: int) -> None:
        """Refresh until a touch of a phase, and check that the run did die there."""
        assert self._answer(f"{project.root} {phase} {point}") == f"exit {KILLED}"

    def finish(self, project: Project) -> dict[str, int]:
        """Refresh to the end, and return how many touches each phase had."""
        told = self._answer(f"{project.root} {ALL} 0")
        return dict(zip(PHASES, map(int, told.split()), strict=True))

    def _answer(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@dataclass(frozen=True)
class State:
    """What others see of a project."""

    tables: Files
    site: Files

    @classmethod
    def of(cls, project: Project) -> Self:
        """Return the state as whoever comes next sees it, without times of pulls."""
        settle(project.processed)
        tables = {n: PULLED.sub(b"", text) for n, text in files(project.processed).items()}
        return cls(tables, files(project.site))


def files(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_whole(project: Project, before: State, after: State) -> None:
    """Check that nothing with a name is half: vintages, revisions, tables, files of the site."""
    for table in FETCHED:
        assert vintages(table, project)
        assert all(vintage.frame().height for vintage in vintages(table, project))
    assert revisions(project)
    for revision in revisions(project):
        assert {path.name for path in revision.folder.iterdir()} == PARTS
        assert revision.state["vintages"]
    now = State.of(project)
    assert now.tables in (before.tables, after.tables)
    assert set(before.site) <= set(now.site)
    for name, content in now.site.items():
        assert content in (before.site.get(name), after.site.get(name)), name


def copied(project: Project, target: Path) -> Project:
    return Project(Path(shutil.copytree(project.root, target)))


@pytest.fixture
def refreshed(tmp_path: Path, bank: LocalStatbank, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A refreshed project; then something new is published."""
    project = make(tmp_path / "refreshed", SMALL)
    write_notebook(project.analyses / f"{SMALL}.ipynb", [text("# Alle beløb"), code(READS)], FRONT)
    at(project, bank.base_url, monkeypatch)
    refresh(project, bank.base_url, Executioner("none"))
    bank.restate(2022, "751", "53850", "40", 300_000)
    return project


@pytest.fixture
def runs(bank: LocalStatbank) -> Iterator[Runs]:
    with Runs(bank.base_url) as started:
        yield started


@pytest.mark.kills
def test_kills_anywhere_leave_what_was_there_or_what_comes(
    refreshed: Project, runs: Runs, tmp_path: Path
) -> None:
    undisturbed = copied(refreshed, tmp_path / "undisturbed")
    touches = runs.finish(undisturbed)
    before, after = State.of(refreshed), State.of(undisturbed)
    assert before.tables != after.tables
    assert before.site != after.site
    for phase in PHASES:
        assert touches[phase] > 2 * POINTS
        runs.kill(refreshed, phase, 1)  # what the phases before have done is done
        for place in range(POINTS):
            trial = copied(refreshed, tmp_path / f"{phase}-{place}")
            runs.kill(trial, phase, 1 + touches[phase] * place // POINTS)
            assert_whole(trial, before, after)
        runs.finish(trial)
        assert State.of(trial) == after
        assert (len(vintages("REGK31", trial)), len(revisions(trial))) == (2, 2)
