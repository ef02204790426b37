"""The commands on accounts: fetch them, tell what is stored, and refresh everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer
from rich.console import Console

from kdanalysis.project import InputError, Project, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.sources.statbank import Settings
    from kdanalysis.sources.statbank.table_status import TableStatus

accounts_app = typer.Typer()
_console = Console(highlight=False, markup=False, soft_wrap=True)
_progress = Console(stderr=True, highlight=False)

UNREACHABLE: Final = 3
"""Exit code: Danmarks Statistik could not be reached; the newest vintage was used."""
RATE_MISSING: Final = 4
"""Exit code: accounts are there whose PL rate is not; they are not in the reports yet."""

_BaseUrl = Annotated[
    str | None, typer.Option("--base-url", help="API'ets adresse, hvis ikke Danmarks Statistiks.")
]
_Client = Annotated[
    Literal["kdanalysis", "dstapi"], typer.Option("--client", help="Hvad der hentes med.")
]
_Full = Annotated[
    bool,
    typer.Option("--full", help="Hent og sammenlign alt, også når tabellen siger: ikke opdateret."),
]


@accounts_app.command("fetch")
def fetch_command(
    base_url: _BaseUrl = None, client: _Client = "kdanalysis", full: _Full = False
) -> None:
    """Hent regnskaber og folketal; nyt gemmes som udgave, intet overskrives."""
    if not _fetch(Project.find(), base_url, client, full=full):
        raise typer.Exit(UNREACHABLE)


@accounts_app.command("status")
def status_command(
    offline: Annotated[
        bool, typer.Option("--offline", help="Spørg ikke Danmarks Statistik.")
    ] = False,
    base_url: _BaseUrl = None,
) -> None:
    """Vis gemte udgaver, hvad Danmarks Statistik har, der er nyere, og hvad der mangler."""
    project = Project.find()
    reached = _show_tables(project, base_url, offline=offline)
    for line in _notice_lines(project):
        _console.print(line)
    if not reached:
        raise typer.Exit(UNREACHABLE)


@accounts_app.command("refresh")
def refresh_command(
    offline: Annotated[
        bool, typer.Option("--offline", help="Hent intet; brug de nyeste gemte udgaver.")
    ] = False,
    base_url: _BaseUrl = None,
    client: _Client = "kdanalysis",
    full: _Full = False,
) -> None:
    """Hent, byg, kontrollér, vis hvad der er ændret, og skriv alle rapporter.

    Exitkode 3: Danmarks Statistik kunne ikke nås. Exitkode 4: et regnskab mangler sin PL-sats.
    """
    from kdanalysis.render import render_site, run_data_steps  # noqa: PLC0415 - slow to load

    project = Project.find()
    reached = offline or _fetch(project, base_url, client, full=full)
    ran = [*run_data_steps(project, _progress), *render_site(project, _progress)]
    _tell(project, ran)
    _leave(project, reached=reached)


@accounts_app.command("changes")
def changes_command(
    earlier: Annotated[
        str | None, typer.Option("--earlier", help="Optegnelsen, der sammenlignes med.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Skriv til en fil i stedet for på skærmen.")
    ] = None,
) -> None:
    """Vis hvad der er ændret siden den forrige optegnelse, som Markdown."""
    from kdanalysis.report.changes.summary import change_report  # noqa: PLC0415 - slow to load

    told = change_report(Project.find(), earlier)
    if out is None:
        _console.print(told, end="")
        return
    with replacing(out) as beside:
        beside.write_text(told, encoding="utf-8")
    _console.print(f"Skrevet: {out.as_posix()}")


def take_command(
    register: Annotated[str, typer.Argument(help="pl, befolkning, pr_indbygger, rettelser ...")],
    file: Annotated[Path, typer.Argument(help="Den udfyldte skabelon (.csv).")],
    reason: Annotated[str, typer.Option(help="Hvor tallene kommer fra, og hvorfor nu.")],
) -> None:
    """Kontrollér en udfyldt skabelon, og føj dens rækker til de rå data med kvittering."""
    from kdanalysis.tables.registers import REGISTERS  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.templates import take  # noqa: PLC0415 - slow to load

    if register not in REGISTERS:
        raise InputError(
            f"Ukendt skabelon: {register}.",
            "kdanalysis inputs add",
            f"Brug {', '.join(REGISTERS)}.",
        )
    project = Project.find()
    written = take(project, register, file, reason, date.today())  # noqa: DTZ011 - the user's day
    _console.print(f"Tilføjet: {project.relative(written)}. Kør: kdanalysis refresh --offline")


def _fetch(
    project: Project, base_url: str | None, client: Literal["kdanalysis", "dstapi"], *, full: bool
) -> bool:
    """Fetch the tables, and return whether Danmarks Statistik could be reached."""
    from kdanalysis.sources.statbank import Settings, UnreachableError  # noqa: PLC0415
    from kdanalysis.tables.notices import clear_outage, note_outage  # noqa: PLC0415

    settings = Settings.from_environment(base_url)
    try:
        for line in _fetched(project, settings, client, full=full):
            _console.print(line)
    except UnreachableError as fault:
        note_outage(project, date.today())  # noqa: DTZ011 - the user's own day
        _console.print(f"{fault.what} De nyeste gemte udgaver bruges.")
        return False
    clear_outage(project)
    return True


def _fetched(
    project: Project, settings: Settings, client: Literal["kdanalysis", "dstapi"], *, full: bool
) -> Iterator[str]:
    """Fetch one table after the other, and yield what came of each."""
    from kdanalysis.sources.statbank import StatbankTable, pull  # noqa: PLC0415
    from kdanalysis.tables.live.accounts import FETCHED, project_scope, selection  # noqa: PLC0415

    scope = project_scope(project)
    for name in FETCHED:
        with _progress.status(f"Henter {name}"):
            table = StatbankTable(name, settings=settings, client=client)
            wanted = selection(table.info, scope)
            done = pull(table, wanted, project, trust_updated=not full)
        # Tables of one publication are held against each other: after a new one, trust no date.
        full = full or done.is_new
        yield f"{name}: ny udgave {done.vintage.name}" if done.is_new else f"{name}: intet nyt"


def _show_tables(project: Project, base_url: str | None, *, offline: bool) -> bool:
    from kdanalysis.sources.statbank import (  # noqa: PLC0415 - slow to load
        Settings,
        UnreachableError,
        local_status,
        status,
    )

    known = local_status(project)
    reached = True
    if not offline:
        try:
            known = status(project, Settings.from_environment(base_url))
        except UnreachableError as fault:
            reached = False
            _console.print(fault.what)
    for table in known:
        _console.print(_table_line(table))
    if not known:
        _console.print("Ingen tabeller er hentet; rapporterne bygger på de trykte tabeller.")
    return reached


def _table_line(table: TableStatus) -> str:
    newest = table.stored[-1]
    count = f"{len(table.stored)} udgave{'' if len(table.stored) == 1 else 'r'}"
    told = f"{table.table}: {count}, nyeste {newest.name}"
    if not newest.asked.is_official:
        told += " (PRØVEDATA)"
    if table.published is None:
        return told
    codes = {**table.published.new_codes, **table.published.vanished_codes}
    moved = f"opdateret {table.published.updated:%d-%m-%Y %H:%M}"
    news = {True: f"nyt: {', '.join(codes)}", False: "intet nyt", None: "måske nyt"}
    return f"{told}; hos Danmarks Statistik {moved}, {news[table.is_newer]}"


def _notice_lines(project: Project) -> list[str]:
    from kdanalysis.tables.notices import notices  # noqa: PLC0415 - slow to load

    return [f"{notice.title}. {notice.text}" for notice in notices(project)]


def _tell(project: Project, ran: list[str]) -> None:
    _console.print(f"Trin kørt: {', '.join(ran)}" if ran else "Intet er ændret.")
    if ran:
        from kdanalysis.report.changes.summary import summary_lines  # noqa: PLC0415

        for line in (*summary_lines(project), *_notice_lines(project)):
            _console.print(line)
    else:
        from kdanalysis.tables.notice import missing_rate  # noqa: PLC0415

        if notice := missing_rate(project):
            _console.print(f"{notice.title}. {notice.text}")
    _console.print(f"Se {project.relative(project.site / 'index.html')}")


def _leave(project: Project, *, reached: bool) -> None:
    from kdanalysis.tables.notice import missing_rates  # noqa: PLC0415 - slow to load

    if not reached:
        raise typer.Exit(UNREACHABLE)
    if missing_rates(project):
        raise typer.Exit(RATE_MISSING)
