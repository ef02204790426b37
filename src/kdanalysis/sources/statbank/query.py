"""A query with every code spelled out, and its answer as a typed frame that holds all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import reduce
from itertools import groupby
from math import prod
from typing import Any, Final, TypeAlias

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.errors import InvalidAnswerError, NotFoundError
from kdanalysis.sources.statbank.tableinfo import TableInfo, Variable

# A query with every variable and code spelled out, so that the answer can be checked.

Selection: TypeAlias = Mapping[str, Sequence[str]]
"""Variable → values as a user states them: codes, `*` (all), `>=2018`, `<=2022`, `>=2018<=2022`."""

VALUE: Final = "INDHOLD"
"""The API's name of the column with the numbers."""
_RANGE: Final = re.compile(r"^(?:>=(?P<low>[^<>=]+))?(?:<=(?P<high>[^<>=]+))?$")


class Format(StrEnum):
    """The two text formats used: CSV is complete, BULK is streamed and leaves suppressed out."""

    CSV = "CSV"
    BULK = "BULK"


@dataclass(frozen=True)
class Query:
    """An explicit query; made by `resolve`."""

    table: str
    codes: Mapping[str, tuple[str, ...]]
    """Variable id → codes, both in the order of the table."""
    time: str
    """Id of the variable of periods."""

    @property
    def rows(self) -> int:
        """How many combinations are asked for."""
        return prod(len(codes) for codes in self.codes.values())

    @property
    def cells(self) -> int:
        """The size the API holds against its limit: rows × (variables + 1)."""
        return self.rows * (len(self.codes) + 1)

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Column in the answer → codes. The API writes variable ids in capitals there."""
        return {name.upper(): codes for name, codes in self.codes.items()}

    def body(self, fmt: Format) -> dict[str, Any]:
        """Return the JSON to post to `data`."""
        return {
            "table": self.table,
            "format": fmt.value,
            "lang": "da",
            "valuePresentation": "Code",
            "variables": [
                {"code": name, "values": list(codes)} for name, codes in self.codes.items()
            ],
        }

    def by_year(self) -> tuple[Query, ...]:
        """Return one query per year; quarters and months of a year stay together."""
        periods = sorted(self.codes[self.time])
        return tuple(
            replace(self, codes={**self.codes, self.time: tuple(group)})
            for _, group in groupby(periods, key=lambda period: period[:4])
        )


def resolve(info: TableInfo, selection: Selection) -> Query:
    """Return the explicit query for `selection`.

    The API fails a whole query for one unknown value, and takes the newest period where none is
    given; so every variable must be there, and every value is checked here against `tableinfo`.

    Raises:
        NotFoundError: variables or values that the table does not have; all values are named.
        InputError: a variable is left out, given twice or has no values.
    """
    wanted: dict[str, Sequence[str]] = {}
    for name, values in selection.items():
        wanted[_named_once(info, name, wanted)] = _listed(info, name, values)
    if missing := [variable.id for variable in info.variables if variable.id not in wanted]:
        raise InputError(
            f"Forespørgslen mangler {', '.join(missing)}: hver variabel skal vælges.",
            info.id,
            'Angiv koder, eller ["*"] for alle.',
        )
    _refuse_unmatched(info, wanted)
    codes = {
        variable.id: chosen_codes(variable, wanted[variable.id]) for variable in info.variables
    }
    return Query(info.id, codes, info.time.id)


def _named_once(info: TableInfo, name: str, seen: Mapping[str, object]) -> str:
    variable = info.variable(name).id
    if variable in seen:
        raise InputError(f"{variable} er valgt to gange.", info.id, "Saml koderne i én liste.")
    return variable


def _listed(info: TableInfo, name: str, values: Sequence[str]) -> Sequence[str]:
    """Return `values` if they are a list of strings: a bare string would be read by letter."""
    if isinstance(values, str) or not values or not all(isinstance(v, str) for v in values):
        raise InputError(
            f"{name} skal være en liste af koder som tekst, ikke {values!r}.",
            info.id,
            f'Skriv fx {{"{name}": ["000", "082"]}}.',
        )
    return values


def _matches(variable: Variable, value: str) -> frozenset[str]:
    if value == "*":
        return frozenset(variable.codes)
    span = _RANGE.match(value) if variable.time and value else None
    if span is None:
        return frozenset({value} & set(variable.codes))
    low, high = span["low"] or "", span["high"] or "9999"
    # A bound holds the periods within it: `<=2022` holds 2022K4.
    return frozenset(c for c in variable.codes if low <= c and c[: len(high)] <= high)


def chosen_codes(variable: Variable, values: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that `values` choose, in the order of the table, each once."""
    chosen = frozenset[str]().union(*(_matches(variable, value) for value in values))
    return tuple(code for code in variable.codes if code in chosen)


def _refuse_unmatched(info: TableInfo, wanted: Mapping[str, Sequence[str]]) -> None:
    unmatched = [
        (value, variable)
        for variable in info.variables
        for value in wanted[variable.id]
        if not _matches(variable, value)
    ]
    if not unmatched:
        return
    named = [f"{value} ({variable.id})" for value, variable in unmatched]
    near = [
        f"{value}: {' eller '.join(close)}"
        for value, variable in unmatched
        if (close := get_close_matches(value, variable.codes, n=3))
    ]
    raise NotFoundError(
        f"Tabellen har ikke {', '.join(named)}.",
        info.id,
        "Slå koderne op med variable_levels(...)."
        + (f" Nærliggende koder: {'; '.join(near)}." if near else ""),
        unmatched=named,
    )


# From the text of an answer to a typed, complete frame: everything asked for, nothing else.

MISSING: Final = ".."
"""DST's sign for a missing value; never 0."""
_BOM: Final = b"\xef\xbb\xbf"
_KEY: Final = "combination"
_REMEDY: Final = "Intet er gemt. Prøv igen; varer det ved, er tabellen eller API'et ændret."


def parse_body(content: bytes, query: Query, fmt: Format, suppressed: str | None) -> pl.DataFrame:
    """Return the answer to `query`: one row per combination asked for, in the query's order.

    Args:
        content: the body; `;`-separated, header of variable ids, with or without byte order mark.
        query: what was asked.
        fmt: CSV must hold every combination; what BULK leaves out is `suppressed`.
        suppressed: `suppressedDataValue` of tableinfo.

    Returns:
        The code columns as strings, named as in the answer (ids in capitals), and `INDHOLD` as
        Int64, or as Float64 if any value has decimals; null where DST prints `..`.

    Raises:
        InvalidAnswerError: header, combinations or values are not those of an answer to `query`.
    """
    raw = _read(content, query)
    _refuse_unknown_codes(raw, query)
    keyed = raw.select(_combination(query).alias(_KEY), VALUE)
    _refuse_duplicates(raw, keyed, query)
    full = _all_combinations(query).join(keyed, on=_KEY, how="left", maintain_order="left")
    absent = full.filter(pl.col(VALUE).is_null())
    if not absent.is_empty():
        full = _filled(full, absent, query, fmt, suppressed)
    return full.select(*query.columns, _typed(full[VALUE], query.table))


def _fault(what: str, table: str) -> InvalidAnswerError:
    return InvalidAnswerError(what, table, _REMEDY)


def _read(content: bytes, query: Query) -> pl.DataFrame:
    """Return the rows as text, after looking at what can be wrong with the text itself."""
    text = content.removeprefix(_BOM)
    if text.lstrip()[:1] in {b"<", b"{"}:
        raise _fault("Svaret er en HTML- eller JSON-tekst, ikke tabellens rækker.", query.table)
    if not text.endswith(b"\n"):
        raise _fault("Svaret slutter midt i en linje; det er skåret af.", query.table)
    header = text.split(b"\n", 1)[0].decode("utf-8", errors="replace").rstrip("\r").split(";")
    expected = [*query.columns, VALUE]
    if sorted(header) != sorted(expected):
        raise _fault(
            f"Svaret har kolonnerne {', '.join(header)}; ventet {', '.join(expected)}.", query.table
        )
    try:
        rows = pl.read_csv(text, separator=";", infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise _fault(f"Svaret kan ikke læses som CSV: {error}", query.table) from error
    if empty := sum(rows.null_count().row(0)):
        raise _fault(f"Svaret har {empty} tomme felter.", query.table)
    return rows


def _refuse_unknown_codes(raw: pl.DataFrame, query: Query) -> None:
    unasked = [
        f"{code} ({column})"
        for column, codes in query.columns.items()
        for code in sorted(set(raw[column].unique().to_list()) - set(codes))
    ]
    if unasked:
        raise _fault(f"Svaret har koder, der ikke er spurgt om: {', '.join(unasked)}.", query.table)


def _combination(query: Query) -> pl.Expr:
    """Return the position of a row's combination among all those asked for, as one integer."""
    return reduce(
        lambda key, column: (
            key * len(query.columns[column])
            + pl.col(column).cast(pl.Enum(query.columns[column])).to_physical().cast(pl.Int64)
        ),
        query.columns,
        pl.lit(0, pl.Int64),
    )


def _all_combinations(query: Query) -> pl.DataFrame:
    """Return one row per combination: codes as strings in the query's order, and its position."""
    columns = [pl.LazyFrame({name: codes}) for name, codes in query.columns.items()]
    product = reduce(
        lambda left, right: left.join(right, how="cross", maintain_order="left_right"), columns
    )
    return product.collect().with_row_index(_KEY).with_columns(pl.col(_KEY).cast(pl.Int64))


def _refuse_duplicates(raw: pl.DataFrame, keyed: pl.DataFrame, query: Query) -> None:
    twice = raw.filter(keyed[_KEY].is_duplicated())
    if not twice.is_empty():
        raise _fault(
            f"{_example(twice, query)} står flere gange i svaret ({twice.height} rækker i alt).",
            query.table,
        )


def _filled(
    full: pl.DataFrame, absent: pl.DataFrame, query: Query, fmt: Format, suppressed: str | None
) -> pl.DataFrame:
    """Return `full` with the combinations BULK left out.

    A period without a single row is no suppression; it means that the answer is not whole.
    """
    period = query.time.upper()
    empty = sorted(set(absent[period]) - set(full.filter(pl.col(VALUE).is_not_null())[period]))
    if fmt is Format.CSV or empty or not suppressed:
        reason = f"; intet for {', '.join(empty)}" if empty else ""
        raise _fault(
            f"Svaret mangler {absent.height} af {query.rows} kombinationer, "
            f"fx {_example(absent, query)}{reason}.",
            query.table,
        )
    return full.with_columns(pl.col(VALUE).fill_null(suppressed))


def _example(rows: pl.DataFrame, query: Query) -> str:
    return " × ".join(f"{column} {rows[column][0]}" for column in query.columns)


def _typed(values: pl.Series, table: str) -> pl.Series:
    """Return the values as numbers; decimals have a comma, as in Danish answers."""
    numbers = values.str.strip_chars().replace(MISSING, None)
    wrong = numbers.filter(~numbers.str.contains(r"^-?\d{1,15}(,\d{1,15})?$").fill_null(value=True))
    if not wrong.is_empty():
        raise _fault(f"{wrong[0]!r} er ikke et tal ({wrong.len()} steder).", table)
    if numbers.str.contains(",", literal=True).any():
        return numbers.str.replace(",", ".", literal=True).cast(pl.Float64)
    return numbers.cast(pl.Int64)
