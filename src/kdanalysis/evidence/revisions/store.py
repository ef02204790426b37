"""What the reports stood on, kept each time it changed, with the headline figures of the day."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import polars as pl

from kdanalysis.evidence.figures import expenditure as spent
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError, Project
from kdanalysis.recording import PACKAGE, imported
from kdanalysis.sources.statbank.shelf import names_in, pulled_tables
from kdanalysis.sources.statbank.vintage import newest
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND
from kdanalysis.tables.build import as_csv
from kdanalysis.tables.dataset import Dataset, open_priced
from kdanalysis.tables.period import Period
from kdanalysis.tables.publication import settle

# The headline key figures that are followed from revision to revision.
#
# Each has a name that stays when the period grows (`growth_pct:082:social:adults`): figure,
# area, what it is a part of, group; its key tells the period and price level it was computed
# for.


AREAS: Final = (COUNTRY, MIDTJYLLAND)
DIRECTED: Final = frozenset({"growth_pct", "purchases_growth_pct"})
"""Figures whose sign is a conclusion."""
RANKED: Final = frozenset({"contribution_pct", "purchases_growth_pct"})
"""Figures whose order among their like is a conclusion."""
_WHOLE: Final = "social"
_TARGETS: Final = ("adults", "children")


def headline_table(data: Dataset) -> pl.DataFrame:
    """Return name, key, amount (a fraction, or null), unit and decimals of all headlines."""
    rows = [
        (
            name,
            value.provenance.key,
            None if value.amount is None else str(value.amount),
            value.unit.name,
            value.decimals,
        )
        for name, value in headlines(data)
    ]
    columns = {"name": pl.String, "key": pl.String, "amount": pl.String, "unit": pl.String}
    return pl.DataFrame(rows, schema=columns | {"decimals": pl.Int64}, orient="row")


def headlines(data: Dataset) -> Iterator[tuple[str, Value]]:
    """Yield name and value of every headline, over all years that have a price level."""
    period = Period(max(data.years[0], data.chain.years[0]), data.newest_year)
    for area in AREAS:
        yield from _spent(data, area, period)
        yield from _bought(data, area, period)


def _spent(data: Dataset, area: str, period: Period) -> Iterator[tuple[str, Value]]:
    for base, group in _parts(data):
        place = f"{area}:{base}:{group}"
        yield f"amount:{place}", spent.amount(data, area=area, group=group, year=period.last)
        yield f"change:{place}", spent.change(data, area=area, group=group, period=period)
        yield f"growth_pct:{place}", spent.growth_pct(data, area=area, group=group, period=period)
        yield (
            f"contribution_pct:{place}",
            spent.contribution_pct(data, area=area, group=group, base=base, period=period),
        )


def _parts(data: Dataset) -> Iterator[tuple[str, str]]:
    """Yield each group with what it is a part of: the whole, a target area, a group."""
    plan = data.plan
    yield _WHOLE, _WHOLE
    for target in _TARGETS:
        yield _WHOLE, target
        groups = dict.fromkeys(plan.functions[code].group for code in plan.codes(target))
        for group in groups:
            yield target, group
            codes = plan.codes(group)
            yield from ((group, code) for code in codes if len(codes) > 1)


def _bought(data: Dataset, area: str, period: Period) -> Iterator[tuple[str, Value]]:
    for art in (*data.plan.arts, "all"):
        place = f"{area}:{'all' if art != 'all' else ''}:{art}"
        yield f"purchases:{place}", spent.purchases(data, area=area, art=art, year=period.last)
        yield (
            f"purchases_growth_pct:{place}",
            spent.purchases_growth_pct(data, area=area, art=art, period=period),
        )
    private, municipal = (data.plan.supplier_art(s).code for s in ("private", "municipal"))
    yield (
        f"passing_year:{area}:{municipal}:{private}",
        spent.passing_year(data, area=area, art=private, other=municipal, period=period),
    )


# Revisions: what the reports stood on, kept each time it changed, so that a change can be told.
#
#     data/revisions/<time in UTC>/
#         net_expenditure.csv, purchases.csv, population.csv, price_index.csv   as they were
#         functions.csv   the functions and their titles
#         figures.csv     the headline key figures with their keys
#         state.json      vintages and program

TABLES: Final = ("net_expenditure", "purchases", "population", "price_index")
STATE: Final = "state.json"
_NAME: Final = "%Y-%m-%dT%H%M%S"
_NAMED: Final = re.compile(r"^\d{4}-\d\d-\d\dT\d{6}$")
_ABANDONED_S: Final = 24 * 3600


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
        frame = pl.read_csv(file.read_bytes(), infer_schema=False)
        return frame.cast({c: t for c, t in numbers.items() if c in frame.columns})


def revisions(project: Project) -> tuple[Revision, ...]:
    """Return the stored revisions, oldest first."""
    shelf = project.revisions
    return tuple(Revision(shelf / name) for name in names_in(shelf) if _NAMED.match(name))


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
    """Return a hash of the code behind what is recorded."""
    told = hashlib.sha256()
    for file in sorted(imported(__name__)):
        told.update(file.relative_to(PACKAGE).as_posix().encode() + file.read_bytes())
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
