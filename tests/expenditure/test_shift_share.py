"""Shift-share: exact additivity, and the cases whose answer is known beforehand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.expenditure.decomposition import Effects, Ends, shift_share, total, total_effects

AMOUNTS = st.integers(0, 10**9).map(Fraction)
NAMES = ("a", "b", "c", "d")


def ends(first: int, last: int) -> Ends:
    return Ends(Fraction(first), Fraction(last))


def effects(here: dict[str, Ends], country: dict[str, Ends]) -> dict[str, Effects]:
    found = shift_share(here, country)
    assert found is not None
    return found


@st.composite
def accounts(draw: st.DrawFn) -> tuple[dict[str, Ends], dict[str, Ends]]:
    """Draw an area and a country that holds it; any account may be new, but not all are."""
    here = {name: Ends(draw(AMOUNTS), draw(AMOUNTS)) for name in NAMES}
    rest = {name: Ends(draw(AMOUNTS), draw(AMOUNTS)) for name in NAMES}
    country = {name: total([here[name], rest[name]]) for name in NAMES}
    country["a"] = total([country["a"], ends(1, 0)])
    return here, country


@given(accounts())
def test_parts_add_up_exactly_for_each_group_and_the_whole(
    both: tuple[dict[str, Ends], dict[str, Ends]],
) -> None:
    here, country = both
    found = effects(here, country)
    for name, effect in found.items():
        assert effect.change_tkr == here[name].change_tkr
    assert total_effects(found.values()).change_tkr == total(here.values()).change_tkr


@given(accounts())
def test_the_country_has_neither_mix_nor_local_part(
    both: tuple[dict[str, Ends], dict[str, Ends]],
) -> None:
    _, country = both
    found = effects(country, country)
    assert all(effect.local_tkr == 0 for effect in found.values())
    assert total_effects(found.values()).mix_tkr == 0


@given(accounts(), st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_the_unit_is_irrelevant(
    both: tuple[dict[str, Ends], dict[str, Ends]], size: Fraction
) -> None:
    here, country = both
    scaled = [
        {name: Ends(e.first_tkr * size, e.last_tkr * size) for name, e in side.items()}
        for side in both
    ]
    before, after = effects(here, country), effects(*scaled)
    for name in NAMES:
        assert after[name].local_tkr == before[name].local_tkr * size
        assert after[name].mix_tkr == before[name].mix_tkr * size


@given(accounts())
def test_two_areas_sum_to_the_country(both: tuple[dict[str, Ends], dict[str, Ends]]) -> None:
    here, country = both
    rest = {name: country[name] - here[name] for name in NAMES}
    sums = [total_effects(effects(side, country).values()) for side in (here, rest)]
    assert sum(part.mix_tkr for part in sums) == 0
    assert sum(part.local_tkr for part in sums) == 0


def test_a_worked_case() -> None:
    """Country 100 → 120 (a: 60 → 90, b: 40 → 30); the area has 10 of each and ends at 18 and 6."""
    country = {"a": ends(60, 90), "b": ends(40, 30)}
    found = effects({"a": ends(10, 18), "b": ends(10, 6)}, country)
    assert found["a"] == Effects(Fraction(2), Fraction(3), Fraction(3))
    assert found["b"] == Effects(Fraction(2), Fraction(-9, 2), Fraction(-3, 2))


def test_a_new_account_is_expected_by_the_areas_share_of_the_whole() -> None:
    country = {"old": ends(100, 100), "new": ends(0, 40)}
    found = effects({"old": ends(25, 25), "new": ends(0, 12)}, country)
    # 40 % growth of the country's 100 is national; a quarter of the new 40 is expected here.
    assert found["old"] == Effects(Fraction(10), Fraction(-10), Fraction(0))
    assert found["new"] == Effects(Fraction(0), Fraction(10), Fraction(2))


def test_nothing_to_hold_against() -> None:
    assert shift_share({"a": ends(0, 5)}, {"a": ends(0, 7)}) is None


@pytest.mark.parametrize("country", [{}, {"b": ends(1, 1)}])
def test_other_groups_are_refused(country: dict[str, Ends]) -> None:
    with pytest.raises(ValueError, match="same groups"):
        shift_share({"a": ends(1, 1)} if country else {}, country)
