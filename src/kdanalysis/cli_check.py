"""The command `check`: the published numbers against their recomputation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from kdanalysis.evidence.claims.audit import audit_claims
from kdanalysis.evidence.claims.check import problems, write_findings
from kdanalysis.project import InputError, Project
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.audit import Audit
    from kdanalysis.evidence.claims.check import Problem

_console = Console(highlight=False)


def check_command(
    *,
    claims: Annotated[
        bool, typer.Option("--claims", help="Genberegn de 722 udsagn i dagsordenerne.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Skriv resultatet for hvert udsagn til en CSV-fil.")
    ] = None,
) -> None:
    """Kontrollér de offentliggjorte tal; en ny eller forsvundet afvigelse giver exitkode 1."""
    if not claims:
        raise InputError("Der er ikke valgt en kontrol.", "kdanalysis check", "Tilføj --claims.")
    if check_claims(Project.find(), out):
        raise typer.Exit(1)


def check_claims(project: Project, out: Path | None) -> list[Problem]:
    """Show the audit of all claims, write it to `out` if given, and return what fails.

    Raises:
        InputError: claims, audit rows or expressions are faulty, or `out` is a raw file.
    """
    target = None if out is None else _writable(project, out)
    audit = audit_claims(Dataset(project, PRINTED_PRICE_YEAR))
    found = problems(audit)
    if target is not None:
        write_findings(audit, target)
    _show(audit, found, out)
    return found


def _writable(project: Project, out: Path) -> Path:
    target = out.resolve()
    if target.is_dir() or target.is_relative_to(project.raw.resolve()):
        raise InputError(
            "Resultatet kan ikke skrives her.",
            out,
            "Angiv en fil uden for data/raw, fx build/claims.csv.",
        )
    return target


def _show(audit: Audit, found: list[Problem], out: Path | None) -> None:
    table = Table("Resultat", "Udsagn")
    for status, count in audit.by_status.items():
        table.add_row(status.danish, str(count))
    table.add_row("i alt", str(len(audit.findings)))
    _console.print(table)
    for problem in found:
        _console.print(f"{problem.id}: {problem.what}", markup=False, soft_wrap=True)
    if out is not None:
        _console.print(f"Skrevet: {out.as_posix()}", markup=False, soft_wrap=True)
    _console.print("Alle afvigelser er kvitteret." if not found else f"Fejler: {len(found)}")
