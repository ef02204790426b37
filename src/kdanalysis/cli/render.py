"""The command `render`: notebooks to reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from kdanalysis.cli.common import place, progress_console, say, tell_steps
from kdanalysis.cli.completion import complete_municipality, complete_report
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from rich.console import Console

ALL: Final = "all"
PROFILES: Final = "kommuneprofil"


def render_command(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RAPPORT",
            help="Rapporternes navne; ingen betyder alle.",
            autocompletion=complete_report,
        ),
    ] = None,
    profile: Annotated[
        str,
        typer.Option(
            envvar="QUARTO_PROFILE",
            metavar="PROFIL",
            help="dassos, kdnet (flere med komma) eller all.",
        ),
    ] = ALL,
    engine: Annotated[
        Literal["auto", "quarto", "pandoc"],
        typer.Option(help="Hvad der sætter siderne; auto bruger Quarto, når den findes."),
    ] = "auto",
    kommune: Annotated[
        str | None,
        typer.Option(
            metavar="KOMMUNE",
            help="Kommuneprofil for en kommune (navn eller kode; flere med komma) eller all.",
            autocompletion=complete_municipality,
        ),
    ] = None,
    execute: Annotated[
        bool, typer.Option("--execute-only", help="Kør kun notebooks (til quarto render).")
    ] = False,
) -> None:
    """Kør notebooks, og skriv rapporterne som HTML, PDF og Excel i build/site."""
    from kdanalysis.render import Engine, execute_only, render_site  # noqa: PLC0415 - slow to load

    project, console = Project.find(), progress_console()
    if kommune is not None or PROFILES in (reports or ()):
        _profiles(project, console, kommune or ALL, engine)
        reports = [report for report in reports or () if report != PROFILES]
        if not reports:
            return
    if execute:
        tell_steps(execute_only(project, console, reports=reports or (), profile=profile))
        return
    ran = render_site(
        project, console, reports=reports or (), profile=profile, engine=Engine(engine)
    )
    tell_steps(ran)
    say(f"Se {place(project, project.site / 'index.html')}")


def _profiles(project: Project, console: Console, kommune: str, engine: str) -> None:
    if engine == "quarto":
        raise InputError(
            "Kommuneprofiler sættes ikke af Quarto.", "--engine quarto", "Udelad --engine."
        )
    from kdanalysis.render.profiles import render_profiles  # noqa: PLC0415 - slow to load

    ran = render_profiles(project, console, kommune)
    written = [name for name in ran if "render:" in name]
    say(f"Profiler skrevet: {len(written)}" if written else "Intet er ændret.")
    say(f"Se {place(project, project.site / PROFILES)}")
