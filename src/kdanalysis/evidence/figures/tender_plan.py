"""Key figures of the urology tender's plan: who may join, when it starts, what may go wrong.

A share is given in per cent, as text with a point: `bound_share=50`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.evidence.figures.business_case import number_in, urology
from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.business_case.phase_in import phase_in, urology_timing
from kdanalysis.tables.business_case import read_joining, read_risks, read_timeline

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

_CASE = "business_case_urologi"
_JOINING = "local/tilslutning_urologi"
_TIMELINE = "tidsplan_urologi"


@raw_figure(
    Unit.PCT,
    "(licenser + drift + kommunernes projektomkostning / vægtede år i drift) / forbrug",
    _CASE,
    _TIMELINE,
    decimals=2,
)
def phased_break_even_pct(data: Dataset, *, bound_share: str, start: str) -> Fraction:
    """Break-even when a share of the consumption is bound by another agreement at first.

    It starts on the `first` or the `last` day of the quarter printed (2024: 1388).
    """
    case = urology(data)
    timeline = read_timeline(raw_file(data, _TIMELINE))
    bound = phase_in(case, urology_timing(case, timeline), number_in(bound_share) / 100)
    return known({"first": bound.at_first_day, "last": bound.at_last_day}, start) * 100


@raw_figure(Unit.COUNT, "parter af arten på listen, i regionen", _JOINING)
def may_join(data: Dataset, *, kind: str, region: str) -> Fraction:
    """Parties of a kind (kommune, region) in a region (M, S) that may join."""
    return Fraction(len(_listed(data, kind, region)))


@raw_figure(Unit.COUNT, "parter af arten, som har svaret ja senest på dagen", _JOINING)
def confirmed(data: Dataset, *, kind: str, region: str, status_date: str) -> Fraction:
    """Parties that had confirmed on a day."""
    return _answers(data, (kind, region), status_date, joined=True)


@raw_figure(Unit.COUNT, "parter af arten, som har svaret nej senest på dagen", _JOINING)
def declined(data: Dataset, *, kind: str, region: str, status_date: str) -> Fraction:
    """Parties that had declined on a day."""
    return _answers(data, (kind, region), status_date, joined=False)


@raw_figure(Unit.DAYS, "dage fra statusdatoen til milepælens første dag", _TIMELINE)
def milestone_days(data: Dataset, *, milestone: str, end: str, status_date: str) -> Fraction | None:
    """Days from a day to the `first` or `last` day of a milestone, by its printed number from 1."""
    timeline = read_timeline(raw_file(data, _TIMELINE)).row(int(milestone) - 1, named=True)
    day: date | None = known({"first": timeline["first_day"], "last": timeline["last_day"]}, end)
    return None if day is None else Fraction((day - date.fromisoformat(status_date)).days)


@raw_figure(Unit.COUNT, "konsekvens × sandsynlighed", "risikoanalyse_urologi")
def risk_score(data: Dataset, *, rank: str, part: str) -> Fraction:
    """A risk by rank, the gravest as 1: its `consequence`, `probability` or `score`."""
    row = read_risks(raw_file(data, "risikoanalyse_urologi")).row(int(rank) - 1, named=True)
    return Fraction(known(row, part))


def _answers(data: Dataset, who: tuple[str, str], status_date: str, *, joined: bool) -> Fraction:
    rows = _listed(data, *who).filter(
        pl.col("joined") == joined, pl.col("day") <= date.fromisoformat(status_date)
    )
    return Fraction(rows.height)


def _listed(data: Dataset, kind: str, region: str) -> pl.DataFrame:
    rows = read_joining(raw_file(data, _JOINING))
    known(dict.fromkeys(rows["party_type"]), kind)
    known(dict.fromkeys(rows["region"]), region)
    return rows.filter(pl.col("party_type") == kind, pl.col("region") == region)
