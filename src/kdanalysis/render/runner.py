"""Running steps with doit: two at a time, only what changed, with progress."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from doit.cmd_base import TaskLoader2
from doit.dependency import Dependency, SqliteDB
from doit.doit_cmd import DoitMain
from doit.exceptions import BaseFail, TaskFailed, UnmetDependency
from doit.reporter import ZeroReporter
from doit.task import Task, dict_to_task
from doit.tools import config_changed
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kdanalysis import recording
from kdanalysis.project import InputError, Project, together
from kdanalysis.recording import Reads, stamp_of
from kdanalysis.render.dependencies import fingerprints, path_of, unchanged

Action = Callable[[], Iterable[Path]]

_AT_A_TIME = 2
_READ: Final = "read"
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step:
    """One piece of work that can be left out when nothing it depends on has changed."""

    name: str
    title: str
    """What the user sees while it runs (Danish)."""
    action: Action
    """Does the work and returns the files it made."""
    inputs: Sequence[Path]
    """Files it takes that other steps make, or that must be there."""
    code: str
    """The module that does the work."""
    state: dict[str, str] = field(default_factory=dict)
    """What else the result depends on, such as versions; files read and code are noted at run."""
    own: bool = False
    """Whether it runs an own notebook, which may read from anywhere, and with any library."""
    also: Sequence[Path] = ()
    """Files that count as read, since nobody hears what reads them."""
    makes: Sequence[Path] = ()
    """Files known beforehand that other steps take as input."""
    after: Sequence[str] = ()
    """Steps that must end first."""


def run(steps: Sequence[Step], project: Project, database: Path, console: Console) -> list[str]:
    """Run the steps that are due and return their names.

    A step is due when anything has changed that it read the last time, or the code behind it. A
    step with a fault stops those that need what it makes, and no others.

    Raises:
        InputError: the fault of a step, or several combined; what they would have replaced is
            untouched.
        BrokenStepsError: a step broke for another reason.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    with _progress(console) as progress:
        reporter = _Reporter(progress, len(steps))
        tasks = [_task(step, project, reporter.faults) for step in steps]
        loader = _Loader(tasks, database, reporter)
        code = DoitMain(loader, config_filenames=()).run(["run"])
    if reporter.broken:
        raise BrokenStepsError(reporter.broken, reporter.faults)
    if reporter.faults:
        raise together(reporter.faults)
    if code:
        raise BrokenStepsError([f"doit ended with {code}"], ())
    return reporter.done


class BrokenStepsError(RuntimeError):
    """Steps broke for reasons that users cannot mend; what they can mend stands beside."""

    def __init__(self, told: Sequence[str], faults: Sequence[InputError]) -> None:
        """Keep the faults of the other steps."""
        super().__init__("\n".join(told))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class RunPlan:
    """What a run would do, by the steps' names."""

    due: tuple[str, ...]
    following: tuple[str, ...]
    """Run as well if the steps before them change what they make."""


def plan(
    steps: Sequence[Step], project: Project, database: Path, *, moved: Sequence[str] = ()
) -> RunPlan:
    """Return what a run of the steps would do; neither they nor the database are touched.

    Args:
        steps: The steps in the order of their making.
        project: The project.
        database: What the last run noted; it need not be there.
        moved: Steps whose inputs are about to change.
    """
    due: list[str] = []
    following: list[str] = []
    made: set[str] = set()
    with TemporaryDirectory() as folder:
        copy = Path(folder) / database.name
        if database.is_file():
            shutil.copyfile(database, copy)
        noted = Dependency(SqliteDB, str(copy))
        for step in steps:
            read = noted.get_values(step.name).get(_READ, ())
            taken = {*map(str, step.inputs), *(path_of(place, project) for place in read)}
            if noted.get_status(_task(step, project, []), None).status != "up-to-date":
                due.append(step.name)
            elif step.name in moved or made & taken:
                following.append(step.name)
            else:
                continue
            made.update(map(str, step.makes))
        noted.close()
    return RunPlan(tuple(due), tuple(following))


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.completed}/{task.total} {task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def noted_reads(steps: Sequence[Step], project: Project, database: Path) -> Reads:
    """Return the files and folders that steps read when they last ran."""
    noted = Dependency(SqliteDB, str(database))
    read = [place for step in steps for place in noted.get_values(step.name).get(_READ, ())]
    noted.close()
    told = [Path(path_of(place, project)) for place in read]
    return Reads(
        {str(path): stamp_of(str(path)) for path in told if not path.is_dir()},
        {str(path) for path in told if path.is_dir()},
    )


def _task(step: Step, project: Project, faults: list[InputError]) -> Task:
    def nothing_changed(task: Task, values: dict[str, Any]) -> bool:  # noqa: ARG001  # by name
        return _READ in values and unchanged(values[_READ], project)

    def act() -> dict[str, Any] | bool:
        start = time.perf_counter()
        try:
            also = {os.path.abspath(path): stamp_of(str(path)) for path in step.also}  # noqa: PTH100
            with recording.reads() as found:
                made = [str(path) for path in step.action()]
            found.files = also | found.files
            written = {os.path.abspath(str(path)) for path in (*made, *step.makes)}  # noqa: PTH100
            # What it wrote itself is as it left it.
            found.files |= {path: stamp_of(path) for path in found.files.keys() & written}
        except InputError as fault:
            faults.append(fault)
            return False
        except Exception:
            _log.exception("%s", step.name)
            raise
        _log.info("%s: %.2f s", step.name, time.perf_counter() - start)
        return {"outputs": made, _READ: fingerprints(found, step.code, project, own=step.own)}

    return dict_to_task(
        {
            "name": step.name,
            "doc": step.title,
            "actions": [act],
            "file_dep": [str(path) for path in step.inputs],
            "targets": [str(path) for path in step.makes],
            "task_dep": list(step.after),
            "uptodate": [config_changed(step.state), _outputs_there, nothing_changed],
            "io": {"capture": False},
        }
    )


def _outputs_there(task: Task, values: dict[str, Any]) -> bool:  # noqa: ARG001  # doit's interface
    return all(Path(path).is_file() for path in values.get("outputs", [""]))


class _Loader(TaskLoader2):  # type: ignore[misc]  # untyped base class
    """Hands doit the tasks and settings; no file of doit's own is read."""

    def __init__(self, tasks: list[Task], database: Path, reporter: _Reporter) -> None:
        super().__init__()
        self._tasks = tasks
        self._settings = {
            "dep_file": str(database),
            "backend": "sqlite3",
            "continue": True,
            "num_process": _AT_A_TIME,
            "par_type": "thread",
            "verbosity": 0,
            "reporter": reporter,
        }

    def load_doit_config(self) -> dict[str, Any]:
        return self._settings

    def load_tasks(self, cmd: object, pos_args: object) -> list[Task]:  # noqa: ARG002  # doit's interface
        return self._tasks


class _Reporter(ZeroReporter):  # type: ignore[misc]  # untyped base class
    """Shows what is under way, and keeps what went wrong."""

    def __init__(self, progress: Progress, steps: int) -> None:
        super().__init__(sys.stderr, {})
        self.done: list[str] = []
        self.faults: list[InputError] = []
        self.broken: list[str] = []
        self._progress = progress
        self._bar = progress.add_task("", total=steps)

    def execute_task(self, task: Task) -> None:
        self._progress.update(self._bar, description=task.doc)

    def add_success(self, task: Task) -> None:
        self.done.append(task.name)
        self._progress.advance(self._bar)

    def skip_uptodate(self, _task: Task) -> None:
        self._progress.advance(self._bar)

    def add_failure(self, task: Task, fail: BaseFail) -> None:
        # A fault told already, or a step that lacks what it would have needed, is no news.
        if not isinstance(fail, TaskFailed | UnmetDependency):
            self.broken.append(f"{task.name}: {fail.get_msg()}")
