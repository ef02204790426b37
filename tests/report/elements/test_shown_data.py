"""The numbers behind tables and figures: through metadata, CSV and data URI unchanged."""

from __future__ import annotations

import base64
import csv
import io
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.elements.tables import Cell, ShownData, number

cells = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=2).map(float),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
)


def shown(*rows: tuple[Cell, ...]) -> ShownData:
    columns = tuple(f"k{i}" for i in range(len(rows[0])))
    return ShownData("fig-x", "figure", "Titel", "%", "Kilde: prøve", columns, rows)


def as_tuples(field: Any) -> Any:
    """Return what JSON has made a list as the tuple it was."""
    return tuple(as_tuples(part) for part in field) if isinstance(field, list) else field


def read_csv(content: bytes) -> list[list[str]]:
    """Read as a Danish Excel does."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_danish_excel_opens_the_csv() -> None:
    content = shown(("Aarhus; Ø", 10.9, None), ("a", -1234567, 0.0)).csv_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert read_csv(content) == [
        ["k0", "k1", "k2"],
        ["Aarhus; Ø", "10,9", ""],
        ["a", "-1234567", "0,0"],
    ]


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_every_cell_comes_out_of_the_csv(rows: list[tuple[Cell, ...]]) -> None:
    read = read_csv(shown(*rows).csv_bytes())[1:]
    assert len(read) == len(rows)
    for line, row in zip(read, rows, strict=True):
        for text, cell in zip(line, row, strict=True):
            if isinstance(cell, float):
                assert float(text.replace(",", ".")) == cell
                assert "." not in text
            else:
                assert text == ("" if cell is None else str(cell))


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_metadata_survive_the_executed_notebook(rows: list[tuple[Cell, ...]]) -> None:
    original = shown(*rows)
    stored: dict[str, Any] = json.loads(json.dumps(original.metadata()))
    fields = stored["kdanalysis"]["dataset"]
    assert ShownData(**{name: as_tuples(field) for name, field in fields.items()}) == original


def test_a_page_sent_by_mail_holds_the_csv() -> None:
    data = shown(("æ", 1.5))
    kind, _, content = data.data_uri().partition(",")
    assert kind == "data:text/csv;base64"
    assert base64.b64decode(content) == data.csv_bytes()


@pytest.mark.parametrize(
    ("amount", "decimals", "expected"),
    [
        (Fraction("10.949"), 1, 10.9),
        (Fraction("-0.04"), 1, 0.0),
        (Fraction(1234567), 0, 1234567),
        (Fraction(27149), -2, 27100),
        (None, 1, None),
    ],
)
def test_numbers_are_plain_and_rounded_as_printed(
    amount: Fraction | None, decimals: int, expected: float | None
) -> None:
    plain = number(Value(amount, Unit.PCT, decimals, Provenance("k()", "prøve", ())))
    assert plain == expected
    assert type(plain) is type(expected)
    assert str(plain) != "-0.0"
