"""The command `refresh`: everything from the accounts to the reports, or what that would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from kdanalysis.cli.accounts import (
    BaseUrl,
    Client,
    Full,
    fetch,
    table_line,
    table_status,
)
from kdanalysis.cli.common import place, progress_console, say, tell_steps
from kdanalysis.cli.exits import RATE_MISSING, UNREACHABLE
from kdanalysis.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS: Final = {"data:": "Bygges", "execute:": "Køres", "render:": "Skrives"}
"""How the names of steps begin → what is done to what follows."""
_DATA: Final = {"build": "tabellerne", "record": "optegnelsen"}


def refresh_command(
    offline: Annotated[
        bool, typer.Option("--offline", help="Hent intet; brug de nyeste gemte udgaver.")
    ] = False,
    base_url: BaseUrl = None,
    client: Client = "kdanalysis",
    full: Full = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Sig, hvad der ville ske; hent og skriv intet."),
    ] = False,
) -> None:
    """Hent, byg, kontrollér, vis hvad der er ændret, og skriv alle rapporter.

    Exitkode 3: Danmarks Statistik kunne ikke nås. Exitkode 4: et regnskab mangler sin PL-sats.
    """
    project = Project.find()
    if dry_run:
        _foretell(project, base_url, offline=offline, full=full)
        return
    from kdanalysis.render import render_site, run_data_steps  # noqa: PLC0415 - slow to load

    reached = offline or fetch(project, base_url, client, full=full)
    console = progress_console()
    _tell(project, [*run_data_steps(project, console), *render_site(project, console)])
    _leave(project, reached=reached)


def _tell(project: Project, ran: Sequence[str]) -> None:
    tell_steps(ran)
    if ran:
        from kdanalysis.report.changes.summary import summary_lines  # noqa: PLC0415
        from kdanalysis.tables.notices import notices  # noqa: PLC0415

        say(*summary_lines(project))
        say(*(f"{notice.title}. {notice.text}" for notice in notices(project)))
    else:
        from kdanalysis.tables.notice import missing_rate  # noqa: PLC0415

        if notice := missing_rate(project):
            say(f"{notice.title}. {notice.text}")
    say(f"Se {place(project, project.site / 'index.html')}")


def _leave(project: Project, *, reached: bool) -> None:
    from kdanalysis.tables.notice import missing_rates  # noqa: PLC0415 - slow to load

    if not reached:
        raise typer.Exit(UNREACHABLE)
    if missing_rates(project):
        raise typer.Exit(RATE_MISSING)


def _foretell(project: Project, base_url: str | None, *, offline: bool, full: bool) -> None:
    """Say what a refresh would fetch, build, run and write; change nothing.

    Raises:
        typer.Exit: Danmarks Statistik could not be reached.
    """
    from kdanalysis.render import plan_refresh  # noqa: PLC0415 - slow to load

    coming: list[str] = []
    outage = None
    if offline:
        say("Hentes: intet (--offline)")
    else:
        coming, outage = _coming(project, base_url, full=full)
        say(f"Hentes: {', '.join(coming) or 'intet'}")
    plan = plan_refresh(project, news=bool(coming))
    for kind, title in _KINDS.items():
        due, following = (_named(names, kind) for names in (plan.due, plan.following))
        perhaps = f"; måske også {', '.join(following)}" if following else ""
        say(f"{title}: {', '.join(due) or 'intet'}{perhaps}")
    say("Prøvekørsel: intet er hentet eller skrevet.")
    if outage:
        raise typer.Exit(UNREACHABLE)


def _named(steps: Sequence[str], kind: str) -> list[str]:
    names = [step.removeprefix(kind) for step in steps if step.startswith(kind)]
    return [_DATA.get(name, name.replace(":", "/")) for name in names]


def _coming(project: Project, base_url: str | None, *, full: bool) -> tuple[list[str], str | None]:
    """Tell what Danmarks Statistik has, and return what a fetch would take.

    Returns:
        The tables, and why Danmarks Statistik could not be asked of them, if so.
    """
    from kdanalysis.sources.statbank import (  # noqa: PLC0415 - slow to load
        Settings,
        StatbankTable,
        UnreachableError,
    )
    from kdanalysis.tables.live.accounts import FETCHED  # noqa: PLC0415 - slow to load

    known, outage = table_status(project, base_url, offline=False)
    say(*([outage] if outage else []), *map(table_line, known))
    if outage:
        return [], outage
    first = [name for name in FETCHED if name not in {table.table for table in known}]
    try:
        for name in first:
            table = StatbankTable(name, settings=Settings.from_environment(base_url))
            say(f"{name}: ikke hentet før; opdateret {table.info.updated:%d-%m-%Y %H:%M}")
    except UnreachableError as fault:
        say(fault.what)
        return [], fault.what
    return [*first, *(t.table for t in known if full or t.is_newer is not False)], None
