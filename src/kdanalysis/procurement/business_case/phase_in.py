"""Phase-in of the urology contract: what a late start does to the break-even.

Source: agenda of 26-01-2024, lines 1387-1389: start 1 March 2025, municipalities bound by another
agreement (SKI) from the fourth quarter of 2025 at the earliest, end 28 February 2029. How much of
the consumption is bound is not published: a range of the project.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.procurement.business_case.case import break_even
from kdanalysis.procurement.parties import Contract
from kdanalysis.procurement.periods import contract_end, contract_years
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kdanalysis.procurement.business_case.case import Case

_START = "Kontraktstart"
_BOUND_START = "Tidligste driftsstart"
_END = "Kontraktudløb"


@dataclass(frozen=True)
class Timing:
    """The contract of the published plan."""

    contract: Contract
    bound_first_day: date
    """The first day on which municipalities bound by another agreement can start."""
    bound_last_day: date
    """The last day of the quarter in which they are expected to."""


def urology_timing(case: Case, timeline: pl.DataFrame) -> Timing:
    """Return the contract from the frame of `read_timeline`.

    Raises:
        InputError: the printed end does not follow from the printed start and years.
    """
    start = _day(timeline, _START, "first_day")
    contract = Contract(start, case.years, case.project_cost_kr, case.municipalities, case.regions)
    printed_end = _day(timeline, _END, "last_day")
    if contract_end(contract) - timedelta(days=1) != printed_end:
        raise InputError(
            f"{case.years} år fra {start:%d-%m-%Y} ender ikke {printed_end:%d-%m-%Y}.",
            "tidsplanen og business casens periode",
            "Ret datoerne eller antallet af år.",
        )
    first, last = (_day(timeline, _BOUND_START, column) for column in ("first_day", "last_day"))
    return Timing(contract, first, last)


def _day(timeline: pl.DataFrame, milestone: str, column: str) -> date:
    day: date = timeline.filter(pl.col("milestone").str.starts_with(milestone))[column].item()
    return day


def active_years(contract: Contract, start: date) -> Fraction:
    """Return the years on the contract for a start, phase-in counted by days (rule 4)."""
    return sum((year.phase_in(start) for year in contract_years(contract)), Fraction(0))


def phased_break_even(case: Case, contract: Contract, starts: Mapping[date, Fraction]) -> Fraction:
    """Return the break-even when consumption comes onto the contract by and by.

    Consumption and running cost follow the start; the project cost is due in full (rule 5), so a
    late start raises the discount that is needed.

    Args:
        case: the totals of a full year.
        contract: its years.
        starts: share of the consumption by start date; the shares sum to 1.

    Raises:
        InputError: the shares do not sum to 1 or one is negative, or nothing is ever active.
    """
    weight = sum((part * active_years(contract, day) for day, part in starts.items()), Fraction(0))
    if sum(starts.values()) != 1 or min(starts.values()) < 0 or weight <= 0:
        raise InputError(
            "Indfasningen dækker ikke hele forbruget, eller intet kommer i drift.",
            "andele og startdatoer",
            "Andelene skal give 100 % i alt, og mindst én part skal starte før kontraktens udløb.",
        )
    return (case.running_cost_kr + case.municipal_project_cost_kr / weight) / case.consumption_kr


@dataclass(frozen=True)
class PhaseIn:
    """The break-even with a part of the consumption bound by another agreement."""

    bound_share: Fraction
    at_first_day: Fraction
    """Break-even when the bound part starts on the first day it can."""
    at_last_day: Fraction
    """Break-even when it starts on the last day of that quarter."""
    without: Fraction
    """The published break-even: everybody from the first day."""


def phase_in(case: Case, timing: Timing, bound_share: Fraction) -> PhaseIn:
    """Return the break-even for a share of the consumption that is bound."""
    first, last = (
        phased_break_even(case, timing.contract, _starts(timing, day, bound_share))
        for day in (timing.bound_first_day, timing.bound_last_day)
    )
    return PhaseIn(bound_share, first, last, break_even(case))


def _starts(timing: Timing, day: date, bound_share: Fraction) -> dict[date, Fraction]:
    return {timing.contract.start: 1 - bound_share, day: bound_share}
