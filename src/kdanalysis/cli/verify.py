"""The command `verify`: every printed number of the rendered reports against what is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdanalysis.cli.common import AsJson, say, say_json
from kdanalysis.cli.completion import complete_report
from kdanalysis.cli.exits import FAULT
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.render.configuration import Profile
    from kdanalysis.render.verification.verify import Proof


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
    from kdanalysis.render.verification.verify import truth, verify_report  # noqa: PLC0415 - slow

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
    from kdanalysis.render.profiles import profile_reader, rendered_editions  # noqa: PLC0415

    profiles = [read_profile(project, name) for name in profile_names(project)]
    reports = [(profile, report) for profile in profiles for report in rendered(project, profile)]
    reader = profile_reader(project)
    return [*reports, *((reader, edition.path) for edition in rendered_editions(project))]


def _tell(proof: Proof) -> None:
    state = f"{len(proof.faults)} fejl" if proof.faults else "alle tal er efterprøvet"
    seen = f"{proof.figures} nøgletal, {proof.cells} tal bag tabeller og figurer"
    say(f"{proof.place}: {state} ({seen})", *(f"  {fault}" for fault in proof.faults))
