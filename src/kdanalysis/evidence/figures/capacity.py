"""Key figures of planned places in residential care: how many, for whom, and open to others.

`end` is `low` or `high`. `of` chooses plans: `all`, `pool`, `outside`, a target group, or the
municipalities as printed (`Horsens`, `Ikast-Brande+Silkeborg+Herning+Viborg`).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.capacity_pool import EXTERNAL, external_persons
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
from kdanalysis.tables.capacity import Plan, read_plans

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.tables.dataset import Dataset

PLACES, READING = "laanepulje_pladser", "local/kapacitet_tolkning"


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
