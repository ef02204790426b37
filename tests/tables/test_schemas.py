"""The contracts of the processed tables: a fault in any of them stops, and so does emptiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from kdanalysis.project import InputError
from kdanalysis.tables.schemas import SCHEMAS, checked

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

FAULTS: list[tuple[str, str, object]] = [
    ("net_expenditure", "area_code", "82"),
    ("net_expenditure", "function_code", "5.38.50"),
    ("net_expenditure", "price_level", "2022-priser"),
    ("net_expenditure", "amount_tkr", 1.5),
    ("net_expenditure", "amount_tkr", None),
    ("net_expenditure", "year", 22),
    ("purchases", "art_code", "S4"),
    ("population", "inhabitants", 0),
    ("quoted_figures", "number", "8,66"),
    ("quoted_figures", "name", "socialomraadet_2022"),
    ("price_index", "factor", 0.0),
    ("sources", "sha256", "abc"),
]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_the_projects_own_tables_hold(data: Dataset, name: str) -> None:
    frame = data.table(name)
    assert checked(name, frame).equals(frame)


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_an_empty_table_is_not_accepted(data: Dataset, name: str) -> None:
    with pytest.raises(InputError) as fault:
        checked(name, data.table(name).clear())
    assert fault.value.what == "Tabellen har ingen rækker."
    assert fault.value.where == f"data/processed/{name}.csv"
    assert "kdanalysis build" in fault.value.remedy


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_row_that_stands_twice_is_not_accepted(data: Dataset, name: str) -> None:
    frame = data.table(name)
    with pytest.raises(InputError, match="Tabellen har fejl"):
        checked(name, pl.concat([frame, frame.head(1)]))


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_missing_column_is_not_accepted(data: Dataset, name: str) -> None:
    frame = data.table(name)
    with pytest.raises(InputError, match="Tabellen har fejl"):
        checked(name, frame.drop(frame.columns[-1]))


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_an_unexpected_column_is_not_accepted(data: Dataset, name: str) -> None:
    with pytest.raises(InputError, match="uventet"):
        checked(name, data.table(name).with_columns(uventet=0))


@pytest.mark.parametrize(("name", "column", "content"), FAULTS)
def test_one_wrong_cell_is_not_accepted(
    data: Dataset, name: str, column: str, content: object
) -> None:
    frame = data.table(name)
    first = pl.int_range(pl.len()) == 0
    spoilt = frame.with_columns(
        pl.when(first).then(pl.lit(content)).otherwise(column).alias(column)
    )
    with pytest.raises(InputError, match=column) as fault:
        checked(name, spoilt)
    assert fault.value.what.startswith("Tabellen har fejl")
    assert fault.value.where == f"data/processed/{name}.csv"
