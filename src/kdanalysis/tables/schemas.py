"""The processed tables: columns, types, keys. Units are in the column names."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrors

from kdanalysis.project import InputError

CURRENT_PRICES = "løbende"
"""Value of the column `price_level` for amounts in the prices of their own year."""

_AREA = pa.Column(pl.String, pa.Check.str_matches(r"^\d{3}$"))
_YEAR = pa.Column(pl.Int64, pa.Check.in_range(2000, 2100))
_PRICES = pa.Column(pl.String, pa.Check.isin([CURRENT_PRICES]))
_AMOUNT = pa.Column(pl.Int64)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "net_expenditure": pa.DataFrameSchema(
        {
            "area_code": _AREA,
            "function_code": pa.Column(pl.String, pa.Check.str_matches(r"^\d{5}$")),
            "year": _YEAR,
            "amount_tkr": _AMOUNT,
            "price_level": _PRICES,
        },
        unique=["area_code", "function_code", "year"],
        strict=True,
    ),
    "purchases": pa.DataFrameSchema(
        {
            "area_code": _AREA,
            "group": pa.Column(pl.String),
            "art_code": pa.Column(pl.String, pa.Check.str_matches(r"^\d{2}$")),
            "year": _YEAR,
            "amount_tkr": _AMOUNT,
            "price_level": _PRICES,
        },
        unique=["area_code", "group", "art_code", "year"],
        strict=True,
    ),
    "population": pa.DataFrameSchema(
        {
            "area_code": _AREA,
            "year": _YEAR,
            "inhabitants": pa.Column(pl.Int64, pa.Check.gt(0)),
        },
        unique=["area_code", "year"],
        strict=True,
    ),
    "quoted_figures": pa.DataFrameSchema(
        {
            "name": pa.Column(pl.String),
            "number": pa.Column(pl.String, pa.Check.str_matches(r"^-?\d+(\.\d+)?$")),
            "unit": pa.Column(pl.String),
            "first_year": _YEAR,
            "last_year": _YEAR,
            "source": pa.Column(pl.String),
            "line": pa.Column(pl.Int64),
        },
        unique=["name"],
        strict=True,
    ),
    "price_index": pa.DataFrameSchema(
        {
            "year": _YEAR,
            "rate_pct": pa.Column(pl.String, nullable=True),
            "factor": pa.Column(pl.Float64, pa.Check.gt(0)),
            "price_year": _YEAR,
        },
        unique=["year"],
        strict=True,
    ),
    "sources": pa.DataFrameSchema(
        {
            "table": pa.Column(pl.String),
            "citation": pa.Column(pl.String),
            "raw_file": pa.Column(pl.String),
            "sha256": pa.Column(pl.String, pa.Check.str_length(64, 64)),
        },
        unique=["table"],
        strict=True,
    ),
}


def checked(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return `frame` if it has the schema of the processed table `name` and at least one row.

    Raises:
        InputError: a column, type, key or value is wrong, or the table is empty.
    """
    remedy = "Ret den rå fil, og kør: kdanalysis build"
    if frame.is_empty():
        raise InputError("Tabellen har ingen rækker.", f"data/processed/{name}.csv", remedy)
    try:
        return SCHEMAS[name].validate(frame)
    except (SchemaError, SchemaErrors) as error:
        raise InputError(
            f"Tabellen har fejl: {error}", f"data/processed/{name}.csv", remedy
        ) from error
