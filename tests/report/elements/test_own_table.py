"""An analyst's own frame as a table: every number an own calculation, text as it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pytest

from kdanalysis.evidence.own import read_key
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError
from kdanalysis.render.reading import read_document
from kdanalysis.report.elements.frames import MOST_ROWS
from kdanalysis.report.elements.tables import own_table

TOLD: dict[str, Any] = {"title": "Min tabel", "rule": "lagt sammen", "source": "eget regneark"}
UNITS = {"År": "år", "Udgift": "mio. kr.", "Vækst": "%"}
CELLS: dict[str, list[Any]] = {
    "Kommune": ["Aarhus | *x*", "- Ry"],
    "År": [2021, 2022],
    "Udgift": [1.5, None],
    "Vækst": [Decimal("2.25"), Decimal(-3)],
    "Dag": [date(2024, 5, 8), None],
}
POLARS = pl.DataFrame(CELLS)
PANDAS = pd.DataFrame(CELLS)
INDEXED = PANDAS.set_index("Kommune")


def refused(frame: Any, **told: Any) -> str:
    with pytest.raises(InputError) as fault:
        own_table(frame, **{"units": UNITS, **TOLD, **told})
    return str(fault.value)


@pytest.mark.parametrize("frame", [POLARS, PANDAS, INDEXED], ids=["polars", "pandas", "index"])
def test_a_frame_becomes_a_table(frame: Any) -> None:
    table = own_table(frame, units=UNITS, **TOLD)
    assert table.id == "tbl-egen-min-tabel"
    assert table.columns == tuple(CELLS)
    assert table.unit == "Udgift: mio. kr.; Vækst: %"
    assert table.text_columns == {1, 4}
    data = table.data()
    assert data.rows[0] == ("Aarhus | *x*", "2021", 2, 2.3, "8. maj 2024")
    assert data.rows[1][1:] == ("2022", None, -3.0, "–")
    keys = [mark.rpartition(" ")[0] for row in data.keys for mark in row if mark]
    assert len(keys) == 4
    assert {read_key(key).provenance.rule for key in keys} == {"Egen beregning: lagt sammen"}


def test_its_text_stands_on_the_page_as_it_is() -> None:
    text = read_document(own_table(POLARS, units=UNITS, **TOLD).markdown()).text
    assert "Aarhus | *x*" in text
    assert "Egen beregning. Kilde: eget regneark." in text


def test_one_unit_for_all_and_decimals_by_column() -> None:
    frame = pl.DataFrame({"Navn": ["a"], "x": [1.25], "y": [1.25]})
    table = own_table(frame, units=Unit.KR, decimals={"x": 2}, id="tbl-x", **TOLD)
    assert (table.id, table.unit) == ("tbl-x", "Kr.")
    assert [c.decimals for c in table.rows[0].cells if isinstance(c, Value)] == [2, 0]


def test_a_number_without_a_unit_says_what_to_write() -> None:
    told = refused(POLARS, units={"År": "år", "Udgift": "mio. kr."})
    assert "Kolonnen »Vækst« har tal, men ingen enhed." in told
    assert 'units={"Vækst": "mio. kr."}' in told


@pytest.mark.parametrize(
    ("frame", "told", "words"),
    [
        (POLARS, {"units": UNITS | {"Pris": "kr."}}, "ingen kolonne »Pris«"),
        (POLARS, {"decimals": {"Pris": 1}}, "ingen kolonne »Pris«"),
        (POLARS.head(0), {}, "tom"),
        (pl.DataFrame(), {}, "tom"),
        (POLARS.select("Udgift", "Kommune"), {"units": "kr."}, "Den første kolonne, »Udgift«"),
        (pd.DataFrame({"a": ["x", 1]}), {"units": "kr."}, "blander tal og tekst"),
        (pl.DataFrame({"a": ["x"], "b": [[1]]}), {"units": "kr."}, "hverken tal, tekst eller dato"),
        (pl.DataFrame({"a": ["x"], "b": [float("nan")]}), {"units": "kr."}, "kolonnen »b«"),
        (pl.DataFrame({"a": ["x"], "b": [2018.5]}), {"units": "år"}, "er ikke et årstal"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), {"units": "kr."}, "hedder det samme"),
        ({"a": [1]}, {}, "dict er ikke en tabel"),
        (POLARS, {"title": " "}, "title mangler"),
        (POLARS, {"rule": ""}, "rule mangler"),
        (POLARS, {"id": "Min tabel"}, 'id="tbl-mit-navn"'),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(
    frame: Any, told: dict[str, Any], words: str
) -> None:
    assert words in refused(frame, **told)


def test_too_many_rows_are_refused() -> None:
    frame = pl.DataFrame({"a": ["x"] * (MOST_ROWS + 1)})
    assert f"head({MOST_ROWS})" in refused(frame, units="kr.")
    assert own_table(frame.head(MOST_ROWS), units="kr.", **TOLD).rows
