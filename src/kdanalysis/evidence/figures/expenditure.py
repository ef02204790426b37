"""Key figures of expenditure: level and growth, purchases, price level, the committee's total."""

from __future__ import annotations

from fractions import Fraction

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure import growth as rules
from kdanalysis.expenditure.booking import (
    Crossing,
    Rounded,
    constant_scope,
    crossing,
    growth_span_pct,
)
from kdanalysis.expenditure.decomposition import Ends, rate_for_factor, shift_for_factor
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.dataset import Dataset, Quote
from kdanalysis.tables.period import Period

# Key figures of net expenditure: level, change, growth, contribution, index, per inhabitant.
#
# `group` is a group of the account plan or one function code; amounts are in the data's price
# year.

_NET = "net_expenditure"
_POPULATION = "population"


@key_figure(Unit.TKR, "nettodriftsudgift i faste priser", _NET)
def amount(data: Dataset, *, area: str, group: str, year: int) -> Fraction | None:
    """Net operating expenditure before state refund, 1,000 kr."""
    return data.net_tkr(area, group, year)


@key_figure(Unit.TKR, "niveau i periodens sidste år minus niveau i periodens første år", _NET)
def change(data: Dataset, *, area: str, group: str, period: Period) -> Fraction | None:
    """Change over the period, 1,000 kr."""
    first, last = _ends(data, area, group, period)
    return None if first is None or last is None else last - first


@key_figure(Unit.PCT, "ændring i perioden i procent af niveauet i periodens første år", _NET)
def growth_pct(data: Dataset, *, area: str, group: str, period: Period) -> Fraction | None:
    """Growth over the whole period, per cent."""
    first, last = _ends(data, area, group, period)
    return None if first is None or last is None else rules.growth_pct(first, last)


@key_figure(
    Unit.PCT,
    "ændring i gruppen i procent af ændringen i hele området (base) i samme geografi",
    _NET,
)
def contribution_pct(
    data: Dataset, *, area: str, group: str, base: str, period: Period
) -> Fraction | None:
    """Contribution of a group to the change of `base` in the same area, per cent (2023: 2790)."""
    part, whole = (change(data, area=area, group=g, period=period).amount for g in (group, base))
    return None if part is None or whole is None else rules.share_pct(part, whole)


@key_figure(Unit.PCT, "gruppens niveau i procent af hele områdets niveau (base)", _NET)
def share_pct(data: Dataset, *, area: str, group: str, base: str, year: int) -> Fraction | None:
    """Share of a group in the level of `base`, per cent."""
    part, whole = (data.net_tkr(area, g, year) for g in (group, base))
    return None if part is None or whole is None else rules.share_pct(part, whole)


@key_figure(Unit.INDEX, "niveau i forhold til basisåret, hvor basisåret er 100", _NET)
def index(data: Dataset, *, area: str, group: str, year: int, base_year: int) -> Fraction | None:
    """Index, `base_year` = 100."""
    now, then = (data.net_tkr(area, group, y) for y in (year, base_year))
    return None if now is None or not then else now / then * 100


@key_figure(
    Unit.KR_PER_INHABITANT, "nettodriftsudgift delt med folketallet 1. januar", _NET, _POPULATION
)
def per_inhabitant(data: Dataset, *, area: str, group: str, year: int) -> Fraction | None:
    """Net expenditure per inhabitant, kr."""
    level = data.net_tkr(area, group, year)
    return None if level is None else level * 1000 / data.inhabitants(area, year)


def _ends(
    data: Dataset, area: str, group: str, period: Period
) -> tuple[Fraction | None, Fraction | None]:
    return data.net_tkr(area, group, period.first), data.net_tkr(area, group, period.last)


# Key figures of purchases (main type 4) on the whole adult area; `art` is an art code or `all`.
#
# Art 4.0 is services without VAT from private and self-governing suppliers without an operating
# agreement on the whole adult area, not residential care only (2023: 2808-2840).

_PURCHASES = "purchases"


@key_figure(Unit.TKR, "køb på voksenområdet i faste priser", _PURCHASES)
def purchases(data: Dataset, *, area: str, art: str, year: int) -> Fraction | None:
    """Purchases, 1,000 kr."""
    return data.purchases_tkr(area, art, year)


@key_figure(Unit.TKR, "køb i periodens sidste år minus køb i periodens første år", _PURCHASES)
def purchases_change(data: Dataset, *, area: str, art: str, period: Period) -> Fraction | None:
    """Change in purchases over the period, 1,000 kr."""
    first, last = _purchases_ends(data, area, art, period)
    return last - first


@key_figure(Unit.PCT, "ændring i køb i procent af køb i periodens første år", _PURCHASES)
def purchases_growth_pct(data: Dataset, *, area: str, art: str, period: Period) -> Fraction | None:
    """Growth of purchases over the whole period, per cent."""
    return rules.growth_pct(*_purchases_ends(data, area, art, period))


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


def _purchases_ends(
    data: Dataset, area: str, art: str, period: Period
) -> tuple[Fraction, Fraction]:
    return _level(data, area, art, period.first), _level(data, area, art, period.last)


# Key figures of the price level: rates and factors of the PL chain.

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


# Key figures of the expert committee's total beside the own one: what could explain the gap.
#
# The committee's levels are in its own prices of the last year ("22-pl", 2023: 2638) and rounded
# to one decimal; own amounts are taken to that price level. `bound` is `low`, `expected` or
# `high`: the least, the printed and the highest number that the printed one can stand for.

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
