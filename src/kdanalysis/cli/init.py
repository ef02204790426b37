"""The command that lays out a project outside the checkout."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kdanalysis.cli.common import say
from kdanalysis.project import PROJECT_VARIABLE
from kdanalysis.starter import lay_out


def init_command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="MAPPE", help="En ny eller tom mappe, fx mit-projekt."),
    ],
) -> None:
    """Læg et projekt, der kan køre, i en ny eller tom mappe; intet overskrives."""
    files = lay_out(folder)
    notebooks = sum(file.suffix == ".ipynb" for file in files)
    where = "denne mappe" if folder.resolve() == Path.cwd() else folder.as_posix()
    say(
        f"Projektet er lagt i {where}: {notebooks} notebooks med data.",
        f"Skriv rapporterne med: {_next(folder)}",
    )


def _next(folder: Path) -> str:
    """Return the command to run next; it says which project unless that goes without saying."""
    if folder.resolve() == Path.cwd() and PROJECT_VARIABLE not in os.environ:
        return "kdanalysis refresh --offline"
    told = folder.as_posix()
    named = f'"{told}"' if " " in told else told
    return f"kdanalysis refresh --offline --project {named}"
