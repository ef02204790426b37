"""Key figures of what drives expenditure: the country, inhabitants, suppliers, the price level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from kdanalysis.evidence.figures.expenditure import growth_pct, purchases_growth_pct
from kdanalysis.evidence.figures.printed import care_unit_cost_growth_pct
from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure import growth as rules
from kdanalysis.expenditure.booking import crossing
from kdanalysis.expenditure.capacity import CareLevel, Decomposition, decompose
from kdanalysis.expenditure.decomposition import (
    Effects,
    Ends,
    Position,
    flow,
    positions,
    repricing,
    shift_for_factor,
    shift_share,
    shifted,
    total_effects,
)
from kdanalysis.expenditure.growth import largest_driver, share_pct
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period
from kdanalysis.tables.tender import CaseRange, read_ranges

# Key figures of what drives expenditure: the area against the country, inhabitants and cost.
#
# Beyond the agendas of 2023; rules in `expenditure.decomposition` and `expenditure.capacity`.


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
    return rules.growth_pct(first, last)


@key_figure(Unit.PCT, "ændring i nettodriftsudgift pr. indbygger i procent", _NET, _POPULATION)
def per_inhabitant_growth_pct(
    data: Dataset, *, area: str, group: str, period: Period
) -> Fraction | None:
    """Growth of expenditure per inhabitant over the period, per cent."""
    levels = _levels(data, area, group, period)
    return None if levels is None else rules.growth_pct(*(level.unit_cost_tkr for level in levels))


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


def _levels(
    data: Dataset, area: str, group: str, period: Period
) -> tuple[CareLevel, CareLevel] | None:
    amounts = [data.net_tkr(area, group, year) for year in (period.first, period.last)]
    people = [Fraction(data.inhabitants(area, year)) for year in (period.first, period.last)]
    first, last = amounts
    if first is None or last is None:
        return None
    return CareLevel(first, people[0]), CareLevel(last, people[1])


def _unknown(what: str, given: str, known: tuple[str, ...]) -> InputError:
    return InputError(
        f"{what} »{given}« findes ikke her.", "nøgletal", f"Brug en af {', '.join(known)}."
    )


# Key figures of substitution: who gained from whom among the suppliers of the adult area.
#
# Suppliers are private and self-governing (art 4.0), other municipalities (4.7) and regions
# (4.8), of the whole adult area; rules in `expenditure.decomposition`.

_PURCHASES = "purchases"
SUPPLIERS = ("private", "municipal", "regional")
_RULE = "køb i periodens sidste år, hvis andelene af de tre leverandørers køb var som i det første"


@key_figure(Unit.PCT, "køb hos leverandøren i procent af køb hos de tre leverandører", _PURCHASES)
def supplier_share_pct(data: Dataset, *, area: str, supplier: str, year: int) -> Fraction | None:
    """Share of a supplier in the purchases from the three, per cent."""
    bought = _bought(data, area, year)
    together = sum(bought.values())
    return bought[_known(supplier)] / together * 100 if together else None


@key_figure(Unit.TKR, _RULE, _PURCHASES)
def constant_share_purchases(
    data: Dataset, *, area: str, supplier: str, period: Period
) -> Fraction | None:
    """Purchases of the last year had the supplier kept its share of the first, 1,000 kr."""
    found = _positions(data, area, period)
    return None if found is None else found[_known(supplier)].counterfactual_tkr


@key_figure(Unit.TKR, f"køb i periodens sidste år minus {_RULE}", _PURCHASES)
def supplier_gain(data: Dataset, *, area: str, supplier: str, period: Period) -> Fraction | None:
    """What a supplier has gained (or lost) against constant shares, 1,000 kr."""
    found = _positions(data, area, period)
    return None if found is None else found[_known(supplier)].gain_tkr


@key_figure(
    Unit.TKR,
    "leverandørens tab mod uændrede andele, fordelt på dem, der vandt, efter deres gevinst",
    _PURCHASES,
)
def supplier_flow(
    data: Dataset, *, area: str, loser: str, gainer: str, period: Period
) -> Fraction | None:
    """What one supplier lost to another against constant shares, 1,000 kr."""
    found = _positions(data, area, period)
    if found is None:
        return None
    gains = {name: position.gain_tkr for name, position in found.items()}
    return flow(gains, _known(loser), _known(gainer))


def _positions(data: Dataset, area: str, period: Period) -> dict[str, Position] | None:
    return positions(_bought(data, area, period.first), _bought(data, area, period.last))


def _bought(data: Dataset, area: str, year: int) -> dict[str, Fraction]:
    arts = {supplier: data.plan.supplier_art(supplier).code for supplier in SUPPLIERS}
    return {name: data.purchases_tkr(area, art, year) or Fraction() for name, art in arts.items()}


def _known(supplier: str) -> str:
    if supplier not in SUPPLIERS:
        raise InputError(
            f"Leverandøren »{supplier}« indgår ikke i opgørelsen.",
            "nøgletal",
            f"Brug en af {', '.join(SUPPLIERS)}.",
        )
    return supplier


# Key figures of what the conclusions would be under other PL rates.
#
# `bound` is `low`, `expected` or `high`: the end of the assumed range by which every yearly rate
# is shifted. Low rates mean high real growth. Rules in `expenditure.decomposition`.

_SENSITIVITY_NET = ("net_expenditure", "price_range")
_BOUGHT = ("purchases", "price_range")
BOUNDS = ("low", "expected", "high")
_SHIFTED = "alle PL-satser forskudt med den antagne afvigelse"


def price_range(data: Dataset) -> CaseRange:
    """Return the assumed range of the PL rates' error, as share of 1, with who answers for it."""
    return read_ranges(data.project.raw / "local" / "intervaller_pl.csv")["pl_sats_afvigelse"]


@key_figure(Unit.PCT_POINT, "antaget afvigelse i hver årlig PL-sats", "price_range")
def price_shift(data: Dataset, *, bound: str) -> Fraction:
    """By how much every rate is shifted, percentage points."""
    return _shift(data, bound) * 100


@key_figure(Unit.PCT, f"vækst med {_SHIFTED}", *_SENSITIVITY_NET)
def growth_at_pct(
    data: Dataset, *, area: str, group: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of net expenditure under shifted rates, per cent."""
    usual = growth_pct(data, area=area, group=group, period=period).amount
    return _regrown(data, usual, period, bound)


@key_figure(Unit.PCT, f"vækst pr. indbygger med {_SHIFTED}", *_SENSITIVITY_NET, "population")
def per_inhabitant_growth_at_pct(
    data: Dataset, *, area: str, group: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of expenditure per inhabitant under shifted rates, per cent."""
    usual = per_inhabitant_growth_pct(data, area=area, group=group, period=period).amount
    return _regrown(data, usual, period, bound)


@key_figure(Unit.PCT_POINT, f"områdets vækst minus landets med {_SHIFTED}", *_SENSITIVITY_NET)
def growth_gap_at(
    data: Dataset, *, area: str, group: str, period: Period, bound: str
) -> Fraction | None:
    """Growth of the area less growth of the country under shifted rates, percentage points."""
    here, country = (
        growth_at_pct(data, area=place, group=group, period=period, bound=bound).amount
        for place in (area, COUNTRY)
    )
    return None if here is None or country is None else here - country


@key_figure(Unit.PCT, f"bidrag til ændringen i base med {_SHIFTED}", *_SENSITIVITY_NET)
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


@key_figure(
    Unit.PCT, f"vækst i udgift pr. modtager med {_SHIFTED}", *_SENSITIVITY_NET, "quoted_figures"
)
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
