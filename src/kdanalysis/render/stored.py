"""The form notebooks are stored in: without outputs, so that running one makes no difference.

`nbstripout` takes outputs and counts out; what a program writes besides into the metadata (version
of Python, name of the kernel, folds) is brought to one form. Git asks for this form each time it
looks at a notebook, once `set_up_filter` has told it how.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import nbformat
from nbstripout import strip_output

from kdanalysis.project import InputError, Project
from kdanalysis.publishing import replacing

FILTER: Final = "kdanalysis-notebook"
"""The name of the filter in `.gitattributes`."""

_KERNEL: Final = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LANGUAGE: Final = {"name": "python"}
_KEPT_OF_A_CELL: Final = ("tags", "name", "slideshow", "raw_mimetype")
"""What a person says of a cell; the rest is how a program last showed it."""


def stored_form(text: str, where: object) -> str:
    """Return the text of a notebook as it is stored; one in that form comes out byte for byte.

    Args:
        text: the notebook as JSON, of format 4.
        where: the notebook, for messages.

    Raises:
        InputError: it is not a notebook of format 4.
    """
    try:
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
        cells = notebook.cells
    except Exception as error:  # nbformat raises whatever the content makes it meet
        raise InputError(
            "Filen er ikke en notebook i format 4.", where, "Gem den fra JupyterLab."
        ) from error
    strip_output(notebook, keep_output=False, keep_count=False, keep_id=True)
    notebook.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": _LANGUAGE})  # type: ignore[no-untyped-call]
    for cell in cells:
        kept = {name: cell.metadata[name] for name in _KEPT_OF_A_CELL if cell.metadata.get(name)}
        cell.metadata = nbformat.from_dict(kept)  # type: ignore[no-untyped-call]
        if cell.cell_type == "code":
            cell.outputs = []  # also those of cells that nbstripout was told to keep
    written: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    return written + "\n"


def clean(project: Project, *, check: bool = False) -> list[Path]:
    """Bring every notebook below `analyses` into its stored form; return those that were not.

    Args:
        project: the checkout.
        check: whether to look only, and write nothing.

    Raises:
        InputError: a file is not a notebook; those before it are clean, none is lost.
    """
    changed = []
    for path in sorted(project.analyses.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        text = path.read_bytes().decode("utf-8")
        stored = stored_form(text, project.relative(path))
        if stored == text:
            continue
        changed.append(path)
        if not check:
            with replacing(path) as beside:
                beside.write_bytes(stored.encode("utf-8"))
    return changed


def set_up_filter(project: Project) -> bool:
    """Tell the checkout's git to store notebooks without outputs; return whether it has one.

    It is told in `.git/config` of this checkout only, anew each time, as the interpreter may have
    moved. Where the interpreter is gone, git takes the file as it is, without a word.

    Raises:
        InputError: git refuses.
    """
    git = shutil.which("git")
    if git is None or not (project.root / ".git").exists():
        return False
    python = shlex.quote(Path(sys.executable).as_posix())  # git has a shell of its own on Windows
    run = f"{python} -m kdanalysis notebooks filter"
    settings = {
        f"filter.{FILTER}.clean": f"if test -x {python}; then {run}; else cat; fi",
        f"filter.{FILTER}.required": "false",
    }
    for name, value in settings.items():
        done = subprocess.run(
            [git, "-C", str(project.root), "config", "--local", name, value],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise InputError(
                f"Git tager ikke imod indstillingen {name}: {done.stderr.strip()}",
                project.root / ".git" / "config",
                "Se efter, om filen er låst eller skrivebeskyttet, og kør kommandoen igen.",
            )
    return True
