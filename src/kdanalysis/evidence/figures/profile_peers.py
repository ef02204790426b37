"""Key figures of the others that a municipality is compared with: their middle growth and mix.

`of` is `ranked` for all that are large enough to be ranked, or the code of the municipality whose
like-sized are meant.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.profile import profile_growth_pct, profile_share_pct
from kdanalysis.evidence.figures.profile_data import alike, profile_figure, ranked
from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

RANKED = "ranked"


@profile_figure(
    Unit.PCT, "midterste vækst blandt de sammenlignede kommuner, hvor den kan opgøres",
    population=True,
)  # fmt: skip
def profile_growth_median(data: Dataset, *, of: str, item: str, period: Period) -> Fraction | None:
    """The median growth of those compared with, per cent; none where no growth is known."""
    areas = _compared(data, of, period.last)
    return _middle(profile_growth_pct(data, area=a, item=item, period=period) for a in areas)


@profile_figure(
    Unit.PCT, "midterste andel blandt de sammenlignede kommuner",
    population=True,
)  # fmt: skip
def profile_share_median(
    data: Dataset, *, of: str, item: str, base: str, year: int
) -> Fraction | None:
    """The median share of an item (in all of `base`) of those compared with, per cent."""
    areas = _compared(data, of, year)
    return _middle(profile_share_pct(data, area=a, item=item, base=base, year=year) for a in areas)


def _compared(data: Dataset, of: str, year: int) -> tuple[str, ...]:
    return ranked(data, year) if of == RANKED else alike(data, of, year)


def _middle(values: Iterable[Value]) -> Fraction | None:
    known = [value.amount for value in values if value.amount is not None]
    return median(known) if known else None
