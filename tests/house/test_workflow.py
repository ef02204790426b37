"""The scheduled workflow: its scripts run in a repository of their own, `gh` and `python` posed.

Tested is what the scripts do with the exit codes of `refresh`: which runs open a pull request with
which text, which do nothing, and which are red.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from tests.support.place import ROOT

from kdanalysis.cli.exits import RATE_MISSING, UNREACHABLE

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW: Final = ROOT / ".github" / "workflows" / "accounts.yml"
CHANGES: Final = "- Regnskabsår, der er kommet til: 2023."
BRANCH: Final = "accounts/new"


def workflow() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return content


def steps() -> dict[str, dict[str, Any]]:
    listed = workflow()["jobs"]["refresh"]["steps"]
    return {step["name"]: step for step in listed if "name" in step}


def executable(file: Path, text: str) -> None:
    file.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def git(folder: Path, *arguments: str) -> str:
    told = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return told.stdout


@dataclass
class Runner:
    """A checkout with a remote, and programs that note how they were called."""

    root: Path
    code: int
    fetches: str | None
    """What the posed refresh writes to the data; nothing if nothing is new."""
    open_number: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.temp, self.bin = self.root / "temp", self.root / "bin"
        self.checkout, self.remote = self.root / "checkout", self.root / "remote.git"
        for folder in (self.temp, self.bin, self.checkout):
            folder.mkdir()
        git(self.root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(self.checkout, "init", "--quiet", "--initial-branch=main")
        git(self.checkout, "config", "user.name", "prøve")
        git(self.checkout, "config", "user.email", "proeve@example.org")
        git(self.checkout, "remote", "add", "origin", str(self.remote))
        (self.checkout / "data").mkdir()
        (self.checkout / "data" / "tal.csv").write_text("før\n", encoding="utf-8")
        git(self.checkout, "add", ".")
        git(self.checkout, "commit", "--quiet", "-m", "Begin")
        git(self.checkout, "push", "--quiet", "origin", "main")
        self._pose()

    def _pose(self) -> None:
        calls = self.root / "gh.txt"
        executable(
            self.bin / "gh",
            f'echo "$@" >>"{calls}"\n[ "$1 $2" != "pr list" ] || echo "{self.open_number}"',
        )
        writes = "" if self.fetches is None else f'printf "{self.fetches}\\n" >data/tal.csv'
        changes = f'echo "{CHANGES}" >"${{@: -1}}"'
        refresh = f"{writes}\necho told\necho fault >&2\nexit {self.code}"
        executable(
            self.bin / "python", f'if [ "$3" = changes ]; then {changes}; exit 0; fi\n{refresh}'
        )

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run a step's script as the workflow's shell does, and keep its outputs."""
        step, output = steps()[name], self.root / "output.txt"
        output.write_text("", encoding="utf-8")
        environment = os.environ | {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(output),
            **workflow()["env"],
            **{key: self._known(value) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = output.read_text(encoding="utf-8").splitlines()
        told = dict(line.split("=", 1) for line in lines)
        self.outputs |= {f"{step.get('id')}.{key}": value for key, value in told.items()}
        return done

    def _known(self, expression: str) -> str:
        """Return what an expression of the workflow stands for here."""
        known = {"github.token": "x", "github.ref_name": "main"}
        name = expression.removeprefix("${{").removesuffix("}}").strip()
        if found := re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", name):
            return self.outputs.get(f"{found[1]}.{found[2]}", "")
        return known[name]

    def all_steps(self) -> int:
        """Run the whole job, and return the exit code of its last step."""
        assert self.run("Continue an open pull request").returncode == 0
        assert self.run("Refresh").returncode == 0
        if self.outputs["refresh.code"] != str(UNREACHABLE):
            opened = self.run("Open a pull request")
            assert opened.returncode == 0, opened.stderr
        if self.outputs.get("pull.pushed") == "true":
            assert self.run("Start the tests").returncode == 0
        return self.run("Say what stopped it").returncode

    @property
    def called(self) -> list[str]:
        """What `gh` was asked, but for the list of open pull requests."""
        lines = (self.root / "gh.txt").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if not line.startswith(("pr list", "workflow run"))]

    @property
    def tested(self) -> list[str]:
        """Which workflows `gh` was asked to start."""
        lines = (self.root / "gh.txt").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith("workflow run")]

    @property
    def body(self) -> str:
        return (self.temp / "body.md").read_text(encoding="utf-8")

    @property
    def pushed(self) -> str:
        return git(self.root, "--git-dir", str(self.remote), "show", f"{BRANCH}:data/tal.csv")


def test_it_may_do_what_it_does_and_no_more() -> None:
    assert workflow()["permissions"] == {
        "actions": "write",
        "contents": "write",
        "pull-requests": "write",
    }
    assert steps()["Open a pull request"]["if"] == f"steps.refresh.outputs.code != '{UNREACHABLE}'"
    assert steps()["Start the tests"]["if"] == "steps.pull.outputs.pushed == 'true'"
    assert steps()["Say what stopped it"]["if"] == "always()"


def test_new_accounts_open_a_pull_request_with_the_change_report(tmp_path: Path) -> None:
    job = Runner(tmp_path, 0, "efter")
    assert job.all_steps() == 0
    (call,) = job.called
    assert call.startswith("pr create --title Nye tal fra Danmarks Statistik --body-file")
    assert call.endswith(f"--base main --head {BRANCH}")
    assert CHANGES in job.body
    assert job.pushed == "efter\n"
    assert job.tested == [f"workflow run tests.yml --ref {BRANCH}"]


def test_nothing_new_opens_nothing(tmp_path: Path) -> None:
    job = Runner(tmp_path, 0, None)
    assert job.all_steps() == 0
    assert job.called == []
    assert job.tested == []


def test_a_missing_rate_is_in_the_title_and_green(tmp_path: Path) -> None:
    job = Runner(tmp_path, RATE_MISSING, "efter")
    assert job.all_steps() == 0
    assert "Nye tal fra Danmarks Statistik (PL-sats mangler)" in job.called[0]
    assert CHANGES in job.body


@pytest.mark.parametrize("code", [1, 2, 137])
def test_a_refresh_that_stops_tells_why_and_is_red(tmp_path: Path, code: int) -> None:
    job = Runner(tmp_path, code, "efter")
    assert job.all_steps() == 1
    assert "skal ses efter" in job.called[0]
    assert "told\nfault" in job.body
    assert len(job.tested) == 1
    assert CHANGES not in job.body


@pytest.mark.parametrize("code", [1, UNREACHABLE])
def test_a_refresh_that_stops_before_anything_came_is_red_too(tmp_path: Path, code: int) -> None:
    job = Runner(tmp_path, code, None)
    assert job.all_steps() == 1
    assert job.called == []


def test_a_job_that_stops_before_the_refresh_is_red(tmp_path: Path) -> None:
    assert Runner(tmp_path, 0, None).run("Say what stopped it").returncode == 1


def test_an_open_pull_request_is_continued_and_not_doubled(tmp_path: Path) -> None:
    job = Runner(tmp_path, 0, "igen", open_number="7")
    git(job.checkout, "switch", "--quiet", "-c", BRANCH)
    (job.checkout / "data" / "tal.csv").write_text("åben\n", encoding="utf-8")
    git(job.checkout, "commit", "--quiet", "-am", "Open")
    git(job.checkout, "push", "--quiet", "origin", BRANCH)
    git(job.checkout, "switch", "--quiet", "main")
    assert job.all_steps() == 0
    edited, commented = (call.split()[:3] for call in job.called)
    assert (edited, commented) == (["pr", "edit", "7"], ["pr", "comment", "7"])
    assert len(job.tested) == 1
    assert job.pushed == "igen\n"
    assert git(job.checkout, "log", "--format=%s", "-3").split("\n")[1] == "Open"


def test_what_an_open_pull_request_holds_is_not_new(tmp_path: Path) -> None:
    job = Runner(tmp_path, 0, None, open_number="7")
    git(job.checkout, "push", "--quiet", "origin", f"main:{BRANCH}")
    git(job.checkout, "fetch", "--quiet", "origin")
    assert job.all_steps() == 0
    assert job.called == []
