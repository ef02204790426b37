"""The commands on input files: their templates, the check of them, and the equalisation."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kdanalysis.cli.common import say
from kdanalysis.project import Project

if TYPE_CHECKING:
    from kdanalysis.procurement.equalisation import Equalisation
    from kdanalysis.procurement.inputs import Totals

_Start = Annotated[
    str | None,
    typer.Option("--contract-start", metavar="DATO", help="Kontraktens første dag, fx 2025-09-01."),
]
_Years = Annotated[str | None, typer.Option("--years", metavar="ANTAL", help="Kontraktår.")]
_Cost = Annotated[
    str | None,
    typer.Option("--project-cost", metavar="BELØB", help="Projektomkostning i alt, kr."),
]
_Municipalities = Annotated[
    str | None,
    typer.Option(
        "--municipalities", metavar="ANTAL", help="Kommuner i delingen, hvis ikke alle er med."
    ),
]
_Regions = Annotated[
    str | None,
    typer.Option("--regions", metavar="ANTAL", help="Regioner i delingen, hvis ikke alle er med."),
]


Template = Literal[
    "udbud",
    "tillaegsydelse",
    "pl",
    "befolkning",
    "pr_indbygger",
    "rettelser",
    "kontotitler",
    "udeladte",
]
"""The templates: of the workbooks that others fill in, and of the project's own registers."""
Register = Literal["pl", "befolkning", "pr_indbygger", "rettelser", "kontotitler", "udeladte"]
"""The registers that rows can be added to."""


def new_command(
    template: Annotated[Template, typer.Argument(metavar="SKABELON", help="Hvilken skabelon.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FIL", help="Filen, der skrives.")
    ] = None,
) -> None:
    """Skriv en tom skabelon til input; en fil, der findes, overskrives ikke."""
    from kdanalysis.sources.workbook.supplements import (  # noqa: PLC0415 - slow to load
        write_supplements_template,
    )
    from kdanalysis.sources.workbook.template import write_template  # noqa: PLC0415
    from kdanalysis.tables.registers import write_register_template  # noqa: PLC0415

    writers = {"udbud": write_template, "tillaegsydelse": write_supplements_template}
    file = out or Path(f"{template}.{'xlsx' if template in writers else 'csv'}")
    if template in writers:
        writers[template](file)
    else:
        write_register_template(Project.find(), template, file)
    say(f"Skabelon skrevet: {file}")


def take_command(
    register: Annotated[Register, typer.Argument(metavar="SKABELON", help="Hvilken skabelon.")],
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Den udfyldte skabelon (.csv).")],
    reason: Annotated[
        str, typer.Option(metavar="TEKST", help="Hvor tallene kommer fra, og hvorfor nu.")
    ],
) -> None:
    """Kontrollér en udfyldt skabelon, og føj dens rækker til de rå data med kvittering."""
    from kdanalysis.tables.registers import take  # noqa: PLC0415 - slow to load

    project = Project.find()
    today = date.today()  # noqa: DTZ011 - the user's own day
    written = take(project, register, file, reason, today)
    say(f"Tilføjet: {project.relative(written)}", "Kør: kdanalysis refresh --offline")


def validate_command(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Projektmappe (.xlsx) eller .csv.")],
    contract_start: _Start = None,
    years: _Years = None,
    project_cost: _Cost = None,
    municipalities: _Municipalities = None,
    regions: _Regions = None,
) -> None:
    """Kontrollér en udfyldt inputfil; alle fejl nævnes med ark, række og kolonne."""
    from kdanalysis.procurement.inputs import validate_tender  # noqa: PLC0415
    from kdanalysis.sources.workbook.supplements import is_supplements  # noqa: PLC0415

    if is_supplements(file):
        lines = _supplements_lines(file)
    else:
        options = _options(contract_start, years, project_cost, municipalities, regions)
        lines = _totals_lines(validate_tender(file, options))
    say(*lines)


def equalise_command(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Projektmappe (.xlsx) eller .csv.")],
    out: Annotated[Path, typer.Option("--out", metavar="MAPPE", help="Mappen til resultatet.")],
    contract_start: _Start = None,
    years: _Years = None,
    project_cost: _Cost = None,
    municipalities: _Municipalities = None,
    regions: _Regions = None,
) -> None:
    """Beregn udligningen, og skriv transfers.csv, summary.csv og udligning.xlsx."""
    from kdanalysis.procurement.equalisation import equalise_examined  # noqa: PLC0415 - slow to load
    from kdanalysis.procurement.inputs import read_tender  # noqa: PLC0415
    from kdanalysis.report.workbook import write_equalisation  # noqa: PLC0415

    options = _options(contract_start, years, project_cost, municipalities, regions)
    tender = read_tender(file, options)
    result = equalise_examined(tender.parties, tender.contract)
    written = write_equalisation(result, tender, out)
    say(*_status_lines(result), *(f"Skrevet: {path}" for path in written))


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


def _supplements_lines(file: Path) -> list[str]:
    """Return what a workbook of supplementary services adds up to, for its sender to recognise.

    Raises:
        InputFaultsError: lists every fault of the file.
        InputError: there is no such file.
    """
    from kdanalysis.expenditure.capacity import share  # noqa: PLC0415 - slow to load
    from kdanalysis.report.elements.numbers import danish  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.areas import read_areas  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.capacity import read_accounts  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.given import municipalities  # noqa: PLC0415

    areas = read_areas(Project.find().raw / "local" / "areas.csv")
    accounts = read_accounts(file, [area.name for area in municipalities(areas)])
    lines = ["Filen er i orden.", f"Driftsherrer: {len({a.provider for a in accounts})}"]
    for year in sorted({account.year for account in accounts}):
        found = share(account for account in accounts if account.year == year)
        percent = "–" if found is None else danish(found * 100, 2)
        lines.append(f"{year}: tillægsydelse {percent} % af det samlede regnskab")
    return lines


def _totals_lines(totals: Totals) -> list[str]:
    from kdanalysis.report.elements.numbers import danish, long_date  # noqa: PLC0415

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
    from kdanalysis.report.elements.numbers import danish  # noqa: PLC0415 - slow to load

    return [
        f"Region {year.region}, år {year.contract_year}: {year.status.value}, "
        f"overført {danish(year.transferred_kr, 2)} kr."
        for year in result.region_years
    ]
