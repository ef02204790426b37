"""Refresh again and again, and die each time at a point told; see `tests.support.statbank.killed`.

`python -m tests.support.refresh_killed URL` reads runs from standard input, one per line: the
project's root, then the phase and the number of a touch of files or socket in it, in any thread.
At `all 0` nothing is killed, and the answer is how many touches each phase has. POSIX only, as it
forks.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NoReturn

from rich.console import Console
from tests.support.statbank.killed import KILLED, is_touch

import kdanalysis.evidence.revisions.store
import kdanalysis.render.documents
import kdanalysis.render.execution
import kdanalysis.render.site
import kdanalysis.tables.build
from kdanalysis.project import Project
from kdanalysis.render import Engine, render_site, run_data_steps
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.sources.statbank.pulls import pull
from kdanalysis.tables.accounts import FETCHED, project_scope, selection

if TYPE_CHECKING:
    from types import FrameType

PHASES: Final = ("fetch", "build", "render")
ALL: Final = "all"
LOADED: Final = (
    kdanalysis.evidence.revisions.store,
    kdanalysis.render.execution,
    kdanalysis.render.documents,
    kdanalysis.render.site,
    kdanalysis.tables.build,
)
"""Loaded before the fork, so that touches are those of the work and not of imports."""


class Executioner:
    """Counts the touches of all threads by phase, and ends the process at the one it was told.

    Only the phase in question is watched: being told of every call makes the work twice as slow.
    """

    def __init__(self, phase: str, point: int = 0) -> None:
        self.touches: Counter[str] = Counter()
        self._last = (phase, point)
        self._phase = ""
        self._lock = Lock()

    def begin(self, phase: str) -> None:
        """Be told that a phase begins."""
        self._phase = phase
        told = self if self._last[0] in (phase, ALL) else None
        threading.setprofile(told)
        sys.setprofile(told)

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        """Be told by the interpreter of a call into C."""
        del frame
        if event == "c_call" and is_touch(called):
            with self._lock:
                self.touches[self._phase] += 1
                if (self._phase, self.touches[self._phase]) == self._last:
                    os._exit(KILLED)


def refresh(project: Project, url: str, executioner: Executioner) -> None:
    """Do what `kdanalysis refresh --full` does, without words."""
    executioner.begin("fetch")
    settings = Settings(url, pause_s=0.0)
    scope = project_scope(project)
    for name in FETCHED:
        table = StatbankTable(name, settings=settings)
        pull(table, selection(table.info, scope), project)
    quiet = Console(quiet=True)
    executioner.begin("build")
    run_data_steps(project, quiet)
    executioner.begin("render")
    render_site(project, quiet, engine=Engine.PANDOC)


def main() -> None:
    """Answer each line of standard input with one: how the run ended, or its touches."""
    for line in sys.stdin:
        root, phase, point = line.rsplit(maxsplit=2)
        child = os.fork()
        if child == 0:
            _run(Project(Path(root)), Executioner(phase, int(point)))
        _, status = os.waitpid(child, 0)
        if code := os.waitstatus_to_exitcode(status):
            print(f"exit {code}", flush=True)  # noqa: T201


def _run(project: Project, executioner: Executioner) -> NoReturn:
    os.chdir(project.root)
    refresh(project, sys.argv[1], executioner)
    sys.setprofile(None)
    print(*(executioner.touches[phase] for phase in PHASES), flush=True)  # noqa: T201
    os._exit(0)


if __name__ == "__main__":
    main()
