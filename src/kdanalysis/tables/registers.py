"""The dated inputs that users keep: what each holds, where it stands, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kdanalysis.sources.raw import read_raw_csv
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.basis import CHAIN_FILE, check_people, people_extract
from kdanalysis.tables.live.accounts import PEOPLE, project_scope
from kdanalysis.tables.live.corrections import COLUMNS as CORRECTION_COLUMNS
from kdanalysis.tables.live.corrections import read_corrections
from kdanalysis.tables.live.titles import read_left_out, read_titles
from kdanalysis.tables.per_inhabitant import EXCERPT, FILE, newest_excerpt, read_excerpt_file
from kdanalysis.tables.price_level import read_price_chain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from kdanalysis.project import Project

_DECIDED: Final = ("function_code", "title", "reason", "decided")


@dataclass(frozen=True)
class Register:
    """One kind of dated input."""

    columns: tuple[str, ...]
    suggested: Callable[[Project], list[tuple[str, ...]]]
    """Rows of the template with what is known beforehand."""
    present: Callable[[Project], Path]
    """The file that holds the rows so far; it need not be there."""
    target: Callable[[Project, date], Path]
    """The file to write: extracts of a table are vintages, each in a new folder of its own."""
    check: Callable[[Project, Path], object]
    """Reads a file as the build does, and stops on a fault."""
    source: str
    citation: str
    licence: str = "MIT"


def _at(place: str) -> tuple[Callable[[Project], Path], Callable[[Project, date], Path]]:
    """Return where a register is read and written: the same file."""
    return (lambda project: project.raw / place), (lambda project, _: project.raw / place)


def _nothing(_: Project) -> list[tuple[str, ...]]:
    return []


def _next_rate(project: Project) -> list[tuple[str, ...]]:
    last = read_price_chain(project.raw / CHAIN_FILE).years[-1]
    return [(str(last), str(last + 1), "", "", "")]


def _next_people(project: Project) -> list[tuple[str, ...]]:
    newest = max(read_raw_csv(people_extract(project))["tid"])
    period = f"{int(newest[:4]) + 1}K1"
    areas = read_areas(project.raw / "local" / "areas.csv").by_code.values()
    return [(area.code, area.name, period, "") for area in areas]


def _next_per_inhabitant(project: Project) -> list[tuple[str, ...]]:
    """Return a row per area and function of the newest year, for the year after it."""
    rows = read_raw_csv(newest_excerpt(project.raw)).to_dicts()
    newest = max(row["tid"] for row in rows)
    kept = ("kode", "omraade", "funktion", "funktion_tekst_nu", "art", "prisenhed")
    return [
        (*(row[name] for name in kept), str(int(newest) + 1), "")
        for row in rows
        if row["tid"] == newest
    ]


def _check_per_inhabitant(project: Project, file: Path) -> None:
    read_excerpt_file(file, read_areas(project.raw / "local" / "areas.csv"))


def _new_extract(table: Path, day: date, name: str) -> Path:
    """Return where an extract of that day goes; a second one never takes the first one's place."""
    number = 1
    folder = table / f"{day}"
    while (folder / name).is_file():
        number += 1
        folder = table / f"{day}-{number}"
    return folder / name


REGISTERS: Final[dict[str, Register]] = {
    "pl": Register(
        ("from_year", "to_year", "rate_pct", "status", "basis"),
        _next_rate,
        *_at(CHAIN_FILE),
        lambda _, file: read_price_chain(file),
        "Bruger, med kilde i kolonnen basis",
        "Kilde: PL-kæde, se kolonnen basis",
    ),
    "befolkning": Register(
        ("kode", "omraade", "tid", "folketal"),
        _next_people,
        people_extract,
        lambda project, day: _new_extract(project.raw / "statbank" / PEOPLE, day, "population.csv"),
        check_people,
        "Danmarks Statistik, FOLK1A, 1. kvartal; udtræk indtastet af bruger",
        "Kilde: Danmarks Statistik, FOLK1A",
        "CC BY 4.0",
    ),
    "pr_indbygger": Register(
        (
            "kode",
            "omraade",
            "funktion",
            "funktion_tekst_nu",
            "art",
            "prisenhed",
            "tid",
            "indhold_kr_pr_indb",
        ),
        _next_per_inhabitant,
        lambda project: newest_excerpt(project.raw),
        lambda project, day: _new_extract(project.raw / EXCERPT, day, FILE),
        _check_per_inhabitant,
        "Danmarks Statistik, REGK31, INDL; udtræk indtastet af bruger",
        "Kilde: Danmarks Statistik, REGK31",
        "CC BY 4.0",
    ),
    "rettelser": Register(
        CORRECTION_COLUMNS,
        _nothing,
        *_at("local/corrections.csv"),
        lambda project, file: read_corrections(file, project_scope(project)),
        "kdanalysis: rettelser af hentede regnskaber; kilde ved hver række",
        "Kilde: kdanalysis, rettelser",
    ),
    "kontotitler": Register(
        _DECIDED,
        _nothing,
        *_at("local/account_titles.csv"),
        lambda _, file: read_titles(file),
        "kdanalysis: godkendte titler i kontoplanen",
        "Kilde: kdanalysis, kontotitler",
    ),
    "udeladte": Register(
        _DECIDED,
        _nothing,
        *_at("local/account_left_out.csv"),
        lambda _, file: read_left_out(file),
        "kdanalysis: funktioner, der ikke hører til analysen",
        "Kilde: kdanalysis, udeladte funktioner",
    ),
}
