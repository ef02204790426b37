"""Key figures of the expert committee's total beside the own one: what could explain the gap.

The committee's levels are in its own prices of the last year ("22-pl", 2023: 2638) and rounded to
one decimal; own amounts are taken to that price level. `bound` is `low`, `expected` or `high`: the
least, the printed and the highest number that the printed one can stand for.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.reconciliation import Rounded, constant_scope, growth_span_pct
from kdanalysis.expenditure.sensitivity import rate_for_factor, shift_for_factor
from kdanalysis.expenditure.shift_share import Ends
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset, Quote

_TABLES = ("net_expenditure", "quoted_figures", "price_index")
_BILLION_TKR = 1_000_000
QUOTES = ("socialomraadet_2018", "socialomraadet_2022")
_GROUP = "social"


def committee_period(data: Dataset) -> Period:
    """Return the years that the committee gives a level for."""
    first, last = (data.quote(name) for name in QUOTES)
    return Period(first.first_year, last.last_year)


@key_figure(Unit.MIA_KR, "egen opgørelse på landsplan i udvalgets prisår", *_TABLES)
def committee_own_level(data: Dataset, *, year: int) -> Fraction:
    """The own total in the committee's price year, mia. kr."""
    return _own(data, year) / _BILLION_TKR


@key_figure(Unit.MIA_KR, "egen opgørelse minus ekspertudvalgets trykte tal", *_TABLES)
def committee_gap(data: Dataset, *, year: int) -> Fraction:
    """The own total less the committee's, mia. kr."""
    return (_own(data, year) - _theirs(data, year).number) / _BILLION_TKR


@key_figure(Unit.PCT, "vækst mellem udvalgets tal, når begge er afrundede", "quoted_figures")
def committee_growth_bound_pct(data: Dataset, *, bound: str) -> Fraction:
    """The least (`low`) or greatest (`high`) growth the committee's levels allow, per cent."""
    period = committee_period(data)
    low, high = growth_span_pct(_theirs(data, period.first), _theirs(data, period.last))
    return _one_of({"low": low, "high": high}, bound)


@key_figure(
    Unit.PCT_POINT,
    "forskydning af hver PL-sats, der giver udvalgets niveau i det første år",
    *_TABLES,
    decimals=2,
)
def committee_price_shift(data: Dataset, *, bound: str) -> Fraction:
    """The shift of every PL rate that alone explains the first year's gap, percentage points."""
    factor, period = _wanted_factor(data, bound), committee_period(data)
    return shift_for_factor(data.chain, period, factor) * 100


@key_figure(
    Unit.PCT, "den sidste PL-sats, der alene giver udvalgets niveau i det første år", *_TABLES
)
def committee_last_rate_pct(data: Dataset, *, bound: str) -> Fraction:
    """The rate to the last year that alone explains the first year's gap, per cent."""
    factor, period = _wanted_factor(data, bound), committee_period(data)
    return rate_for_factor(data.chain, period, factor) * 100


@key_figure(
    Unit.MIA_KR,
    "beløb, der lagt til begge år giver den egne opgørelse udvalgets vækst",
    *_TABLES,
    decimals=1,
)
def committee_scope(data: Dataset) -> Fraction | None:
    """The same amount in both years that alone would explain the growth, mia. kr."""
    period = committee_period(data)
    own = Ends(_own(data, period.first), _own(data, period.last))
    theirs = Ends(*(_theirs(data, year).number for year in (period.first, period.last)))
    amount = constant_scope(own, theirs)
    return None if amount is None else amount / _BILLION_TKR


@key_figure(
    Unit.MIA_KR, "egen opgørelse i det første år med det beløb lagt til", *_TABLES, decimals=1
)
def committee_scope_level(data: Dataset) -> Fraction | None:
    """The first year's level that `committee_scope` would lead to, mia. kr."""
    scope = committee_scope(data).amount
    first = committee_period(data).first
    return None if scope is None else _own(data, first) / _BILLION_TKR + scope


def _own(data: Dataset, year: int) -> Fraction:
    """Return the own total in the committee's price year, 1,000 kr."""
    price_year = committee_period(data).last
    amount = data.net_tkr(COUNTRY, _GROUP, year) or Fraction()
    return amount * data.chain.factor(data.price_year, price_year)


def _theirs(data: Dataset, year: int) -> Rounded:
    """Return the committee's total, 1,000 kr., with as many decimals of it as were printed."""
    quotes: dict[int, Quote] = {data.quote(name).first_year: data.quote(name) for name in QUOTES}
    if year not in quotes:
        raise InputError(
            f"Ekspertudvalget oplyser intet niveau for {year}.",
            "data/raw/kdnet/eksterne_tal.csv",
            f"Brug en af {', '.join(map(str, quotes))}.",
        )
    quote = quotes[year]
    # A decimal of a billion is a hundred thousand thousands.
    return Rounded(quote.number * _BILLION_TKR, quote.decimals - 6)


def _wanted_factor(data: Dataset, bound: str) -> Fraction:
    """Return the factor from first to last year that leads from own current prices to theirs."""
    period = committee_period(data)
    theirs = _theirs(data, period.first)
    ends = {"low": theirs.low, "expected": theirs.number, "high": theirs.high}
    used = data.chain.factor(period.first, period.last)
    return _one_of(ends, bound) * used / _own(data, period.first)


def _one_of(ends: dict[str, Fraction], bound: str) -> Fraction:
    if bound not in ends:
        raise InputError(
            f"Yderpunktet »{bound}« findes ikke.", "nøgletal", f"Brug en af {', '.join(ends)}."
        )
    return ends[bound]
