"""When a statement agrees with a quantity: strictly, at its printed decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.claims.audit import agrees, as_printed, is_within_one
from kdanalysis.evidence.claims.statements import (
    Claim,
    Money,
    Relation,
    kind_of_unit,
    quantity_in,
    quantity_of,
)
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.statements import Quantity


def claim(value: str, unit: str, decimals: int = 0, relation: str = "=", quote: str = "") -> Claim:
    return Claim(
        id="A001",
        doc="kdnet-2023-11-10",
        line=1,
        section="prøve",
        quote=quote,
        metric="prøve",
        area=None,
        value=value,
        unit=unit,
        rounding=decimals,
        relation=Relation(relation),
        period_from=None,
        period_to=None,
        derivable_from=None,
    )


def kr(amount: str) -> Money:
    return Money(Fraction(amount))


@pytest.mark.parametrize(
    ("statement", "quantity", "holds"),
    [
        (claim("3.47", "mia_kr", 2), kr("3468583000"), True),
        (claim("3.47", "mia_kr", 2), kr("3475000000"), False),
        (claim("3.47", "mia_kr", 2), kr("3465000000"), True),
        (claim("3.47", "mia_kr", 2), kr("3464999999"), False),
        (claim("-20.9", "pct", 1), Fraction("-20.85"), True),
        (claim("-20.9", "pct", 1), Fraction("20.9"), False),
        (claim("130", "mio_kr", -1), kr("134999999"), True),
        (claim("130", "mio_kr", -1), kr("135000000"), False),
        (claim("130", "mio_kr", -1), kr("-130000000"), False),
        (claim("2000000", "kr", -6), kr("1500000"), True),
        (claim("26", "pct"), Fraction("26.6"), False),
        (claim("30", "pct", 0, ">"), Fraction("30.01"), True),
        (claim("30", "pct", 0, ">"), Fraction(30), False),
        (claim("100", "pct", 0, "<"), Fraction("99.9"), True),
        (claim("100", "pct", 0, "<"), Fraction(100), False),
        (claim("7554", "kr", 0, "~1"), kr("7554"), True),
        (claim("7554", "kr", 0, "~1"), kr("7555"), False),
        (claim("140", "mio_kr", -1, quote="anvendt knap 140 mio. kr."), kr("139500000"), True),
        (claim("140", "mio_kr", -1, quote="anvendt knap 140 mio. kr."), kr("140100000"), False),
        (claim("17", "mio_kr", 0, quote="på godt 17 mio. kr."), kr("17300000"), True),
        (claim("17", "mio_kr", 0, quote="på godt 17 mio. kr."), kr("16900000"), False),
        (claim("17", "mio_kr", 0, quote="på ca. 17 mio. kr."), kr("16900000"), True),
        (claim("2026-08-31", "date"), date(2026, 8, 31), True),
        (claim("2026-08-30", "date"), date(2026, 8, 31), False),
        (claim("1", "bool"), True, True),
        (claim("1", "bool"), False, False),
        (claim("5.38.38-5.38.59", "code"), "5.38.38-5.38.59", True),
        (claim("5.38.38-5.38.59", "code"), "5.28.20-5.28.26", False),
    ],
)
def test_a_statement_holds_or_not(statement: Claim, quantity: Quantity, holds: bool) -> None:  # noqa: FBT001
    assert agrees(statement, quantity) is holds


@pytest.mark.parametrize(
    ("unit", "quantity"),
    [
        ("mia_kr", Fraction(3)),
        ("pct", kr("3")),
        ("bool", Fraction(1)),
        ("count", True),
        ("date", Fraction(2026)),
        ("pct", None),
    ],
)
def test_a_quantity_of_another_kind_is_refused(unit: str, quantity: Quantity) -> None:
    value = "2026-08-31" if unit == "date" else "1"

    with pytest.raises(InputError, match=r"Udtrykket giver [^\n]*\n.*A001"):
        agrees(claim(value, unit), quantity)


def test_a_value_that_is_not_of_its_unit_is_refused() -> None:
    for value, unit in (("x", "pct"), ("2", "bool"), ("31-08-2026", "date")):
        statement = claim(value, unit)
        with pytest.raises(InputError, match=r"claims\.csv"):
            _ = statement.printed


exact_numbers = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4)


@given(exact=exact_numbers, decimals=st.integers(-3, 3))
def test_the_rounded_number_agrees_and_its_neighbours_do_not(
    exact: Fraction, decimals: int
) -> None:
    rounded = round_half_up(exact, decimals)
    step = Decimal(1).scaleb(-decimals)

    assert agrees(claim(f"{rounded:f}", "pct", decimals), exact)
    for neighbour in (rounded - step, rounded + step):
        assert not agrees(claim(f"{neighbour:f}", "pct", decimals), exact)


@given(exact=exact_numbers)
def test_within_one_is_one_unit_of_the_last_place_at_most(exact: Fraction) -> None:
    rounded = round_half_up(exact)

    for away, close in ((0, True), (1, True), (-1, True), (2, False), (-2, False)):
        assert is_within_one(claim(str(rounded + away), "count", 0, "~1"), exact) is close
    assert not is_within_one(claim("2026-08-31", "date"), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("statement", "quantity", "text"),
    [
        (claim("1", "mia_kr", 2), kr("3468583000"), "3.47"),
        (claim("1", "mio_kr", -1), kr("139500000"), "140"),
        (claim("1", "pct", 1), Fraction(-1, 100), "0.0"),
        (claim("1", "bool"), False, "0"),
        (claim("2026-08-31", "date"), date(2026, 8, 30), "2026-08-30"),
        (claim("x", "code"), "y", "y"),
        (claim("1", "pct"), None, None),
    ],
)
def test_a_quantity_is_written_as_the_claims_are(
    statement: Claim, quantity: Quantity, text: str | None
) -> None:
    assert as_printed(statement, quantity) == text


@pytest.mark.parametrize(
    ("unit", "quantity"),
    [
        (Unit.TKR, kr("2000")),
        (Unit.KR, kr("2")),
        (Unit.MIO_KR, kr("2000000")),
        (Unit.MIA_KR, kr("2000000000")),
        (Unit.PCT, Fraction(2)),
    ],
)
def test_a_key_figure_becomes_kroner_or_a_number(unit: Unit, quantity: Quantity) -> None:
    assert quantity_of(Value(Fraction(2), unit, 0, Provenance("", "", ()))) == quantity


def test_a_figure_that_does_not_exist_stays_so() -> None:
    assert quantity_of(Value(None, Unit.TKR, 0, Provenance("", "", ()))) is None


def test_units_read_the_quantity_of_their_kind() -> None:
    texts = {"date": "2026-08-31", "code": "x", "bool": "1"}
    for unit in ("kr", "mio_kr", "mia_kr", "pct", "year", "bool", "date", "code"):
        assert type(quantity_in(texts.get(unit, "1"), unit)) is kind_of_unit(unit)
