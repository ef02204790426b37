"""Answers: whatever is not exactly what was asked for is refused."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.statbank.geography import DATA

from kdanalysis.sources.statbank.errors import InvalidAnswerError
from kdanalysis.sources.statbank.query import Format, Query, parse_body

QUERY = Query("PRØVE", {"OMRÅDE": ("000", "082"), "Tid": ("2021", "2022")}, "Tid")
HEADER = "OMRÅDE;TID;INDHOLD"
ROWS = ("000;2021;10", "000;2022;-3", "082;2021;0", "082;2022;..")


def body(*lines: str, end: str = "\r\n", bom: str = "") -> bytes:
    return (bom + "".join(line + end for line in lines)).encode()


def test_csv_with_byte_order_mark_is_read_with_codes_as_text() -> None:
    frame = parse_body(body(HEADER, *ROWS, bom="\ufeff"), QUERY, Format.CSV, "0")
    assert frame.schema == {"OMRÅDE": pl.String, "TID": pl.String, "INDHOLD": pl.Int64}
    assert frame.rows() == [
        ("000", "2021", 10),
        ("000", "2022", -3),
        ("082", "2021", 0),
        ("082", "2022", None),
    ]


def test_recorded_answers_are_read() -> None:
    recorded = json.loads((DATA / "api_responses_observed.json").read_text(encoding="utf-8"))
    newest = Query("FOLK1A", {"Tid": ("2025K3",)}, "Tid")
    csv = parse_body(recorded["csv_no_variables_200"].encode(), newest, Format.CSV, "0")
    assert csv.rows() == [("2025K3", 6002420)]
    codes = {
        "OMRÅDE": ("Hele landet",),
        "KØN": ("I alt", "Mænd", "Kvinder"),
        "ALDER": ("Alder i alt",),
        "CIVILSTAND": ("I alt",),
        "Tid": ("2020K1",),
    }
    bulk = recorded["bulk_200_first_chars"].encode()
    frame = parse_body(bulk, Query("FOLK1A", codes, "Tid"), Format.BULK, "0")
    total, men, women = frame["INDHOLD"]
    assert total == men + women == 5822763


def test_columns_may_come_in_any_order() -> None:
    turned = [";".join(reversed(line.split(";"))) for line in (HEADER, *ROWS)]
    frame = parse_body(body(*turned), QUERY, Format.CSV, "0")
    assert frame.equals(parse_body(body(HEADER, *ROWS), QUERY, Format.CSV, "0"))


def test_decimals_make_the_column_float() -> None:
    lines = (HEADER, "000;2021;1,5", *ROWS[1:])
    values = parse_body(body(*lines), QUERY, Format.CSV, "0")["INDHOLD"]
    assert values.dtype == pl.Float64
    assert values.to_list() == [1.5, -3.0, 0.0, None]


@pytest.mark.parametrize(("suppressed", "expected"), [("0", 0), ("..", None), ("0,0", 0.0)])
def test_gaps_of_bulk_are_the_suppressed_value(suppressed: str, expected: float | None) -> None:
    frame = parse_body(body(HEADER, *ROWS[:3]), QUERY, Format.BULK, suppressed)
    assert frame["INDHOLD"].to_list() == [10, -3, 0, expected]


def test_gaps_of_csv_are_a_fault() -> None:
    with pytest.raises(InvalidAnswerError, match=r"mangler 1 af 4 .* OMRÅDE 082 × TID 2022"):
        parse_body(body(HEADER, *ROWS[:3]), QUERY, Format.CSV, "0")


def test_gaps_of_bulk_without_suppressed_value_are_a_fault() -> None:
    with pytest.raises(InvalidAnswerError, match="mangler 1 af 4"):
        parse_body(body(HEADER, *ROWS[:3]), QUERY, Format.BULK, None)


def test_a_year_without_rows_is_no_suppression() -> None:
    with pytest.raises(InvalidAnswerError, match="intet for 2022"):
        parse_body(body(HEADER, ROWS[0], ROWS[2]), QUERY, Format.BULK, "0")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "midt i en linje"),
        (b"<!DOCTYPE html><html></html>\n", "HTML"),
        (b'{"errorTypeCode": "X"}\n', "JSON"),
        (body(HEADER, *ROWS)[:-4], "midt i en linje"),
        (body("OMRÅDE;INDHOLD", "000;1"), "kolonnerne OMRÅDE, INDHOLD"),
        (body(HEADER + ";NOTE", *(row + ";x" for row in ROWS)), "NOTE"),
        (body("OMRÅDE;OMRÅDE;INDHOLD", *ROWS), "kolonnerne"),
        (body(HEADER, *ROWS, ROWS[0]), "OMRÅDE 000 × TID 2021 står flere gange"),
        (body(HEADER, *ROWS, "083;2021;5"), "083 .OMRÅDE."),
        (body(HEADER, *ROWS, "82;2021;5"), "82 .OMRÅDE."),
        (body(HEADER, *ROWS[:3], "082;2022;"), "1 tomme felter"),
        (body(HEADER, *ROWS[:3], "082;2022"), "1 tomme felter"),
        (body(HEADER, *ROWS[:3], "082;2022;1;1"), "kan ikke læses som CSV"),
        (body(HEADER, *ROWS[:3], "082;2022;1.234"), "'1.234' er ikke et tal"),
        (body(HEADER, *ROWS[:3], "082;2022;-"), "'-' er ikke et tal"),
        (body(HEADER, *ROWS[:3], "082;2022;" + "9" * 20), "er ikke et tal"),
        (body(HEADER, *ROWS[:3]) + b"082;2022;\xff\r\n", "kan ikke læses|er ikke et tal"),
        (body(HEADER), "mangler 4 af 4"),
    ],
)
@pytest.mark.parametrize("fmt", [Format.CSV, Format.BULK])
def test_spoilt_answers_are_refused(content: bytes, expected: str, fmt: Format) -> None:
    with pytest.raises(InvalidAnswerError, match=expected):
        parse_body(content, QUERY, fmt, "0")


values = st.one_of(st.integers(-(10**14), 10**14), st.none())


@given(
    st.lists(values, min_size=12, max_size=12),
    st.randoms(use_true_random=False),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_row_order_gives_the_same_frame(
    numbers: list[int | None], random: object, end: str
) -> None:
    assert hasattr(random, "shuffle")
    codes = {"A": ("01", "1"), "B": ("x", "y", "æ"), "Tid": ("2021", "2022")}
    query = Query("PRØVE", codes, "Tid")
    combinations = [(a, b, t) for a in codes["A"] for b in codes["B"] for t in codes["Tid"]]
    rows = [
        ";".join([*combination, ".." if number is None else str(number)])
        for combination, number in zip(combinations, numbers, strict=True)
    ]
    random.shuffle(rows)
    frame = parse_body(body("A;B;TID;INDHOLD", *rows, end=end), query, Format.CSV, "0")
    assert frame["INDHOLD"].to_list() == numbers
    assert frame.select("A", "B", "TID").rows() == combinations


@given(st.sets(st.integers(0, 11), max_size=11))
def test_what_bulk_leaves_out_comes_back_as_suppressed(kept: set[int]) -> None:
    codes = {"A": tuple("abcdefghijkl"), "Tid": ("2022",)}
    query = Query("PRØVE", codes, "Tid")
    rows = [f"{codes['A'][place]};2022;{place + 1}" for place in kept]
    content = body("A;TID;INDHOLD", *rows)
    if not kept:
        with pytest.raises(InvalidAnswerError):
            parse_body(content, query, Format.BULK, "0")
        return
    frame = parse_body(content, query, Format.BULK, "0")
    assert frame["INDHOLD"].to_list() == [place + 1 if place in kept else 0 for place in range(12)]
