"""The command `verify`: every printed number of the rendered reports against what is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console

from kdanalysis.project import Project
from kdanalysis.render.configuration import profile_names, read_profile
from kdanalysis.render.profiles import profile_reader, rendered_editions
from kdanalysis.render.verification.verify import truth, verify, verify_report

if TYPE_CHECKING:
    from kdanalysis.render.verification.verify import Proof

_console = Console(highlight=False, markup=False, soft_wrap=True)


def verify_command() -> None:
    """Efterprøv hvert trykt tal i HTML, PDF og Excel; et ukendt eller ændret tal stopper."""
    project = Project.find()
    profiles = [read_profile(project, name) for name in profile_names(project)]
    held_against = truth(project)
    proofs = [
        *verify(project, profiles, held_against),
        *(
            verify_report(project, profile_reader(project), edition.path, held_against)
            for edition in rendered_editions(project)
        ),
    ]
    for proof in proofs:
        _tell(proof)
    if any(proof.faults for proof in proofs):
        raise typer.Exit(1)


def _tell(proof: Proof) -> None:
    state = f"{len(proof.faults)} fejl" if proof.faults else "alle tal er efterprøvet"
    seen = f"{proof.figures} nøgletal, {proof.cells} tal bag tabeller og figurer"
    _console.print(f"{proof.profile}/{proof.report}: {state} ({seen})")
    for fault in proof.faults:
        _console.print(f"  {fault}")
