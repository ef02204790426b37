"""Volume and unit cost: what more recipients and what a dearer place explain of a change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kdanalysis.expenditure.growth import growth_pct


@dataclass(frozen=True)
class Level:
    """Expenditure (1,000 kr.) and recipients (full-year persons) of one year."""

    expenditure_tkr: Fraction
    recipients: Fraction

    @property
    def unit_cost_tkr(self) -> Fraction:
        """Expenditure per recipient, 1,000 kr."""
        return self.expenditure_tkr / self.recipients


@dataclass(frozen=True)
class Decomposition:
    """A change in expenditure split in two effects (1,000 kr.) that add up to it exactly.

    The cross term (more recipients times dearer places) is shared equally: each effect is measured
    at the mean of the other factor.
    """

    volume_effect_tkr: Fraction
    price_effect_tkr: Fraction
    cross_term_tkr: Fraction
    """More recipients times dearer places; half of it is in each effect."""

    @property
    def change_tkr(self) -> Fraction:
        """The whole change."""
        return self.volume_effect_tkr + self.price_effect_tkr


def decompose(first: Level, last: Level) -> Decomposition:
    """Return the volume and price effect between two years."""
    more = last.recipients - first.recipients
    dearer = last.unit_cost_tkr - first.unit_cost_tkr
    return Decomposition(
        volume_effect_tkr=more * (first.unit_cost_tkr + last.unit_cost_tkr) / 2,
        price_effect_tkr=dearer * (first.recipients + last.recipients) / 2,
        cross_term_tkr=more * dearer,
    )


def unit_cost_growth_pct(first: Level, last: Level) -> Fraction:
    """Return the growth of expenditure per recipient in per cent."""
    growth = growth_pct(first.unit_cost_tkr, last.unit_cost_tkr)
    if growth is None:
        raise ValueError("no expenditure in the first year")
    return growth


def growth_range_pct(first: Level, last: Level, rounded_to: int) -> tuple[Fraction, Fraction]:
    """Return the least and greatest unit cost growth if the recipients are rounded numbers.

    Args:
        first: the first year.
        last: the last year.
        rounded_to: what the recipients are rounded to (100 for hundreds); a true number may lie
            half of it to either side.
    """
    low, high = sorted(unit_cost_growth_pct(*ends) for ends in _ends(first, last, rounded_to))
    return low, high


def volume_range(first: Level, last: Level, rounded_to: int) -> tuple[Fraction, Fraction]:
    """Return the least and greatest volume effect if the recipients are rounded numbers.

    The effect is monotonic in either number, so the ends of both roundings decide.
    """
    effects = (decompose(*ends).volume_effect_tkr for ends in _ends(first, last, rounded_to))
    low, high = sorted(effects)
    return low, high


def _ends(first: Level, last: Level, rounded_to: int) -> list[tuple[Level, Level]]:
    """Return both years with the fewest recipients more, and with the most more."""
    half = Fraction(rounded_to, 2)
    return [
        (
            Level(first.expenditure_tkr, first.recipients + shift),
            Level(last.expenditure_tkr, last.recipients - shift),
        )
        for shift in (half, -half)
    ]


def growth_from_rates_pct(expenditure_pct: Fraction, recipients_pct: Fraction) -> Fraction:
    """Return the unit cost growth implied by two growth rates: (1 + e) / (1 + r) - 1, per cent."""
    return ((100 + expenditure_pct) / (100 + recipients_pct) - 1) * 100
