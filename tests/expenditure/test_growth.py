"""Growth, shares and the largest driver."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.growth import Ranked, growth_pct, largest_driver, share_pct

amounts = st.fractions(-(10**9), 10**9, max_denominator=1000)
positive = st.fractions(Fraction(1, 1000), 10**9, max_denominator=1000)


def test_growth_is_of_the_first_amount() -> None:
    assert growth_pct(Fraction(200), Fraction(218)) == 9
    assert growth_pct(Fraction(200), Fraction(150)) == -25


def test_growth_from_zero_does_not_exist() -> None:
    assert growth_pct(Fraction(0), Fraction(1)) is None
    assert share_pct(Fraction(1), Fraction(0)) is None


@given(positive, amounts)
def test_growth_leads_from_the_first_amount_to_the_last(first: Fraction, last: Fraction) -> None:
    growth = growth_pct(first, last)
    assert growth is not None
    assert first * (1 + growth / 100) == last


@given(positive, positive, positive)
def test_growth_has_no_scale(first: Fraction, last: Fraction, scale: Fraction) -> None:
    assert growth_pct(first * scale, last * scale) == growth_pct(first, last)


@given(st.lists(amounts, min_size=1, max_size=8).filter(lambda parts: sum(parts) != 0))
def test_shares_of_all_parts_are_100(parts: list[Fraction]) -> None:
    whole = sum(parts, start=Fraction(0))
    shares = [share_pct(part, whole) for part in parts]
    assert sum(share for share in shares if share is not None) == 100


@pytest.mark.parametrize(
    ("changes", "total", "expected"),
    [
        ({"a": 5, "b": 9, "c": -20}, 1, "b"),
        ({"a": 5, "b": 9, "c": -20}, -1, "c"),
        ({"a": -5, "b": -9}, -14, "b"),
        ({"b": 5, "a": 5}, 10, "b"),
        ({"a": 5, "b": -5}, 0, None),
        ({"a": -5}, 1, None),
        ({}, 1, None),
    ],
)
def test_the_driver_moved_most_in_the_direction_of_the_total(
    changes: dict[str, int], total: int, expected: str | None
) -> None:
    exact = {name: Fraction(change) for name, change in changes.items()}
    driver = largest_driver(exact, Fraction(total))
    assert driver == (None if expected is None else Ranked(expected, exact[expected]))
