"""The commands on notebooks: render reports, lay out one of your own, keep outputs out of git."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from kdanalysis.cli.common import place, progress_console, say, tell_steps
from kdanalysis.cli.exits import FAULT
from kdanalysis.cli.program import complete_municipality, complete_report
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from rich.console import Console

# The command `render`: notebooks to reports.


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


# The command that lays out a report of one's own.


def report_command(
    name: Annotated[
        str, typer.Argument(metavar="NAVN", help="Hvad notebooken skal hedde, fx botilbud.")
    ],
) -> None:
    """Læg en notebook til din egen rapport i analyses/egne; intet overskrives."""
    from kdanalysis.report.own_notebook import lay_out  # noqa: PLC0415 - slow to load

    project = Project.find()
    file = lay_out(project, name)
    report = file.relative_to(project.analyses).with_suffix("").as_posix()
    told = f'"{report}"' if " " in report else report
    say(
        f"Åbn {project.relative(file)} i Jupyter, og ret den, som du vil.",
        f"Skriv rapporten med: kdanalysis render {told}",
    )


# The commands on notebooks as files: keep their outputs out of git.


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
