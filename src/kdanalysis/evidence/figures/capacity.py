"""Key figures of residential care: planned places, the loan pool, their price, and supplements."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
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
from kdanalysis.expenditure.capacity import (
    Bounds,
    added,
    break_even_difference_kr,
    income,
    lasting,
    movers,
    net_places,
    open_share,
    share,
    yearly_effect_kr,
)
from kdanalysis.expenditure.growth import share_pct
from kdanalysis.project import Project
from kdanalysis.tables.areas import MIDTJYLLAND, read_areas
from kdanalysis.tables.capacity import (
    MUNICIPALITY,
    Account,
    Plan,
    read_answers,
    read_plans,
    signed_accounts,
)
from kdanalysis.tables.dataset import Dataset, kept
from kdanalysis.tables.given import municipalities
from kdanalysis.tables.period import Period
from kdanalysis.tables.registers import Parameter, read_parameters
from kdanalysis.tables.tender import read_figures

# Key figures of the loan pool, of the municipalities' answers, and of external placements.

POOL, ANSWERS, EXTERNAL = "laanepulje_ramme", "laanepulje_svarstatus", "eksterne_koeb_2022"
_MILLION = 1_000_000


def answers(data: Dataset) -> dict[str, str]:
    """Return the status of each municipality's answer."""
    return read_answers(raw_file(data, ANSWERS))


@raw_figure(Unit.MIO_KR, "som trykt", POOL)
def pool_amount(data: Dataset, *, name: str) -> Fraction:
    """An amount of the loan pool (2023: 3056, 3090; 2024: 3242), mio. kr."""
    return known(read_figures(raw_file(data, POOL)), name).amount / _MILLION


@raw_figure(Unit.COUNT, "som trykt", POOL)
def pool_count(data: Dataset, *, name: str) -> Fraction:
    """A number of municipalities told with the pool."""
    return known(read_figures(raw_file(data, POOL)), name).value


@raw_figure(Unit.PCT, "tildelt i procent af årets ramme", POOL)
def pool_awarded_pct(data: Dataset) -> Fraction | None:
    """What was awarded for 2024 in per cent of the year's pool."""
    awarded, frame = (_pool_kr(data, name) for name in ("tildelt_2024", "ramme_2024"))
    return share_pct(awarded, frame)


@raw_figure(Unit.MIO_KR, "tildelt delt med kommuner, der fik", POOL, decimals=1)
def pool_average(data: Dataset) -> Fraction:
    """The mean award for 2024, mio. kr."""
    receivers = pool_count(data, name="kommuner_2024").exact
    return _pool_kr(data, "tildelt_2024") / receivers / _MILLION


@raw_figure(Unit.MIO_KR, "hele rammen minus summen af årenes rammer", POOL)
def pool_difference(data: Dataset) -> Fraction:
    """What the years lack to the whole pool, mio. kr.; zero if they add up."""
    years = sum(_pool_kr(data, f"ramme_{year}") for year in (2024, 2025, 2026))
    return (_pool_kr(data, "ramme_i_alt") - years) / _MILLION


def _pool_kr(data: Dataset, name: str) -> Fraction:
    return known(read_figures(raw_file(data, POOL)), name).amount


@raw_figure(Unit.COUNT, "kommuner med den status", ANSWERS)
def answer_count(data: Dataset, *, status: str) -> Fraction:
    """How many municipalities have a status."""
    statuses = list(answers(data).values())
    return Fraction(statuses.count(known({s: s for s in statuses}, status)))


@raw_figure(Unit.COUNT, "spurgte kommuner minus kommuner, der har svaret", POOL)
def unanswered(data: Dataset) -> Fraction:
    """Municipalities that have not answered (2024: 3418)."""
    asked, told = (pool_count(data, name=n).exact for n in ("spurgte_kommuner", "svar_kommuner"))
    return asked - told


@raw_figure(Unit.COUNT, "som trykt, helårspersoner", EXTERNAL)
def external_persons(data: Dataset, *, name: str) -> Fraction:
    """External placements 2022, full-year persons (2024: 3589, 3603-3606)."""
    return known(read_figures(raw_file(data, EXTERNAL)), name).value


@raw_figure(Unit.PCT, "helårspersoner i procent af en anden gruppe (base)", EXTERNAL)
def external_share_pct(data: Dataset, *, name: str, base: str) -> Fraction | None:
    """A group of external placements in per cent of another."""
    figures = read_figures(raw_file(data, EXTERNAL))
    return share_pct(*(known(figures, key).value for key in (name, base)))


@raw_figure(Unit.PCT, "som trykt, afrundet i kilden", EXTERNAL, decimals=0)
def external_printed_pct(data: Dataset) -> Fraction:
    """The share with a single target group as printed (2024: 3596)."""
    return known(read_figures(raw_file(data, EXTERNAL)), "entydig_maalgruppe_andel").value


# Key figures of planned places in residential care: how many, for whom, and open to others.
#
# `end` is `low` or `high`. `of` chooses plans: `all`, `pool`, `outside`, a target group, or the
# municipalities as printed (`Horsens`, `Ikast-Brande+Silkeborg+Herning+Viborg`).

PLACES, READING = "laanepulje_pladser", "local/kapacitet_tolkning"


@kept
def plans(project: Project) -> tuple[Plan, ...]:
    """Return the planned projects, each once."""
    return read_plans(raw_path(project, PLACES), raw_path(project, READING))


def chosen(data: Dataset, of: str) -> list[Plan]:
    """Return the plans that `of` names.

    Raises:
        InputError: it names none.
    """
    everything = plans(data)
    options = {
        "all": list(everything),
        "pool": [plan for plan in everything if plan.in_pool],
        "outside": [plan for plan in everything if plan.outside and not plan.in_pool],
    }
    for plan in everything:
        options.setdefault(plan.target_group, []).append(plan)
        options.setdefault(plan.who, []).append(plan)
    return known(options, of)


@raw_figure(Unit.COUNT, "planlagte projekter, hvert talt én gang", PLACES, READING)
def planned_projects(data: Dataset, *, of: str) -> Fraction:
    """How many projects."""
    return Fraction(len(chosen(data, of)))


@raw_figure(Unit.COUNT, "pladser som oplyst, mindst (low) eller højst (high)", PLACES, READING)
def planned_places(data: Dataset, *, of: str, end: str) -> Fraction:
    """Planned places under SEL § 107 and § 108."""
    return _end(added(plan.places for plan in chosen(data, of)), end)


@raw_figure(Unit.COUNT, "pladser minus bestående pladser, som de erstatter", PLACES, READING)
def planned_net_places(data: Dataset, *, of: str, end: str) -> Fraction:
    """Planned places beyond those that are replaced."""
    return _end(net_places(chosen(data, of)), end)


@raw_figure(
    Unit.COUNT, "bestående pladser, som de nye erstatter, hvor det er oplyst", PLACES, READING
)
def replaced_places(data: Dataset, *, of: str) -> Fraction:
    """Existing places that new ones take the place of, as far as it is told."""
    return sum((plan.replaced or Fraction() for plan in chosen(data, of)), Fraction())


@raw_figure(Unit.COUNT, "mulige pladser ud over de oplyste", PLACES, READING)
def optional_places(data: Dataset, *, of: str) -> Fraction:
    """Places that are possible if others want them."""
    return sum((plan.optional for plan in chosen(data, of)), Fraction())


@raw_figure(Unit.COUNT, "boliger uden for puljens rammer", PLACES, READING)
def further_places(data: Dataset, *, of: str, end: str) -> Fraction:
    """Homes of another kind than the pool is for (ABL § 105)."""
    return _end(added(p.further for p in chosen(data, of) if p.further is not None), end)


@raw_figure(Unit.COUNT, "projekter, der oplyser pladser til andre kommuner", PLACES, READING)
def open_projects(data: Dataset, *, of: str) -> Fraction:
    """How many projects tell what others may use."""
    return Fraction(sum(plan.open_places is not None for plan in chosen(data, of)))


@raw_figure(Unit.COUNT, "oplyste pladser til andre kommuner", PLACES, READING)
def open_places(data: Dataset, *, of: str, end: str) -> Fraction | None:
    """Places for other municipalities; none where no project tells it."""
    told = [plan.open_places for plan in chosen(data, of) if plan.open_places is not None]
    return _end(added(told), end) if told else None


@raw_figure(
    Unit.PCT,
    "pladser til andre i procent af pladserne i de projekter, der oplyser det (mindst/højst)",
    PLACES,
    READING,
)
def open_share_pct(data: Dataset, *, of: str, end: str) -> Fraction | None:
    """Share open to others of the projects that tell it."""
    bounds = open_share(chosen(data, of))
    return None if bounds is None else _end(bounds, end) * 100


@raw_figure(
    Unit.PCT,
    "planlagte nettopladser i procent af eksterne helårspersoner",
    PLACES,
    READING,
    EXTERNAL,
)
def places_of_external_pct(data: Dataset, *, of: str, end: str) -> Fraction | None:
    """Planned net places in per cent of external placements 2022."""
    everyone = external_persons(data, name="helaarspersoner_i_alt").exact
    return share_pct(planned_net_places(data, of=of, end=end).exact, everyone)


def _end(bounds: Bounds, end: str) -> Fraction:
    return known({"low": bounds.low, "high": bounds.high}, end)


@raw_figure(Unit.COUNT, "bestående pladser, som projektet erstatter", PLACES, READING)
def project_replaced(data: Dataset, *, project: str) -> Fraction | None:
    """Existing places that one project takes the place of; none where it is not told."""
    return known({plan.key: plan.replaced for plan in plans(data)}, project)


@raw_figure(Unit.COUNT, "projektets pladser, mindst (low) eller højst (high)", PLACES, READING)
def project_places(data: Dataset, *, project: str, end: str) -> Fraction:
    """Planned places of one project."""
    return _end(known({plan.key: added([plan.places]) for plan in plans(data)}, project), end)


# Key figures of what planned places may be worth: the growth, and price differences to look up.
#
# No price per place is published: a difference is a step of a span, or the reader's own. `of`
# and `end` choose places as in `capacity`.

SPANS = "local/kapacitet_intervaller"
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


# Key figures of supplementary services by provider, from a delivered workbook.
#
# `provider` is a name, or `alle` for all with accounts in the year (over a period: in both
# years).

P = ParamSpec("P")
EVERYONE = "alle"
_ACCOUNTS = "local/tillaegsydelse"
_SIGNS = {"up": 1, "flat": 0, "down": -1}


def accounts_file(data: Dataset) -> Path:
    """Return where the delivered workbook stands."""
    return raw_file(data, _ACCOUNTS).with_suffix(".xlsx")


@kept
def accounts(project: Project) -> tuple[Account, ...]:
    """Return the delivered accounts; none while no workbook is there."""
    areas = read_areas(project.raw / "local" / "areas.csv")
    return signed_accounts(
        raw_path(project, _ACCOUNTS).with_suffix(".xlsx"),
        [area.name for area in municipalities(areas)],
    )


def supplement_figure(
    unit: Unit, rule: str, decimals: int | None = None
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the delivered accounts as a key figure; they are its source."""

    def sources(data: Dataset) -> tuple[str, ...]:
        return (citation(data, accounts_file(data)),)

    return sourced_figure(unit, rule, sources, decimals=decimals)


@supplement_figure(
    Unit.PCT, "indtægter fra tillægsydelse i procent af tilbuddenes samlede regnskab", decimals=2
)
def supplement_share_pct(data: Dataset, *, provider: str, year: int) -> Fraction | None:
    """Share of a provider's accounts in a year, per cent."""
    found = share(_of(data, provider, year))
    return None if found is None else found * 100


@supplement_figure(
    Unit.PCT_POINT, "andel i periodens sidste år minus andel i det første, samme driftsherrer",
    decimals=2,
)  # fmt: skip
def supplement_share_change(data: Dataset, *, provider: str, period: Period) -> Fraction | None:
    """Change in the share, percentage points, of the providers with accounts in both years."""
    pairs = _pairs(data, provider, period)
    first, last = (share(pair[i] for pair in pairs) for i in (0, 1))
    return None if first is None or last is None else (last - first) * 100


@supplement_figure(Unit.KR, "indtægt i periodens sidste år minus det første, samme driftsherrer")
def supplement_change(data: Dataset, *, provider: str, period: Period) -> Fraction | None:
    """Change in income of the providers with accounts in both years, kr."""
    pairs = _pairs(data, provider, period)
    return income(pair[1] for pair in pairs) - income(pair[0] for pair in pairs) if pairs else None


@supplement_figure(Unit.COUNT, "driftsherrer af arten, hvis indtægt steg, stod stille eller faldt")
def supplement_movers(data: Dataset, *, kind: str, way: str, period: Period) -> Fraction:
    """How many providers of a kind rose (`up`), stood still (`flat`) or fell (`down`)."""
    return Fraction(len(who_moved(data, kind, way, period)))


@supplement_figure(Unit.COUNT, "kommuner med regnskab i begge år")
def supplement_municipalities(data: Dataset, *, period: Period) -> Fraction:
    """How many municipalities have delivered both years."""
    pairs = lasting(accounts(data), period.first, period.last)
    return Fraction(sum(first.kind == MUNICIPALITY for first, _ in pairs.values()))


def incomplete(data: Dataset, period: Period) -> tuple[str, ...]:
    """Return the providers without accounts in both the first and the last year."""
    delivered = accounts(data)
    both = lasting(delivered, period.first, period.last)
    return tuple(dict.fromkeys(a.provider for a in delivered if a.provider not in both))


def who_moved(data: Dataset, kind: str, way: str, period: Period) -> tuple[str, ...]:
    """Return the providers of a kind that moved a way."""
    chosen = [account for account in accounts(data) if account.kind == kind]
    return movers(lasting(chosen, period.first, period.last), known(_SIGNS, way))


def _of(data: Dataset, provider: str, year: int) -> list[Account]:
    chosen = _chosen(data, provider)
    return [account for account in chosen if account.year == year]


def _pairs(data: Dataset, provider: str, period: Period) -> list[tuple[Account, Account]]:
    return list(lasting(_chosen(data, provider), period.first, period.last).values())


def _chosen(data: Dataset, provider: str) -> list[Account]:
    options: dict[str, list[Account]] = {EVERYONE: list(accounts(data))}
    for account in options[EVERYONE]:
        options.setdefault(account.provider, []).append(account)
    return known(options, provider)
