"""The command `check`: the published numbers against their recomputation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdanalysis.cli.common import AsJson, say, say_json
from kdanalysis.cli.exits import FAULT
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.audit import Audit
    from kdanalysis.evidence.claims.check import Problem


def check_command(
    *,
    claims: Annotated[
        bool, typer.Option("--claims", help="Genberegn de 722 udsagn i dagsordenerne.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FIL", help="Skriv resultatet for hvert udsagn til en CSV-fil."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Kontrollér de tal, der er offentliggjort i dagsordenerne.

    En ny eller forsvundet afvigelse giver exitkode 1.
    """
    if not claims:
        raise InputError("Der er ikke valgt en kontrol.", "kdanalysis check", "Tilføj --claims.")
    if check_claims(Project.find(), out, as_json=as_json):
        raise typer.Exit(FAULT)


def check_claims(project: Project, out: Path | None, *, as_json: bool = False) -> list[Problem]:
    """Show the audit of all claims, write it to `out` if given, and return what fails.

    Raises:
        InputError: claims, audit rows or expressions are faulty, or `out` is a raw file.
    """
    from kdanalysis.evidence.claims.audit import audit_claims  # noqa: PLC0415 - slow to load
    from kdanalysis.evidence.claims.check import problems, write_findings  # noqa: PLC0415
    from kdanalysis.tables.dataset import Dataset  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.printed import PRINTED_PRICE_YEAR  # noqa: PLC0415 - slow to load

    target = None if out is None else _writable(project, out)
    audit = audit_claims(Dataset(project, PRINTED_PRICE_YEAR))
    found = problems(audit)
    if target is not None:
        write_findings(audit, target)
    if as_json:
        say_json(_document(audit, found))
    else:
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


def _document(audit: Audit, found: list[Problem]) -> dict[str, Any]:
    return {
        "claims": len(audit.findings),
        "by_status": {status.value: count for status, count in audit.by_status.items()},
        "problems": [{"id": problem.id, "what": problem.what} for problem in found],
    }


def _show(audit: Audit, found: list[Problem], out: Path | None) -> None:
    counts = {status.danish: count for status, count in audit.by_status.items()}
    for told, count in (counts | {"udsagn i alt": len(audit.findings)}).items():
        say(f"{count:>5}  {told}")
    say(*(f"{problem.id}: {problem.what}" for problem in found))
    if out is not None:
        say(f"Skrevet: {out.as_posix()}")
    say("Alle afvigelser er kvitteret." if not found else f"Fejler: {len(found)}")
