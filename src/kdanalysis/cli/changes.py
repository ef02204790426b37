"""The command `changes`: what is another than at an earlier recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdanalysis.cli.common import AsJson, say, say_json, value_document
from kdanalysis.cli.completion import complete_edition
from kdanalysis.project import Project, replacing

if TYPE_CHECKING:
    from kdanalysis.evidence.revisions.store import Revision
    from kdanalysis.report.elements.tables import Content, Table


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
    from kdanalysis.report.changes.summary import change_report  # noqa: PLC0415 - slow to load

    told = change_report(project, earlier)
    if out is None:
        typer.echo(told, nl=False)
        return
    with replacing(out) as beside:
        beside.write_text(told, encoding="utf-8")
    say(f"Skrevet: {out.as_posix()}")


def _document(project: Project, earlier: str | None) -> dict[str, Any]:
    from kdanalysis.evidence.revisions.store import revisions  # noqa: PLC0415 - slow to load
    from kdanalysis.report.changes.choice import chosen  # noqa: PLC0415 - slow to load
    from kdanalysis.report.changes.summary import change_lines, change_tables  # noqa: PLC0415
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
    from kdanalysis.report.changes.summary import plain_line  # noqa: PLC0415 - slow to load

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
    from kdanalysis.report.changes.summary import cell_text, plain_line  # noqa: PLC0415

    if isinstance(content, Value):
        return value_document(content)
    return plain_line(cell_text(content))
