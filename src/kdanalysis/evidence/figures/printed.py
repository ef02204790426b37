"""Key figures read straight from transcribed tables, and figures quoted from others."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from operator import itemgetter
from pathlib import Path

import polars as pl

from kdanalysis.evidence.registry import citation, figure_key, key_figure, list_figure
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.expenditure import growth as rules
from kdanalysis.expenditure.capacity import (
    CareLevel,
    Decomposition,
    decompose,
    growth_from_rates_pct,
    growth_range_pct,
    unit_cost_growth_pct,
    volume_range,
)
from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import read_raw_csv
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.period import Period

# Key figures read straight from the transcribed tables in `data/raw`: a cell, a count, a sum.
#
# A table is named by its file without `.csv`. Rows are chosen by `where`, written as
# `column:cell` and joined by `&`: `region:M & status:tilsluttet`, `line:1877`.


_UNITS = {
    "kr": Unit.KR,
    "mio_kr": Unit.MIO_KR,
    "mia_kr": Unit.MIA_KR,
    "pct": Unit.PCT,
    "count": Unit.COUNT,
    "days": Unit.DAYS,
    "months": Unit.NONE,
}
_SUFFIXES = {"_1000kr": Unit.TKR, "_kr": Unit.KR, "_pct": Unit.PCT}
_READ = "aflæst i kilden"
_COUNTED = "rækker talt i kilden"
_ADDED = "rækker i kilden lagt sammen"


def printed(data: Dataset, *, table: str, key: str) -> Value:
    """Return the figure `key` of a table of single figures (`key`, `value`, `unit`)."""
    file, row = _only_row(data, table, f"key:{key}")
    arguments = {"table": table, "key": key}
    return _read(data, file, row, "value", figure_key("printed", arguments, data))


def cell(data: Dataset, *, table: str, column: str, where: str) -> Value:
    """Return one cell; the unit is that of the column's ending or of the row's `unit`."""
    file, row = _only_row(data, table, where)
    arguments = {"table": table, "column": column, "where": where}
    return _read(data, file, row, column, figure_key("cell", arguments, data))


def count_rows(data: Dataset, *, table: str, where: str) -> Value:
    """Return how many rows of a table are as `where` says."""
    file, rows = _rows(data, table, where)
    key = figure_key("count_rows", {"table": table, "where": where}, data)
    return Value(Fraction(rows.height), Unit.COUNT, 0, _provenance(data, key, _COUNTED, file))


def sum_cells(data: Dataset, *, table: str, column: str, where: str) -> Value:
    """Return the sum of a column over the rows that are as `where` says; blank cells add nothing.

    Raises:
        InputError: no row is as told, or a cell is not a number.
    """
    file, rows = _rows(data, table, where)
    arguments = {"table": table, "column": column, "where": where}
    key = figure_key("sum_cells", arguments, data)
    cells = [_read(data, file, row, column, key) for row in rows.iter_rows(named=True)]
    if not cells:
        raise _no_row(file, where)
    amount = sum((c.amount for c in cells if c.amount is not None), Fraction(0))
    decimals = max(c.decimals for c in cells)
    return Value(amount, cells[0].unit, decimals, _provenance(data, key, _ADDED, file))


def last_cell(data: Dataset, *, table: str, column: str, where: str) -> Value:
    """Return the greatest number of a column over the rows that are as `where` says.

    Raises:
        InputError: no row is as told, or a cell is not a number.
    """
    file, rows = _rows(data, table, where)
    arguments = {"table": table, "column": column, "where": where}
    key = figure_key("last_cell", arguments, data)
    cells = [_read(data, file, row, column, key) for row in rows.iter_rows(named=True)]
    present = [(c.amount, c) for c in cells if c.amount is not None]
    if not present:
        raise _no_row(file, where)
    return max(present, key=itemgetter(0))[1]


list_figure(printed, Unit.NONE, _READ)
list_figure(cell, Unit.NONE, _READ)
list_figure(last_cell, Unit.NONE, _READ)
list_figure(count_rows, Unit.COUNT, _COUNTED)
list_figure(sum_cells, Unit.NONE, _ADDED)


def printed_day(data: Dataset, table: str, column: str, where: str) -> date:
    """Return a day from a table, written there as 2025-09-01.

    Raises:
        InputError: not exactly one row is as told, or its cell is no day.
    """
    file, row = _only_row(data, table, where)
    try:
        return date.fromisoformat(_text(file, row, column) or "")
    except ValueError:
        raise _no_number(file, row, column, "en dato") from None


def _file(project: Project, table: str) -> Path:
    folders = ("kdnet", "local")
    named = [project.raw / folder / f"{table}.csv" for folder in folders]
    found = [file for file in named if re.fullmatch(r"\w+", table) and file.is_file()]
    if len(found) != 1:
        raise InputError(
            f"Tabellen »{table}« findes ikke præcis én gang.", project.raw, "Ret tabellens navn."
        )
    return found[0]


@kept
def _opened(_project: Project, file: Path) -> pl.DataFrame:
    return read_raw_csv(file)


def _rows(data: Dataset, table: str, where: str) -> tuple[Path, pl.DataFrame]:
    file = _file(data.project, table)
    frame = _opened(data, file)
    for condition in where.split("&"):
        column, colon, text = condition.strip().partition(":")
        if not colon or column not in frame.columns:
            raise InputError(
                f"Betingelsen »{condition.strip()}« kan ikke bruges.", file, "Skriv kolonne:celle."
            )
        frame = frame.filter(pl.col(column) == text)
    return file, frame


def _only_row(data: Dataset, table: str, where: str) -> tuple[Path, dict[str, str | None]]:
    file, rows = _rows(data, table, where)
    if rows.height != 1:
        raise _no_row(file, where)
    return file, rows.row(0, named=True)


def _no_row(file: Path, where: str) -> InputError:
    return InputError(f"Ikke netop én række er {where}.", file, "Ret betingelsen eller rækkerne.")


def _text(file: Path, row: dict[str, str | None], column: str) -> str | None:
    if column not in row:
        raise InputError(f"Kolonnen »{column}« findes ikke.", file, f"Brug en af {', '.join(row)}.")
    return row[column]


def _read(data: Dataset, file: Path, row: dict[str, str | None], column: str, key: str) -> Value:
    text = _text(file, row, column)
    provenance = _provenance(data, key, _READ, file)
    if text is None:
        return Value(None, _unit(row, column), 0, provenance)
    try:
        amount = Fraction(text)
    except ValueError:
        raise _no_number(file, row, column, "et tal") from None
    return Value(amount, _unit(row, column), len(text.partition(".")[2]), provenance)


def _no_number(file: Path, row: dict[str, str | None], column: str, wanted: str) -> InputError:
    return InputError(
        f"»{row[column]}« i kolonnen {column} er ikke {wanted}.",
        file,
        "Ret cellen eller udtrykket.",
    )


def _unit(row: dict[str, str | None], column: str) -> Unit:
    by_ending = [unit for ending, unit in _SUFFIXES.items() if column.endswith(ending)]
    return by_ending[0] if by_ending else _UNITS.get(row.get("unit") or "", Unit.COUNT)


def _provenance(data: Dataset, key: str, rule: str, file: Path) -> Provenance:
    return Provenance(key, rule, (citation(data, file),))


# Figures quoted from others, and what follows from them: recipients, unit cost, supplements.

_QUOTED = "quoted_figures"
_NET = "net_expenditure"
_QUOTED_UNITS: dict[str, Unit] = {
    "pct": Unit.PCT,
    "count": Unit.COUNT,
    "mio_kr": Unit.MIO_KR,
    "mia_kr": Unit.MIA_KR,
}
_RECIPIENTS_ROUNDED_TO = 100
_CARE = "residential_care"


def quoted(data: Dataset, *, name: str) -> Value:
    """Return a figure quoted from others, with the printed decimals and its source."""
    quote = data.quote(name)
    source = f"Kilde: {quote.source}, gengivet i {data.citation(_QUOTED).removeprefix('Kilde: ')}"
    provenance = Provenance(f"quoted(name={name})", "citeret, ikke genberegnet", (source,))
    return Value(quote.number, _QUOTED_UNITS[quote.unit], quote.decimals, provenance)


list_figure(quoted, Unit.NONE, "citeret, ikke genberegnet", _QUOTED)


@key_figure(Unit.PCT, "ændring mellem to citerede tal i procent af det første", _QUOTED)
def quoted_growth_pct(data: Dataset, *, first: str, last: str) -> Fraction | None:
    """Growth between two quoted figures, per cent."""
    return rules.growth_pct(data.quote(first).number, data.quote(last).number)


@key_figure(Unit.PCT_POINT, "forskel mellem to citerede andele i procentpoint", _QUOTED, decimals=2)
def quoted_difference(data: Dataset, *, first: str, last: str) -> Fraction:
    """Difference between two quoted shares, percentage points (2023: 2944)."""
    return data.quote(last).number - data.quote(first).number


@key_figure(Unit.PCT, "(1 + citeret udgiftsvækst) / (1 + citeret vækst i modtagere) - 1", _QUOTED)
def committee_unit_cost_growth_pct(data: Dataset) -> Fraction:
    """The expert committee's unit cost growth, from its rounded rates (2023: 2850-2853)."""
    rates = ("botilbud_udgift_stigning", "botilbud_modtagere_stigning")
    expenditure, recipients = (data.quote(name).number for name in rates)
    return growth_from_rates_pct(expenditure, recipients)


@key_figure(
    Unit.PCT, "vækst i botilbudsudgift pr. modtager (helårsperson), faste priser", _NET, _QUOTED
)
def care_unit_cost_growth_pct(data: Dataset, *, area: str, period: Period) -> Fraction:
    """Own growth of residential care per recipient, from Table 1 and the quoted recipients."""
    return unit_cost_growth_pct(*_levels(data, area, period))


@key_figure(
    Unit.PCT, "mindste vækst pr. modtager, når modtagere er afrundet til hundreder", _NET, _QUOTED
)
def care_unit_cost_growth_low_pct(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The least unit cost growth that recipients rounded to hundreds allow."""
    return growth_range_pct(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[0]


@key_figure(
    Unit.PCT, "største vækst pr. modtager, når modtagere er afrundet til hundreder", _NET, _QUOTED
)
def care_unit_cost_growth_high_pct(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The greatest unit cost growth that recipients rounded to hundreds allow."""
    return growth_range_pct(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[1]


@key_figure(Unit.TKR, "botilbudsudgift delt med modtagere (helårspersoner)", _NET, _QUOTED)
def care_unit_cost(data: Dataset, *, area: str, year: int) -> Fraction:
    """Residential care per recipient, 1,000 kr."""
    return _level(data, area, year).unit_cost_tkr


@key_figure(
    Unit.TKR,
    "flere modtagere gange den gennemsnitlige enhedsudgift i de to år (krydsledet deles lige)",
    _NET,
    _QUOTED,
)
def care_volume_effect(data: Dataset, *, area: str, period: Period) -> Fraction:
    """What more recipients explain of the change in residential care, 1,000 kr."""
    return _decomposed(data, area, period).volume_effect_tkr


@key_figure(
    Unit.TKR,
    "højere enhedsudgift gange gennemsnitligt antal modtagere i de to år (krydsledet deles lige)",
    _NET,
    _QUOTED,
)
def care_price_effect(data: Dataset, *, area: str, period: Period) -> Fraction:
    """What a higher unit cost explains of the change in residential care, 1,000 kr."""
    return _decomposed(data, area, period).price_effect_tkr


@key_figure(
    Unit.TKR,
    "flere modtagere gange højere enhedsudgift (krydsledet; halvdelen i hver virkning)",
    _NET,
    _QUOTED,
)
def care_cross_term(data: Dataset, *, area: str, period: Period) -> Fraction:
    """What belongs to recipients and unit cost together, 1,000 kr.; shared equally by them."""
    return _decomposed(data, area, period).cross_term_tkr


@key_figure(
    Unit.TKR, "mindste virkning af flere modtagere, når de er afrundet til hundreder", _NET, _QUOTED
)
def care_volume_effect_low(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The least volume effect that recipients rounded to hundreds allow, 1,000 kr."""
    return volume_range(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[0]


@key_figure(
    Unit.TKR, "største virkning af flere modtagere, når de er afrundet til hundreder", _NET, _QUOTED
)
def care_volume_effect_high(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The greatest volume effect that recipients rounded to hundreds allow, 1,000 kr."""
    return volume_range(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[1]


@key_figure(
    Unit.COUNT, "kommunerne i rammeaftalen minus dem med oplyst fald og oplyst stigning", _QUOTED
)
def supplements_not_stated(data: Dataset) -> Fraction:
    """Municipalities whose change in supplementary services is not stated (2023: 2946)."""
    names = ("kommuner_midt", "tillaegsydelse_kommuner_fald", "tillaegsydelse_kommuner_stigning")
    total, down, up = (data.quote(name).number for name in names)
    return total - down - up


@key_figure(Unit.KR, "rammen i beslutningen, som trykt", "decisions")
def decision_amount(data: Dataset, *, decision: str) -> Fraction | None:
    """The amount a committee set aside, kr."""
    amount = data.decision(decision).amount_kr
    return None if amount is None else Fraction(amount)


def _level(data: Dataset, area: str, year: int) -> CareLevel:
    if area != COUNTRY:
        raise InputError(
            "Antallet af modtagere af botilbud er kun oplyst på landsplan.",
            f"område {area}",
            f"Brug område {COUNTRY} til enhedsudgiften.",
        )
    expenditure = data.net_tkr(area, _CARE, year)
    recipients = data.quote(f"botilbud_modtagere_{year}").number
    return CareLevel(Fraction(0) if expenditure is None else expenditure, recipients)


def _levels(data: Dataset, area: str, period: Period) -> tuple[CareLevel, CareLevel]:
    return _level(data, area, period.first), _level(data, area, period.last)


def _decomposed(data: Dataset, area: str, period: Period) -> Decomposition:
    return decompose(*_levels(data, area, period))
