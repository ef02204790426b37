"""The rules of a profile: ranks, spread, similar size, and jumps that break a series."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.booking import BookedSeries, BookingBreaks, Threshold, find_breaks
from kdanalysis.expenditure.growth import large_enough, rank, similar, spread

THRESHOLD = Threshold(Fraction(1, 5), Fraction(75))
levels = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 2000).map(Fraction), min_size=1
)
people = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(1, 400_000))
amounts = st.lists(st.integers(1, 2000).map(Fraction), min_size=2, max_size=9)


def series(own: list[Fraction], country: list[Fraction] | None = None) -> BookedSeries:
    years = range(2016, 2016 + len(own))
    reference = country or [Fraction(1000)] * len(own)
    return BookedSeries(
        dict(zip(years, own, strict=True)), dict(zip(years, reference, strict=True))
    )


def found(*own: int) -> BookingBreaks:
    return find_breaks(series([Fraction(level) for level in own]), THRESHOLD)


@given(levels)
def test_ranks_follow_the_sorted_levels(told: dict[str, Fraction]) -> None:
    ordered = sorted(told.values(), reverse=True)
    assert all(rank(told, who) == ordered.index(level) + 1 for who, level in told.items())


@given(levels)
def test_the_spread_holds_every_level(told: dict[str, Fraction]) -> None:
    found = spread(told.values())
    assert found is not None
    assert found.low == min(told.values())
    assert found.high == max(told.values())
    below = sum(level < found.median for level in told.values())
    above = sum(level > found.median for level in told.values())
    assert max(below, above) <= len(told) / 2


def test_nothing_has_no_spread_and_a_stranger_no_rank() -> None:
    assert spread([]) is None
    assert rank({"a": Fraction(1)}, "b") is None


@given(people, st.fractions(1, 4), st.integers(1, 50_000))
def test_similar_size_is_mutual_and_among_the_large(
    inhabitants: dict[str, int], factor: Fraction, smallest: int
) -> None:
    large = large_enough(inhabitants, Fraction(smallest))
    for who in inhabitants:
        others = similar(inhabitants, who, factor, Fraction(smallest))
        assert who not in others
        assert set(others) <= set(large)
        assert all(who in similar(inhabitants, o, factor, Fraction(smallest)) for o in others)
        assert who in large or not others


@given(amounts, st.integers(1, 5))
def test_who_follows_the_country_never_jumps(country: list[Fraction], times: int) -> None:
    own = [times * level for level in country]
    assert find_breaks(series(own, country), THRESHOLD) == BookingBreaks((), ())


@given(amounts, amounts)
def test_the_runs_hold_every_year_once_and_no_jump(
    own: list[Fraction], other: list[Fraction]
) -> None:
    size = min(len(own), len(other))
    told = series(own[:size], other[:size])
    breaks = find_breaks(told, THRESHOLD)
    runs = breaks.segments(sorted(told.own))
    assert [year for run in runs for year in run] == sorted(told.own)
    joined = {later for run in runs for _, later in pairwise(run)}
    assert not joined & set(breaks.jumps)
    assert set(breaks.shifts) <= set(breaks.jumps)


def test_both_the_share_and_the_amount_must_be_passed() -> None:
    assert found(1000, 1199).jumps == ()
    assert found(1000, 1200).jumps == (2017,)
    assert found(100, 174).jumps == ()
    assert found(100, 175).jumps == (2017,)


def test_a_year_that_leaves_and_returns_is_an_outlier() -> None:
    breaks = found(1000, 600, 1000, 1000)
    assert breaks == BookingBreaks((2017, 2018), (2017,))
    assert breaks.shifts == ()
    assert breaks.can_compare(2016, 2019)
    assert not breaks.can_compare(2017, 2019)
    assert not breaks.can_compare(2016, 2017)


def test_a_level_that_stays_is_a_shift() -> None:
    breaks = found(1000, 600, 600)
    assert breaks == BookingBreaks((2017,), ())
    assert breaks.shifts == (2017,)
    assert not breaks.can_compare(2016, 2018)
    assert breaks.can_compare(2017, 2018)


def test_two_steps_the_same_way_are_two_shifts() -> None:
    assert found(500, 800, 1200) == BookingBreaks((2017, 2018), ())


def test_back_to_another_level_is_no_outlier() -> None:
    assert found(1000, 400, 700) == BookingBreaks((2017, 2018), ())


def test_jumps_with_years_between_are_shifts() -> None:
    assert found(1000, 600, 600, 1000) == BookingBreaks((2017, 2019), ())


def test_three_jumps_make_one_outlier() -> None:
    assert found(1000, 600, 1000, 600).outliers == (2017,)


@pytest.mark.parametrize("reference", [{}, {2016: Fraction(0), 2017: Fraction(5)}])
def test_without_a_reference_nothing_jumps(reference: dict[int, Fraction]) -> None:
    own = {2016: Fraction(100), 2017: Fraction(900)}
    assert find_breaks(BookedSeries(own, reference), THRESHOLD) == BookingBreaks((), ())


def test_years_that_are_missing_break_the_line() -> None:
    assert BookingBreaks((), ()).segments([2016, 2018, 2019]) == [[2016], [2018, 2019]]
