"""Values: exact inside, rounded once when shown, changed in unit without loss."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.value import Provenance, Unit, Value, usual_decimals

MONEY = [Unit.KR, Unit.TKR, Unit.MIO_KR, Unit.MIA_KR]
amounts = st.fractions(-(10**12), 10**12, max_denominator=10**6)


def value(amount: Fraction | None, unit: Unit = Unit.TKR, decimals: int = 0) -> Value:
    return Value(amount, unit, decimals, Provenance("prøve()", "prøve", ("Kilde: prøve",)))


@pytest.mark.parametrize(
    ("unit", "decimals"),
    [(Unit.MIA_KR, 2), (Unit.MIO_KR, 0), (Unit.PCT, 1), (Unit.PCT_POINT, 1), (Unit.KR, 0)],
)
def test_units_have_their_decimals(unit: Unit, decimals: int) -> None:
    assert usual_decimals(unit) == decimals


def test_money_changes_unit_and_takes_its_decimals() -> None:
    level = value(Fraction(35_754_748)).to(Unit.MIA_KR)
    assert (level.rounded, level.unit, level.decimals) == (Decimal("35.75"), Unit.MIA_KR, 2)
    assert value(Fraction(5)).to(Unit.KR).rounded == 5000
    assert value(Fraction(1_234)).to(Unit.MIO_KR, 1).rounded == Decimal("1.2")


@given(amounts, st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_money_there_and_back_is_the_same(amount: Fraction, one: Unit, other: Unit) -> None:
    assert value(amount, one).to(other).to(one).amount == amount


def test_other_units_are_not_money() -> None:
    with pytest.raises(KeyError):
        value(Fraction(1), Unit.PCT).to(Unit.KR)
    with pytest.raises(KeyError):
        value(Fraction(1)).to(Unit.PERSONS)


def test_a_missing_amount_stays_missing() -> None:
    missing = value(None)
    assert missing.rounded is None
    assert missing.to(Unit.MIA_KR).amount is None
    assert missing.size().amount is None
    with pytest.raises(ValueError, match=r"no amount: prøve\(\)"):
        _ = missing.exact


def test_a_size_has_no_sign_and_says_so() -> None:
    size = value(Fraction(-5)).size()
    assert size.exact == 5
    assert size.magnitude
    assert not value(Fraction(-5)).magnitude


def test_decimals_change_the_print_not_the_amount() -> None:
    value_pct = value(Fraction(1234, 1000), Unit.PCT, 1)
    assert str(value_pct.rounded) == "1.2"
    assert str(value_pct.with_decimals(2).rounded) == "1.23"
    assert value_pct.with_decimals(2).exact == value_pct.exact
