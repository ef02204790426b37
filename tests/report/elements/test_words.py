"""Words that follow the data."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.support.invented import read

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.project import InputError
from kdanalysis.report.elements.numbers import (
    Direction,
    capitalised,
    direction,
    listed,
    moved,
    rose,
    went,
)


def pct(text: str | None) -> Value:
    exact = None if text is None else Fraction(text)
    return Value(exact, Unit.PCT, 1, Provenance("vækst()", "prøve", ()))


def tkr(amount: int) -> Value:
    return Value(Fraction(amount), Unit.TKR, 0, Provenance("ændring()", "prøve", ()))


@pytest.mark.parametrize(
    ("number", "way", "verb", "sentence"),
    [
        ("9.66", Direction.UP, "steg", "steg 9,7 %"),
        ("-2.61", Direction.DOWN, "faldt", "faldt 2,6 %"),
        ("0.05", Direction.UP, "steg", "steg 0,1 %"),
        ("0.049", Direction.FLAT, "var uændrede", "var uændrede"),
        ("-0.049", Direction.FLAT, "var uændrede", "var uændrede"),
    ],
)
def test_direction_is_that_of_the_printed_number(
    number: str, way: Direction, verb: str, sentence: str
) -> None:
    assert direction(pct(number)) is way
    assert rose(pct(number)) == verb
    assert read(went(pct(number))) == sentence


def test_what_does_not_exist_has_no_direction() -> None:
    with pytest.raises(InputError) as fault:
        direction(pct(None))
    assert fault.value.where == "vækst()"
    assert "periode" in fault.value.remedy


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (857_960, "steg med 858 mio. kr."),
        (-1_065_000, "faldt med 1,07 mia. kr."),
        (499, "steg med 499.000 kr."),  # an amount that is there is never told as none
        (0, "var uændrede"),
        (-500, "faldt med 1 mio. kr."),
    ],
)
def test_an_amount_moved(amount: int, text: str) -> None:
    assert read(moved(tkr(amount))) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")],
)
def test_lists_end_in_og(parts: list[str], text: str) -> None:
    assert listed(parts) == text


def test_only_the_first_letter_is_raised() -> None:
    assert capitalised("køb hos KL") == "Køb hos KL"
    assert capitalised("") == ""
