"""Templates of the dated inputs that users keep: writing them, and taking what was filled in.

A filled template is checked by the reader of its register before anything is changed; its rows are
added to those already there, and the receipt tells when and why.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kdanalysis.project import InputError
from kdanalysis.publishing import replacing
from kdanalysis.sources.receipts import receipt_path, sign
from kdanalysis.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kdanalysis.project import Project
    from kdanalysis.tables.registers import Register

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
            raise InputError(
                fault.what, present, f"Ret den udfyldte skabelon; intet er ændret. {fault.remedy}"
            ) from fault


def _sign(register: Register, file: Path, reason: str, day: date) -> None:
    told = {"source": register.source, "citation": register.citation, "licence": register.licence}
    kept = {} if receipt_path(file).is_file() else told
    sign(file, reason, day, **kept)
