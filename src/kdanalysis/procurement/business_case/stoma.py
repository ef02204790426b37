"""The stoma tender as a comparison: what its break-even was and what it came to save.

Sources: agenda of 26-01-2024, line 1346 (break-even); of 10-11-2023, lines 2391-2394 (savings).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from kdanalysis.tables.business_case import Figure

_GROUPS = {
    "kommuner": "Kommuner",
    "region_syd": "Region Syddanmark",
    "region_midt": "Region Midtjylland",
    "i_alt": "I alt",
}


@dataclass(frozen=True)
class StomaSaving:
    """What one group of parties saved in a year; negative where it became dearer."""

    group: str
    bought_kr: Fraction
    """Purchases before the tender."""
    unconvertible_kr: Fraction
    """The part that has no successor among the new products."""
    saving_kr: Fraction

    @property
    def share(self) -> Fraction:
        """Saving as a share of what could be converted: the source's base."""
        return self.saving_kr / (self.bought_kr - self.unconvertible_kr)


@dataclass(frozen=True)
class StomaComparison:
    """The stoma tender beside the urology case."""

    break_even: Fraction
    consumption_kr: Fraction
    """The municipalities' purchases in a year ("ca."), the base of the break-even."""
    savings: tuple[StomaSaving, ...]
    """Municipalities, Region Syddanmark, Region Midtjylland, total."""

    @property
    def break_even_kr(self) -> Fraction:
        """The saving in kroner that the break-even demanded in a year."""
        return self.break_even * self.consumption_kr


def stoma_comparison(figures: Mapping[str, Figure], savings: pl.DataFrame) -> StomaComparison:
    """Return the comparison from the printed figures and the frame of `read_stoma_savings`."""
    return StomaComparison(
        figures["stomi_break_even"].amount,
        figures["stomi_forbrug"].amount,
        tuple(_saving(column, label, savings) for column, label in _GROUPS.items()),
    )


def _saving(column: str, label: str, frame: pl.DataFrame) -> StomaSaving:
    printed = dict(zip(frame["row_label"], frame[column], strict=True))
    rows = ("Køb før", "Kan ikke konverteres", "Besparelse i kr.")
    return StomaSaving(label, *(Fraction(printed[row]) for row in rows))
