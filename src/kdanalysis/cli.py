"""The commands: thin calls into the rooms; a fault ends with one message and exit code 1."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from kdanalysis.cli_lazy import LazyGroup
from kdanalysis.project import InputError, Project
from kdanalysis.render import ALL, Engine, execute_only, render_site
from kdanalysis.render.configuration import PROFILES

app = typer.Typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
console = Console(highlight=False)
_errors = Console(stderr=True, highlight=False)


@app.callback()
def _main() -> None:
    """Rapporter om socialområdet og fælles udbud, genberegnet fra data."""


@app.command("render")
def render_command(
    reports: Annotated[
        list[str] | None, typer.Argument(help="Rapporternes navne; ingen betyder alle.")
    ] = None,
    profile: Annotated[
        str, typer.Option(envvar="QUARTO_PROFILE", help="dassos, kdnet eller all.")
    ] = ALL,
    engine: Annotated[
        Engine, typer.Option(help="auto bruger Quarto, når den findes.")
    ] = Engine.AUTO,
    kommune: Annotated[
        str | None, typer.Option(help="Kommuneprofil for en kommune (navn eller kode) eller all.")
    ] = None,
    execute: Annotated[
        bool, typer.Option("--execute-only", help="Kør kun notebooks (til quarto render).")
    ] = False,
) -> None:
    """Kør notebooks, og skriv rapporterne som HTML, PDF og Excel i build/site."""
    project = Project.find()
    if kommune is not None or PROFILES in (reports or ()):
        _profiles(project, kommune or ALL, engine)
        reports = [report for report in reports or () if report != PROFILES]
        if not reports:
            return
    if execute:
        _tell(execute_only(project, _errors, reports=reports or (), profile=profile))
        return
    _tell(render_site(project, _errors, reports=reports or (), profile=profile, engine=engine))
    console.print(f"Se {project.relative(project.site / 'index.html')}")


def _profiles(project: Project, kommune: str, engine: Engine) -> None:
    if engine is Engine.QUARTO:
        raise InputError(
            "Kommuneprofiler sættes ikke af Quarto.", "--engine quarto", "Udelad --engine."
        )
    from kdanalysis.render.profiles import render_profiles  # noqa: PLC0415  # slow to load

    written = [name for name in render_profiles(project, _errors, kommune) if "render:" in name]
    console.print(f"Profiler skrevet: {len(written)}" if written else "Intet er ændret.")
    console.print(f"Se {project.relative(project.site / PROFILES)}")


def _tell(ran: list[str]) -> None:
    console.print(f"Trin kørt: {', '.join(ran)}" if ran else "Intet er ændret.")


def main() -> None:
    """Run the command line; a fault is shown as one message."""
    try:
        app()
    except InputError as fault:
        _errors.print(f"[bold red]Fejl:[/] {escape(str(fault))}", markup=True, soft_wrap=True)
        sys.exit(1)
