"""An own report, laid out as a notebook that runs as it is: `analyses/egne/NAVN.ipynb`."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from kdanalysis.project import InputError, Project

FOLDER: Final = "egne"
_TEMPLATE: Final = "egen_rapport.json"
_TITLE: Final = "TITEL"
_UNTITLED: Final = "Egen analyse"
_LONGEST: Final = 60
_NAME = re.compile(r"[^\W_](?:[\w -]*[^\W])?")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d", re.IGNORECASE)


def lay_out(project: Project, name: str) -> Path:
    """Write a notebook for an own report and return its path; nothing is ever overwritten.

    Args:
        project: The checkout.
        name: What the file is called; the title is made from it.

    Raises:
        InputError: the name cannot be used, or there is such a notebook already.
    """
    stem = _stem(name)
    folder = project.analyses / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{stem}.ipynb"
    # Windows and macOS hold names that differ by case to be the same.
    if stem.casefold() in {each.stem.casefold() for each in folder.glob("*.ipynb")}:
        raise _taken(file)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(_content(stem))
    except FileExistsError as error:
        raise _taken(file) from error
    return file


def _stem(name: str) -> str:
    stem = " ".join(name.removesuffix(".ipynb").removeprefix(f"{FOLDER}/").split())
    if not _NAME.fullmatch(stem) or _RESERVED.fullmatch(stem) or len(stem) > _LONGEST:
        raise InputError(
            f"»{name}« kan ikke være navn på en rapport.",
            "new rapport",
            f"Brug bogstaver, tal, mellemrum, - og _; begynd med et bogstav eller tal, højst "
            f"{_LONGEST} tegn, fx: kdanalysis new rapport botilbud",
        )
    return stem


def _taken(file: Path) -> InputError:
    return InputError(
        "Der er allerede en notebook med det navn; den er ikke rørt.", file, "Vælg et andet navn."
    )


def _content(stem: str) -> str:
    """Return the notebook with its title; without digits, since a title may hold no numbers."""
    words = " ".join(re.sub(r"[\d_-]+", " ", stem).split())
    title = words[:1].upper() + words[1:] or _UNTITLED
    template = files("kdanalysis.report") / "templates" / _TEMPLATE
    notebook = json.loads(template.read_text(encoding="utf-8"))
    front = notebook["cells"][0]
    front["source"] = [line.replace(_TITLE, title) for line in front["source"]]
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
