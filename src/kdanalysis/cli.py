"""The commands: thin calls into the rooms; a fault ends with one message and exit code 1."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import sign

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console(highlight=False)
_errors = Console(stderr=True, highlight=False)


@app.callback()
def _main() -> None:
    """Rapporter om socialområdet og fælles udbud, genberegnet fra data."""


@app.command("sign")
def sign_command(
    file: Annotated[Path, typer.Argument(help="Filen i data/raw.")],
    reason: Annotated[str, typer.Option(help="Hvorfor filen er ny eller ændret.")],
    source: Annotated[str | None, typer.Option(help="Udgiver og sted (ny fil).")] = None,
    citation: Annotated[str | None, typer.Option(help="Kildelinje til rapporter (ny fil).")] = None,
    licence: Annotated[str | None, typer.Option(help="Licens (ny fil).")] = None,
) -> None:
    """Skriv eller forny kvitteringen for en rå fil."""
    sign(file, reason, date.today(), source=source, citation=citation, licence=licence)  # noqa: DTZ011
    console.print(f"Kvittering skrevet for {file}")


def main() -> None:
    """Run the command line; a fault is shown as one message."""
    try:
        app()
    except InputError as fault:
        _errors.print(f"[bold red]Fejl:[/] {fault}", markup=True)
        sys.exit(1)
