"""The dated inputs that users keep: what each holds, its template, and what was filled in."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Final

from kdanalysis.project import InputError, Project
from kdanalysis.publishing import replacing
from kdanalysis.sources.receipts import read_raw_csv, receipt_path, sign
from kdanalysis.sources.registers import (
    Decider,
    Remark,
    column,
    columns,
    kind_of_cell,
    read_register,
)
from kdanalysis.tables.accounts import PEOPLE, Decided, project_scope, read_left_out, read_titles
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.basis import CHAIN_FILE, check_people, people_extract
from kdanalysis.tables.corrections import Correction, read_corrections
from kdanalysis.tables.per_inhabitant import EXCERPT, FILE, newest_excerpt, read_excerpt_file
from kdanalysis.tables.price_level import Rate, read_price_chain

# The dated inputs that users keep: what each holds, where it stands, and who reads it.


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
        columns(Rate),
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
        columns(Correction),
        _nothing,
        *_at("local/corrections.csv"),
        lambda project, file: read_corrections(file, project_scope(project)),
        "kdanalysis: rettelser af hentede regnskaber; kilde ved hver række",
        "Kilde: kdanalysis, rettelser",
    ),
    "kontotitler": Register(
        columns(Decided),
        _nothing,
        *_at("local/account_titles.csv"),
        lambda _, file: read_titles(file),
        "kdanalysis: godkendte titler i kontoplanen",
        "Kilde: kdanalysis, kontotitler",
    ),
    "udeladte": Register(
        columns(Decided),
        _nothing,
        *_at("local/account_left_out.csv"),
        lambda _, file: read_left_out(file),
        "kdanalysis: funktioner, der ikke hører til analysen",
        "Kilde: kdanalysis, udeladte funktioner",
    ),
}


# Templates of the dated inputs that users keep: writing them, and taking what was filled in.
#
# A filled template is checked by the reader of its register before anything is changed; its rows
# are added to those already there, and the receipt tells when and why.

_DECIMAL: Final = frozenset({"rate_pct"})


def write_register_template(project: Project, name: str, file: Path) -> None:
    """Write the template of a register as CSV that a Danish Excel opens.

    Raises:
        InputError: the file is there already.
    """
    if file.exists():
        raise InputError("Filen findes allerede.", file, "Vælg et andet navn med --out.")
    register = REGISTERS[name]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([register.columns, *register.suggested(project)])
    with replacing(file) as beside:
        beside.write_bytes(text.getvalue().encode("utf-8-sig"))


def take(project: Project, name: str, file: Path, reason: str, day: date) -> Path:
    """Add the rows of a filled template to its register, and return the register's file.

    Raises:
        InputError: a column or cell is missing, or the rows do not fit those already there.
    """
    register = REGISTERS[name]
    rows = _filled(file, register.columns)
    present, target = register.present(project), register.target(project, day)
    content = _joined(present, register.columns, rows)
    _check(project, register, present, content, day)
    target.parent.mkdir(parents=True, exist_ok=True)
    if present.is_file() and present != target:
        shutil.copy(receipt_path(present), receipt_path(target))
    with replacing(target) as beside:
        beside.write_bytes(content)
    _sign(register, target, reason, day)
    return target


def _filled(file: Path, columns: Sequence[str]) -> list[list[str]]:
    """Return the rows of a filled template: `;` or `,` between cells, decimal comma or point."""
    if not file.is_file():
        raise InputError("Filen mangler.", file, "Angiv stien til den udfyldte skabelon.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("Filen er ikke UTF-8.", file, "Gem den som CSV UTF-8.") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(row)]
    if not lines or [cell.strip() for cell in lines[0]] != list(columns):
        raise InputError(
            "Overskriften er en anden end skabelonens.", file, f"Brug {';'.join(columns)}."
        )
    if len(lines) == 1:
        raise InputError("Skabelonen er ikke udfyldt.", file, "Skriv mindst én række.")
    place = file.as_posix()
    return [_row(line, columns, f"{place}, række {n}") for n, line in enumerate(lines[1:], 2)]


def _row(line: Sequence[str], columns: Sequence[str], where: str) -> list[str]:
    cells = dict(zip(columns, (cell.strip() for cell in line), strict=False))
    if empty := [name for name in columns if not cells.get(name)]:
        raise InputError(f"{', '.join(empty)} er tom.", where, "Udfyld cellen.")
    if len(line) > len(columns):
        raise InputError("Rækken har for mange celler.", where, "Ret rækken.")
    return [v.replace(",", ".") if name in _DECIMAL else v for name, v in cells.items()]


def _joined(present: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not present.is_file():
        writer.writerow(columns)
    writer.writerows(rows)
    before = present.read_bytes() if present.is_file() else b""
    ending = b"" if not before or before.endswith(b"\n") else b"\n"
    return before + ending + text.getvalue().encode()


def _check(project: Project, register: Register, present: Path, content: bytes, day: date) -> None:
    """Let the register's own reader read the new file before it takes the old one's place."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / present.name
        trial.write_bytes(content)
        _sign(register, trial, "prøve", day)
        try:
            register.check(project, trial)
        except InputError as fault:
            before = present.read_bytes().splitlines() if present.is_file() else [b"header"]
            raise InputError(
                fault.what,
                present,
                f"Ret den udfyldte skabelon, hvis første række er række {len(before) + 1} her; "
                f"intet er ændret. {fault.remedy}",
            ) from fault


def _sign(register: Register, file: Path, reason: str, day: date) -> None:
    told = {"source": register.source, "citation": register.citation, "licence": register.licence}
    kept = {} if receipt_path(file).is_file() else told
    sign(file, reason, day, **kept)


# Rules and spans of the project's own, as data: each with unit, value and who answers for it.


def _one(cell: str) -> tuple[Fraction]:
    value = Fraction(cell)
    if value <= 0:
        raise ValueError(cell)
    return (value,)


_VALUE: Final = kind_of_cell(
    r"-?[0-9]+(\.[0-9]+)?",
    _one,
    "er ikke et tal større end nul",
    "Skriv et tal med punktum som decimaltegn.",
)


@dataclass(frozen=True)
class Parameter:
    """One parameter with its values in order: one for a rule, several for a span to look up."""

    key: str
    label: str
    values: Annotated[tuple[Fraction, ...], _VALUE, column("value")]
    unit: str
    decided_by: Decider
    reason: Remark

    @property
    def value(self) -> Fraction:
        """The only value.

        Raises:
            ValueError: there are several.
        """
        (only,) = self.values
        return only


def read_parameters(file: Path) -> Mapping[str, Parameter]:
    """Return the parameters of `file` by key; rows of one key give its values.

    Raises:
        InputError: a column is missing, a value is not a positive number or stands twice, or nobody
            answers for it.
    """
    found: dict[str, Parameter] = {}
    for row in read_register(file, Parameter, key=("key", "value")):
        earlier = found.get(row.key)
        found[row.key] = replace(row, values=earlier.values + row.values) if earlier else row
    return found
