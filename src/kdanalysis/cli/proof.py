"""The commands that prove: `verify` the printed numbers, `check` the published ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdanalysis.cli.common import AsJson, say, say_json
from kdanalysis.cli.exits import FAULT
from kdanalysis.cli.program import complete_report
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.audit import Audit, Problem
    from kdanalysis.render.configuration import Profile
    from kdanalysis.render.verify import Proof

# The command `verify`: every printed number of the rendered reports against what is computed.


def verify_command(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RAPPORT",
            help="Rapporternes navne; ingen betyder alle.",
            autocompletion=complete_report,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Efterprøv hvert trykt tal i HTML, PDF og Excel.

    Et ukendt eller ændret tal giver exitkode 1.
    """
    project = Project.find()
    chosen = _chosen(project, reports or ())
    from kdanalysis.render.verify import truth, verify_report  # noqa: PLC0415 - slow

    held_against = truth(project)
    proofs = [verify_report(project, *which, held_against) for which in chosen]
    if as_json:
        say_json({"reports": [_document(proof) for proof in proofs]})
    else:
        for proof in proofs:
            _tell(proof)
    if any(proof.faults for proof in proofs):
        raise typer.Exit(FAULT)


def _document(proof: Proof) -> dict[str, Any]:
    return {
        "report": proof.place,
        "key_figures": proof.figures,
        "numbers": proof.cells,
        "faults": list(proof.faults),
    }


def _chosen(project: Project, wanted: Sequence[str]) -> list[tuple[Profile, str]]:
    """Return the rendered reports of the wanted names; a notebook's name means its editions too."""
    there = _rendered(project)
    if not there:
        raise InputError(
            "Der er ingen rapporter at efterprøve.",
            "build/site",
            "Kør: kdanalysis refresh --offline",
        )
    known = {name for _, report in there for name in (report, report.partition("/")[0])}
    if unknown := sorted(set(wanted) - known):
        raise InputError(
            f"Rapporten er ikke skrevet: {', '.join(unknown)}.",
            "build/site",
            f"Kør kdanalysis render, eller vælg mellem {', '.join(sorted(known))}.",
        )
    return [
        (profile, report)
        for profile, report in there
        if not wanted or {report, report.partition("/")[0]} & set(wanted)
    ]


def _rendered(project: Project) -> list[tuple[Profile, str]]:
    from kdanalysis.render.configuration import (  # noqa: PLC0415 - slow to load
        profile_names,
        read_profile,
        rendered,
    )
    from kdanalysis.render.own import own_reader  # noqa: PLC0415 - slow to load
    from kdanalysis.render.profiles import profile_reader, rendered_editions  # noqa: PLC0415

    profiles = [read_profile(project, name) for name in profile_names(project)]
    profiles.append(own_reader(project))
    reports = [(profile, report) for profile in profiles for report in rendered(project, profile)]
    reader = profile_reader(project)
    return [*reports, *((reader, edition.path) for edition in rendered_editions(project))]


def _tell(proof: Proof) -> None:
    state = f"{len(proof.faults)} fejl" if proof.faults else "alle tal er efterprøvet"
    seen = f"{proof.figures} nøgletal, {proof.cells} tal bag tabeller og figurer"
    say(f"{proof.place}: {state} ({seen})", *(f"  {fault}" for fault in proof.faults))


# The command `check`: the published numbers against their recomputation.


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
    from kdanalysis.evidence.claims.audit import (  # noqa: PLC0415
        audit_claims,
        problems,
        write_findings,
    )
    from kdanalysis.tables.dataset import Dataset  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.printed import PRINTED_PRICE_YEAR  # noqa: PLC0415 - slow to load

    target = None if out is None else _writable(project, out)
    audit = audit_claims(Dataset(project, PRINTED_PRICE_YEAR))
    found = problems(audit)
    if target is not None:
        write_findings(audit, target)
    if as_json:
        say_json(_check_document(audit, found))
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


def _check_document(audit: Audit, found: list[Problem]) -> dict[str, Any]:
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
