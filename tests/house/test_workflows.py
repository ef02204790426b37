"""The workflows do what README and Makefile say, and nothing they name is missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / ".github" / "workflows"
FILES: Final = sorted(FOLDER.glob("*.yml"))
LAST: Final = ".venv\\Scripts\\python -m kdanalysis "


def read(name: str) -> dict[Any, Any]:
    content: dict[Any, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def scripts(workflow: dict[Any, Any]) -> str:
    return "\n".join(step.get("run", "") for step in steps(workflow))


def readme_lines() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n(py -3 .*?)```", text, flags=re.DOTALL)
    return str(block).splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workflow_says_when_how_long_and_what_it_may_do(path: Path) -> None:
    workflow = read(path.name)
    assert workflow[True]  # YAML 1.1 reads the key `on` so
    assert workflow["permissions"]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 90
        assert job["runs-on"] in {"ubuntu-latest", "windows-latest"}


def test_an_action_has_one_major_version_in_all_workflows() -> None:
    used = [step["uses"] for path in FILES for step in steps(read(path.name)) if "uses" in step]
    assert len(used) >= 6
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", name) for name in used)
    assert len(set(used)) == len({name.partition("@")[0] for name in used})


def test_what_make_is_asked_for_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):(?!=)", makefile, flags=re.MULTILINE))
    asked = {
        target
        for path in FILES
        for target in re.findall(r"^make ([\w-]+)", scripts(read(path.name)), flags=re.MULTILINE)
    }
    assert "test" in asked
    assert asked <= targets


def test_the_tests_run_on_pushes_pull_requests_and_when_they_are_started() -> None:
    assert set(read("tests.yml")[True]) == {"push", "pull_request", "workflow_dispatch"}
    assert "gh workflow run tests.yml" in scripts(read("accounts.yml"))
    assert read("tests.yml")["permissions"] == {"contents": "read"}


def test_linux_takes_the_first_and_the_last_python_that_readme_names() -> None:
    named = re.findall(r"3\.\d+", readme_python())
    job = read("tests.yml")["jobs"]["linux"]
    assert job["strategy"]["matrix"]["python"] == [named[0], named[-1]]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f'--python ">={named[0]},<3.{int(named[-1].split(".")[1]) + 1}"' in makefile


def readme_python() -> str:
    (line,) = re.findall(
        r"^Python .* and access to a package index", (ROOT / "README.md").read_text("utf-8"), re.M
    )
    return str(line)


def test_windows_installs_by_the_lines_of_readme_and_writes_one_report() -> None:
    job = read("tests.yml")["jobs"]["windows"]
    (step,) = [step for step in job["steps"] if "run" in step]
    assert step["shell"] == "pwsh"
    # Without it PowerShell goes on after a program that failed.
    stops, *lines = step["run"].splitlines()
    assert stops == "$PSNativeCommandUseErrorActionPreference = $true"
    assert len(lines) >= 6
    assert lines[:-1] == readme_lines()[:-1]
    assert readme_lines()[-1].startswith(LAST)
    assert lines[-1] == f"{LAST}render overblik"
    assert "`kdnet/overblik`" in (ROOT / "README.md").read_text(encoding="utf-8")
