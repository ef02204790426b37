"""The analyst's guide: every command in it runs, every message in it is one of ours."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from tests.house.test_install import INSTALL
from tests.support.place import ROOT

from kdanalysis.sources.statbank.errors import URL_VARIABLE

if TYPE_CHECKING:
    from tests.support.site import Desk

    from kdanalysis.project import Project

GUIDE: Final = ROOT / "docs" / "vejledning.md"
PROGRAM: Final = ".venv\\Scripts\\kdanalysis "
PYTHON: Final = ".venv\\Scripts\\python "
NOBODY: Final = "http://127.0.0.1:9"
"""An address where nobody answers: the guide says what happens then."""


def lines(language: str) -> list[str]:
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def words(line: str) -> list[str]:
    """Return a line of PowerShell as words; quotes hold words together."""
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]


@pytest.fixture
def checkout_copy(own_desk: Desk) -> Project:
    """A git checkout of what an analyst works on, committed; the reports have been made once.

    That the guide's first command makes them from nothing is what the tests of the site begin with.
    """
    root = own_desk.project.root
    shutil.copy(ROOT / ".gitignore", root)
    identity = ["-c", "user.name=En", "-c", "user.email=en@eksempel.dk"]
    for step in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "Start"]):
        subprocess.run(["git", "-C", str(root), *step], check=True)
    return own_desk.project


def run(line: str, project: Project) -> subprocess.CompletedProcess[str]:
    told = words(line.replace(PROGRAM, f"{PYTHON}-m kdanalysis ").replace(PYTHON, "python "))
    program = [sys.executable, *told[1:]] if told[0] == "python" else told
    environment = os.environ | {URL_VARIABLE: NOBODY, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        program, cwd=project.root, env=environment, capture_output=True, text=True, check=False
    )


def test_the_installation_is_the_one_that_is_tested() -> None:
    """CI installs with README's lines; the guide has the same."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    installing = [line for line in lines("powershell") if "pip" in line or line.startswith("py ")]
    assert len(installing) == 4
    assert [line for line in installing if line not in readme] == []
    assert " ".join(INSTALL) in "\n".join(installing)


@pytest.mark.slow
def test_every_command_runs_in_the_order_of_the_guide(checkout_copy: Project) -> None:
    ran = []
    for line in lines("powershell"):
        if "pip" in line or line.startswith("py ") or line.endswith("jupyter lab"):
            continue
        done = run(line, checkout_copy)
        unreachable = 3 if re.search(r"kdanalysis refresh( --dry-run)?$", line) else 0
        assert done.returncode == unreachable, f"{line}\n{done.stdout}\n{done.stderr}"
        ran.append(line)
    assert len(ran) >= 18
    assert (checkout_copy.site / "egne" / "Min analyse.pdf").is_file()
    assert (checkout_copy.root / "pl.csv").is_file()


def test_the_cells_of_the_guide_run(checkout: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout.root)
    names: dict[str, object] = {}
    opening = (
        "from kdanalysis.notebook import *\n"
        "from kdanalysis.report.subjects.accounts import choose\n"
        'valg = choose(area="082", period=2018)'
    )
    exec(opening, names)
    said: list[str] = []
    names["say"] = said.append
    for line in lines("python"):
        exec(line, names)
    assert len(said) == 2
    assert all('{.n k="' in text for text in said)


def test_jupyter_is_what_the_guide_starts() -> None:
    command = [sys.executable, "-m", "jupyter", "lab", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip()


def test_every_message_named_is_one_of_ours() -> None:
    text = GUIDE.read_text(encoding="utf-8").partition("## Hvad meddelelserne betyder")[2]
    named = re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)
    source = "".join(
        re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "src").rglob("*.py"))
    )
    assert len(named) >= 10
    assert [message for message in named if message not in source] == []


def test_pictures_and_links_are_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert sum(target.startswith("img/") for target in targets) >= 4
    assert [target for target in targets if not (GUIDE.parent / target).is_file()] == []
