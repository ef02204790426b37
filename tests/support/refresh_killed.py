"""Refresh again and again, and die each time at a point told; see `tests.support.statbank.killed`.

`python -m tests.support.refresh_killed ROOT URL` reads points from standard input, one per line:
the number of a touch of files or socket, in any thread, or `never`, which lets the run finish and
tells how many touches it has. POSIX only, as it forks.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NoReturn

from rich.console import Console

import kdanalysis.evidence.revisions
import kdanalysis.render.execution
import kdanalysis.render.report
import kdanalysis.render.site
import kdanalysis.tables.build
from kdanalysis.project import Project
from kdanalysis.render import Engine, render_site, run_data_steps
from kdanalysis.sources.statbank import Settings, StatbankTable, pull
from kdanalysis.tables.accounts import FETCHED, project_scope, selection

if TYPE_CHECKING:
    from types import FrameType

KILLED: Final = 9
LOADED: Final = (
    kdanalysis.evidence.revisions,
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
    """Counts the touches of all threads, and ends the process at the point it was told."""

    def __init__(self, point: str) -> None:
        self.point = point
        self.touches = 0
        self._lock = Lock()

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        """Be told by the interpreter of a call into C."""
        del frame
        if event == "c_call" and getattr(called, "__name__", "") in _TOUCHES:
            with self._lock:
                self.touches += 1
                if str(self.touches) == self.point:
                    os._exit(KILLED)


def refresh(project: Project, url: str) -> None:
    """Do what `kdanalysis refresh --full` does, without words."""
    settings = Settings(url, pause_s=0.0)
    scope = project_scope(project)
    for name in FETCHED:
        table = StatbankTable(name, settings=settings)
        pull(table, selection(table.info, scope), project)
    quiet = Console(quiet=True)
    run_data_steps(project, quiet)
    render_site(project, quiet, engine=Engine.PANDOC)


def main() -> None:
    """Answer each point on standard input with one line: how the run ended, or its touches."""
    root, url = Path(sys.argv[1]), sys.argv[2]
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(Project(root), url, Executioner(line.strip()))
        _, status = os.waitpid(child, 0)
        if code := os.waitstatus_to_exitcode(status):
            print(f"exit {code}", flush=True)  # noqa: T201


def _run(project: Project, url: str, executioner: Executioner) -> NoReturn:
    os.chdir(project.root)
    threading.setprofile(executioner)
    sys.setprofile(executioner)
    refresh(project, url)
    sys.setprofile(None)
    print(f"touches {executioner.touches}", flush=True)  # noqa: T201
    os._exit(0)


if __name__ == "__main__":
    main()
