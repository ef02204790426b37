"""Key figures of a municipality beside the others: level, growth, mix, rank, jumps, purchases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from statistics import median
from typing import Concatenate, ParamSpec

from kdanalysis.evidence.registry import (
    citation,
    known,
    raw_figure,
    raw_file,
    raw_path,
    sourced_figure,
)
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.expenditure.booking import (
    BookedSeries,
    BookingBreaks,
    Crossing,
    Threshold,
    crossing,
    find_breaks,
)
from kdanalysis.expenditure.growth import growth_pct, large_enough, rank, share_pct, similar, spread
from kdanalysis.project import Project
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.per_inhabitant import JOINED
from kdanalysis.tables.period import Period
from kdanalysis.tables.registers import Parameter, read_parameters

# What the municipal profiles' key figures share: levels, who is compared, and jumps.
#
# Rules of comparison are data (`data/raw/local/profil_regler.csv`).


P = ParamSpec("P")
RULES = "local/profil_regler"


def profile_figure(
    unit: Unit, rule: str, *, population: bool = False, decimals: int | None = None
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the levels per inhabitant as a key figure.

    Its sources follow the data: the accounts, or the excerpt.

    Args:
        unit: the unit of the amount the function returns.
        rule: the formula in words (Danish), shown to readers.
        population: whether it also rests on the population and the rules of comparison.
        decimals: printed decimals; by default those usual for the unit.
    """

    def sources(data: Dataset) -> tuple[str, ...]:
        further = (data.citation("population"), rules_citation(data)) if population else ()
        return (data.per_inhabitant.citation, *further)

    return sourced_figure(unit, rule, sources, decimals=decimals)


def rules_citation(data: Dataset) -> str:
    """Return the source line of the rules of comparison."""
    return citation(data, raw_file(data, RULES))


def parameter(data: Dataset, name: str) -> Parameter:
    """Return a rule of comparison.

    Raises:
        InputError: there is none of that name, or the file is faulty.
    """
    return known(_parameters(data), name)


@kept
def _parameters(project: Project) -> Mapping[str, Parameter]:
    return read_parameters(raw_path(project, RULES))


def inhabitants(data: Dataset, year: int) -> dict[str, int]:
    """Return the population of each municipality on 1 January."""
    codes = data.per_inhabitant.municipalities
    return {code: data.inhabitants(code, year) for code in codes}


def ranked(data: Dataset, year: int) -> tuple[str, ...]:
    """Return the municipalities large enough to be ranked."""
    smallest = parameter(data, "mindste_folketal").value
    return large_enough(inhabitants(data, year), smallest)


def alike(data: Dataset, area: str, year: int) -> tuple[str, ...]:
    """Return the municipalities of similar size."""
    smallest, factor = (
        parameter(data, name).value for name in ("mindste_folketal", "stoerrelsesfaktor")
    )
    return similar(inhabitants(data, year), area, factor, smallest)


def levels_of(data: Dataset, areas: Iterable[str], item: str, year: int) -> dict[str, Fraction]:
    """Return the levels of areas where the item exists, kr. per inhabitant."""
    found = {area: data.per_inhabitant.level_kr(area, item, year) for area in areas}
    return {area: level for area, level in found.items() if level is not None}


def series(data: Dataset, area: str, item: str) -> BookedSeries:
    """Return the levels by year of an area beside the country."""
    own, country = (_by_year(data, code, item) for code in (area, COUNTRY))
    return BookedSeries(own, country)


def _by_year(data: Dataset, area: str, item: str) -> dict[int, Fraction]:
    table = data.per_inhabitant
    levels = {year: table.level_kr(area, item, year) for year in table.years}
    return {year: level for year, level in levels.items() if level is not None}


def breaks(data: Dataset, area: str, item: str) -> BookingBreaks:
    """Return the years in which an account jumps; the country never does against itself."""
    share, amount = (parameter(data, name).value for name in ("spring_pct", "spring_kr"))
    return find_breaks(series(data, area, item), Threshold(share / 100, amount))


# Key figures of a municipality per inhabitant: level, growth, mix, rank, spread and jumps.
#
# Amounts are in current prices: the comparison is always with others in the same year, or of the
# change with theirs. `item` is a function, a group, or several joined by `+`.


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


# Key figures of the others that a municipality is compared with: their middle growth and mix.
#
# `of` is `ranked` for all that are large enough to be ranked, or the code of the municipality
# whose like-sized are meant.

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


# Key figures of a municipality's purchases: when one supplier's pass another's.
#
# Levels, shares and their spread are those of `profile`: arts are items. Amounts are compared
# within a year, so no price level is needed.


@profile_figure(Unit.PCT, "køb af arten i procent af alle køb (hovedart 4) på voksenområdet")
def profile_bought_share_pct(data: Dataset, *, area: str, art: str, year: int) -> Fraction | None:
    """Share of an art in all purchases, per cent."""
    table = data.per_inhabitant
    part, whole = (table.level_kr(area, i, year) for i in (art, JOINED.join(table.bought)))
    return None if part is None or whole is None else share_pct(part, whole)


@profile_figure(Unit.YEAR, "det år, fra hvilket køb af den ene art overstiger køb af den anden")
def profile_passing_year(
    data: Dataset, *, area: str, art: str, other: str, period: Period
) -> Fraction | None:
    """The first year on the new side, where one art passes the other exactly once."""
    year = profile_course(data, area, (art, other), period).year
    return None if year is None else Fraction(year)


def profile_course(data: Dataset, area: str, arts: tuple[str, str], period: Period) -> Crossing:
    """Return how purchases of the first art lie against the second over the period."""
    table = data.per_inhabitant
    mine, theirs = (
        {year: table.level_kr(area, art, year) or Fraction() for year in period.years}
        for art in arts
    )
    return crossing(mine, theirs)
