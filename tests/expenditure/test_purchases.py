"""How one series lies against another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.booking import Course, Crossing, crossing

values = st.integers(0, 5).map(Fraction)
pairs = st.lists(st.tuples(values, values), min_size=1, max_size=8)


def series(*amounts: int) -> dict[int, Fraction]:
    return {2018 + i: Fraction(amount) for i, amount in enumerate(amounts)}


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        ((6, 7, 8), Crossing(Course.ABOVE_THROUGHOUT)),
        ((4, 5, 3), Crossing(Course.BELOW_THROUGHOUT)),
        ((5, 5, 5), Crossing(Course.BELOW_THROUGHOUT)),
        ((4, 5, 6), Crossing(Course.PASSES_UPWARDS, 2020)),
        ((4, 6, 6), Crossing(Course.PASSES_UPWARDS, 2019)),
        ((6, 5, 4), Crossing(Course.PASSES_DOWNWARDS, 2019)),
        ((6, 4, 6), Crossing(Course.CROSSES_REPEATEDLY)),
        ((4, 6, 4), Crossing(Course.CROSSES_REPEATEDLY)),
    ],
)
def test_each_course_against_a_level_of_five(mine: tuple[int, ...], expected: Crossing) -> None:
    assert crossing(series(*mine), series(5, 5, 5)) == expected


def test_years_are_taken_in_order() -> None:
    backwards = dict(reversed(series(4, 5, 6).items()))
    assert crossing(backwards, series(5, 5, 5)) == Crossing(Course.PASSES_UPWARDS, 2020)


@pytest.mark.parametrize(("mine", "other"), [({}, {}), (series(1), series(1, 2))])
def test_series_without_the_same_years_are_refused(
    mine: dict[int, Fraction], other: dict[int, Fraction]
) -> None:
    with pytest.raises(ValueError, match="same years"):
        crossing(mine, other)


@given(pairs)
def test_a_year_of_passing_divides_the_series_in_two(
    found: list[tuple[Fraction, Fraction]],
) -> None:
    mine, other = ({i: pair[side] for i, pair in enumerate(found)} for side in (0, 1))
    result = crossing(mine, other)
    above = {i: mine[i] > other[i] for i in mine}
    if result.course is Course.ABOVE_THROUGHOUT:
        assert all(above.values())
    elif result.course is Course.BELOW_THROUGHOUT:
        assert not any(above.values())
    elif result.year is not None:
        upwards = result.course is Course.PASSES_UPWARDS
        assert all(above[i] is (upwards == (i >= result.year)) for i in above)
    else:
        assert len({above[i] for i in above}) == 2
