"""Key figures of what planned places may be worth: the growth, and price differences to look up.

No price per place is published: a difference is a step of a span, or the reader's own. `of` and
`end` choose places as in `capacity`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.capacity import PLACES, READING, planned_net_places
from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.capacity import break_even_difference_kr, yearly_effect_kr
from kdanalysis.tables.areas import MIDTJYLLAND
from kdanalysis.tables.parameters import read_parameters

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.parameters import Parameter
    from kdanalysis.tables.period import Period

SPANS = "local/kapacitet_intervaller"
_MILLION = 1_000_000
_COSTS = ("private", "residential_care")


def span(data: Dataset, name: str) -> Parameter:
    """Return a span to look up (`prisforskel`, `modvirket_andel`)."""
    return known(read_parameters(raw_file(data, SPANS)), name)


@raw_figure(Unit.KR, "trin i spændet (antagelse, projektets egen) eller læserens eget tal", SPANS)
def price_difference(data: Dataset, *, difference: str) -> Fraction:  # noqa: ARG001 - key figures take the data
    """A price difference per place and year to look up, kr.; never a finding."""
    return Fraction(difference)


@raw_figure(Unit.PCT, "trin i spændet (antagelse, projektets egen)", SPANS, decimals=0)
def offset_share(data: Dataset, *, share: str) -> Fraction:  # noqa: ARG001 - key figures take the data
    """A share of the growth to be offset, per cent."""
    return Fraction(share)


@raw_figure(Unit.MIO_KR, "nettopladser gange prisforskel", PLACES, READING, SPANS, decimals=1)
def yearly_effect(data: Dataset, *, of: str, end: str, difference: str) -> Fraction:
    """What planned net places save in a year at a price difference (kr.), mio. kr."""
    places = planned_net_places(data, of=of, end=end).exact
    return yearly_effect_kr(places, Fraction(difference)) / _MILLION


@raw_figure(
    Unit.TKR, "ændring i periodens løb, faste priser", tables=("purchases", "net_expenditure")
)
def driving_cost(data: Dataset, *, cost: str, period: Period) -> Fraction:
    """The growth that drives expenditure in Midtjylland: `private` purchases or care, 1,000 kr."""
    level = known(dict.fromkeys(_COSTS, _level_tkr), cost)
    return level(data, cost, period.last) - level(data, cost, period.first)


def _level_tkr(data: Dataset, cost: str, year: int) -> Fraction:
    if cost == "private":
        art = data.plan.supplier_art(cost).code
        found = data.purchases_tkr(MIDTJYLLAND, art, year)
    else:
        found = data.net_tkr(MIDTJYLLAND, cost, year)
    return found or Fraction()


@raw_figure(
    Unit.KR,
    "andelen af væksten delt med nettopladserne: prisforskel pr. plads pr. år",
    PLACES,
    READING,
    SPANS,
    tables=("purchases", "net_expenditure"),
    decimals=-3,
)
def break_even_difference(
    data: Dataset, *, of: str, end: str, cost: str, share: str, period: Period
) -> Fraction | None:
    """The price difference per place and year that offsets a share (per cent) of a growth, kr."""
    grown = driving_cost(data, cost=cost, period=period).exact * 1000
    places = planned_net_places(data, of=of, end=end).exact
    return break_even_difference_kr(grown, Fraction(share) / 100, places)
