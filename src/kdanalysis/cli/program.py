"""The program that the commands make up, how a run of it ends, and completion with Tab."""

from __future__ import annotations

import csv
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer
from typer.completion import get_completion_inspect_parameters, show_callback

import kdanalysis
from kdanalysis.cli import exits
from kdanalysis.cli.common import is_debugging, say, say_json
from kdanalysis.cli.group import CommandLineError, LazyGroup
from kdanalysis.cli.runlog import LOG
from kdanalysis.project import InputError, Project, together

# Completion with Tab: the script of each shell, and the values that options and arguments take.


Completer = Callable[[str], list[tuple[str, str]]]

_SETUP: Final = {
    "bash": 'Skriv i ~/.bashrc: eval "$(kdanalysis completion bash)"',
    "zsh": 'Skriv i ~/.zshrc, efter compinit: eval "$(kdanalysis completion zsh)"',
    "fish": "Skriv i ~/.config/fish/config.fish: kdanalysis completion fish | source",
    "powershell": "Skriv i filen $PROFILE: "
    "kdanalysis completion powershell | Out-String | Invoke-Expression",
}

_LISTED: Final = re.compile(
    r"^(?:@(?!kept\b|cache\b|dataclass\b)\w.*\n(?:(?!def |@|\n).*\n)*def |list_figure\()([a-z]\w*)",
    re.MULTILINE,
)
"""A function under a decorator that lists it, or named to `list_figure`."""


def completion_command(
    ctx: typer.Context,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(metavar="SKAL", help="Programmet, du skriver kommandoer i."),
    ],
) -> None:
    """Vis opsætningen, så Tab fuldfører kommandoer, valg og værdier.

    Opsætningen skrives på standard ud; hvad du gør med den, på standard fejl.
    """
    option: Any = get_completion_inspect_parameters()[1]  # makes the shells known
    with suppress(SystemExit):  # typer's own option ends the process here
        show_callback(ctx, option, shell)
    typer.echo(_SETUP[shell], err=True)


def _completer(values: Callable[[Project], Iterable[tuple[str, str]]]) -> Completer:
    """Return what offers the values that begin as the word under way.

    Outside a project, and where the files cannot be read, nothing is offered.
    """

    def complete(incomplete: str) -> list[tuple[str, str]]:
        with suppress(InputError, OSError, ValueError, KeyError):
            found = values(Project.find())
            return [pair for pair in found if pair[0].startswith(incomplete)]
        return []

    return complete


def _reports(project: Project) -> list[tuple[str, str]]:
    files = (path.relative_to(project.analyses) for path in project.analyses.rglob("*.ipynb"))
    shown = (path for path in files if not any(part.startswith(".") for part in path.parts))
    return sorted((path.with_suffix("").as_posix(), "") for path in shown)


def _municipalities(project: Project) -> list[tuple[str, str]]:
    file = project.raw / "local" / "areas.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == "municipality"]
    names = [(row["name"], row["area_code"]) for row in rows]
    return [("all", "alle kommuner"), *names, *((code, name) for name, code in names)]


def _editions(project: Project) -> list[tuple[str, str]]:
    return sorted((path.name, "") for path in project.revisions.glob("[0-9]*"))


def _figures(_: Project) -> list[tuple[str, str]]:
    """Return the names of the key figures, read from their text: to load them takes seconds."""
    room = Path(kdanalysis.__file__).parent / "evidence"
    files = (*room.glob("figures/*.py"), *room.glob("*/figures.py"), room / "catalogue.py")
    texts = (file.read_text(encoding="utf-8") for file in files)
    return [(name, "") for name in sorted({n for text in texts for n in _LISTED.findall(text)})]


complete_report: Final = _completer(_reports)
complete_municipality: Final = _completer(_municipalities)
complete_edition: Final = _completer(_editions)
complete_figure: Final = _completer(_figures)


# The program that the commands make up, and how a run of it ends.

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
    # What users can mend of the same run is told first.
    mendable = getattr(error, "faults", ())
    return together([*mendable, InputError(what, LOG, remedy)]), exits.INTERNAL


def _tell(fault: InputError, code: int, *, as_json: bool) -> None:
    if as_json:
        told = {"what": fault.what, "where": fault.where, "remedy": fault.remedy}
        say_json({"error": told, "exit_code": code})
        return
    typer.secho("Fejl:", fg="red", bold=True, err=True, nl=False)
    typer.echo(f" {fault}", err=True)
