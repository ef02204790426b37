"""The language of expressions: what it computes, and at which character it refuses."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.claims.expressions import evaluate_expression, parse
from kdanalysis.evidence.claims.statements import Money
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.statements import Quantity

FIGURES: dict[str, Quantity] = {
    "money(area=082, period=2018-2022)": Money(Fraction(3_000_000)),
    "more(key=a)": Money(Fraction(4_000_000)),
    "share()": Fraction(25),
    "missing(year=2018)": None,
    "code(id=x)": "5.38",
}
M, N = "money(area=082, period=2018-2022)", "more(key=a)"


def value(text: str) -> Quantity:
    return evaluate_expression(parse(text), FIGURES.__getitem__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", Fraction(7)),
        ("(1 + 2) * 3", Fraction(9)),
        ("-2 - -3", Fraction(1)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("share() / 3", Fraction(25, 3)),
        (f"{M} / {N} * 100", Fraction(75)),
        (f"{M} + {N}", Money(Fraction(7_000_000))),
        (f"{M} - {N}", Money(Fraction(-1_000_000))),
        (f"2 * {M}", Money(Fraction(6_000_000))),
        (f"{M} * 2", Money(Fraction(6_000_000))),
        (f"{M} / 2", Money(Fraction(1_500_000))),
        (f"-{M}", Money(Fraction(-3_000_000))),
        (f"abs({M} - {N})", Money(Fraction(1_000_000))),
        (f"max({M}, {N}, {M})", Money(Fraction(4_000_000))),
        ("min(3, share())", Fraction(3)),
        (f"mio({M})", Fraction(3)),
        (f"mia({M})", Fraction(3, 1000)),
        ("round(2.345, 2)", Fraction("2.35")),
        ("round(-2.5, 0)", Fraction(-3)),
        ("round(139.5, -1)", Fraction(140)),
        ("truncate(26.99, 0)", Fraction(26)),
        ("truncate(-1.39, 1)", Fraction("-1.3")),
        ("2026-09-01 - 2026-04-01", Fraction(153)),
        ("2025-09-01 + 365 - 1", date(2026, 8, 31)),
        ("2025-09-01 < 2026-09-01", True),
        ("1 < 2 < 3", True),
        ("1 < 3 < 2", False),
        ("1 <= 1 and 2 >= 2 and 1 != 2", True),
        ("1 == 2 or share() > 24", True),
        ("not 1 == 2", True),
        ("exists(share())", True),
        ("exists(missing(year=2018))", False),
        ("not exists(missing(year=2018)) and share() > 0", True),
        ("code(id=x) == code(id=x)", True),
    ],
)
def test_the_language_computes(text: str, expected: Quantity) -> None:
    result = value(text)

    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("text", "character", "what"),
    [
        ("1 +", 4, "kan ikke læses"),
        (f"{M} + 1", 1, "et beløb og et tal"),
        (f"1 + {M}", 1, "et tal og et beløb"),
        (f"1 + 2 * ({M} - 1)", 10, "et beløb og et tal"),
        (f"{M} * {N}", 1, "et beløb og et beløb"),
        (f"1 / {M}", 1, "et tal og et beløb"),
        (f"{M} > 0", 1, "et beløb og et tal"),
        ("missing(year=2018) > 0", 1, "ikke findes"),
        ("missing(year=2018) == missing(year=2018)", 1, "ikke findes"),
        ("1 + missing(year=2018)", 1, "ikke findes"),
        ("1 / (2 - 2)", 1, "nul"),
        ("2 ** 3", 1, "Regnearten"),
        ("(1 < 2) + 1", 1, "Regnearten"),
        ("+1", 1, "Fortegnet"),
        ("-(1 < 2)", 1, "Fortegnet"),
        ("1 and 2", 1, "et udsagn"),
        ("not share()", 5, "et udsagn"),
        ("1 in 2", 1, "sammenlignes"),
        ("growth", 1, "Ukendt navn"),
        ("share() + growth", 11, "Ukendt navn"),
        ("_0 + share()", 1, "kan ikke læses"),
        ("'tekst'", 1, "findes ikke i sproget"),
        ("True", 1, "findes ikke i sproget"),
        ("[1]", 1, "findes ikke i sproget"),
        ("(1).real", 1, "findes ikke i sproget"),
        ("sqrt(2)", 1, "Funktionen"),
        ("round(2)", 1, "Funktionen"),
        (f"round({M}, 0)", 1, "Funktionen"),
        ("mio(2)", 1, "Funktionen"),
        (f"max({M}, 2)", 1, "Funktionen"),
        ("exists(1, 2)", 1, "Funktionen"),
        ("abs(1 < 2)", 1, "Funktionen"),
        ("(1)(2)", 1, "Funktionen"),
        ("2025-13-01", 1, "Ingen dato"),
        ("2025-09-01 + 0.5", 1, "en dato og et tal"),
        ("2025-09-01 + 2025-09-01", 1, "en dato og en dato"),
        ("2025-09-01 * 2", 1, "en dato og et tal"),
    ],
)
def test_a_fault_is_named_with_its_character(text: str, character: int, what: str) -> None:
    with pytest.raises(InputError) as caught:
        value(text)

    assert what in caught.value.what
    assert caught.value.where.startswith(f"tegn {character} i »")


def test_keys_are_written_as_printed_keys_are() -> None:
    expression = parse("  max( f(a=1,b=2 ,  c=x y), g( ) )\n")

    assert expression.keys == ("f(a=1, b=2, c=x y)", "g()")


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)


@given(a=numbers, b=numbers, c=numbers)
def test_arithmetic_is_exact(a: Fraction, b: Fraction, c: Fraction) -> None:
    figures = {"a()": a, "b()": b, "c()": c}

    result = evaluate_expression(parse("(a() - b()) * c() + a() * -b()"), figures.__getitem__)

    assert result == (a - b) * c + a * -b


@given(a=numbers, b=numbers.filter(bool))
def test_a_ratio_of_money_does_not_know_its_unit(a: Fraction, b: Fraction) -> None:
    kroner = {"a()": Money(a), "b()": Money(b)}
    millions = {key: amount * Fraction(10**6) for key, amount in kroner.items()}
    ratio = parse("a() / b() * 100")

    assert evaluate_expression(ratio, kroner.__getitem__) == a / b * 100
    assert evaluate_expression(ratio, millions.__getitem__) == a / b * 100
