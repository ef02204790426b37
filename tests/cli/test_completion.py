"""Completion: each shell's script, and what each shell asks and is answered."""

from __future__ import annotations

import csv
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest

from kdanalysis.cli.commands import COMMANDS
from kdanalysis.cli.program import complete_figure, complete_report
from kdanalysis.cli.tender import Register
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.project import PROJECT_VARIABLE, Project
from kdanalysis.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ended

SHELLS = ("bash", "zsh", "fish", "powershell")
FIRST = list(dict.fromkeys(name.partition(" ")[0] for name in COMMANDS))


def asked(shell: str, line: str, project: Project) -> list[str]:
    """Return the lines that a shell is answered when Tab is pressed at the end of a line."""
    words = line.split(" ")
    told = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        "powershell": {
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        },
    }[shell]
    ended = subprocess.run(
        [sys.executable, "-m", "kdanalysis"],
        env=os.environ | told | {"_KDANALYSIS_COMPLETE": f"complete_{shell}", "PYTHONUTF8": "1"},
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def values(shell: str, line: str, project: Project) -> list[str]:
    """Return the values among the answers, without what each shell puts around them."""
    ends = {"bash": "\n", "zsh": '"', "fish": "\t", "powershell": ":::"}
    starts = {"zsh": "_arguments '*: :(("}
    lines = [a.removeprefix(starts.get(shell, "")) for a in asked(shell, line, project)]
    return [line.lstrip('"').partition(ends[shell])[0] for line in lines if line]


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_options_and_values_are_offered_in_every_shell(
    shell: str, checkout: Project
) -> None:
    assert values(shell, "kdanalysis ", checkout) == FIRST
    assert values(shell, "kdanalysis re", checkout) == ["refresh", "render"]
    assert values(shell, "kdanalysis render --eng", checkout) == ["--engine"]
    assert values(shell, "kdanalysis render --engine ", checkout) == ["auto", "quarto", "pandoc"]


@pytest.mark.parametrize("shell", SHELLS[1:])
def test_what_a_command_does_stands_beside_its_name(shell: str, checkout: Project) -> None:
    (told,) = asked(shell, "kdanalysis equ", checkout)
    assert "Beregn udligningen" in told


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str, types: Callable[..., Ended]) -> None:
    told = types("completion", shell)
    assert told.code == 0
    sign = ' = "' if shell == "powershell" else "="
    assert f"_KDANALYSIS_COMPLETE{sign}complete_{shell}" in told.out
    assert "kdanalysis completion" not in told.out
    assert f"kdanalysis completion {shell}" in told.err


def test_values_come_from_the_project(checkout: Project) -> None:
    file = checkout.raw / "local" / "areas.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        towns = [row["name"] for row in csv.DictReader(lines) if row["kind"] == "municipality"]
    offered = values("bash", "kdanalysis render --kommune ", checkout)
    assert offered[: len(towns) + 1] == ["all", *towns]
    assert values("bash", "kdanalysis render --kommune 74", checkout) == ["740", "741", "746"]
    assert values("bash", "kdanalysis verify urologi", checkout) == ["urologi_business_case"]
    recorded = sorted(path.name for path in checkout.revisions.glob("[0-9]*"))
    assert values("bash", "kdanalysis changes --earlier ", checkout) == recorded
    assert "growth_pct" in values("bash", "kdanalysis figure growth", checkout)


def test_key_figures_are_offered_as_they_are_listed(
    checkout: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(checkout.root))
    assert [name for name, _ in complete_figure("")] == sorted(all_figures())


def test_registers_are_those_there_are() -> None:
    assert list(get_args(Register)) == list(REGISTERS)


def test_own_notebooks_are_offered_with_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_quarto.yml").touch()
    for name in ("a.ipynb", "egne/b.ipynb", ".ipynb_checkpoints/c.ipynb"):
        file = tmp_path / "analyses" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    monkeypatch.setenv(PROJECT_VARIABLE, str(tmp_path))
    assert [name for name, _ in complete_report("")] == ["a", "egne/b"]


def test_outside_a_project_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert not any(asked("bash", "kdanalysis render ", Project(tmp_path)))


def test_bash_itself_completes(checkout: Project, tmp_path: Path) -> None:
    program = tmp_path / "kdanalysis"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kdanalysis "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    script = (
        'eval "$(kdanalysis completion bash)"\n'
        "COMP_WORDS=(kdanalysis inputs new p); COMP_CWORD=3\n"
        '_kdanalysis_completion kdanalysis\necho "${COMPREPLY[@]}"\n'
        "complete -p kdanalysis\n"
    )
    ended = subprocess.run(
        ["bash", "--norc", "-c", script],
        env=os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        cwd=checkout.root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ended.stdout.splitlines() == [
        "pl pr_indbygger",
        "complete -o default -F _kdanalysis_completion kdanalysis",
    ]
