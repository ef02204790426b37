"""Key figures of the urology business case beyond its break-even: bounds and spans.

Spans are the project's own assumption: whatever shows one says so. A discount or a share is given
in per cent, as text with a point: `discount=10.7`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.business_case.case import (
    break_even,
    compare_counts,
    net_per_year_kr,
    upper_bound,
    urology_case,
)
from kdanalysis.procurement.business_case.sensitivity import case_at, switching_values
from kdanalysis.procurement.business_case.stoma import stoma_comparison
from kdanalysis.project import InputError
from kdanalysis.tables.business_case import read_figures, read_ranges, read_stoma_savings

if TYPE_CHECKING:
    from kdanalysis.procurement.business_case.case import Case
    from kdanalysis.tables.business_case import Figure, Range
    from kdanalysis.tables.dataset import Dataset

_CASE = "business_case_urologi"
_RANGES = "local/intervaller_urologi"
_STOMA = "stomi_besparelse"


@raw_figure(Unit.KR, "licenser + drift + kommunernes projektomkostning / år", _CASE)
def cost_per_year(data: Dataset) -> Fraction:
    """What the municipalities together must save in a year to end at 0, kr. (2024: 2827-2833)."""
    return urology(data).cost_per_year_kr


@raw_figure(Unit.KR, "kommunernes projektomkostning / år", _CASE)
def municipal_project_cost_per_year(data: Dataset) -> Fraction:
    """The municipalities' project cost spread over the contract, kr. a year."""
    case = urology(data)
    return case.municipal_project_cost_kr / case.years


@raw_figure(Unit.PCT_POINT, "break-even med det andet antal − break-even", _CASE, decimals=4)
def break_even_count_difference(data: Dataset, *, municipalities: str) -> Fraction:
    """What another count of municipalities in the cost split moves the break-even by."""
    count = int(number_in(municipalities))
    return compare_counts(urology(data), count).break_even_difference * 100


@raw_figure(Unit.KR, "rabat × forbrug − omkostninger pr. år; uden udligning", _CASE)
def net_per_year(data: Dataset, *, discount: str) -> Fraction:
    """The municipalities' result of a year at a product discount, kr., without equalisation."""
    return net_per_year_kr(urology(data), number_in(discount) / 100)


@raw_figure(
    Unit.PCT,
    "(omkostninger pr. år + regioner × udligningsloft) / kommunernes årlige forbrug; kun hvis alle "
    "regioner modtager hele loftet hvert år, og hele forbruget indgår",
    _CASE,
)
def upper_bound_pct(data: Dataset) -> Fraction:
    """Break-even if every region receives the whole ceiling; print only with its condition."""
    return upper_bound(urology(data), _ceiling_kr(data)).discount * 100


@raw_figure(Unit.KR, "regioner × udligningsloft", _CASE)
def ceiling_all_regions(data: Dataset) -> Fraction:
    """The highest equalisation of a year in all regions together, kr."""
    return urology(data).regions * _ceiling_kr(data)


@raw_figure(Unit.PCT, "regioner × udligningsloft / kommunernes årlige forbrug", _CASE)
def ceiling_share_pct(data: Dataset) -> Fraction:
    """The highest equalisation of a year, per cent of the municipalities' consumption."""
    case = urology(data)
    return case.regions * _ceiling_kr(data) / case.consumption_kr * 100


@raw_figure(Unit.PCT, "break-even med én forudsætning i spændets ene ende", _CASE, _RANGES)
def break_even_end_pct(data: Dataset, *, total: str, end: str) -> Fraction:
    """Break-even with one total at the `low` or `high` end of its assumed span."""
    span = _range(data, total)
    amount = known({"low": span.low, "high": span.high}, end)
    return break_even(case_at(urology(data), total, amount)) * 100


@raw_figure(Unit.PCT_POINT, "break-even ved høj − break-even ved lav, uden fortegn", _CASE, _RANGES)
def break_even_swing(data: Dataset, *, total: str) -> Fraction:
    """How far the break-even moves over the assumed span of one total."""
    case, span = urology(data), _range(data, total)
    ends = [break_even(case_at(case, total, amount)) for amount in (span.low, span.high)]
    return abs(ends[1] - ends[0]) * 100


@raw_figure(Unit.PCT, "skiftepunkt / forventet − 1", _CASE, decimals=0)
def switching_change_pct(data: Dataset, *, total: str, discount: str) -> Fraction | None:
    """How far one total may move at a discount before the case tips; `None` if nothing tips it."""
    rows = switching_values(urology(data), number_in(discount) / 100)
    changes = {row.key: row.change for row in rows}
    change = known(changes, total)
    return None if change is None else change * 100


@raw_figure(Unit.KR, "break-even × forbrug", _CASE)
def stoma_break_even(data: Dataset) -> Fraction:
    """What the stoma tender had to save in a year, kr."""
    savings = read_stoma_savings(raw_file(data, _STOMA))
    return stoma_comparison(_figures(data), savings).break_even_kr


def _figures(data: Dataset) -> dict[str, Figure]:
    return read_figures(raw_file(data, _CASE))


def urology(data: Dataset) -> Case:
    """Return the case as published."""
    return urology_case(_figures(data))


def _ceiling_kr(data: Dataset) -> Fraction:
    return _figures(data)["udligning_max"].amount


def _range(data: Dataset, total: str) -> Range:
    return known(read_ranges(raw_file(data, _RANGES)), total)


def number_in(text: str) -> Fraction:
    """Return the number that an argument of a key holds.

    Raises:
        InputError: it holds none.
    """
    try:
        return Fraction(text)
    except ValueError:
        raise InputError(
            f"»{text}« er ikke et tal.", "nøgletallets argumenter", "Skriv fx 10.7."
        ) from None
