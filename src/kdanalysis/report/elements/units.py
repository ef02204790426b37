"""The unit of money follows the size: no amount that is there is shown as none.

What stands beside each other has one unit. It is the usual one, mia. kr. or mio. kr., as long as
that tells the amounts apart; for a small municipality it steps down, at last to 1.000 kr.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import dropwhile
from typing import TYPE_CHECKING, Final

from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.elements.words import Direction, direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DOWN: Final = (Unit.MIA_KR, Unit.MIO_KR, Unit.TKR)
_TELLING: Final = 10
"""The largest amount shows two digits at least, in units of its last decimal."""
_BILLION_TKR: Final = 1_000_000


def fitting(
    series: Iterable[Sequence[Value]], largest: Unit = Unit.MIO_KR, *, each: bool = False
) -> Unit:
    """Return the unit for amounts of money that are shown beside each other.

    Args:
        series: the amounts, each series by itself: a line, a kind of bar, a row.
        largest: the unit they have where it tells enough.
        each: whether each series is read by itself, as a row is, and not against the others.

    Returns:
        `largest`, or the next below in which the largest amount (of each series) has two digits,
        and no series that holds an amount is shown as zeros only.
    """
    lines = [[value for value in line if value.amount] for line in series]
    lines = [line for line in lines if line]
    for unit in dropwhile(lambda unit: unit is not largest, _DOWN):
        shown = [max(abs(_printed(value, unit)) for value in line) for line in lines]
        if not shown or (all(shown) and (min if each else max)(shown) >= _TELLING):
            return unit
    return Unit.TKR


def _printed(value: Value, unit: Unit) -> int:
    """Return the printed amount in units of its last decimal."""
    shown = value.to(unit)
    return 0 if shown.rounded is None else int(shown.rounded.scaleb(shown.decimals))


def levels_told(first: Value, last: Value, growth: Value) -> tuple[Value, Value]:
    """Return two levels in one unit that shows what moved between them, if anything did.

    Args:
        first: the first amount, 1,000 kr.
        last: the last.
        growth: per cent from one to the other; where it is printed as nothing, nothing moved.
    """
    still = growth.amount is not None and direction(growth) is Direction.FLAT
    large = last.amount is not None and abs(last.amount) >= _BILLION_TKR
    start = Unit.MIA_KR if large else Unit.MIO_KR
    for unit in dropwhile(lambda unit: unit is not start, _DOWN):
        pair = first.to(unit), last.to(unit)
        hidden = any(value.amount and not value.rounded for value in pair)
        if not hidden and (pair[0].rounded != pair[1].rounded or (still and unit is not start)):
            return finely(pair[0], pair), finely(pair[1], pair)
    return first.to(Unit.KR), last.to(Unit.KR)


def told_in(value: Value, unit: Unit) -> Value:
    """Return an amount of 1,000 kr. in a unit; one that it would show as none stays as it is."""
    shown = value.to(unit)
    return value if value.amount and not shown.rounded else shown


def finely(value: Value, beside: Sequence[Value]) -> Value:
    """Return an amount with a decimal where those beside it are few mio. kr.: 4,4 mio. kr."""
    sizes = [abs(other.amount) for other in beside if other.amount is not None]
    few = value.unit is Unit.MIO_KR and max(sizes, default=Fraction()) < _TELLING
    return value.with_decimals(1) if few else value


def stands_still(change: Value, growth: Value) -> bool:
    """Return whether a change is none as printed: neither in mio. kr. nor in per cent.

    Args:
        change: an amount of money.
        growth: the same in per cent; it may be missing, where the first level is zero.
    """
    if direction(change.to(Unit.MIO_KR)) is not Direction.FLAT:
        return False
    if growth.amount is None:
        return not change.amount
    return direction(growth) is Direction.FLAT


def of_money(unit: Unit, *, start: bool = True) -> str:
    """Return a unit as a caption names it: `Mio. kr.`, `1.000 kr.`; inside a line `mio. kr.`."""
    return unit.capitalize() if start else str(unit)
