"""Key figures of what drives expenditure: the area against the country, inhabitants and cost.

Beyond the agendas of 2023; rules in `expenditure.shift_share` and `expenditure.unit_cost`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.growth import growth_pct
from kdanalysis.expenditure.shift_share import Effects, Ends, shift_share, total_effects
from kdanalysis.expenditure.unit_cost import Decomposition, Level, decompose
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_NET = "net_expenditure"
_POPULATION = "population"
EFFECTS = ("national", "mix", "local")


def parts_of(data: Dataset, base: str) -> tuple[str, ...]:
    """Return the groups that `base` consists of, or the functions of a single group."""
    codes = data.plan.codes(base)
    groups = dict.fromkeys(data.plan.functions[code].group for code in codes)
    return tuple(groups) if len(groups) > 1 else codes


@key_figure(
    Unit.TKR,
    "gruppens ændring delt i landets vækst, sammensætning og lokalt (shift-share mod landet)",
    _NET,
)
def effect(
    data: Dataset, *, area: str, group: str, base: str, period: Period, part: str
) -> Fraction | None:
    """One part (`national`, `mix`, `local`) of a group's change, 1,000 kr.; of `base` the sum."""
    groups = parts_of(data, base)
    if group not in (base, *groups):
        raise _unknown("Gruppen", group, (base, *groups))
    effects = shift_share(_ends(data, area, groups, period), _ends(data, COUNTRY, groups, period))
    if effects is None:
        return None
    return _part(total_effects(effects.values()) if group == base else effects[group], part)


@key_figure(
    Unit.PCT_POINT,
    "delen af ændringen i procent af områdets niveau i periodens første år",
    _NET,
    decimals=1,
)
def effect_points(
    data: Dataset, *, area: str, base: str, period: Period, part: str
) -> Fraction | None:
    """One part of the growth of `base`, percentage points; the three add up to the growth."""
    found = effect(data, area=area, group=base, base=base, period=period, part=part).amount
    first = data.net_tkr(area, base, period.first)
    return found / first * 100 if found is not None and first else None


@key_figure(Unit.TKR, "den lokale del, når landet uden området selv er målestok", _NET)
def local_effect_against_rest(
    data: Dataset, *, area: str, base: str, period: Period
) -> Fraction | None:
    """The local part held against the rest of the country, 1,000 kr."""
    groups = parts_of(data, base)
    here, country = (_ends(data, place, groups, period) for place in (area, COUNTRY))
    return _local(here, {group: country[group] - here[group] for group in groups})


@key_figure(Unit.TKR, "den lokale del, når hver funktion er sin egen gruppe", _NET)
def local_effect_by_function(
    data: Dataset, *, area: str, base: str, period: Period
) -> Fraction | None:
    """The local part with functions instead of groups, 1,000 kr."""
    codes = data.plan.codes(base)
    return _local(_ends(data, area, codes, period), _ends(data, COUNTRY, codes, period))


@key_figure(Unit.PCT, "ændring i folketallet 1. januar i procent", _POPULATION)
def population_growth_pct(data: Dataset, *, area: str, period: Period) -> Fraction | None:
    """Growth of the population over the period, per cent."""
    first, last = (Fraction(data.inhabitants(area, year)) for year in (period.first, period.last))
    return growth_pct(first, last)


@key_figure(Unit.PCT, "ændring i nettodriftsudgift pr. indbygger i procent", _NET, _POPULATION)
def per_inhabitant_growth_pct(
    data: Dataset, *, area: str, group: str, period: Period
) -> Fraction | None:
    """Growth of expenditure per inhabitant over the period, per cent."""
    levels = _levels(data, area, group, period)
    return None if levels is None else growth_pct(*(level.unit_cost_tkr for level in levels))


@key_figure(
    Unit.TKR,
    "flere indbyggere gange den gennemsnitlige udgift pr. indbygger (krydsledet deles lige)",
    _NET,
    _POPULATION,
)
def population_effect(data: Dataset, *, area: str, group: str, period: Period) -> Fraction | None:
    """What more inhabitants explain of a change, 1,000 kr."""
    split = _by_inhabitants(data, area, group, period)
    return None if split is None else split.volume_effect_tkr


@key_figure(
    Unit.TKR,
    "højere udgift pr. indbygger gange gennemsnitligt folketal (krydsledet deles lige)",
    _NET,
    _POPULATION,
)
def per_inhabitant_effect(
    data: Dataset, *, area: str, group: str, period: Period
) -> Fraction | None:
    """What a higher expenditure per inhabitant explains of a change, 1,000 kr."""
    split = _by_inhabitants(data, area, group, period)
    return None if split is None else split.price_effect_tkr


@key_figure(
    Unit.TKR,
    "flere indbyggere gange højere udgift pr. indbygger (krydsledet; halvdelen i hver virkning)",
    _NET,
    _POPULATION,
)
def inhabitant_cross_term(
    data: Dataset, *, area: str, group: str, period: Period
) -> Fraction | None:
    """What belongs to population and cost per inhabitant together, 1,000 kr.; shared equally."""
    split = _by_inhabitants(data, area, group, period)
    return None if split is None else split.cross_term_tkr


def _ends(data: Dataset, area: str, groups: Iterable[str], period: Period) -> dict[str, Ends]:
    return {
        group: Ends(
            data.net_tkr(area, group, period.first) or Fraction(),
            data.net_tkr(area, group, period.last) or Fraction(),
        )
        for group in groups
    }


def _local(here: Mapping[str, Ends], benchmark: Mapping[str, Ends]) -> Fraction | None:
    effects = shift_share(here, benchmark)
    return None if effects is None else total_effects(effects.values()).local_tkr


def _part(effects: Effects, part: str) -> Fraction:
    if part not in EFFECTS:
        raise _unknown("Delen", part, EFFECTS)
    amounts = (effects.national_tkr, effects.mix_tkr, effects.local_tkr)
    return dict(zip(EFFECTS, amounts, strict=True))[part]


def _by_inhabitants(data: Dataset, area: str, group: str, period: Period) -> Decomposition | None:
    """Return a change split by inhabitants as by recipients: volume times cost of each."""
    levels = _levels(data, area, group, period)
    return None if levels is None else decompose(*levels)


def _levels(data: Dataset, area: str, group: str, period: Period) -> tuple[Level, Level] | None:
    amounts = [data.net_tkr(area, group, year) for year in (period.first, period.last)]
    people = [Fraction(data.inhabitants(area, year)) for year in (period.first, period.last)]
    first, last = amounts
    if first is None or last is None:
        return None
    return Level(first, people[0]), Level(last, people[1])


def _unknown(what: str, given: str, known: tuple[str, ...]) -> InputError:
    return InputError(
        f"{what} »{given}« findes ikke her.", "nøgletal", f"Brug en af {', '.join(known)}."
    )
