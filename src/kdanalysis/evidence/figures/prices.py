"""Key figures of the price level: rates and factors of the PL chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from fractions import Fraction

    from kdanalysis.tables.dataset import Dataset

_INDEX = "price_index"


@key_figure(Unit.PCT, "årlig pris- og lønsats fra året før", _INDEX)
def pl_rate_pct(data: Dataset, *, year: int) -> Fraction | None:
    """The PL rate from the year before, per cent; none for the first year of the chain."""
    rate = data.chain.rates.get(year)
    return None if rate is None else rate * 100


@key_figure(Unit.NONE, "produktet af satserne fra året til prisåret", _INDEX, decimals=4)
def pl_factor(data: Dataset, *, year: int) -> Fraction:
    """What an amount of the year is multiplied by."""
    return data.chain.factor(year, data.price_year)
