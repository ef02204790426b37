"""The log of the runs, and what is shown of a fault that is the program's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import kdanalysis
from kdanalysis.cli import runlog
from kdanalysis.cli.exits import FAULT, INTERNAL, INTERRUPTED
from kdanalysis.project import PROJECT_VARIABLE, InputError, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ended

BUILD = "kdanalysis.tables.build.build_processed"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    (tmp_path / "_quarto.yml").touch()
    monkeypatch.setenv(PROJECT_VARIABLE, str(tmp_path))
    monkeypatch.delenv("KDANALYSIS_DEBUG", raising=False)
    return Project(tmp_path)


def log(project: Project) -> str:
    """Return the log of a project."""
    return (project.build / "kdanalysis.log").read_text(encoding="utf-8")


def breaks(fault: BaseException) -> Callable[[Project], list[Path]]:
    def stops(_: Project) -> list[Path]:
        raise fault

    return stops


def test_a_run_is_logged_with_words_version_code_and_time(
    project: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, lambda _: [])
    assert types("build", "--verbose").code == 0
    told = log(project)
    assert f"INFO kdanalysis {kdanalysis.__version__}: build --verbose\n" in told
    assert "INFO slut: 0\n" in told
    assert re.search(r"INFO tid: \d+\.\d\d s\n", told)
    assert types("build").code == 0
    assert log(project).startswith(told)


def test_steps_are_logged_with_their_time(
    project_copy: Project, types: Callable[..., Ended]
) -> None:
    (project_copy.root / "_quarto.yml").write_text("profile:\n  group: []\n", encoding="utf-8")
    told = types("refresh", "--offline", "--project", str(project_copy.root))
    assert told.code == 0, told.err
    assert re.search(r"INFO data:build: \d+\.\d\d s\n", log(project_copy))


def test_step_names_are_told_when_asked_for_and_the_useful_line_is_last(
    project_copy: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project_copy.root / "_quarto.yml").write_text("profile:\n  group: []\n", encoding="utf-8")
    monkeypatch.chdir(project_copy.root)
    told = types("refresh", "--offline")
    assert "Trin kørt: 4 " in told.out
    assert "data:build" not in told.out
    assert told.out.splitlines()[-1] == "Se build/site/index.html"
    (project_copy.processed / "population.csv").unlink()
    assert "data:build" in types("refresh", "--offline", "--verbose").out


def test_the_users_fault_is_logged_without_a_traceback(
    project: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, breaks(InputError("Hvad.", "her", "Gør det.")))
    told = types("build")
    assert (told.code, told.err) == (FAULT, "Fejl: Hvad.\n  Hvor: her\n  Gør: Gør det.\n")
    assert "ERROR fejl: Hvad.\n  Hvor: her" in log(project)
    assert "Traceback" not in log(project)


def test_a_defect_is_one_message_and_its_traceback_is_in_the_log(
    project: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, breaks(RuntimeError("noget\ner galt")))
    told = types("build")
    assert told.code == INTERNAL
    assert told.err.startswith("Fejl: Kommandoen stoppede på en fejl i kdanalysis selv: ")
    assert "RuntimeError: noget er galt\n  Hvor: build/kdanalysis.log\n  Gør: " in told.err
    assert "Traceback" not in told.err
    assert re.search(
        r"ERROR uventet fejl\nTraceback[^$]+RuntimeError: noget\ner galt", log(project)
    )


@pytest.mark.parametrize("way", ["option", "variable"])
def test_the_traceback_is_shown_when_asked_for(
    way: str, project: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, breaks(RuntimeError("galt")))
    if way == "variable":
        monkeypatch.setenv("KDANALYSIS_DEBUG", "1")
    told = types("build", *(["--debug"] if way == "option" else []))
    assert told.code == INTERNAL
    assert "Traceback" in told.err
    assert told.err.endswith("--debug viser stedet i det.\n")
    assert project.build.is_dir()


@pytest.mark.usefixtures("project")
def test_an_interrupted_run_has_its_exit_code(
    types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, breaks(KeyboardInterrupt()))
    assert types("build").code == INTERRUPTED


def test_the_log_is_turned_and_the_oldest_goes(
    project: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, lambda _: [])
    monkeypatch.setattr(runlog, "_LARGEST", 300)
    for _ in range(20):
        assert types("build").code == 0
    logs = sorted(path.name for path in project.build.iterdir())
    assert logs == ["kdanalysis.log", *(f"kdanalysis.log.{n}" for n in (1, 2, 3))]
    assert all(path.stat().st_size <= 300 for path in project.build.iterdir())


def test_a_log_that_cannot_be_written_stops_no_command(
    project: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, lambda _: [])
    project.build.write_text("en fil i mappens sted", encoding="utf-8")
    told = types("build")
    assert (told.code, told.out, told.err) == (0, "Intet er ændret.\n", "")
