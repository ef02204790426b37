"""The value of a key figure: an exact amount with unit, printed decimals and provenance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kdanalysis.tables.rounding import round_half_up


class Unit(StrEnum):
    """Units of key figures; the value is the unit as Danish readers see it."""

    TKR = "1.000 kr."
    KR = "kr."
    MIO_KR = "mio. kr."
    MIA_KR = "mia. kr."
    PCT = "%"
    PCT_POINT = "procentpoint"
    KR_PER_INHABITANT = "kr. pr. indbygger"
    COUNT = "antal"
    PERSONS = "personer"
    DAYS = "dage"
    INDEX = "indeks"
    YEAR = "år"
    NONE = ""


# Kroner in one unit of each money unit.
_KRONER: dict[Unit, int] = {
    Unit.KR: 1,
    Unit.TKR: 1_000,
    Unit.MIO_KR: 1_000_000,
    Unit.MIA_KR: 1_000_000_000,
}

_USUAL_DECIMALS: dict[Unit, int] = {Unit.MIA_KR: 2, Unit.PCT: 1, Unit.PCT_POINT: 1, Unit.INDEX: 1}


def usual_decimals(unit: Unit) -> int:
    """Return how many decimals a unit is printed with, unless a figure says otherwise."""
    return _USUAL_DECIMALS.get(unit, 0)


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from."""

    key: str
    """The call that computes it again, e.g. `growth_pct(area=082, group=adults, ...)`."""
    rule: str
    """The formula in words (Danish)."""
    sources: tuple[str, ...]
    """Source lines (Danish)."""


@dataclass(frozen=True)
class Value:
    """One key figure for one area and period."""

    amount: Fraction | None
    """Exact; `None` where the figure does not exist."""
    unit: Unit
    decimals: int
    """Decimals when printed."""
    provenance: Provenance
    magnitude: bool = False
    """Printed without its sign, where the sentence's verb gives the direction."""

    def __repr__(self) -> str:
        """Return one line: the printed number, its unit and key."""
        shown = "missing" if self.rounded is None else f"{self.rounded:f} {self.unit}".strip()
        return f"<Value {shown}: {self.provenance.key}>"

    def __float__(self) -> float:
        """Return the amount as a float, for charts and other libraries; NaN where there is none."""
        return float("nan") if self.amount is None else float(self.amount)

    @property
    def exact(self) -> Fraction:
        """The amount of a figure that must exist.

        Raises:
            ValueError: the figure does not exist.
        """
        if self.amount is None:
            raise ValueError(f"no amount: {self.provenance.key}")
        return self.amount

    @property
    def rounded(self) -> Decimal | None:
        """The amount as printed."""
        return None if self.amount is None else round_half_up(self.amount, self.decimals)

    def to(self, unit: Unit, decimals: int | None = None) -> Value:
        """Return the same amount of money in another unit.

        Raises:
            KeyError: either unit is not one of money.
        """
        places = usual_decimals(unit) if decimals is None else decimals
        ratio = Fraction(_KRONER[self.unit], _KRONER[unit])
        amount = None if self.amount is None else self.amount * ratio
        return replace(self, amount=amount, unit=unit, decimals=places)

    def with_decimals(self, decimals: int) -> Value:
        """Return the value printed with another number of decimals."""
        return replace(self, decimals=decimals)

    @property
    def look(self) -> str:
        """How the value is printed: unit, decimals, and `size` if without its sign."""
        return f"{self.unit.name}.{self.decimals}" + (".size" if self.magnitude else "")

    def shown_as(self, look: str) -> Value:
        """Return the value as another `look` prints it.

        Raises:
            KeyError: the look has another kind of unit.
            ValueError: the text is not a look.
        """
        unit, decimals, *rest = look.split(".")
        same = self.unit is Unit[unit]
        shown = self.with_decimals(int(decimals)) if same else self.to(Unit[unit], int(decimals))
        return shown.size() if rest == ["size"] else shown

    def size(self) -> Value:
        """Return the value without its sign, for sentences whose verb gives the direction."""
        amount = None if self.amount is None else abs(self.amount)
        return replace(self, amount=amount, magnitude=True)
