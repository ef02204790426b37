"""Quantities of claims: money, plain numbers, days and truth values that cannot be mixed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value


@dataclass(frozen=True, order=True)
class Money:
    """An exact amount of kroner; adds to money only, and divides by money to a plain number."""

    kr: Fraction

    def __add__(self, other: object) -> Money:
        """Return the sum of two amounts."""
        return Money(self.kr + other.kr) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: object) -> Money:
        """Return the difference of two amounts."""
        return Money(self.kr - other.kr) if isinstance(other, Money) else NotImplemented

    def __mul__(self, other: object) -> Money:
        """Return a multiple of the amount."""
        return Money(self.kr * other) if isinstance(other, Fraction) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Money | Fraction:
        """Return a part of the amount, or its ratio to another amount."""
        if isinstance(other, Money):
            return self.kr / other.kr
        return Money(self.kr / other) if isinstance(other, Fraction) else NotImplemented

    def __neg__(self) -> Money:
        """Return the amount with the opposite sign."""
        return Money(-self.kr)

    def __abs__(self) -> Money:
        """Return the amount without its sign."""
        return Money(abs(self.kr))


Quantity: TypeAlias = Money | Fraction | date | bool | str | None
"""`bool` is the truth of a statement, `str` a code, `None` a figure that does not exist."""

_KRONER = {Unit.KR: 1, Unit.TKR: 10**3, Unit.MIO_KR: 10**6, Unit.MIA_KR: 10**9}
_MONEY_UNITS = {"kr": 1, "mio_kr": 10**6, "mia_kr": 10**9}
_NUMBER_UNITS = ("pct", "count", "places", "score", "factor", "days", "weeks", "months", "years")
_OTHER_UNITS: dict[str, type] = {"bool": bool, "date": date, "code": str}
UNITS = frozenset({*_MONEY_UNITS, *_NUMBER_UNITS, "year", *_OTHER_UNITS})
"""The units of claims."""
_KIND_NAMES: dict[type, str] = {
    Money: "et beløb",
    Fraction: "et tal",
    date: "en dato",
    bool: "et udsagn",
    str: "en kode",
    type(None): "et tal, der ikke findes",
}


def kind_name(quantity: Quantity) -> str:
    """Return what a quantity is, in Danish, for messages."""
    return _KIND_NAMES[type(quantity)]


def quantity_of(value: Value) -> Quantity:
    """Return the quantity of a key figure: money in kroner, anything else as a plain number."""
    if value.amount is None:
        return None
    kroner = _KRONER.get(value.unit)
    return value.amount if kroner is None else Money(value.amount * kroner)


def kind_of_unit(unit: str) -> type:
    """Return the type that a quantity in a claim's unit has."""
    if unit in _MONEY_UNITS:
        return Money
    return _OTHER_UNITS.get(unit, Fraction)


def number_in(quantity: Money | Fraction, unit: str) -> Fraction:
    """Return the number of `quantity` in a claim's unit (`mia_kr`: kroner / 10**9)."""
    return quantity.kr / _MONEY_UNITS[unit] if isinstance(quantity, Money) else quantity


def quantity_in(text: str, unit: str) -> Quantity:
    """Return the quantity written as `text` in a claim's unit.

    Raises:
        ValueError: the text is not of that unit.
    """
    kind = kind_of_unit(unit)
    if kind is Money:
        return Money(Fraction(text) * _MONEY_UNITS[unit])
    if kind is date:
        return date.fromisoformat(text)
    if kind is bool:
        return _truth(text)
    return text if kind is str else Fraction(text)


def _truth(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(f"neither 0 nor 1: {text}")
    return text == "1"
