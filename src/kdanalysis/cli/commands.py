"""All commands in one table, so that `kdanalysis --help` loads none of them.

To add a command, write a function with annotated parameters and list it here.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """Where a command is, and what it does in a line."""

    where: str
    """Module and function."""
    help: str
    """Danish; the first line of the function's docstring (tested)."""


COMMANDS: Final[dict[str, Command]] = {
    "refresh": Command(
        "kdanalysis.cli.refresh:refresh_command",
        "Hent, byg, kontrollér, vis hvad der er ændret, og skriv alle rapporter.",
    ),
    "render": Command(
        "kdanalysis.cli.notebooks:render_command",
        "Kør notebooks, og skriv rapporterne som HTML, PDF og Excel i build/site.",
    ),
    "status": Command(
        "kdanalysis.cli.accounts:status_command",
        "Vis gemte udgaver, hvad Danmarks Statistik har, der er nyere, og hvad der mangler.",
    ),
    "changes": Command(
        "kdanalysis.cli.refresh:changes_command",
        "Vis hvad der er ændret siden den forrige optegnelse, som Markdown.",
    ),
    "figures": Command(
        "kdanalysis.cli.figures:figures_command",
        "Vis nøgletal med enhed, regel og argumenter.",
    ),
    "figure": Command(
        "kdanalysis.cli.figures:figure_command",
        "Beregn ét nøgletal igen, og vis regel og kilde.",
    ),
    "verify": Command(
        "kdanalysis.cli.proof:verify_command",
        "Efterprøv hvert trykt tal i HTML, PDF og Excel.",
    ),
    "check": Command(
        "kdanalysis.cli.proof:check_command",
        "Kontrollér de tal, der er offentliggjort i dagsordenerne.",
    ),
    "fetch": Command(
        "kdanalysis.cli.accounts:fetch_command",
        "Hent regnskaber og folketal; nyt gemmes som udgave, intet overskrives.",
    ),
    "build": Command(
        "kdanalysis.cli.refresh:build_command",
        "Byg data/processed af data/raw; kun tabeller, der ændrer sig, skrives.",
    ),
    "sign": Command(
        "kdanalysis.cli.refresh:sign_command",
        "Skriv eller forny kvitteringen for en rå fil.",
    ),
    "inputs new": Command(
        "kdanalysis.cli.tender:new_command",
        "Skriv en tom skabelon til input; en fil, der findes, overskrives ikke.",
    ),
    "inputs validate": Command(
        "kdanalysis.cli.tender:validate_command",
        "Kontrollér en udfyldt inputfil; alle fejl nævnes med ark, række og kolonne.",
    ),
    "inputs add": Command(
        "kdanalysis.cli.tender:take_command",
        "Kontrollér en udfyldt skabelon, og føj dens rækker til de rå data med kvittering.",
    ),
    "equalise": Command(
        "kdanalysis.cli.tender:equalise_command",
        "Beregn udligningen, og skriv transfers.csv, summary.csv og udligning.xlsx.",
    ),
    "new rapport": Command(
        "kdanalysis.cli.notebooks:report_command",
        "Læg en notebook til din egen rapport i analyses/egne; intet overskrives.",
    ),
    "init": Command(
        "kdanalysis.cli.init:init_command",
        "Læg et projekt, der kan køre, i en ny eller tom mappe; intet overskrives.",
    ),
    "notebooks clean": Command(
        "kdanalysis.cli.notebooks:clean_command",
        "Fjern output og tællere fra notebooks i analyses, som git gemmer dem.",
    ),
    "notebooks setup": Command(
        "kdanalysis.cli.notebooks:setup_command",
        "Lad git gemme notebooks uden output, så en kørsel ikke giver ændringer.",
    ),
    "notebooks filter": Command(
        "kdanalysis.cli.notebooks:filter_command",
        "Læs en notebook på standard ind, og skriv den uden output; git kalder den.",
    ),
    "completion": Command(
        "kdanalysis.cli.program:completion_command",
        "Vis opsætningen, så Tab fuldfører kommandoer, valg og værdier.",
    ),
}
"""Command → where it is and what it does; `inputs new` is `new` of the group `inputs`."""

GROUPS: Final[dict[str, str]] = {
    "inputs": "Inputfiler: skabelon, kontrol og tilføjelse.",
    "notebooks": "Notebooks som filer: hold output ude af git.",
    "new": "Nyt fra en skabelon, der virker, som den er.",
}
"""Groups of commands → what they are about (Danish)."""

UNLOGGED: Final = ("notebooks filter",)
"""Commands that others call over and over, and that change nothing of the project."""
