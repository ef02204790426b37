"""Completion with Tab: the script of each shell, and the values that options and arguments take."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer
from typer.completion import get_completion_inspect_parameters, show_callback

import kdanalysis
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Completer = Callable[[str], list[tuple[str, str]]]

_SETUP: Final = {
    "bash": 'Skriv i ~/.bashrc: eval "$(kdanalysis completion bash)"',
    "zsh": 'Skriv i ~/.zshrc, efter compinit: eval "$(kdanalysis completion zsh)"',
    "fish": "Skriv i ~/.config/fish/config.fish: kdanalysis completion fish | source",
    "powershell": "Skriv i filen $PROFILE: "
    "kdanalysis completion powershell | Out-String | Invoke-Expression",
}

_LISTED: Final = re.compile(
    r"^(?:@\w.*\n(?:(?!def |@|\n).*\n)*def |list_figure\()([a-z]\w*)", re.MULTILINE
)
"""A function under a decorator, or named to `list_figure`."""


def completion_command(
    ctx: typer.Context,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(metavar="SKAL", help="Programmet, du skriver kommandoer i."),
    ],
) -> None:
    """Vis opsætningen, så Tab fuldfører kommandoer, valg og værdier.

    Opsætningen skrives på standard ud; hvad du gør med den, på standard fejl.
    """
    option: Any = get_completion_inspect_parameters()[1]  # makes the shells known
    with suppress(SystemExit):  # typer's own option ends the process here
        show_callback(ctx, option, shell)
    typer.echo(_SETUP[shell], err=True)


def _completer(values: Callable[[Project], Iterable[tuple[str, str]]]) -> Completer:
    """Return what offers the values that begin as the word under way.

    Outside a project, and where the files cannot be read, nothing is offered.
    """

    def complete(incomplete: str) -> list[tuple[str, str]]:
        with suppress(InputError, OSError, ValueError, KeyError):
            found = values(Project.find())
            return [pair for pair in found if pair[0].startswith(incomplete)]
        return []

    return complete


def _reports(project: Project) -> list[tuple[str, str]]:
    files = (path.relative_to(project.analyses) for path in project.analyses.rglob("*.ipynb"))
    shown = (path for path in files if not any(part.startswith(".") for part in path.parts))
    return sorted((path.with_suffix("").as_posix(), "") for path in shown)


def _municipalities(project: Project) -> list[tuple[str, str]]:
    file = project.raw / "local" / "areas.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == "municipality"]
    names = [(row["name"], row["area_code"]) for row in rows]
    return [("all", "alle kommuner"), *names, *((code, name) for name, code in names)]


def _editions(project: Project) -> list[tuple[str, str]]:
    return sorted((path.name, "") for path in project.revisions.glob("[0-9]*"))


def _figures(_: Project) -> list[tuple[str, str]]:
    """Return the names of the key figures, read from their text: to load them takes seconds."""
    folder = Path(kdanalysis.__file__).parent / "evidence" / "figures"
    texts = (file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    return [(name, "") for name in sorted({n for text in texts for n in _LISTED.findall(text)})]


complete_report: Final = _completer(_reports)
complete_municipality: Final = _completer(_municipalities)
complete_edition: Final = _completer(_editions)
complete_figure: Final = _completer(_figures)
