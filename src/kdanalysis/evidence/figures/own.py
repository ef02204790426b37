"""The analyst's own numbers among the key figures: read back from their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.own import read_own
from kdanalysis.evidence.registry import list_figure
from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset


def own(_data: Dataset, *, amount: str, unit: str, decimals: str, rule: str, source: str) -> Value:
    """A number an analyst computed: its amount, rule and source as its key tells them."""
    return read_own(amount=amount, unit=unit, decimals=decimals, rule=rule, source=source)


list_figure(own, Unit.NONE, "egen beregning; regel og kilde står i nøglen")
