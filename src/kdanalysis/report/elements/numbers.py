"""Danish numbers: the one place that decides how a number looks.

Text carries U+2212 for minus and U+00A0 between number and unit; CSV and Excel hold plain numbers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from kdanalysis.evidence.value import Unit, Value
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
MISSING = "\N{EN DASH}"
_DIGITS = 12

# Units that follow the number in running text; the others are named by the sentence itself.
_SUFFIXED = frozenset(Unit) - {Unit.COUNT, Unit.YEAR, Unit.NONE, Unit.INDEX, Unit.PERSONS}


@lru_cache(maxsize=8192)  # a value is printed, told on hover and listed: written once
def danish(number: Fraction | Decimal | int | None, decimals: int = 0) -> str:
    """Return `number` as 1.234.567,8, rounded half up, with U+2212 as minus; `None` as a dash."""
    if number is None:
        return MISSING
    rounded = round_half_up(number, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return format_decimal(rounded, format=pattern, locale="da").replace("-", MINUS)


def plain(value: Value) -> str:
    """Return the number of `value` without its unit, as in a table cell."""
    if value.unit is Unit.YEAR:
        return MISSING if value.amount is None else str(int(value.amount))
    return danish(value.amount, value.decimals)


def with_unit(value: Value) -> str:
    """Return `value` as in running text: 10,9 %, 3,47 mia. kr., 28.000."""
    number = plain(value)
    suffixed = value.unit in _SUFFIXED and value.amount is not None
    return f"{number}{SPACE}{value.unit}" if suffixed else number


def unrounded(value: Value) -> str:
    """Return the amount of `value` with 12 significant digits and unit, as hovering tells it."""
    if value.amount is None:
        return "findes ikke"
    number = f"{float(value.amount):.{_DIGITS}g}".replace(".", ",").replace("-", MINUS)
    return f"{number} {value.unit}".strip()


def long_date(day: date) -> str:
    """Return `day` as 8. maj 2024."""
    return format_date(day, format="d. MMMM y", locale="da").replace(". ", f".{SPACE}", 1)
