"""Key figures of purchases (main type 4) on the whole adult area; `art` is an art code or `all`.

Art 4.0 is services without VAT from private and self-governing suppliers without an operating
agreement on the whole adult area, not residential care only (2023: 2808-2840).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure import growth as rules
from kdanalysis.expenditure.purchases import Crossing, crossing

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_PURCHASES = "purchases"


@key_figure(Unit.TKR, "køb på voksenområdet i faste priser", _PURCHASES)
def purchases(data: Dataset, *, area: str, art: str, year: int) -> Fraction | None:
    """Purchases, 1,000 kr."""
    return data.purchases_tkr(area, art, year)


@key_figure(Unit.TKR, "køb i periodens sidste år minus køb i periodens første år", _PURCHASES)
def purchases_change(data: Dataset, *, area: str, art: str, period: Period) -> Fraction | None:
    """Change in purchases over the period, 1,000 kr."""
    first, last = _ends(data, area, art, period)
    return last - first


@key_figure(Unit.PCT, "ændring i køb i procent af køb i periodens første år", _PURCHASES)
def purchases_growth_pct(data: Dataset, *, area: str, art: str, period: Period) -> Fraction | None:
    """Growth of purchases over the whole period, per cent."""
    return rules.growth_pct(*_ends(data, area, art, period))


@key_figure(
    Unit.PCT, "køb af arten i procent af alle køb (hovedart 4) på voksenområdet", _PURCHASES
)
def purchases_share_pct(data: Dataset, *, area: str, art: str, year: int) -> Fraction | None:
    """Share of an art in all purchases, per cent."""
    return rules.share_pct(_level(data, area, art, year), _level(data, area, "all", year))


@key_figure(
    Unit.YEAR, "det år, fra hvilket køb af den ene art overstiger køb af den anden", _PURCHASES
)
def passing_year(
    data: Dataset, *, area: str, art: str, other: str, period: Period
) -> Fraction | None:
    """The first year on the new side, where one art passes the other exactly once."""
    year = course(data, area=area, art=art, other=other, period=period).year
    return None if year is None else Fraction(year)


def course(data: Dataset, *, area: str, art: str, other: str, period: Period) -> Crossing:
    """Return how purchases of one art lie against another over the period."""
    mine, theirs = (
        {year: _level(data, area, a, year) for year in period.years} for a in (art, other)
    )
    return crossing(mine, theirs)


def _level(data: Dataset, area: str, art: str, year: int) -> Fraction:
    level = data.purchases_tkr(area, art, year)
    return Fraction(0) if level is None else level


def _ends(data: Dataset, area: str, art: str, period: Period) -> tuple[Fraction, Fraction]:
    return _level(data, area, art, period.first), _level(data, area, art, period.last)
