"""The unit of money follows the size, and tells what moved."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.elements.numbers import (
    finely,
    fitting,
    in_readable_unit,
    levels_told,
    n,
    of_money,
    stands_still,
)

amounts = st.integers(0, 10**9)


def tkr(amount: int | Fraction | None) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, Unit.TKR, 0, Provenance("k()", "prøve", ()))


def pct(first: int, last: int) -> Value:
    growth = Fraction(100 * (last - first), first) if first else None
    return Value(growth, Unit.PCT, 1, Provenance("k()", "prøve", ()))


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (928_932, 1_061_363, Unit.MIA_KR),
        (1_353_540, 1_349_151, Unit.MIO_KR),
        (395_858, 463_636, Unit.MIO_KR),
        (1_061_363, 928_932, Unit.MIO_KR),
    ],
)
def test_levels_side_by_side_have_one_unit_that_shows_the_change(
    first: int, last: int, unit: Unit
) -> None:
    levels = levels_told(tkr(first), tkr(last), pct(first, last))
    assert [level.unit for level in levels] == [unit, unit]
    assert levels[0].rounded != levels[1].rounded


@given(first=amounts, last=amounts)
def test_levels_differ_as_printed_where_they_grew_as_printed(first: int, last: int) -> None:
    growth = pct(first, last)
    pair = levels_told(tkr(first), tkr(last), growth)
    assert pair[0].unit is pair[1].unit
    assert pair[0].decimals == pair[1].decimals
    for exact, shown in zip((first, last), pair, strict=True):
        assert bool(exact) == bool(shown.rounded)
    if growth.amount is None or growth.rounded:
        assert (pair[0].rounded == pair[1].rounded) == (first == last)


@given(
    lines=st.lists(st.lists(amounts, min_size=1, max_size=4), min_size=1, max_size=4),
    each=st.booleans(),
)
def test_no_series_is_shown_as_zeros_only(lines: list[list[int]], *, each: bool) -> None:
    unit = fitting([[tkr(a) for a in line] for line in lines], Unit.MIA_KR, each=each)
    for line in lines:
        assert any(line) == any(tkr(a).to(unit).rounded for a in line)


@pytest.mark.parametrize(
    ("lines", "largest", "unit"),
    [
        ([[9_410_000, 12_210_000]], Unit.MIA_KR, Unit.MIA_KR),
        ([[76_000, 103_000]], Unit.MIA_KR, Unit.MIA_KR),
        ([[26, 226]], Unit.MIO_KR, Unit.TKR),
        ([[9_000, 82_000]], Unit.MIO_KR, Unit.MIO_KR),
        ([[4_354, 5_823], [5_209, 4_144]], Unit.MIA_KR, Unit.TKR),
        ([[0, 0]], Unit.MIO_KR, Unit.MIO_KR),
        ([[None, 3]], Unit.MIO_KR, Unit.TKR),
        ([], Unit.MIA_KR, Unit.MIA_KR),
    ],
)
def test_the_usual_unit_stays_where_it_tells(
    lines: list[list[int | None]], largest: Unit, unit: Unit
) -> None:
    assert fitting([[tkr(a) for a in line] for line in lines], largest) is unit


def test_each_row_by_itself_asks_for_two_digits() -> None:
    rows = [[tkr(35_750_000)], [tkr(30_000)]]
    assert fitting(rows, Unit.MIA_KR) is Unit.MIA_KR
    assert fitting(rows, Unit.MIA_KR, each=True) is Unit.MIO_KR


def test_thousands_are_written_out_in_a_sentence() -> None:
    assert n(tkr(226)).startswith("[226.000\N{NO-BREAK SPACE}kr.]")
    assert 'look="KR.-3"' in n(tkr(226))
    assert in_readable_unit(tkr(226)).unit is Unit.TKR
    assert in_readable_unit(tkr(500)).unit is Unit.MIO_KR
    assert in_readable_unit(tkr(0)).unit is Unit.MIO_KR


def test_few_millions_have_a_decimal() -> None:
    pair = tkr(4_354).to(Unit.MIO_KR), tkr(5_823).to(Unit.MIO_KR)
    assert [finely(value, pair).decimals for value in pair] == [1, 1]
    assert finely(pair[0], [tkr(82_000).to(Unit.MIO_KR)]).decimals == 0
    assert finely(tkr(4), [tkr(4)]).decimals == 0


def test_what_stands_still() -> None:
    assert stands_still(tkr(300), pct(57_000_000, 57_000_300))
    assert not stands_still(tkr(300), pct(10_000, 10_300))
    assert not stands_still(tkr(20_000), pct(57_000_000, 57_020_000))
    assert stands_still(tkr(0), pct(0, 0))
    assert not stands_still(tkr(226), pct(0, 226))


def test_a_caption_begins_in_upper_case() -> None:
    assert [of_money(unit) for unit in (Unit.MIO_KR, Unit.TKR)] == ["Mio. kr.", "1.000 kr."]
    assert of_money(Unit.MIA_KR, start=False) == "mia. kr."
