"""The commands on accounts: fetch them, and tell what is stored and what is newer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kdanalysis.cli.common import AsJson, progress_console, say, say_json
from kdanalysis.cli.exits import UNREACHABLE
from kdanalysis.project import Project
from kdanalysis.sources.statbank.shelf import pulled_tables

if TYPE_CHECKING:
    from kdanalysis.sources.statbank.errors import Settings
    from kdanalysis.sources.statbank.pulls import TableStatus
    from kdanalysis.tables.notices import Notice

ClientName = Literal["kdanalysis", "dstapi"]

BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url", metavar="ADRESSE", help="API'ets adresse, hvis ikke Danmarks Statistiks."
    ),
]
Client = Annotated[ClientName, typer.Option("--client", help="Hvad der hentes med.")]
Full = Annotated[
    bool,
    typer.Option("--full", help="Hent og sammenlign alt, også når tabellen siger: ikke opdateret."),
]


def fetch_command(
    base_url: BaseUrl = None, client: Client = "kdanalysis", full: Full = False
) -> None:
    """Hent regnskaber og folketal; nyt gemmes som udgave, intet overskrives.

    Exitkode 3: Danmarks Statistik kunne ikke nås.
    """
    if not fetch(Project.find(), base_url, client, full=full):
        raise typer.Exit(UNREACHABLE)


def status_command(
    offline: Annotated[
        bool, typer.Option("--offline", help="Spørg ikke Danmarks Statistik.")
    ] = False,
    base_url: BaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Vis gemte udgaver, hvad Danmarks Statistik har, der er nyere, og hvad der mangler.

    Exitkode 3: Danmarks Statistik kunne ikke nås.
    """
    from kdanalysis.tables.notices import notices  # noqa: PLC0415 - slow to load

    project = Project.find()
    known, outage = table_status(project, base_url, offline=offline)
    told = notices(project)
    if as_json:
        reached = None if offline else outage is None
        say_json({"reached": reached, **_document(known, told)})
    else:
        say(*([outage] if outage else []), *map(table_line, known))
        if not known:
            say("Ingen tabeller er hentet; rapporterne bygger på de trykte tabeller.")
        say(*(f"{notice.title}. {notice.text}" for notice in told))
    if outage:
        raise typer.Exit(UNREACHABLE)


def fetch(project: Project, base_url: str | None, client: ClientName, *, full: bool) -> bool:
    """Fetch the tables, and return whether Danmarks Statistik could be reached."""
    from kdanalysis.sources.statbank.errors import Settings, UnreachableError  # noqa: PLC0415
    from kdanalysis.tables.notices import clear_outage, note_outage  # noqa: PLC0415

    settings = Settings.from_environment(base_url)
    try:
        for line in _fetched(project, settings, client, full=full):
            say(line)
    except UnreachableError as fault:
        note_outage(project, date.today())  # noqa: DTZ011 - the user's own day
        say(f"{fault.what} De nyeste gemte udgaver bruges.")
        return False
    clear_outage(project)
    return True


def _fetched(
    project: Project, settings: Settings, client: ClientName, *, full: bool
) -> Iterator[str]:
    """Fetch one table after the other, and yield what came of each."""
    from kdanalysis.sources.statbank.client import StatbankTable  # noqa: PLC0415 - slow to load
    from kdanalysis.sources.statbank.pulls import pull  # noqa: PLC0415
    from kdanalysis.tables.accounts import FETCHED, project_scope, selection  # noqa: PLC0415

    scope, console = project_scope(project), progress_console()
    for name in FETCHED:
        with console.status(f"Henter {name}"):
            table = StatbankTable(name, settings=settings, client=client)
            wanted = selection(table.info, scope)
            done = pull(table, wanted, project, trust_updated=not full)
        # Tables of one publication are held against each other: after a new one, trust no date.
        full = full or done.is_new
        yield f"{name}: ny udgave {done.vintage.name}" if done.is_new else f"{name}: intet nyt"


def table_status(
    project: Project, base_url: str | None, *, offline: bool
) -> tuple[tuple[TableStatus, ...], str | None]:
    """Return the tables fetched so far, and why Danmarks Statistik could not be asked of them."""
    if not pulled_tables(project):
        return (), None
    from kdanalysis.sources.statbank.errors import Settings, UnreachableError  # noqa: PLC0415 - slow to load
    from kdanalysis.sources.statbank.pulls import local_status, status  # noqa: PLC0415 - slow to load

    if offline:
        return local_status(project), None
    try:
        return status(project, Settings.from_environment(base_url)), None
    except UnreachableError as fault:
        return local_status(project), fault.what


def table_line(table: TableStatus) -> str:
    """Return what is stored of a table, and what is published of it, in a line."""
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


def _document(known: tuple[TableStatus, ...], told: tuple[Notice, ...]) -> dict[str, Any]:
    return {
        "tables": [
            {
                "table": table.table,
                "vintages": [vintage.name for vintage in table.stored],
                "official": table.stored[-1].asked.is_official,
                "published": _published(table),
            }
            for table in known
        ],
        "notices": [{"title": notice.title, "text": notice.text} for notice in told],
    }


def _published(table: TableStatus) -> dict[str, Any] | None:
    said = table.published
    if said is None:
        return None
    return {
        "updated": said.updated.isoformat(),
        "newer": table.is_newer,
        "new_codes": said.new_codes,
        "vanished_codes": said.vanished_codes,
    }
