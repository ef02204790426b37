"""`refresh --dry-run`: what would be fetched, run and written is told, and nothing is touched."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from tests.house.refresh.projects import SMALL, make
from tests.support.main_accounts import serve_main_accounts
from tests.support.raw_files import replace_and_sign
from tests.support.statbank import LocalStatbank

from kdanalysis.cli.exits import UNREACHABLE
from kdanalysis.project import PROJECT_VARIABLE, Project
from kdanalysis.render import run_data_steps
from kdanalysis.render.runner import RunPlan, Step, plan, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ended

RATE = "2021,2022,"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = make(tmp_path, SMALL)
    monkeypatch.setenv(PROJECT_VARIABLE, str(made.root))
    monkeypatch.setattr("time.sleep", lambda _: None)
    return made


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Return time of change of every file and folder, and the hash of every file."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted([folder, *folder.rglob("*")])
    }


def lines(told: Ended) -> dict[str, str]:
    """Return the lines of the form `what: told`."""
    return dict(line.split(": ", 1) for line in told.out.splitlines() if ": " in line)


def test_a_new_project_would_have_all_made(project: Project, types: Callable[..., Ended]) -> None:
    before = state(project.root)
    told = types("refresh", "--dry-run", "--offline")
    assert told.code == 0
    said = lines(told)
    assert said["Hentes"] == "intet (--offline)"
    assert said["Bygges"] == "tabellerne, optegnelsen"
    assert said["Køres"] == SMALL
    assert said["Skrives"] == f"dassos/{SMALL}"
    assert told.out.endswith("Prøvekørsel: intet er hentet eller skrevet.\n")
    assert state(project.root) == before
    assert not project.build.exists()


def test_what_is_up_to_date_would_follow_only_if_the_data_change(
    project: Project, types: Callable[..., Ended]
) -> None:
    run_data_steps(project, Console(quiet=True))
    before = state(project.root)
    assert lines(types("refresh", "--dry-run", "--offline"))["Bygges"] == "intet"
    with LocalStatbank(last_year=2022) as bank:
        serve_main_accounts(bank)
        told = types("refresh", "--dry-run", "--base-url", bank.base_url)
    said = lines(told)
    assert said["Hentes"] == "REGK31, REGK11, FOLK1A"
    assert said["REGK31"].startswith("ikke hentet før; opdateret ")
    assert said["Bygges"] == "intet; måske også tabellerne, optegnelsen"
    assert state(project.root) == before


def test_a_changed_raw_file_makes_the_tables_due(
    project: Project, types: Callable[..., Ended]
) -> None:
    run_data_steps(project, Console(quiet=True))
    chain = project.raw / "pl" / "pl_chain.csv"
    old = next(row for row in chain.read_text("utf-8").splitlines() if row.startswith(RATE))
    replace_and_sign(chain, old, f"{old} ")
    before = state(project.root)
    assert lines(types("refresh", "--dry-run", "--offline"))["Bygges"] == "tabellerne, optegnelsen"
    assert state(project.root) == before


def test_news_of_stored_tables_are_asked_for_and_left_there(
    project: Project, types: Callable[..., Ended]
) -> None:
    with LocalStatbank(last_year=2022) as bank:
        serve_main_accounts(bank)
        address = ("--base-url", bank.base_url)
        assert types("fetch", *address).code == 0
        before = state(project.root)
        assert lines(types("refresh", "--dry-run", *address))["Hentes"] == "intet"
        assert lines(types("refresh", "--dry-run", "--full", *address))["Hentes"].startswith("FOLK")
        bank.publish(2023)
        told = types("refresh", "--dry-run", *address)
        assert "nyt: Tid" in lines(told)["REGK31"]
        assert "REGK31" in lines(told)["Hentes"]
        assert state(project.root) == before


def test_without_an_answer_the_rest_is_told_and_the_exit_code_says_so(
    project: Project, types: Callable[..., Ended]
) -> None:
    before = state(project.root)
    told = types("refresh", "--dry-run", "--base-url", "http://127.0.0.1:9/v1")
    assert told.code == UNREACHABLE
    assert "Statistikbanken svarer ikke" in told.out
    assert lines(told)["Køres"] == SMALL
    assert state(project.root) == before


def test_a_plan_is_what_the_run_then_does(tmp_path: Path) -> None:
    """Three steps in a row: the first due is certain, those that take what it makes follow."""
    source, first, second = (tmp_path / name for name in ("source", "first", "second"))
    source.write_text("1", encoding="utf-8")
    database = tmp_path / "steps.db"

    def copies(taken: Path, made: Path) -> Step:
        def act() -> list[Path]:
            made.write_bytes(taken.read_bytes()[:1])
            return [made]

        return Step(made.name, made.name, act, [taken], "kdanalysis.project", makes=[made])

    last = Step("last", "last", lambda: [second], [second], "kdanalysis.project")
    steps = [copies(source, first), copies(first, second), last]

    def ran() -> list[str]:
        return run(steps, Project(tmp_path), database, Console(quiet=True))

    assert plan(steps, Project(tmp_path), database) == RunPlan(("first", "second", "last"), ())
    assert not database.exists()
    assert ran() == ["first", "second", "last"]
    assert plan(steps, Project(tmp_path), database) == RunPlan((), ())
    assert plan(steps, Project(tmp_path), database, moved=["first"]) == RunPlan(
        (), ("first", "second", "last")
    )

    source.write_text("12", encoding="utf-8")
    noted = database.read_bytes()
    assert plan(steps, Project(tmp_path), database) == RunPlan(("first",), ("second", "last"))
    assert database.read_bytes() == noted
    assert ran() == ["first"]  # it made the same, so nothing followed

    source.write_text("2", encoding="utf-8")
    assert plan(steps, Project(tmp_path), database) == RunPlan(("first",), ("second", "last"))
    assert ran() == ["first", "second", "last"]
    second.unlink()
    assert plan(steps, Project(tmp_path), database).due[0] == "second"
