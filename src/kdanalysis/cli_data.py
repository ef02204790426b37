"""The commands on data: sign a raw file, build the tables, list and recompute key figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kdanalysis.project import Project
from kdanalysis.sources.receipts import sign

data_app = typer.Typer()
_console = Console(highlight=False, markup=False, soft_wrap=True)


@data_app.command("sign")
def sign_command(
    file: Annotated[Path, typer.Argument(help="Filen i data/raw.")],
    reason: Annotated[str, typer.Option(help="Hvorfor filen er ny eller ændret.")],
    source: Annotated[str | None, typer.Option(help="Udgiver og sted (ny fil).")] = None,
    citation: Annotated[str | None, typer.Option(help="Kildelinje til rapporter (ny fil).")] = None,
    licence: Annotated[str | None, typer.Option(help="Licens (ny fil).")] = None,
) -> None:
    """Skriv eller forny kvitteringen for en rå fil."""
    today = date.today()  # noqa: DTZ011 - the user's own day
    sign(file, reason, today, source=source, citation=citation, licence=licence)
    _console.print(f"Kvittering skrevet for {file}")


@data_app.command("build")
def build_command() -> None:
    """Byg data/processed af data/raw; kun tabeller, der ændrer sig, skrives."""
    from kdanalysis.tables.build import build_processed  # noqa: PLC0415 - slow to load

    project = Project.find()
    changed = [project.relative(file) for file in build_processed(project)]
    _console.print("\n".join(changed) if changed else "Intet er ændret.")


@data_app.command("figures")
def figures_command() -> None:
    """Vis alle nøgletal med enhed, regel og argumenter."""
    from kdanalysis.evidence.catalogue import all_figures  # noqa: PLC0415 - slow to load

    for figure in all_figures().values():
        arguments = ", ".join(figure.parameters)
        _console.print(f"{figure.name}({arguments}) [{figure.unit}]: {figure.rule}")


@data_app.command("figure")
def figure_command(
    key: Annotated[str, typer.Argument(help="Nøglen, som den står ved tallet i rapporten.")],
) -> None:
    """Beregn ét nøgletal igen, og vis regel og kilde."""
    from kdanalysis.evidence.catalogue import recompute  # noqa: PLC0415 - slow to load
    from kdanalysis.report.elements.numbers import with_unit  # noqa: PLC0415 - slow to load

    value = recompute(key, Project.find())
    exact = "–" if value.amount is None else f"{float(value.amount)!r} ({value.unit})"
    lines = [with_unit(value), f"Uafrundet: {exact}", f"Regel: {value.provenance.rule}"]
    _console.print("\n".join([*lines, *value.provenance.sources]))
