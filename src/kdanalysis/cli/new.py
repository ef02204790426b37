"""The command that lays out a report of one's own."""

from __future__ import annotations

from typing import Annotated

import typer

from kdanalysis.cli.common import say
from kdanalysis.project import Project


def report_command(
    name: Annotated[
        str, typer.Argument(metavar="NAVN", help="Hvad notebooken skal hedde, fx botilbud.")
    ],
) -> None:
    """Læg en notebook til din egen rapport i analyses/egne; intet overskrives."""
    from kdanalysis.report.own_notebook import lay_out  # noqa: PLC0415 - slow to load

    project = Project.find()
    file = lay_out(project, name)
    report = file.relative_to(project.analyses).with_suffix("").as_posix()
    told = f'"{report}"' if " " in report else report
    say(
        f"Åbn {project.relative(file)} i Jupyter, og ret den, som du vil.",
        f"Skriv rapporten med: kdanalysis render {told}",
    )
