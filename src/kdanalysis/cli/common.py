"""What every command takes: `--project`, `--verbose` and `--debug`; and how it speaks."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kdanalysis.project import PROJECT_VARIABLE, Project

if TYPE_CHECKING:
    from rich.console import Console

    from kdanalysis.evidence.value import Value

DEBUG_VARIABLE: Final = "KDANALYSIS_DEBUG"
"""Set to 1, a fault is shown with its traceback; notebooks read it too."""

AsJson = Annotated[
    bool, typer.Option("--json", help="Skriv ét JSON-dokument, og intet andet, på standard ud.")
]


@dataclass
class _Settings:
    """The common options of the run."""

    verbose: bool = False


settings = _Settings()


def _set_project(ctx: typer.Context, value: Path | None) -> None:
    """Name the project to this process and all that it starts, until the command has ended."""
    if value is not None and not ctx.resilient_parsing:
        _set(ctx, PROJECT_VARIABLE, str(value.resolve()))


def _set_debug(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        _set(ctx, DEBUG_VARIABLE, "1")


def _set_verbose(ctx: typer.Context, value: bool) -> None:
    if value:
        settings.verbose = True
        ctx.find_root().call_on_close(lambda: setattr(settings, "verbose", False))


def _set(ctx: typer.Context, variable: str, value: str) -> None:
    before = os.environ.get(variable)
    os.environ[variable] = value

    def restore() -> None:
        os.environ.pop(variable, None)
        if before is not None:
            os.environ[variable] = before

    ctx.find_root().call_on_close(restore)


def _common(
    project: Annotated[
        Path | None,
        typer.Option(
            "--project",
            metavar="MAPPE",
            help=f"Projektets mappe; ellers {PROJECT_VARIABLE}, ellers mappen, du står i.",
            callback=_set_project,
            is_eager=True,
            expose_value=False,
        ),
    ] = None,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", help="Nævn hvert trin.", callback=_set_verbose, expose_value=False
        ),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            help=f"Vis hvor i programmet en fejl opstod; som {DEBUG_VARIABLE}=1.",
            callback=_set_debug,
            is_eager=True,
            expose_value=False,
        ),
    ] = False,
) -> None:
    """Nothing: the options' callbacks do it all."""


@cache
def common_params() -> list[Any]:
    """Return the common options, to be added to a command's own."""
    app = typer.Typer(add_completion=False)
    app.command()(_common)
    return list(typer.main.get_command(app).params)


def is_debugging() -> bool:
    """Whether a fault is to be shown with its traceback."""
    return os.environ.get(DEBUG_VARIABLE, "") not in {"", "0"}


def say(*lines: str) -> None:
    """Write lines for a person to standard output."""
    for line in lines:
        typer.echo(line)


def say_json(document: Mapping[str, Any]) -> None:
    """Write one JSON document in UTF-8 to standard output."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    typer.echo(f"{text}\n".encode(), nl=False)


def value_document(value: Value) -> dict[str, Any]:
    """Return a value for JSON: as a float, exactly as text (`1/3`), and as printed."""
    from kdanalysis.report.elements.numbers import with_unit  # noqa: PLC0415 - slow to load

    return {
        "key": value.provenance.key,
        "amount": None if value.amount is None else float(value.amount),
        "amount_exact": None if value.amount is None else str(value.amount),
        "unit": value.unit.value,
        "printed": with_unit(value).replace("\N{NO-BREAK SPACE}", " "),
        "rule": value.provenance.rule,
        "sources": list(value.provenance.sources),
    }


def tell_steps(ran: Sequence[str]) -> None:
    """Tell how many steps ran; with `--verbose` which."""
    if not ran:
        say("Intet er ændret.")
    elif settings.verbose:
        say(f"Trin kørt: {', '.join(ran)}")
    else:
        say(f"Trin kørt: {len(ran)} (navnene vises med --verbose)")


def progress_console() -> Console:
    """Return where progress is shown: beside the results, on standard error."""
    from rich.console import Console  # noqa: PLC0415 - slow to load

    return Console(stderr=True, highlight=False)


def place(project: Project, path: Path) -> str:
    """Return where a file is: from the project if the user stands there, else in full."""
    here = Path.cwd() == project.root
    return project.relative(path) if here else path.as_posix()
