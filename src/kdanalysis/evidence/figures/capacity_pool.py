"""Key figures of the loan pool, of the municipalities' answers, and of external placements."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.growth import share_pct
from kdanalysis.tables.business_case import read_figures
from kdanalysis.tables.capacity import read_answers

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

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
