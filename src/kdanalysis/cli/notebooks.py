"""The commands on notebooks as files: keep their outputs out of git."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kdanalysis.cli.common import say
from kdanalysis.cli.exits import FAULT
from kdanalysis.project import InputError, Project


def clean_command(
    check: Annotated[
        bool, typer.Option("--check", help="Vis kun, hvad der ville blive ændret.")
    ] = False,
) -> None:
    """Fjern output og tællere fra notebooks i analyses, som git gemmer dem."""
    from kdanalysis.render.stored import clean  # noqa: PLC0415 - slow to load

    project = Project.find()
    changed = [project.relative(path) for path in clean(project, check=check)]
    say(*changed or ["Alle notebooks er uden output."])
    if changed and check:
        raise typer.Exit(FAULT)


def setup_command() -> None:
    """Lad git gemme notebooks uden output, så en kørsel ikke giver ændringer."""
    from kdanalysis.render.stored import set_up_filter  # noqa: PLC0415 - slow to load

    done = set_up_filter(Project.find())
    say(
        "Git gemmer nu notebooks uden output."
        if done
        else "Mappen er ikke under git; der er intet at sætte op."
    )


def filter_command() -> None:
    """Læs en notebook på standard ind, og skriv den uden output; git kalder den."""
    from kdanalysis.render.stored import stored_form  # noqa: PLC0415 - slow to load

    given = sys.stdin.buffer.read()
    try:
        stored = stored_form(given.decode("utf-8"), "standard ind").encode("utf-8")
    except (InputError, UnicodeDecodeError):  # nothing may be lost on the way into git
        stored = given
    sys.stdout.buffer.write(stored)
    sys.stdout.buffer.flush()
