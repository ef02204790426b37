"""An analyst's own frame, of polars or pandas, read as columns of own numbers and of text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, Final

import pandas as pd
import polars as pl

from kdanalysis.evidence.own import is_number, own, own_value, read_unit
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError
from kdanalysis.report.elements.numbers import MISSING, long_date, one_line

MOST_ROWS: Final = 100
"""More rows than this belong in a file, not in a report."""
_LETTERS: Final = {"æ": "ae", "ø": "oe", "å": "aa"}


@dataclass(frozen=True)
class OwnColumn:
    """A column: its name and its cells, all own numbers or all text."""

    name: str
    cells: tuple[Value | str, ...]
    unit: Unit | None
    """None where the cells are text."""


@dataclass(frozen=True)
class Told:
    """What an analyst tells of own numbers."""

    units: Mapping[str, Unit | str] | Unit | str
    rule: str
    source: str
    decimals: Mapping[str, int] | int | None = None


def own_columns(frame: pl.DataFrame | pd.DataFrame, told: Told, where: str) -> list[OwnColumn]:
    """Return the columns of a frame; each numeric one as own numbers in its unit.

    A named pandas index comes first. Years (unit "år") are text: they name a row, nobody computed
    them. What is missing is a dash.

    Raises:
        InputError: it is no frame, is empty or too long, a numeric column has no unit, or a cell
            can be neither number nor text.
    """
    columns = _columns(frame, where)
    rows = len(next(iter(columns.values()))[0]) if columns else 0
    if not rows:
        raise InputError("Tabellen er tom.", where, "Giv en tabel med mindst én række.")
    if rows > MOST_ROWS:
        raise InputError(
            f"Tabellen har {rows} rækker; en rapport kan vise {MOST_ROWS}.",
            where,
            f"Vælg de vigtigste rækker, fx tabel.head({MOST_ROWS}), eller læg dem sammen.",
        )
    for kind, named in (("units", told.units), ("decimals", told.decimals)):
        _require_known(named, columns, f"{where}, {kind}")
    return [_column(name, *cells, told, where) for name, cells in columns.items()]


def unit_words(columns: Iterable[OwnColumn]) -> str:
    """Return the unit under a table or figure: `Mio. kr.`, or the unit of each column."""
    units = {column.name: column.unit for column in columns if column.unit is not None}
    if len(set(units.values())) == 1:
        (unit,) = set(units.values())
        text = str(unit) or "uden enhed"
    else:
        text = "; ".join(f"{name}: {unit or 'uden enhed'}" for name, unit in units.items())
    return text[:1].upper() + text[1:] if text else "Tekst"


def own_id(kind: str, title: str, told: str | None, where: str) -> str:
    """Return an identifier as told, or made from the title: `tbl-egen-udgift-pr-indbygger`.

    Raises:
        InputError: the one told has another form.
    """
    if told is not None:
        if not re.fullmatch(rf"{kind}-[a-z0-9-]+", told):
            raise InputError(
                f"id={told!r} kan ikke bruges.",
                where,
                f'Skriv små bogstaver: id="{kind}-mit-navn".',
            )
        return told
    spelled = "".join(_LETTERS.get(c, c) for c in title.casefold())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z]+", "-", plain)[:40].strip("-")
    return f"{kind}-egen-{words or 'uden-navn'}"


def said(text: object, name: str, what: str, where: str) -> str:
    """Return a text on one line.

    Raises:
        InputError: it is empty or no text.
    """
    if isinstance(text, str) and (line := one_line(text)):
        return line
    raise InputError(f"{name} mangler: {what}.", where, f'Skriv {name}="..." med dine egne ord.')


def _require_known(named: object, columns: Mapping[str, object], where: str) -> None:
    for name in named if isinstance(named, dict) else ():
        if name not in columns:
            raise InputError(
                f"Tabellen har ingen kolonne »{name}«.", where, f"Brug en af {', '.join(columns)}."
            )


def _columns(frame: object, where: str) -> dict[str, tuple[list[Any], bool]]:
    """Return the cells of each column, missing ones as `None`, and whether it holds numbers."""
    if isinstance(frame, pl.DataFrame):
        return {c.name: (c.to_list(), c.dtype.is_numeric()) for c in frame}
    import pandas as pd  # noqa: PLC0415 - only where a frame may be one of pandas

    if not isinstance(frame, pd.DataFrame):
        raise InputError(
            f"{type(frame).__name__} er ikke en tabel.",
            where,
            "Giv en tabel fra polars eller pandas.",
        )
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    if frame.columns.nlevels > 1 or not frame.columns.is_unique:
        raise InputError(
            "Kolonnerne har navne i flere lag, eller to hedder det samme.",
            where,
            "Giv hver kolonne ét navn: tabel.columns = [...].",
        )
    numeric = pd.api.types.is_numeric_dtype
    truth = pd.api.types.is_bool_dtype
    return {
        str(name): (
            [None if pd.api.types.is_scalar(x) and pd.isna(x) else x for x in column.tolist()],
            numeric(column.dtype) and not truth(column.dtype),
        )
        for name, column in frame.items()
    }


def _column(name: str, cells: Sequence[Any], numeric: bool, told: Told, where: str) -> OwnColumn:  # noqa: FBT001 - unpacked
    place = f"{where}, kolonnen »{name}«"
    numbers = [is_number(cell) for cell in cells if cell is not None]
    if not (numeric or any(numbers)):
        return OwnColumn(name, tuple(_text(cell, place) for cell in cells), None)
    if not all(numbers):
        raise InputError("Kolonnen blander tal og tekst.", place, "Lad den være enten eller.")
    unit = read_unit(_unit(name, told, place))
    if unit is Unit.YEAR:
        return OwnColumn(name, tuple(_year(cell, place) for cell in cells), None)
    places = told.decimals.get(name) if isinstance(told.decimals, dict) else told.decimals
    rest: dict[str, Any] = {"rule": told.rule, "source": told.source, "decimals": places}
    try:
        values = [
            own_value(None, unit, **rest) if cell is None else own(cell, unit, **rest)
            for cell in cells
        ]
    except InputError as fault:
        raise InputError(fault.what, place, fault.remedy) from fault
    return OwnColumn(name, tuple(values), unit)


def _unit(name: str, told: Told, place: str) -> Unit | str:
    if not isinstance(told.units, dict):
        return told.units  # type: ignore[return-value] # one unit for all
    if name not in told.units:
        raise InputError(
            f"Kolonnen »{name}« har tal, men ingen enhed.",
            place,
            f'Skriv units={{"{name}": "mio. kr."}} med den rette enhed; årstal har enheden "år".',
        )
    unit: Unit | str = told.units[name]
    return unit


def _year(cell: Any, place: str) -> str:  # noqa: ANN401 - a cell
    if cell is None:
        return MISSING
    if not math.isfinite(cell) or Fraction(str(cell)).denominator != 1:
        raise InputError(f"{cell} er ikke et årstal.", place, "Vælg en anden enhed.")
    return str(int(cell))


def _text(cell: Any, place: str) -> str:  # noqa: ANN401 - a cell
    if cell is None:
        return MISSING
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, datetime):
        at = "" if cell.time() == time() else f" kl. {cell:%H.%M}"
        return f"{long_date(cell.date())}{at}"
    if isinstance(cell, date):
        return long_date(cell)
    if isinstance(cell, str):
        return one_line(cell)
    raise InputError(
        f"En celle er {type(cell).__name__}, hverken tal, tekst eller dato.",
        place,
        "Lav kolonnen om til tekst eller tal, eller udelad den.",
    )
