"""Refresh again and again, and die each time at a point told; see `tests.support.statbank.killed`.

`python -m tests.support.refresh_killed URL` reads runs from standard input, one per line: the
project's root, then the phase and the number of a touch of files or socket in it, in any thread.
At `fetch 0` nothing is killed, and the answer is how many touches each phase has. POSIX only, as
it forks.
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

import kdanalysis.evidence.revisions.store
import kdanalysis.render.execution
import kdanalysis.render.report
import kdanalysis.render.site
import kdanalysis.tables.build
from kdanalysis.project import Project
from kdanalysis.render import Engine, render_site, run_data_steps
from kdanalysis.sources.statbank import Settings, StatbankTable, pull
from kdanalysis.tables.live.accounts import FETCHED, project_scope, selection

if TYPE_CHECKING:
    from types import FrameType

KILLED: Final = 9
PHASES: Final = ("fetch", "build", "render")
LOADED: Final = (
    kdanalysis.evidence.revisions.store,
    kdanalysis.render.execution,
    kdanalysis.render.report,
    kdanalysis.render.site,
    kdanalysis.tables.build,
)
"""Loaded before the fork, so that touches are those of the work and not of imports."""
_TOUCHES: Final = frozenset(
    {"mkdir", "write", "close", "rename", "replace", "unlink", "chmod", "rmdir"}
    | {"sendall", "recv", "connect", "truncate", "write_parquet"}
)


class Executioner:
    """Counts the touches of all threads by phase, and ends the process at the one it was told."""

    def __init__(self, phase: str = PHASES[0], point: int = 0) -> None:
        self.last = (phase, point)
        self.phase = ""
        self.touches: Counter[str] = Counter()
        self._lock = Lock()

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        """Be told by the interpreter of a call into C."""
        del frame
        if event == "c_call" and getattr(called, "__name__", "") in _TOUCHES:
            with self._lock:
                self.touches[self.phase] += 1
                if (self.phase, self.touches[self.phase]) == self.last:
                    os._exit(KILLED)


def refresh(project: Project, url: str, executioner: Executioner) -> None:
    """Do what `kdanalysis refresh --full` does, without words."""
    executioner.phase = "fetch"
    settings = Settings(url, pause_s=0.0)
    scope = project_scope(project)
    for name in FETCHED:
        table = StatbankTable(name, settings=settings)
        pull(table, selection(table.info, scope), project)
    quiet = Console(quiet=True)
    executioner.phase = "build"
    run_data_steps(project, quiet)
    executioner.phase = "render"
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
    threading.setprofile(executioner)
    sys.setprofile(executioner)
    refresh(project, sys.argv[1], executioner)
    sys.setprofile(None)
    print(*(executioner.touches[phase] for phase in PHASES), flush=True)  # noqa: T201
    os._exit(0)


if __name__ == "__main__":
    main()
