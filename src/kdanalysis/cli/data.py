"""The commands on raw and processed data: sign a raw file, and build the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kdanalysis.cli.common import say
from kdanalysis.project import Project


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
