"""Pull REGK31 again and again, and die each time at a point told.

`python -m tests.support.statbank.killed ROOT URL` reads points from standard input, one per line:
the number of a touch of files or socket, `before rename` or `after rename` of the finished folder,
or `never`, which lets the run finish and tells how many touches it has. POSIX only, as it forks.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from kdanalysis.project import Project
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.sources.statbank.pulls import pull

if TYPE_CHECKING:
    from types import FrameType

KILLED: Final = 9
_TOUCHES: Final = frozenset(
    {"open", "mkdir", "write", "close", "rename", "replace", "unlink", "chmod", "rmdir"}
    | {"sendall", "recv", "connect", "truncate", "write_parquet"}
)
_IN_MEMORY: Final = (str, bytes, date, io.StringIO, io.BytesIO)


def is_touch(called: object) -> bool:
    """Tell whether a call reaches files or socket; text has a `replace`, and memory a `write`."""
    if getattr(called, "__name__", "") not in _TOUCHES:
        return False
    return not isinstance(getattr(called, "__self__", None), _IN_MEMORY)


class Executioner:
    """Counts the touches, and ends the process at the point it was told."""

    def __init__(self, point: str) -> None:
        self.point = point
        self.touches = 0

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        """Be told by the interpreter of a call into C, and of its return."""
        del frame
        if event == "c_call" and is_touch(called):
            self.touches += 1
            self._die_at(str(self.touches))
        if called is os.rename:
            self._die_at("before rename" if event == "c_call" else "after rename")

    def _die_at(self, point: str) -> None:
        if point == self.point:
            os._exit(KILLED)


def main() -> None:
    """Answer each point on standard input with how the run that dies there ended."""
    root, url = Path(sys.argv[1]), sys.argv[2]
    for line in sys.stdin:
        # A fork starts in a millisecond what a fresh interpreter needs seconds to import.
        child = os.fork()
        if child == 0:
            _pull(Project(root), url, Executioner(line.strip()))
        _, status = os.waitpid(child, 0)
        print(f"exit {os.waitstatus_to_exitcode(status)}", flush=True)  # noqa: T201


def _pull(project: Project, url: str, executioner: Executioner) -> NoReturn:
    client = StatbankTable("REGK31", settings=Settings(url, pause_s=0.0))
    sys.setprofile(executioner)
    pull(client, None, project)
    sys.setprofile(None)
    print(f"touches {executioner.touches}", flush=True)  # noqa: T201
    os._exit(0)


if __name__ == "__main__":
    main()
