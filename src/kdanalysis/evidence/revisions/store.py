"""Revisions: what the reports stood on, kept each time it changed, so that a change can be told.

data/revisions/<time in UTC>/
net_expenditure.csv, purchases.csv, population.csv, price_index.csv   as they were
functions.csv     the functions and their titles
figures.csv       the headline key figures with their keys
state.json        vintages and program
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

import kdanalysis
from kdanalysis.evidence.revisions.headlines import headline_table
from kdanalysis.project import InputError
from kdanalysis.sources.statbank.shelf import pulled_tables
from kdanalysis.sources.statbank.vintage import newest
from kdanalysis.tables.build import as_csv
from kdanalysis.tables.dataset import open_priced
from kdanalysis.tables.publication import settle

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset

TABLES: Final = ("net_expenditure", "purchases", "population", "price_index")
STATE: Final = "state.json"
_NAME: Final = "%Y-%m-%dT%H%M%S"
_NAMED: Final = re.compile(r"^\d{4}-\d\d-\d\dT\d{6}$")
_ABANDONED_S: Final = 24 * 3600
_COUNTED: Final = ("sources", "tables", "expenditure", "evidence")
"""The rooms whose code may change a number."""


@dataclass(frozen=True)
class Revision:
    """One stored revision."""

    folder: Path

    @property
    def name(self) -> str:
        """When it was made, `2026-05-08T080500` in UTC."""
        return self.folder.name

    @property
    def day(self) -> datetime:
        """When it was made."""
        return datetime.strptime(self.name, _NAME).replace(tzinfo=UTC)

    @cached_property
    def state(self) -> dict[str, Any]:
        """Vintages (`vintages`), the program's hash (`program`).

        Raises:
            InputError: the file is damaged.
        """
        file = self.folder / STATE
        try:
            state: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(
                "Optegnelsen kan ikke læses.", file, "Hent den frem igen fra versionsstyringen."
            ) from error
        return state

    def table(self, name: str) -> pl.DataFrame:
        """Return one of the tables as it was; every column but numbers as text."""
        numbers = dict.fromkeys(("year", "amount_tkr", "inhabitants", "decimals"), pl.Int64)
        file = self.folder / f"{name}.csv"
        if not file.is_file():
            raise InputError(
                "Optegnelsen er ikke hel.", file, "Hent den frem igen fra versionsstyringen."
            )
        frame = pl.read_csv(file, infer_schema=False)
        return frame.cast({c: t for c, t in numbers.items() if c in frame.columns})


def revisions(project: Project) -> tuple[Revision, ...]:
    """Return the stored revisions, oldest first."""
    shelf = project.revisions
    names = sorted(path.name for path in shelf.iterdir()) if shelf.is_dir() else []
    return tuple(Revision(shelf / name) for name in names if _NAMED.match(name))


def record(project: Project) -> Revision | None:
    """Store what the reports stand on now, unless the newest revision says the same.

    Returns:
        The new revision; `None` if nothing changed.

    Raises:
        InputError: the processed tables cannot be read.
    """
    settle(project.processed)
    files = _content(project)
    known = revisions(project)
    if known and all(_same(known[-1].folder / name, text) for name, text in files.items()):
        return None
    return _store(project.revisions, files, known)


def _content(project: Project) -> dict[str, bytes]:
    data = open_priced(project)
    files = {f"{name}.csv": (project.processed / f"{name}.csv").read_bytes() for name in TABLES}
    files["functions.csv"] = as_csv(_functions(data))
    files["figures.csv"] = as_csv(headline_table(data))
    state = {
        "vintages": {table: newest(table, project).name for table in pulled_tables(project)},
        "program": _program(),
    }
    return files | {STATE: json.dumps(state, indent=1).encode() + b"\n"}


def _same(file: Path, text: bytes) -> bool:
    """Tell whether a file says the same; a new program alone, or a vintage alone, is no change."""
    return file.name == STATE or (file.is_file() and file.read_bytes() == text)


def _functions(data: Dataset) -> pl.DataFrame:
    """Return the plan's functions with the titles of the newest vintage, else the plan's own."""
    fetched = data.fetched
    titles = {} if fetched is None else fetched.vintage.info.variable("FUNKTION").texts
    rows = [(f.code, titles.get(f.code, f.label)) for f in data.plan.functions.values()]
    return pl.DataFrame(rows, schema=["function_code", "title"], orient="row")


def _program() -> str:
    """Return a hash of the code that may change a number."""
    package = Path(kdanalysis.__file__).parent
    told = hashlib.sha256()
    for room in _COUNTED:
        for file in sorted((package / room).rglob("*.py")):
            told.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    return told.hexdigest()


def _store(shelf: Path, files: dict[str, bytes], known: tuple[Revision, ...]) -> Revision:
    shelf.mkdir(parents=True, exist_ok=True)
    for left in shelf.glob(".new-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)
    bench = shelf / f".new-{os.getpid()}-{time.time_ns()}"
    bench.mkdir()
    try:
        for name, text in files.items():
            (bench / name).write_bytes(text)
        return Revision(bench.rename(shelf / _moment(known)))
    finally:
        shutil.rmtree(bench, ignore_errors=True)


def _moment(known: tuple[Revision, ...]) -> str:
    """Return a name that sorts after all known ones, even if the clock was set back."""
    now = datetime.now(UTC)
    return max([now, *(r.day + timedelta(seconds=1) for r in known[-1:])]).strftime(_NAME)
