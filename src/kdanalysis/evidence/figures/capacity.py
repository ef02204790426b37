"""Key figures of capacity in residential care: loan pool, planned places, answers, placements.

`end` is `low` or `high`. `of` chooses plans: `all`, `pool`, `outside`, a target group, or the
municipalities as printed (`Horsens`, `Ikast-Brande+Silkeborg+Herning+Viborg`).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.capacity import (
    Bounds,
    added,
    net_places,
    open_share,
)
from kdanalysis.expenditure.growth import share_pct
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.business_case import read_figures
from kdanalysis.tables.capacity import Plan, read_answers, read_plans

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.tables.dataset import Dataset

POOL, PLACES, ANSWERS = "laanepulje_ramme", "laanepulje_pladser", "laanepulje_svarstatus"
EXTERNAL = "eksterne_koeb_2022"
READING = "local/kapacitet_tolkning"
_MILLION = 1_000_000


def plans(data: Dataset) -> tuple[Plan, ...]:
    """Return the planned projects, each once."""
    files = raw_file(data, PLACES), raw_file(data, READING)
    return _plans(*files, *(read_receipt(file).sha256 for file in files))


@lru_cache(maxsize=4)
def _plans(printed: Path, reading: Path, *_stamps: str) -> tuple[Plan, ...]:
    return read_plans(printed, reading)


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


@raw_figure(Unit.COUNT, "bestående pladser, som de nye erstatter", PLACES, READING)
def replaced_places(data: Dataset, *, of: str) -> Fraction:
    """Existing places that new ones take the place of."""
    return sum((plan.replaced for plan in chosen(data, of)), Fraction())


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
def project_replaced(data: Dataset, *, project: str) -> Fraction:
    """Existing places that one project takes the place of."""
    return known({plan.key: plan.replaced for plan in plans(data)}, project)
