"""The PL chain: factors, deflation there and back, recovery of current prices, broken chains."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.raw_files import forget_rows, signed

from kdanalysis.project import InputError, Project
from kdanalysis.tables.price_level import PriceChain, read_price_chain, recover
from kdanalysis.tables.rounding import round_to_int

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "from_year,to_year,rate_pct,status,basis\n"
rates = st.fractions(Fraction(-1, 10), Fraction(3, 10), max_denominator=1000)
chains = st.lists(rates, min_size=1, max_size=8).map(
    lambda found: PriceChain({2019 + i: rate for i, rate in enumerate(found)})
)


@pytest.fixture(scope="module")
def chain(checkout: Project) -> PriceChain:
    return read_price_chain(checkout.raw / "pl" / "pl_chain.csv")


@pytest.mark.parametrize(
    ("year", "factor"),
    [
        (2018, "1.094004628344"),
        (2019, "1.076776209"),
        (2020, "1.054629"),
        (2021, "1.037"),
        (2022, "1"),
    ],
)
def test_factors_to_2022_are_the_derived_ones(chain: PriceChain, year: int, factor: str) -> None:
    assert chain.factor(year, 2022) == Fraction(factor)


@given(chains, st.data())
def test_there_and_back_changes_nothing(chain: PriceChain, draw: st.DataObject) -> None:
    one, other = (draw.draw(st.sampled_from(list(chain.years))) for _ in range(2))
    assert chain.factor(one, other) * chain.factor(other, one) == 1


@given(chains, st.data())
def test_a_stop_on_the_way_changes_nothing(chain: PriceChain, draw: st.DataObject) -> None:
    start, stop, end = (draw.draw(st.sampled_from(list(chain.years))) for _ in range(3))
    assert chain.factor(start, stop) * chain.factor(stop, end) == chain.factor(start, end)


@given(st.integers(-(10**9), 10**9), st.fractions(1, 3, max_denominator=10**12))
def test_recovery_inverts_rounding(amount_tkr: int, factor: Fraction) -> None:
    assert recover(round_to_int(amount_tkr * factor), factor) == amount_tkr


def test_recovery_finds_nothing_where_nothing_rounds_to_it() -> None:
    assert recover(1, Fraction(3)) is None


def test_recovery_does_not_choose_among_several() -> None:
    assert recover(1, Fraction(1, 2)) is None


@pytest.mark.parametrize(("year", "price_year"), [(2017, 2022), (2018, 2023), (2023, 2018)])
def test_a_year_outside_the_chain_stops(chain: PriceChain, year: int, price_year: int) -> None:
    with pytest.raises(InputError) as fault:
        chain.factor(year, price_year)
    outside = year if year not in chain.years else price_year
    assert fault.value.what == f"Prisåret {outside} ligger uden for PL-kæden (2018-2022)."
    assert fault.value.where == "pl_chain.csv"
    assert "sats" in fault.value.remedy


def test_an_empty_chain_has_no_year() -> None:
    chain = PriceChain({})
    assert list(chain.years) == []
    with pytest.raises(InputError, match="ingen år"):
        chain.require(2022)


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("2018,2020,1.6,,\n", "2018-2020 hænger ikke sammen"),
        ("2018,2019,1.6,,\n2018,2019,1.7,,\n", "2018-2019 hænger ikke sammen"),
        ("2018,2019,1.6,,\n2020,2021,1.7,,\n", "2020-2021 hænger ikke sammen"),
        ("2019,2018,1.6,,\n", "2019-2018 hænger ikke sammen"),
        ('2018,2019,"1,6",,\n', "Række 2, rate_pct: »1,6« er ikke et tal"),
        ("2018,2019,,,\n", "Række 2, rate_pct: cellen er tom"),
        ("2018,nu,1.6,,\n", "Række 2, to_year: »nu« er ikke et årstal"),
    ],
)
def test_a_broken_chain_stops(tmp_path: Path, rows: str, what: str) -> None:
    file = signed(tmp_path / "pl_chain.csv", HEADER + rows)
    with pytest.raises(InputError) as fault:
        read_price_chain(file)
    assert what in fault.value.what
    assert fault.value.where == file.as_posix()
    assert fault.value.remedy


def test_a_chain_can_be_extended_by_the_user(tmp_path: Path) -> None:
    file = signed(tmp_path / "pl_chain.csv", HEADER + "2021,2022,3.7,,\n2022,2023,-0.5,,\n")
    forget_rows(file)
    assert read_price_chain(file).factor(2021, 2023) == Fraction("1.037") * Fraction("0.995")
