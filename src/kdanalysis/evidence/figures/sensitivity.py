"""Key figures of what the conclusions would be under other PL rates.

`bound` is `low`, `expected` or `high`: the end of the assumed range by which every yearly rate is
shifted. Low rates mean high real growth. Rules in `expenditure.sensitivity`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.drivers import parts_of
from kdanalysis.evidence.figures.drivers import per_inhabitant_growth_pct as per_inhabitant
from kdanalysis.evidence.figures.expenditure import growth_pct
from kdanalysis.evidence.figures.purchases import purchases_growth_pct
from kdanalysis.evidence.figures.quoted import care_unit_cost_growth_pct
from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.growth import largest_driver, share_pct
from kdanalysis.expenditure.purchases import crossing
from kdanalysis.expenditure.sensitivity import repricing, shift_for_factor, shifted
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.business_case import Range, read_ranges

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_NET = ("net_expenditure", "price_range")
_BOUGHT = ("purchases", "price_range")
BOUNDS = ("low", "expected", "high")
_SHIFTED = "alle PL-satser forskudt med den antagne afvigelse"


def price_range(data: Dataset) -> Range:
    """Return the assumed range of the PL rates' error, as share of 1, with who answers for it."""
    return read_ranges(data.project.raw / "local" / "intervaller_pl.csv")["pl_sats_afvigelse"]


@key_figure(Unit.PCT_POINT, "antaget afvigelse i hver årlig PL-sats", "price_range")
def price_shift(data: Dataset, *, bound: str) -> Fraction:
    """By how much every rate is shifted, percentage points."""
    return _shift(data, bound) * 100


@key_figure(Unit.PCT, f"vækst med {_SHIFTED}", *_NET)
def growth_at_pct(
    data: Dataset, *, area: str, group: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of net expenditure under shifted rates, per cent."""
    usual = growth_pct(data, area=area, group=group, period=period).amount
    return _regrown(data, usual, period, bound)


@key_figure(Unit.PCT, f"vækst pr. indbygger med {_SHIFTED}", *_NET, "population")
def per_inhabitant_growth_at_pct(
    data: Dataset, *, area: str, group: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of expenditure per inhabitant under shifted rates, per cent."""
    usual = per_inhabitant(data, area=area, group=group, period=period).amount
    return _regrown(data, usual, period, bound)


@key_figure(Unit.PCT_POINT, f"områdets vækst minus landets med {_SHIFTED}", *_NET)
def growth_gap_at(
    data: Dataset, *, area: str, group: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of the area less growth of the country under shifted rates, percentage points."""
    here, country = (
        growth_at_pct(data, area=place, group=group, period=period, bound=bound).amount
        for place in (area, COUNTRY)
    )
    return None if here is None or country is None else here - country


@key_figure(Unit.PCT, f"bidrag til ændringen i base med {_SHIFTED}", *_NET)
def contribution_at_pct(
    data: Dataset, *, area: str, group: str, base: str, period: Period, bound: str
) -> Fraction | None:
    """Contribution of a group to the change of `base` under shifted rates, per cent."""
    part, whole = (_change(data, area, name, period, bound) for name in (group, base))
    return share_pct(part, whole)


@key_figure(Unit.PCT, f"vækst i køb med {_SHIFTED}", *_BOUGHT)
def purchases_growth_at_pct(
    data: Dataset, *, area: str, art: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of purchases under shifted rates, per cent."""
    usual = purchases_growth_pct(data, area=area, art=art, period=period).amount
    return _regrown(data, usual, period, bound)


@key_figure(Unit.YEAR, f"år, hvor den ene art passerer den anden, med {_SHIFTED}", *_BOUGHT)
def passing_year_at(
    data: Dataset, *, area: str, art: str, other: str, period: Period, bound: str
) -> Fraction | None:
    """The year one art passes another under shifted rates."""
    mine, theirs = (
        {
            year: (data.purchases_tkr(area, a, year) or 0) * _repricing(data, year, bound)
            for year in period.years
        }
        for a in (art, other)
    )
    year = crossing(mine, theirs).year
    return None if year is None else Fraction(year)


@key_figure(Unit.PCT, f"vækst i udgift pr. modtager med {_SHIFTED}", *_NET, "quoted_figures")
def care_unit_cost_growth_at_pct(
    data: Dataset, *, area: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of residential care per recipient under shifted rates, per cent."""
    usual = care_unit_cost_growth_pct(data, area=area, period=period).amount
    return _regrown(data, usual, period, bound)


@key_figure(
    Unit.PCT_POINT,
    "så meget højere skulle hver PL-sats være, for at væksten var nul",
    "net_expenditure",
    "price_index",
    decimals=1,
)
def zero_growth_shift(data: Dataset, *, area: str, group: str, period: Period) -> Fraction | None:
    """The shift of every rate at which a group would not have grown, percentage points."""
    growth = growth_pct(data, area=area, group=group, period=period).amount
    if growth is None or growth <= -100:  # noqa: PLR2004 - nothing left, or less
        return None
    nominal = data.chain.factor(period.first, period.last) * (100 + growth) / 100
    return shift_for_factor(data.chain, period, nominal) * 100


def leading_part(data: Dataset, *, area: str, base: str, period: Period, bound: str) -> str | None:
    """Return the part of `base` that moved most in its direction under shifted rates."""
    changes = {part: _change(data, area, part, period, bound) for part in parts_of(data, base)}
    largest = largest_driver(changes, _change(data, area, base, period, bound))
    return None if largest is None else largest.name


def _change(data: Dataset, area: str, group: str, period: Period, bound: str) -> Fraction:
    """Return the change under shifted rates, 1,000 kr.; a year without account counts as zero."""
    first, last = (
        (data.net_tkr(area, group, year) or Fraction()) * _repricing(data, year, bound)
        for year in (period.first, period.last)
    )
    return last - first


def _regrown(data: Dataset, growth: Fraction | None, period: Period, bound: str) -> Fraction | None:
    """Return what a growth becomes when both years are repriced."""
    if growth is None:
        return None
    first, last = (_repricing(data, year, bound) for year in (period.first, period.last))
    return (100 + growth) * last / first - 100


def _repricing(data: Dataset, year: int, bound: str) -> Fraction:
    other = shifted(data.chain, _shift(data, bound))
    return repricing(data.chain, other, year, data.price_year)


def _shift(data: Dataset, bound: str) -> Fraction:
    if bound not in BOUNDS:
        raise InputError(
            f"Yderpunktet »{bound}« findes ikke.", "nøgletal", f"Brug en af {', '.join(BOUNDS)}."
        )
    shift: Fraction = getattr(price_range(data), bound)
    return shift
