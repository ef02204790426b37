"""The commands of a tender: its input workbook, the check of it, and the equalisation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kdanalysis.cli_accounts import take_command
from kdanalysis.cli_supplements import supplements_lines
from kdanalysis.procurement.equalisation import Equalisation, equalise
from kdanalysis.procurement.inputs.reading import Totals, read_tender, validate_tender
from kdanalysis.project import Project
from kdanalysis.report.elements.numbers import danish, long_date
from kdanalysis.report.workbook.files import write_equalisation
from kdanalysis.sources.workbook.supplements import is_supplements, write_supplements_template
from kdanalysis.sources.workbook.template import write_template
from kdanalysis.tables.templates import write_register_template

inputs_app = typer.Typer(no_args_is_help=True, help="Inputfiler: skabelon og kontrol.")
_console = Console(highlight=False, markup=False, soft_wrap=True)

_Start = Annotated[
    str | None, typer.Option("--contract-start", help="Kontraktens første dag, fx 2025-09-01.")
]
_Years = Annotated[str | None, typer.Option("--years", help="Kontraktår.")]
_Cost = Annotated[str | None, typer.Option("--project-cost", help="Projektomkostning i alt, kr.")]
_Municipalities = Annotated[
    str | None, typer.Option("--municipalities", help="Kommuner i delingen, hvis ikke alle er med.")
]
_Regions = Annotated[
    str | None, typer.Option("--regions", help="Regioner i delingen, hvis ikke alle er med.")
]


class Template(StrEnum):
    """The templates that can be written."""

    TENDER = "udbud"
    SUPPLEMENTS = "tillaegsydelse"
    RATES = "pl"
    PEOPLE = "befolkning"
    PER_INHABITANT = "pr_indbygger"
    CORRECTIONS = "rettelser"
    TITLES = "kontotitler"
    LEFT_OUT = "udeladte"


_WRITERS = {
    Template.TENDER: write_template,
    Template.SUPPLEMENTS: write_supplements_template,
}


@inputs_app.command("new")
def new_command(
    template: Annotated[Template, typer.Argument(help="Hvilken skabelon.")],
    out: Annotated[Path | None, typer.Option("--out", help="Filen, der skrives.")] = None,
) -> None:
    """Skriv en tom projektmappe til input; en fil, der findes, overskrives ikke."""
    suffix = "xlsx" if template in _WRITERS else "csv"
    file = out or Path(f"{template.value}.{suffix}")
    if template in _WRITERS:
        _WRITERS[template](file)
    else:
        write_register_template(Project.find(), template.value, file)
    _console.print(f"Skabelon skrevet: {file}")


inputs_app.command("add")(take_command)


@inputs_app.command("validate")
def validate_command(
    file: Annotated[Path, typer.Argument(help="Projektmappe (.xlsx) eller .csv.")],
    contract_start: _Start = None,
    years: _Years = None,
    project_cost: _Cost = None,
    municipalities: _Municipalities = None,
    regions: _Regions = None,
) -> None:
    """Kontrollér en udfyldt inputfil; alle fejl nævnes med ark, række og kolonne."""
    if is_supplements(file):
        lines = supplements_lines(file)
    else:
        options = _options(contract_start, years, project_cost, municipalities, regions)
        lines = _totals_lines(validate_tender(file, options))
    _console.print("\n".join(lines))


@inputs_app.callback()
def _inputs() -> None:
    """Inputfiler: skabelon og kontrol."""


def equalise_command(
    file: Annotated[Path, typer.Argument(help="Projektmappe (.xlsx) eller .csv.")],
    out: Annotated[Path, typer.Option("--out", help="Mappen til resultatet.")],
    contract_start: _Start = None,
    years: _Years = None,
    project_cost: _Cost = None,
    municipalities: _Municipalities = None,
    regions: _Regions = None,
) -> None:
    """Beregn udligningen og skriv transfers.csv, summary.csv og udligning.xlsx."""
    options = _options(contract_start, years, project_cost, municipalities, regions)
    tender = read_tender(file, options)
    result = equalise(tender.parties, tender.contract)
    written = write_equalisation(result, tender, out)
    for line in (*_status_lines(result), *(f"Skrevet: {path}" for path in written)):
        _console.print(line)


def _options(
    start: str | None,
    years: str | None,
    project_cost: str | None,
    municipalities: str | None,
    regions: str | None,
) -> dict[str, str | None]:
    return {
        "start": start,
        "years": years,
        "project_cost_kr": project_cost,
        "municipalities": municipalities,
        "regions": regions,
    }


def _totals_lines(totals: Totals) -> list[str]:
    lines = [
        "Filen er i orden.",
        f"Parter: {totals.municipalities} kommuner og {totals.regions} regioner",
        f"Indbyggere: {danish(totals.inhabitants)}",
        f"Besparelse pr. år: {danish(totals.annual_saving_kr, 2)} kr.",
        f"Drift og licens pr. år: {danish(totals.annual_cost_kr, 2)} kr.",
    ]
    if totals.consumption_kr is not None:
        lines.append(f"Forbrug pr. år: {danish(totals.consumption_kr, 2)} kr.")
    if totals.period is None:
        lines.append("Kontrakten er ikke angivet, så startdatoerne er ikke kontrolleret mod den.")
    else:
        first, last = totals.period
        lines.append(f"Kontrakt: {long_date(first)} til {long_date(last)}")
    return lines


def _status_lines(result: Equalisation) -> list[str]:
    return [
        f"Region {year.region}, år {year.contract_year}: {year.status.value}, "
        f"overført {danish(year.transferred_kr, 2)} kr."
        for year in result.region_years
    ]
