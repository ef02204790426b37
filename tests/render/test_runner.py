"""The steps: order, faults, and defects that are not the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kdanalysis.project import InputError, Project
from kdanalysis.render.runner import BrokenStepsError, Step, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rich.console import Console


CODE = "kdanalysis.project"


def writes(path: Path, content: str = "x") -> Callable[[], Iterable[Path]]:
    def act() -> list[Path]:
        path.write_text(content)
        return [path]

    return act


def test_a_step_waits_for_what_it_takes_and_for_what_it_follows(
    tmp_path: Path, console: Console
) -> None:
    made = tmp_path / "made"
    steps = [
        Step("last", "Sidst", writes(tmp_path / "last"), [], CODE, after=["second"]),
        Step("second", "Dernæst", writes(tmp_path / "second"), [made], CODE),
        Step("first", "Først", writes(made), [], CODE, makes=[made]),
    ]
    assert run(steps, Project(tmp_path), tmp_path / "db", console) == [
        "first",
        "second",
        "last",
    ]


def test_a_step_runs_again_when_its_state_changes(tmp_path: Path, console: Console) -> None:
    def once(version: str) -> list[str]:
        step = Step("a", "A", writes(tmp_path / "a"), [], CODE, {"version": version})
        return run([step], Project(tmp_path), tmp_path / "steps.db", console)

    assert [once("1"), once("1"), once("2"), once("2")] == [["a"], [], ["a"], []]


def test_the_users_fault_is_raised_as_it_is_and_the_step_stays_due(
    tmp_path: Path, console: Console
) -> None:
    def stops() -> list[Path]:
        raise InputError("hvad", "hvor", "gør")

    with pytest.raises(InputError, match="hvad"):
        run([Step("a", "A", stops, [], CODE)], Project(tmp_path), tmp_path / "steps.db", console)
    mended = Step("a", "A", writes(tmp_path / "a"), [], CODE)
    assert run([mended], Project(tmp_path), tmp_path / "steps.db", console) == ["a"]


def test_a_defect_is_not_taken_for_a_fault_of_the_users(tmp_path: Path, console: Console) -> None:
    def breaks() -> list[Path]:
        raise ValueError("a defect")

    with pytest.raises(RuntimeError, match=r"a: (?s:.)*a defect"):
        run([Step("a", "A", breaks, [], CODE)], Project(tmp_path), tmp_path / "steps.db", console)


def test_what_users_can_mend_is_told_beside_a_defect(tmp_path: Path, console: Console) -> None:
    def stops() -> list[Path]:
        raise InputError("hvad", "hvor", "gør")

    def breaks() -> list[Path]:
        raise ValueError("a defect")

    steps = [Step("a", "A", stops, [], CODE), Step("b", "B", breaks, [], CODE)]
    with pytest.raises(BrokenStepsError, match="a defect") as broken:
        run(steps, Project(tmp_path), tmp_path / "steps.db", console)
    assert [fault.what for fault in broken.value.faults] == ["hvad"]


def test_an_input_that_is_missing_is_a_defect(tmp_path: Path, console: Console) -> None:
    step = Step("a", "A", writes(tmp_path / "a"), [tmp_path / "missing"], CODE)
    with pytest.raises(RuntimeError, match="missing"):
        run([step], Project(tmp_path), tmp_path / "steps.db", console)


def test_tasks_that_wait_for_each_other_are_a_defect(tmp_path: Path, console: Console) -> None:
    steps = [
        Step("a", "A", writes(tmp_path / "a"), [], CODE, after=["b"]),
        Step("b", "B", writes(tmp_path / "b"), [], CODE, after=["a"]),
    ]
    with pytest.raises(RuntimeError):
        run(steps, Project(tmp_path), tmp_path / "steps.db", console)
