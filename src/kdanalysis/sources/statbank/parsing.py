"""From the text of an answer to a typed, complete frame: everything asked for, nothing else."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

import polars as pl

from kdanalysis.sources.statbank.errors import InvalidAnswerError
from kdanalysis.sources.statbank.query import VALUE, Format

if TYPE_CHECKING:
    from kdanalysis.sources.statbank.query import Query

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
