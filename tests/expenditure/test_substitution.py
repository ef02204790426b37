"""Substitution: gains and losses sum to zero, and flows empty them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.decomposition import flow, positions

SUPPLIERS = ("private", "municipal", "regional")
YEAR = st.fixed_dictionaries(dict.fromkeys(SUPPLIERS, st.integers(1, 10**8).map(Fraction)))


@given(YEAR, YEAR)
def test_gains_and_losses_sum_to_zero_and_flows_empty_them(
    first: dict[str, Fraction], last: dict[str, Fraction]
) -> None:
    found = positions(first, last)
    assert found is not None
    gains = {name: position.gain_tkr for name, position in found.items()}
    assert sum(gains.values()) == 0
    for name, gain in gains.items():
        given_up = sum(flow(gains, name, other) for other in SUPPLIERS)
        received = sum(flow(gains, other, name) for other in SUPPLIERS)
        assert received - given_up == gain
        assert min(given_up, received) == 0


@given(YEAR, st.fractions(min_value=Fraction(1, 100), max_value=100))
def test_even_growth_moves_nothing(first: dict[str, Fraction], size: Fraction) -> None:
    found = positions(first, {name: amount * size for name, amount in first.items()})
    assert found is not None
    assert [position.gain_tkr for position in found.values()] == [0, 0, 0]


def test_a_worked_case() -> None:
    """Of 100 the shares are 50, 30, 20; of 200 they would be 100, 60, 40."""
    first = dict(zip(SUPPLIERS, map(Fraction, (50, 30, 20)), strict=True))
    last = dict(zip(SUPPLIERS, map(Fraction, (130, 24, 46)), strict=True))
    found = positions(first, last)
    assert found is not None
    gains = {name: position.gain_tkr for name, position in found.items()}
    assert gains == {"private": 30, "municipal": -36, "regional": 6}
    assert flow(gains, "municipal", "private") == 30
    assert flow(gains, "municipal", "regional") == 6
    assert flow(gains, "regional", "private") == 0


def test_no_purchases_in_the_first_year_leave_no_shares() -> None:
    assert positions({"private": Fraction(0)}, {"private": Fraction(5)}) is None


@pytest.mark.parametrize("first", [{}, {"regional": Fraction(1)}])
def test_other_suppliers_are_refused(first: dict[str, Fraction]) -> None:
    with pytest.raises(ValueError, match="same suppliers"):
        positions(first, {"private": Fraction(1)} if first else {})
