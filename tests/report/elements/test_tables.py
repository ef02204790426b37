"""Pipe tables: a shape that both engines read, and the same numbers as plain data."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.elements.tables import Row, Table, plain_text

CELL = re.compile(r"(?<!\\)\|")
labels = st.text("abæøå |*_#$[]`<>\\", min_size=1, max_size=60)


def tkr(amount: int | None) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, Unit.TKR, 0, Provenance("k(a=1)", "prøve", ()))


def table(*rows: Row, columns: tuple[str, ...] = ("", "2018", "2022")) -> Table:
    return Table("tbl-prøve", "Prøve", "1.000 kr.", "Kilde: prøve", columns, rows)


ROWS = (
    Row("Første", (tkr(1234567), tkr(-5))),
    Row("Anden", (tkr(None), tkr(0))),
    Row("I alt", (tkr(1234567), tkr(-5)), total=True),
)


def lines_of(one: Table) -> list[str]:
    return one.markdown().split("\n\n", maxsplit=1)[0].splitlines()


def test_every_line_has_a_cell_per_column() -> None:
    assert {len(CELL.findall(line)) for line in lines_of(table(*ROWS))} == {4}


def test_labels_stand_left_and_numbers_right() -> None:
    rule = lines_of(table(*ROWS))[1].strip("|").split("|")
    assert re.fullmatch(":-+", rule[0])
    assert all(re.fullmatch("-+:", dashes) for dashes in rule[1:])


def test_text_columns_stand_left_too() -> None:
    one = Table("tbl-x", "X", "", "Kilde", ("", "a", "b"), ROWS, text_columns=frozenset({2}))
    assert [d[0] for d in lines_of(one)[1].strip("|").split("|")] == [":", "-", ":"]


@given(st.lists(labels, min_size=1, max_size=5))
def test_any_label_leaves_the_shape_alone(names: list[str]) -> None:
    lines = lines_of(table(*(Row(name, (tkr(1), tkr(2))) for name in names)))
    assert {len(CELL.findall(line.replace("\\\\", ""))) for line in lines} == {4}
    assert len(lines[1]) > 72
    assert len(lines) == len(names) + 2


def test_markup_in_data_is_not_read_as_markup() -> None:
    line = lines_of(table(Row("a|b *c* [d] $e$", (tkr(1), tkr(2)))))[2]
    assert line.startswith(r"| a\|b \*c\* \[d\] \$e\$ |")
    assert lines_of(table(*ROWS, columns=("", "*2018*", "b")))[0] == r"|  | \*2018\* | b |"


def test_cells_carry_their_keys_and_missing_ones_are_dashes() -> None:
    lines = lines_of(table(*ROWS))
    assert '[1.234.567]{.n k="k(a=1)" look="TKR.0"}' in lines[2]
    assert "[−5]" in lines[2]
    assert "[–]" in lines[3]


def test_a_total_is_bold_in_every_cell_that_has_text() -> None:
    lines = lines_of(table(*ROWS, Row("I alt", ("", tkr(1)), total=True)))
    assert lines[4].startswith("| **I alt** | **[1.234.567]")
    assert "****" not in lines[5]


def test_caption_identifier_note_and_source_follow() -> None:
    one = Table("tbl-x", "Titel", "Enhed", "Kilde: prøve", ("", "a", "b"), ROWS, "Note.")
    below = one.markdown().split("\n\n")[1:]
    assert below == [": Titel. Enhed {#tbl-x}", "::: {.source}\nNote. Kilde: prøve.\n:::\n"]
    assert "::: {.source}\nKilde: prøve.\n:::" in table(*ROWS).markdown()


@pytest.mark.parametrize("rows", [(), (Row("a", (tkr(1),)),), (*ROWS, Row("a", ("", "", "")))])
def test_a_table_without_rows_or_with_ragged_ones_is_refused(rows: tuple[Row, ...]) -> None:
    with pytest.raises(ValueError, match="tbl-prøve"):
        table(*rows)


def test_the_plain_data_have_plain_numbers() -> None:
    data = table(*ROWS).data()
    assert data.rows == (("Første", 1234567, -5), ("Anden", None, 0), ("I alt", 1234567, -5))
    assert (data.id, data.kind, data.title) == ("tbl-prøve", "table", "Prøve")
    assert (data.unit, data.source, data.note) == ("1.000 kr.", "Kilde: prøve", None)


def test_text_in_the_plain_data_has_no_markup() -> None:
    one = Table("tbl-x", "**T**", "", "Kilde", ("", "a"), (Row("b|c", ("**d**",)),), "*Note*")
    assert one.data().rows == (("b|c", "d"),)
    assert one.data().title == "T"


def test_plain_text_has_no_spans() -> None:
    assert plain_text('Det **er** [5 kr.]{.n k="a(b=1)" look="KR.0"}.') == "Det er 5 kr."
