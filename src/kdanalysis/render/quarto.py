"""Quarto, the engine of record: found on PATH, asked for one report of one profile at a time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from threading import Lock

import font_source_sans_pro

from kdanalysis.project import InputError, Project
from kdanalysis.render.configuration import executed_path

NEEDED = (1, 9)
"""The first version whose Typst writes PDF/UA-1."""
EXECUTED = "KDANALYSIS_EXECUTED"
"""Set for Quarto's `pre-render`: the notebooks are executed already."""

# Quarto writes to one output folder and one scratch folder per project.
_one_at_a_time = Lock()


def version(executable: str) -> tuple[int, ...]:
    """Return the version of the Quarto at `executable`; empty if it does not tell one."""
    said = subprocess.run([executable, "--version"], capture_output=True, text=True, check=False)
    number = re.match(r"\d+(\.\d+)*", said.stdout.strip())
    return tuple(int(part) for part in number[0].split(".")) if number else ()


def find() -> str | None:
    """Return the path of a Quarto that is new enough, if there is one."""
    executable = shutil.which("quarto")
    return executable if executable and version(executable) >= NEEDED else None


def require() -> str:
    """Return the path of Quarto.

    Raises:
        InputError: it is not on PATH, or too old.
    """
    if executable := find():
        return executable
    needed = ".".join(map(str, NEEDED))
    raise InputError(
        f"Quarto {needed} eller nyere findes ikke.",
        "PATH",
        "Installér den med environment.yml (conda), eller brug --engine pandoc.",
    )


def provide_fonts(project: Project) -> None:
    """Put the fonts where `font-paths` of `_quarto.yml` looks for them: inside the project."""
    fonts = project.build / "fonts"
    shutil.copytree(font_source_sans_pro.font_directory, fonts, dirs_exist_ok=True)


def render(project: Project, executable: str, profile: str, report: str) -> dict[str, bytes]:
    """Render the executed `report` and return what was made by suffix (`html`, `pdf`).

    Raises:
        InputError: Quarto failed, or left no file.
    """
    notebook = project.relative(executed_path(project, report))
    command = [executable, "render", notebook, "--profile", profile]
    stem = project.build / "quarto" / notebook.removesuffix(".ipynb")
    made = {suffix: stem.with_suffix(f".{suffix}") for suffix in ("html", "pdf")}
    with _one_at_a_time:
        provide_fonts(project)
        for path in made.values():
            path.unlink(missing_ok=True)
        ended = _run(command, project)
        missing = [path.name for path in made.values() if not path.is_file()]
        if ended.returncode or missing:
            raise _fault(ended, command, missing)
        return {suffix: path.read_bytes() for suffix, path in made.items()}


def _run(command: list[str], project: Project) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=project.root,
        env=os.environ | {EXECUTED: "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _fault(
    ended: subprocess.CompletedProcess[str], command: list[str], missing: list[str]
) -> InputError:
    said = "\n".join(ended.stderr.strip().splitlines()[-15:])
    unwritten = f"Quarto skrev ikke {', '.join(missing)}."
    what = f"Quarto fejlede: {said}" if ended.returncode else unwritten
    where = " ".join(["quarto", *command[1:]])
    return InputError(what, where, "Ret fejlen, eller brug --engine pandoc.")
