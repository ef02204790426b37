"""Key figures of changes: what was recorded, how much is restated, what the checks saw.

`revision` and `earlier` are names of stored revisions; amounts are in 1,000 kr., current prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from kdanalysis.evidence.registry import key_figure, list_figure
from kdanalysis.evidence.revisions.changes import Changes, Headline, headlines_of, ranks
from kdanalysis.evidence.revisions.store import Revision, revisions
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.project import InputError, Project
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.fetched import Fetched

_NET = "net_expenditure"
_CODES = {"net_expenditure": "function_code", "purchases": "art_code"}


@kept
def _headlines(project: Project, revision: str) -> Mapping[str, Headline]:
    return headlines_of(_revision(project, revision))


def revision_of(data: Dataset, name: str) -> Revision:
    """Return a stored revision.

    Raises:
        InputError: there is none of that name.
    """
    return _revision(data.project, name)


def _revision(project: Project, name: str) -> Revision:
    stored = {revision.name: revision for revision in revisions(project)}
    if name not in stored:
        raise InputError(
            f"Ukendt optegnelse: {name}.",
            "data/revisions",
            f"Vælg mellem {', '.join(stored)}." if stored else "Kør: kdanalysis refresh",
        )
    return stored[name]


def recorded(data: Dataset, *, revision: str, name: str) -> Value:
    """Return a headline as it was recorded, in the price level of its own key."""
    known = _headlines(data, revision)
    if name not in known:
        raise InputError(f"Optegnelsen har intet nøgletal {name}.", revision, "Ret nøglen.")
    headline = known[name]
    rule = f"som optegnet ({headline.key})"
    key = f"recorded(revision={revision}, name={name})"
    return Value(headline.amount, headline.unit, headline.decimals, Provenance(key, rule, ()))


list_figure(recorded, Unit.NONE, "som optegnet dengang")


@key_figure(Unit.COUNT, "nøgletallets plads blandt sine lige, den største først")
def recorded_rank(data: Dataset, *, revision: str, name: str) -> Fraction | None:
    """The place of a recorded headline among its like."""
    place = ranks(_headlines(data, revision)).get(name)
    return None if place is None else Fraction(place)


@key_figure(Unit.TKR, "beløb i løbende priser som optegnet")
def recorded_cell(
    data: Dataset, *, revision: str, table: str, area: str, code: str, year: int
) -> Fraction | None:
    """One recorded account, current prices; none if it was not there."""
    if table not in _CODES:
        raise InputError(f"Ukendt tabel: {table}.", "nøgletal", f"Brug {', '.join(_CODES)}.")
    found = (
        revision_of(data, revision)
        .table(table)
        .filter(
            (pl.col("area_code") == area)
            & (pl.col(_CODES[table]) == code)
            & (pl.col("year") == year)
        )
    )
    return Fraction(found["amount_tkr"][0]) if found.height else None


@key_figure(Unit.TKR, "beløb i den ene optegnelse minus beløb i den anden, løbende priser")
def recorded_cell_change(
    data: Dataset, *, revision: str, earlier: str, table: str, area: str, code: str, year: int
) -> Fraction | None:
    """What one account was restated by, current prices."""
    now, then = (
        recorded_cell(data, revision=name, table=table, area=area, code=code, year=year).amount
        for name in (revision, earlier)
    )
    return None if now is None or then is None else now - then


@key_figure(Unit.TKR, "regnskabet minus regnskabet året før, løbende priser")
def recorded_movement(
    data: Dataset, *, revision: str, area: str, code: str, year: int
) -> Fraction | None:
    """The change of one account from the year before, current prices."""
    now, then = (
        recorded_cell(data, revision=revision, table=_NET, area=area, code=code, year=y).amount
        for y in (year, year - 1)
    )
    return None if now is None or then is None else now - then


@key_figure(Unit.COUNT, "celler i begge optegnelser, hvis beløb er forskelligt")
def restated_cells(data: Dataset, *, revision: str, earlier: str) -> Fraction:
    """How many accounts were restated."""
    return Fraction(_changes(data, revision, earlier).restated.height)


@key_figure(Unit.COUNT, "folketal i begge optegnelser, der er forskellige")
def restated_people(data: Dataset, *, revision: str, earlier: str) -> Fraction:
    """How many population figures were restated."""
    return Fraction(_changes(data, revision, earlier).people)


@key_figure(Unit.COUNT, "retninger, rækkefølger, forhold til landet og krydsninger, der er andre")
def turned_conclusions(data: Dataset, *, revision: str, earlier: str) -> Fraction:
    """How many conclusions are others than they were."""
    return Fraction(len(_changes(data, revision, earlier).turned))


@key_figure(Unit.PCT, "PL-satsen som optegnet")
def recorded_rate_pct(data: Dataset, *, revision: str, year: int) -> Fraction | None:
    """The PL rate from the year before, as it was recorded."""
    rates = revision_of(data, revision).table("price_index")
    found = rates.filter(pl.col("year") == year)["rate_pct"].to_list()
    return Fraction(found[0]) if found and found[0] is not None else None


@key_figure(Unit.COUNT, "celler, som kontrollen har sammenlignet", _NET)
def checked_cells(data: Dataset, *, check: str) -> Fraction | None:
    """What a check of the fetched accounts compared; none without fetched accounts."""
    found = None if data.fetched is None else _check(data.fetched, check)
    return None if found is None else Fraction(found[0])


@key_figure(Unit.COUNT, "celler, der ligger uden for kontrollens grænse", _NET)
def deviating_cells(data: Dataset, *, check: str) -> Fraction | None:
    """What a check of the fetched accounts found; none without fetched accounts."""
    found = None if data.fetched is None else _check(data.fetched, check)
    return None if found is None else Fraction(found[1])


def _check(fetched: Fetched, number: str) -> tuple[int, int]:
    if not number.isdecimal() or not 0 < int(number) <= len(fetched.checks):
        raise InputError(f"Ukendt kontrol: {number}.", "nøgletal", "Brug kontrollens nummer.")
    check = fetched.checks[int(number) - 1]
    return check.compared, len(check.deviations)


@key_figure(Unit.COUNT, "bevægelser uden for grænserne for det sandsynlige", _NET)
def implausible_movements(data: Dataset) -> Fraction | None:
    """How many movements of municipalities' accounts are worth a question."""
    return None if data.fetched is None else Fraction(data.fetched.candidates.height)


@key_figure(Unit.COUNT, "trykte celler, hvis beløb står uændret i det hentede regnskab", _NET)
def printed_unchanged(data: Dataset) -> Fraction | None:
    """How many of the printed cells stand unchanged in the fetched accounts."""
    if data.fetched is None:
        return None
    comparison = data.fetched.comparison
    return Fraction(comparison.cells.height - comparison.restated.height)


@key_figure(Unit.COUNT, "trykte celler, hvis beløb er et andet i det hentede regnskab", _NET)
def printed_restated(data: Dataset) -> Fraction | None:
    """How many of the printed cells have another amount in the fetched accounts."""
    return None if data.fetched is None else Fraction(data.fetched.comparison.restated.height)


@key_figure(Unit.TKR, "beløb bag den trykte celle, løbende priser", _NET)
def printed_cell(data: Dataset, *, kind: str, area: str, code: str, year: int) -> Fraction | None:
    """The amount behind a printed cell (`net` or `purchases`), current prices."""
    return _printed(data, (kind, area, code, year), "printed_tkr")


@key_figure(Unit.TKR, "det hentede beløb i en trykt celle, løbende priser", _NET)
def fetched_cell(data: Dataset, *, kind: str, area: str, code: str, year: int) -> Fraction | None:
    """The fetched amount of a printed cell, current prices."""
    return _printed(data, (kind, area, code, year), "fetched_tkr")


def _printed(data: Dataset, place: tuple[str, str, str, int], column: str) -> Fraction | None:
    if data.fetched is None:
        return None
    kind, area, code, year = place
    cell = data.fetched.comparison.cells.filter(
        (pl.col("kind") == kind)
        & (pl.col("area_code") == area)
        & (pl.col("code") == code)
        & (pl.col("year") == year)
    )[column].to_list()
    return Fraction(cell[0]) if cell and cell[0] is not None else None


def _changes(data: Dataset, revision: str, earlier: str) -> Changes:
    return Changes(revision_of(data, earlier), revision_of(data, revision))
