"""The commands on data: `refresh` all, tell `changes`, `sign` a raw file, `build` the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kdanalysis.cli.accounts import (
    BaseUrl,
    Client,
    Full,
    fetch,
    table_line,
    table_status,
)
from kdanalysis.cli.common import (
    AsJson,
    place,
    progress_console,
    say,
    say_json,
    tell_steps,
    value_document,
)
from kdanalysis.cli.exits import RATE_MISSING, UNREACHABLE
from kdanalysis.cli.program import complete_edition
from kdanalysis.project import Project
from kdanalysis.publishing import replacing

if TYPE_CHECKING:
    from kdanalysis.evidence.revisions.store import Revision
    from kdanalysis.report.elements.tables import Content, Table

# The command `refresh`: everything from the accounts to the reports, or what that would do.


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
        from kdanalysis.report.changes import summary_lines  # noqa: PLC0415
        from kdanalysis.tables.notices import notices  # noqa: PLC0415

        say(*summary_lines(project))
        say(*(f"{notice.title}. {notice.text}" for notice in notices(project)))
    else:
        from kdanalysis.tables.notices import missing_rate  # noqa: PLC0415

        if notice := missing_rate(project):
            say(f"{notice.title}. {notice.text}")
    say(f"Se {place(project, project.site / 'index.html')}")


def _leave(project: Project, *, reached: bool) -> None:
    from kdanalysis.tables.notices import missing_rates  # noqa: PLC0415 - slow to load

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
    from kdanalysis.sources.statbank.client import StatbankTable  # noqa: PLC0415 - slow to load
    from kdanalysis.sources.statbank.errors import Settings, UnreachableError  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.accounts import FETCHED  # noqa: PLC0415 - slow to load

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


# The command `changes`: what is another than at an earlier recording.


def changes_command(
    earlier: Annotated[
        str | None,
        typer.Option(
            "--earlier",
            metavar="OPTEGNELSE",
            help="Optegnelsen, der sammenlignes med; ellers den forrige.",
            autocompletion=complete_edition,
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Vis optegnelserne.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FIL", help="Skriv til en fil i stedet for på skærmen."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vis hvad der er ændret siden den forrige optegnelse, som Markdown."""
    project = Project.find()
    if listed:
        _list(project, as_json=as_json)
    elif as_json:
        say_json(_document(project, earlier))
    else:
        _write(project, earlier, out)


def _list(project: Project, *, as_json: bool) -> None:
    from kdanalysis.evidence.revisions.store import revisions  # noqa: PLC0415 - slow to load

    stored = revisions(project)
    if as_json:
        say_json({"editions": [_edition(revision) for revision in stored]})
        return
    for revision in stored:
        vintages = [f"{table} {name}" for table, name in _vintages(revision).items()]
        say(f"{revision.name}: {', '.join(vintages) or 'de trykte tabeller'}")
    if not stored:
        say("Der er intet optegnet. Kør: kdanalysis refresh --offline")


def _write(project: Project, earlier: str | None, out: Path | None) -> None:
    from kdanalysis.report.changes import change_report  # noqa: PLC0415 - slow to load

    told = change_report(project, earlier)
    if out is None:
        typer.echo(told, nl=False)
        return
    with replacing(out) as beside:
        beside.write_text(told, encoding="utf-8")
    say(f"Skrevet: {out.as_posix()}")


def _document(project: Project, earlier: str | None) -> dict[str, Any]:
    from kdanalysis.evidence.revisions.store import revisions  # noqa: PLC0415 - slow to load
    from kdanalysis.report.changes import change_lines, change_tables  # noqa: PLC0415
    from kdanalysis.report.subjects.changes import chosen  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.dataset import open_priced  # noqa: PLC0415 - slow to load

    review = chosen(open_priced(project), earlier)
    return {
        "edition": review.after.name,
        "earlier": None if review.before is None else review.before.name,
        "editions": [_edition(revision) for revision in revisions(project)],
        "lines": change_lines(review),
        "tables": [_table(table) for table in change_tables(review)],
    }


def _edition(revision: Revision) -> dict[str, Any]:
    return {"name": revision.name, "vintages": _vintages(revision)}


def _vintages(revision: Revision) -> dict[str, str]:
    """Return what the edition stood on: table → vintage; empty where it was the printed tables."""
    return dict(revision.state.get("vintages", {}))


def _table(table: Table) -> dict[str, Any]:
    from kdanalysis.report.changes import plain_line  # noqa: PLC0415 - slow to load

    return {
        "title": table.title,
        "unit": table.unit,
        "columns": [plain_line(column) for column in table.columns],
        "rows": [
            {"label": plain_line(row.label), "cells": [_cell(cell) for cell in row.cells]}
            for row in table.rows
        ],
    }


def _cell(content: Content) -> dict[str, Any] | str:
    from kdanalysis.evidence.value import Value  # noqa: PLC0415 - slow to load
    from kdanalysis.report.changes import cell_text, plain_line  # noqa: PLC0415

    if isinstance(content, Value):
        return value_document(content)
    return plain_line(cell_text(content))


# The commands on raw and processed data: sign a raw file, and build the tables.


def sign_command(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Filen i data/raw.")],
    reason: Annotated[str, typer.Option(metavar="TEKST", help="Hvorfor filen er ny eller ændret.")],
    source: Annotated[
        str | None, typer.Option(metavar="TEKST", help="Udgiver og sted (ny fil).")
    ] = None,
    citation: Annotated[
        str | None, typer.Option(metavar="TEKST", help="Kildelinje til rapporter (ny fil).")
    ] = None,
    licence: Annotated[str | None, typer.Option(metavar="TEKST", help="Licens (ny fil).")] = None,
) -> None:
    """Skriv eller forny kvitteringen for en rå fil."""
    from kdanalysis.sources.receipts import sign  # noqa: PLC0415 - slow to load

    today = date.today()  # noqa: DTZ011 - the user's own day
    sign(file, reason, today, source=source, citation=citation, licence=licence)
    say(f"Kvittering skrevet for {file}")


def build_command() -> None:
    """Byg data/processed af data/raw; kun tabeller, der ændrer sig, skrives."""
    from kdanalysis.tables.build import build_processed  # noqa: PLC0415 - slow to load

    project = Project.find()
    changed = [project.relative(file) for file in build_processed(project)]
    say(*changed or ["Intet er ændret."])
