"""Number spans: what is printed carries the key that computes it again."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.elements.numbers import cell, escaped, in_readable_unit, money, n, tidy
from kdanalysis.report.elements.tables import plain_text

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import View


def tkr(amount: int | None) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, Unit.TKR, 0, Provenance("k()", "prøve", ()))


def test_a_number_in_text_is_a_span_with_key_and_look(midt: View) -> None:
    key = "growth_pct(area=082, group=adults, period=2018-2022, prices=2022)"
    assert n(midt.growth("adults")) == f'[10,9\u00a0%]{{.n k="{key}" look="PCT.1"}}'
    assert cell(midt.growth("adults")) == f'[10,9]{{.n k="{key}" look="PCT.1"}}'


def test_a_size_is_marked_as_one(midt: View) -> None:
    assert n(midt.growth("prevention")).startswith("[−0,3\u00a0%]")
    assert n(midt.growth("prevention").size()).startswith("[0,3\u00a0%]")
    assert n(midt.growth("prevention").size()).endswith('look="PCT.1.size"}')


def test_a_printed_key_gives_the_printed_number(midt: View) -> None:
    span = n(midt.level("53850", 2020))
    match = re.fullmatch(r'\[([^\]]*)\]\{\.n k="([^"]*)" look="KR\.-3"\}', span)
    assert match is not None
    assert n(evaluate(match[2], midt.data)) == span


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (999_999, "1.000 mio. kr."),
        (1_000_000, "1,00 mia. kr."),
        (-3_468_583, "−3,47 mia. kr."),
        (4_389, "4 mio. kr."),
        (-400, "−400.000 kr."),  # an amount that is there is never shown as none
        (0, "0 mio. kr."),
        (None, "–"),
    ],
)
def test_money_is_in_the_unit_a_reader_would_choose(amount: int | None, text: str) -> None:
    assert plain_text(money(tkr(amount))).replace("\u00a0", " ") == text


def test_an_abbreviation_ends_its_sentence() -> None:
    assert tidy("Det er 5 kr..") == "Det er 5 kr."
    span = n(in_readable_unit(tkr(5000)))
    assert tidy(f"Det er {span}.") == f"Det er {span}"
    assert tidy(f"Det er {span}. Og mere.") == f"Det er {span} Og mere."
    assert tidy(f"Det er {span}, og mere.") == f"Det er {span}, og mere."


@given(st.text("ab \\`*_{}[]<>#|$@^~", max_size=20))
def test_escaped_text_is_read_as_itself(text: str) -> None:
    without_escapes = re.sub(r"\\(.)", r"\1", escaped(text))
    assert without_escapes == text
    assert re.sub(r"\\.", "", escaped(text)).strip("ab ") == ""
