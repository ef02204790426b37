"""The program that the commands make up, and how a run of it ends."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated, Any, Final

import typer
from typer.completion import get_completion_inspect_parameters

from kdanalysis.cli import exits
from kdanalysis.cli.common import is_debugging, say, say_json
from kdanalysis.cli.danish import CommandLineError
from kdanalysis.cli.group import LazyGroup
from kdanalysis.cli.runlog import LOG
from kdanalysis.project import InputError

PROGRAM: Final = "kdanalysis"
_COMPLETING: Final = "_KDANALYSIS_COMPLETE"
"""What a shell sets to ask for completions."""
_TOLD: Final = 300
"""Characters of an unexpected error that are shown; the log has it all."""

app = typer.Typer(cls=LazyGroup, add_completion=False, rich_markup_mode=None)


def _show_version(value: bool) -> None:
    if value:
        import kdanalysis  # noqa: PLC0415

        say(f"{PROGRAM} {kdanalysis.__version__}")
        raise typer.Exit


@app.callback(epilog=f"\b\nExitkoder:\n{exits.told()}")
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", help="Vis versionen.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Rapporter om socialområdet og fælles udbud, genberegnet fra data."""


def run(words: list[str] | None = None) -> int:
    """Run a command line, by default this process's, and return the exit code.

    A fault is shown as one message: on standard error or, with `--json`, as the document.
    """
    given = sys.argv[1:] if words is None else words
    options = given[: given.index("--")] if "--" in given else given
    traced = "--debug" in options or is_debugging()
    command: Any = typer.main.get_command(app)
    if _COMPLETING in os.environ:
        get_completion_inspect_parameters()  # makes the shells known
    try:
        ended = command.main(words, prog_name=PROGRAM, standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - told in a line; logged with its traceback
        if traced:
            traceback.print_exc()
        fault, code = _fault(error)
        _tell(fault, code, as_json="--json" in options)
        return code
    return ended if isinstance(ended, int) else exits.OK


def _fault(error: Exception) -> tuple[InputError, int]:
    """Return what to say of an error, and the exit code."""
    if isinstance(error, InputError):
        return error, exits.USAGE if isinstance(error, CommandLineError) else exits.FAULT
    told = " ".join(f"{type(error).__name__}: {error}".split())
    what = f"Kommandoen stoppede på en fejl i {PROGRAM} selv: {told[:_TOLD]}"
    remedy = "Send loggen til den, der vedligeholder programmet. --debug viser stedet i det."
    return InputError(what, LOG, remedy), exits.INTERNAL


def _tell(fault: InputError, code: int, *, as_json: bool) -> None:
    if as_json:
        told = {"what": fault.what, "where": fault.where, "remedy": fault.remedy}
        say_json({"error": told, "exit_code": code})
        return
    typer.secho("Fejl:", fg="red", bold=True, err=True, nl=False)
    typer.echo(f" {fault}", err=True)
