"""Key figures of a municipality's purchases: when one supplier's pass another's.

Levels, shares and their spread are those of `profile`: arts are items. Amounts are compared within
a year, so no price level is needed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.profile_data import profile_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.growth import share_pct
from kdanalysis.expenditure.purchases import Crossing, crossing
from kdanalysis.tables.per_inhabitant import JOINED

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period


@profile_figure(Unit.PCT, "køb af arten i procent af alle køb (hovedart 4) på voksenområdet")
def profile_bought_share_pct(data: Dataset, *, area: str, art: str, year: int) -> Fraction | None:
    """Share of an art in all purchases, per cent."""
    table = data.per_inhabitant
    part, whole = (table.level_kr(area, i, year) for i in (art, JOINED.join(table.bought)))
    return None if part is None or whole is None else share_pct(part, whole)


@profile_figure(Unit.YEAR, "det år, fra hvilket køb af den ene art overstiger køb af den anden")
def profile_passing_year(
    data: Dataset, *, area: str, art: str, other: str, period: Period
) -> Fraction | None:
    """The first year on the new side, where one art passes the other exactly once."""
    year = profile_course(data, area, (art, other), period).year
    return None if year is None else Fraction(year)


def profile_course(data: Dataset, area: str, arts: tuple[str, str], period: Period) -> Crossing:
    """Return how purchases of the first art lie against the second over the period."""
    table = data.per_inhabitant
    mine, theirs = (
        {year: table.level_kr(area, art, year) or Fraction() for year in period.years}
        for art in arts
    )
    return crossing(mine, theirs)
