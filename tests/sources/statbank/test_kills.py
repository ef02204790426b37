"""A pull killed at any point leaves the vintages as they were, or with one more that is whole.

The pull runs in a process of its own and ends itself, without tidying up, at its n-th touch of
files or socket. The kill points are spread over all the touches of a whole run.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final, Self

import pytest
from tests.sources.statbank.selections import SMALL
from tests.support.place import ROOT
from tests.support.statbank.killed import KILLED

from kdanalysis.project import Project
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.pulls import pull
from kdanalysis.sources.statbank.vintage import Vintage, newest, vintages

if TYPE_CHECKING:
    from tests.support.statbank import LocalStatbank

    from kdanalysis.sources.statbank.errors import Settings

POINTS: Final = 24

pytestmark = pytest.mark.kills


class Runs:
    """Pulls in processes that die at the touch they are told."""

    def __init__(self, project: Project, url: str) -> None:
        told = [sys.executable, "-m", "tests.support.statbank.killed", str(project.root), url]
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


def state(project: Project) -> dict[str, bytes]:
    """Return the files of all vintages; what a killed run left beside them is hidden."""
    shelf = project.raw / "statbank" / "REGK31"
    return {
        f"{vintage.name}/{path.name}": path.read_bytes()
        for vintage in vintages("REGK31", project)
        for path in sorted((shelf / vintage.name).iterdir())
    }


@pytest.fixture
def steps(bank: LocalStatbank, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many touches a whole pull of something new has."""
    trial = Project(tmp_path_factory.mktemp("trial"))
    pull(StatbankTable("REGK31", settings=settings), SMALL, trial)
    bank.restate(2020, "615", "53850", "40", 1)
    with Runs(trial, bank.base_url) as runs:
        return int(runs.until("never").removeprefix("touches "))


@pytest.fixture
def first(bank: LocalStatbank, settings: Settings, project: Project, steps: int) -> Vintage:
    """The vintage that stands while runs for a newer one are killed."""
    assert steps > POINTS
    vintage = pull(StatbankTable("REGK31", settings=settings), SMALL, project).vintage
    bank.restate(2020, "615", "53850", "40", 1)
    return vintage


def test_kills_anywhere_leave_what_was_there(
    bank: LocalStatbank, project: Project, first: Vintage, steps: int
) -> None:
    before = state(project)
    # A run may have a touch or two less than the one counted: the answer comes in other pieces.
    points = sorted({1 + (steps - 4) * point // POINTS for point in range(POINTS)})
    assert len(points) == POINTS
    with Runs(project, bank.base_url) as runs:
        for point in [*map(str, points), "before rename"]:
            assert runs.until(point) == f"exit {KILLED}"
            assert state(project) == before
            assert newest("REGK31", project) == first
            assert first.frame().height == 30


def test_a_kill_after_the_rename_leaves_one_more_that_is_whole(
    bank: LocalStatbank, settings: Settings, project: Project, first: Vintage
) -> None:
    with Runs(project, bank.base_url) as runs:
        assert runs.until("after rename") == f"exit {KILLED}"
    final = newest("REGK31", project)
    assert vintages("REGK31", project) == (first, final)
    change = final.frame()["INDHOLD"] - first.frame()["INDHOLD"]
    assert sorted(change.to_list()) == [0] * 28 + [1, 1]
    again = pull(StatbankTable("REGK31", settings=settings), None, project)
    assert (again.vintage, again.is_new) == (final, False)
