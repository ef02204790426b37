"""Key figures of a municipality per inhabitant: level, growth, mix, rank, spread and jumps.

Amounts are in current prices: the comparison is always with others in the same year, or of the
change with theirs. `item` is a function, a group, or several joined by `+`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.profile_data import (
    RULES,
    alike,
    breaks,
    inhabitants,
    levels_of,
    parameter,
    profile_figure,
    ranked,
    series,
)
from kdanalysis.evidence.raw_figure import known, raw_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.growth import growth_pct, share_pct
from kdanalysis.expenditure.ranking import rank, spread
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period


@profile_figure(Unit.KR_PER_INHABITANT, "nettodriftsudgift pr. indbygger i løbende priser")
def profile_level(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """Level, kr. per inhabitant, current prices."""
    return data.per_inhabitant.level_kr(area, item, year)


@profile_figure(
    Unit.PCT,
    "ændring i løbende priser i procent af periodens første år; opgøres ikke hen over et spring",
)
def profile_growth_pct(data: Dataset, *, area: str, item: str, period: Period) -> Fraction | None:
    """Growth over the period, per cent; none where a jump or outlier stands in the way."""
    parts = item.split("+")
    if not all(breaks(data, area, p).can_compare(period.first, period.last) for p in parts):
        return None
    first, last = (data.per_inhabitant.level_kr(area, item, y) for y in (period.first, period.last))
    return None if first is None or last is None else growth_pct(first, last)


@profile_figure(Unit.PCT, "postens niveau i procent af alle viste poster (base)")
def profile_share_pct(
    data: Dataset, *, area: str, item: str, base: str, year: int
) -> Fraction | None:
    """Share of an item in all items shown, per cent."""
    part, whole = (data.per_inhabitant.level_kr(area, i, year) for i in (item, base))
    return None if part is None or whole is None else share_pct(part, whole)


@profile_figure(Unit.PCT, "niveau i procent over (under) landets")
def profile_gap_pct(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """Level above (below) the country's, per cent."""
    own, country = (data.per_inhabitant.level_kr(a, item, year) for a in (area, COUNTRY))
    return None if own is None or country is None else growth_pct(country, own)


@profile_figure(Unit.INDEX, "niveau i procent af landets samme år", decimals=0)
def profile_index(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """Level in per cent of the country's in the same year: free of price development."""
    own, country = (data.per_inhabitant.level_kr(a, item, year) for a in (area, COUNTRY))
    return None if own is None or country is None else share_pct(own, country)


@profile_figure(
    Unit.COUNT, "plads fra det højeste niveau; kommuner under mindste folketal er ikke med",
    population=True,
)  # fmt: skip
def profile_rank(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """Place from the highest level, 1; none for a municipality too small to be ranked."""
    place = rank(levels_of(data, ranked(data, year), item, year), area)
    return None if place is None else Fraction(place)


@profile_figure(Unit.COUNT, "kommuner, der mindst har det mindste folketal", population=True)
def profile_ranked(data: Dataset, *, year: int) -> Fraction:
    """How many municipalities are ranked."""
    return Fraction(len(ranked(data, year)))


@profile_figure(
    Unit.COUNT, "pladsen nærmest (first) og fjernest (last) fra det højeste niveau i periodens år",
    population=True,
)  # fmt: skip
def profile_rank_span(
    data: Dataset, *, area: str, item: str, period: Period, end: str
) -> Fraction | None:
    """The place nearest to the highest (`first`) and farthest from it (`last`) over the years."""
    places = [profile_rank(data, area=area, item=item, year=y).amount for y in period.years]
    found = [place for place in places if place is not None]
    return known({"first": min(found), "last": max(found)}, end) if found else None


@profile_figure(
    Unit.KR_PER_INHABITANT, "laveste, midterste og højeste niveau blandt de rangordnede kommuner",
    population=True,
)  # fmt: skip
def profile_spread(data: Dataset, *, item: str, year: int, part: str) -> Fraction | None:
    """The `low`, `median` or `high` level of the ranked municipalities, kr. per inhabitant."""
    found = spread(levels_of(data, ranked(data, year), item, year).values())
    if found is None:
        return None
    return known({"low": found.low, "median": found.median, "high": found.high}, part)


@profile_figure(
    Unit.KR_PER_INHABITANT, "midterste niveau blandt kommuner af lignende størrelse",
    population=True,
)  # fmt: skip
def profile_alike(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """The median level of municipalities of similar size; none where there are none."""
    found = spread(levels_of(data, alike(data, area, year), item, year).values())
    return None if found is None else found.median


@profile_figure(Unit.COUNT, "kommuner af lignende størrelse", population=True)
def profile_alike_count(data: Dataset, *, area: str, year: int) -> Fraction:
    """How many municipalities are of similar size."""
    return Fraction(len(alike(data, area, year)))


@profile_figure(Unit.COUNT, "folketal 1. januar", population=True)
def profile_inhabitants(data: Dataset, *, area: str, year: int) -> Fraction:
    """Inhabitants on 1 January."""
    return Fraction(inhabitants(data, year)[area])


@profile_figure(Unit.KR_PER_INHABITANT, "niveau minus niveau året før")
def profile_step(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """Change from the year before, kr. per inhabitant."""
    own = series(data, area, item).own
    return own[year] - own[year - 1] if {year, year - 1} <= own.keys() else None


@profile_figure(
    Unit.KR_PER_INHABITANT, "niveau minus det, som landets ændring fra året før havde givet"
)
def profile_unexpected(data: Dataset, *, area: str, item: str, year: int) -> Fraction | None:
    """Level minus what the country's change from the year before had given."""
    return series(data, area, item).gap(year - 1, year)


@profile_figure(
    Unit.KR_PER_INHABITANT, "beløbet på prøve delt med folketallet 1. januar", population=True
)
def profile_trial(data: Dataset, *, area: str, year: int) -> Fraction:
    """What the amount on trial is per inhabitant: how far few cases move a small level."""
    amount = parameter(data, "beloeb_paa_proeve").value
    return amount / inhabitants(data, year)[area]


@raw_figure(Unit.COUNT, "regel for sammenligningen (antal)", RULES)
def profile_rule_count(data: Dataset, *, name: str) -> Fraction:
    """A rule of comparison that counts inhabitants."""
    return parameter(data, name).value


@raw_figure(Unit.NONE, "regel for sammenligningen (gange)", RULES, decimals=1)
def profile_rule_factor(data: Dataset, *, name: str) -> Fraction:
    """A rule of comparison that is a factor."""
    return parameter(data, name).value


@raw_figure(Unit.PCT, "regel for sammenligningen (procent)", RULES, decimals=0)
def profile_rule_pct(data: Dataset, *, name: str) -> Fraction:
    """A rule of comparison in per cent."""
    return parameter(data, name).value


@raw_figure(Unit.KR, "regel for sammenligningen (kr.)", RULES)
def profile_rule_kr(data: Dataset, *, name: str) -> Fraction:
    """A rule of comparison in kr."""
    return parameter(data, name).value
