"""The quick run: what it chooses for a change, in which order, and never a pass on nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.support import quick
from tests.support.place import ROOT
from tests.support.reach import choose, graph, module_of
from tests.support.slow import DEADLINE, NOT_SLOW

ROUNDING = "src/kdanalysis/tables/rounding.py"
SOURCES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "src").rglob("*.py"))
STYLE = "src/kdanalysis/render/templates/x.css"


@pytest.mark.parametrize("file", SOURCES)
def test_every_module_leads_to_tests(file: str) -> None:
    choice = choose([file])
    assert choice.files
    assert choice.without == []
    assert module_of(file) in graph().modules


def test_the_room_comes_first_then_who_imports_it() -> None:
    choice = choose([ROUNDING])
    assert choice.files.index("tests/tables/test_rounding.py") < 5
    assert choice.distance["tests/tables/test_period.py"] == 0
    assert choice.distance["tests/procurement/business_case/test_gates.py"] == 1
    assert choice.distance["tests/report/elements/test_units.py"] > 1
    distances = [choice.distance[file] for file in choice.files]
    assert distances == sorted(distances)
    assert choice.why["tests/procurement/business_case/test_gates.py"].startswith("imports")


def test_what_is_no_code_belongs_to_its_folder() -> None:
    assert module_of("src/kdanalysis/render/templates/page.css") == "kdanalysis.render"
    assert module_of("src/kdanalysis/render/__init__.py") == "kdanalysis.render"
    assert choose([STYLE]).distance["tests/render/test_documents.py"] == 0


def test_a_helper_leads_to_the_tests_that_stand_on_it() -> None:
    choice = choose(["tests/procurement/oracle.py", "tests/report/audit/conftest.py"])
    assert "tests/procurement/test_oracle.py" in choice.files
    assert "tests/report/audit/test_rates.py" in choice.files
    assert "tests/tables/test_areas.py" not in choice.files


def test_what_leads_to_nothing_is_named() -> None:
    choice = choose(["docs/img/jupyter.png", "docs/python.md", "src/kdanalysis/tables/areas.py"])
    assert choice.without == ["docs/img/jupyter.png"]
    assert "tests/interface" in choice.files


def test_a_file_that_is_gone_leads_to_its_room() -> None:
    choice = choose(["src/kdanalysis/tables/gone.py"])
    assert choice.distance["tests/tables/test_areas.py"] == 0


@pytest.mark.parametrize(
    ("changed", "run", "said"),
    [
        ([], quick.CORE, "Nothing has changed"),
        (["docs/img/jupyter.png"], quick.CORE, "1 files have changed"),
        (["docs/python.md"], ("tests/interface",), "reads docs/python.md"),
    ],
)
def test_it_tells_what_it_runs_and_always_runs_something(
    changed: list[str],
    run: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands: list[list[str]] = []

    def note(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(quick, "changed_since", lambda _: changed)
    monkeypatch.setattr(quick, "last_on_main", lambda: "0" * 40)
    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr("sys.argv", ["quick"])
    assert quick.main() == 5
    (command,) = commands
    assert tuple(command[-len(run) :]) == run
    assert NOT_SLOW in command
    told = capsys.readouterr().out
    assert said in told
    assert "Left out: browser, install, kills, lab, slow" in told
    assert f"nothing was run: pytest {' '.join(run)}" in told


@pytest.mark.parametrize(("until", "code"), [("0", 5), ("9e9", 0)])
def test_what_begins_too_late_is_named_and_no_pass(until: str, code: int) -> None:
    file = "tests/tables/test_rounding.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "tests.support.slow", file],
        cwd=ROOT, env=os.environ | {DEADLINE: until}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert ("left out as time was up" in done.stdout) == (code == 5)
    assert (f"{file} (" in done.stdout) == (code == 5)
