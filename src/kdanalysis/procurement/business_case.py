"""The urology tender's business case: break-even, upper bound, late starts, and stoma beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import polars as pl

from kdanalysis.procurement.parties import Contract, contract_end, contract_years
from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_to_int
from kdanalysis.tables.tender import CaseFigure

# The urology tender's business case: which product discount pays for the joint purchase.
#
# Source: agenda of 26-01-2024, lines 2811-2833 (method and figures), 1297 and 1755 (the
# ceiling). All shares are fractions of 1, all amounts kroner, all arithmetic exact. The break-
# even is without equalisation; the upper bound with it is a type of its own, so that it cannot
# lose its condition.


@dataclass(frozen=True)
class Case:
    """The totals of a business case, for all municipalities together.

    Raises:
        InputError: no consumption, years or municipality, or a negative count or cost.
    """

    consumption_kr: Fraction
    """Purchases of the municipalities in a year, at today's prices."""
    licences_kr: Fraction
    """IT licences in a year."""
    operation_kr: Fraction
    """Storage, logistics and support in a year."""
    project_cost_kr: Fraction
    """The one-off cost, before its split between municipalities and regions."""
    years: int
    """Years of the contract."""
    municipalities: int
    """Municipalities in the split of the project cost."""
    regions: int
    """Regional authorities in that split."""

    def __post_init__(self) -> None:
        """Refuse totals that no case can have, all at once."""
        checks = {
            "forbruget er ikke positivt": self.consumption_kr <= 0,
            "perioden er under ét år": self.years < 1,
            "ingen kommune deltager": self.municipalities < 1,
            "antallet af regioner er negativt": self.regions < 0,
            "en omkostning er negativ": self._cheapest_kr < 0,
        }
        faults = [fault for fault, is_so in checks.items() if is_so]
        if faults:
            raise InputError(
                f"Business casen kan ikke beregnes: {'; '.join(faults)}.",
                "business casens forudsætninger",
                "Ret de nævnte forudsætninger.",
            )

    @property
    def _cheapest_kr(self) -> Fraction:
        return min(self.licences_kr, self.operation_kr, self.project_cost_kr)

    @property
    def municipal_share(self) -> Fraction:
        """The municipalities' share of the project cost, by count (2024: 2821-2825)."""
        return Fraction(self.municipalities, self.municipalities + self.regions)

    @property
    def municipal_project_cost_kr(self) -> Fraction:
        """The project cost that falls on the municipalities together, once."""
        return self.project_cost_kr * self.municipal_share

    @property
    def regional_project_cost_kr(self) -> Fraction:
        """The project cost that falls on the regional authorities together, once."""
        return self.project_cost_kr - self.municipal_project_cost_kr

    @property
    def running_cost_kr(self) -> Fraction:
        """Licences and operation in a year."""
        return self.licences_kr + self.operation_kr

    @property
    def cost_per_year_kr(self) -> Fraction:
        """Running cost and a year's part of the municipalities' project cost."""
        return self.running_cost_kr + self.municipal_project_cost_kr / self.years


def break_even(case: Case, transfers_kr: Fraction = Fraction(0)) -> Fraction:
    """Return the discount at which the municipalities together end at 0 (2024: 2827-2833).

    `transfers_kr` is what they pay to the regions in a year; the published 10.7 % is without any.
    """
    return (case.cost_per_year_kr + transfers_kr) / case.consumption_kr


def net_per_year_kr(case: Case, discount: Fraction) -> Fraction:
    """Return what the municipalities together gain in a year at a product discount."""
    return discount * case.consumption_kr - case.cost_per_year_kr


def urology_case(figures: Mapping[str, CaseFigure]) -> Case:
    """Return the case as published; the count of municipalities is read out of its cost split."""
    project_cost_kr = figures["projektomkostninger"].amount
    regions = int(figures["regioner_udsendt"].amount)
    municipal_kr = figures["projekt_kommuner"].amount
    return Case(
        consumption_kr=figures["kommuners_forbrug"].amount,
        licences_kr=figures["licens_aarlig"].amount,
        operation_kr=figures["drift_aarlig"].amount,
        project_cost_kr=project_cost_kr,
        years=int(figures["periode_aar"].amount),
        municipalities=implied_municipalities(project_cost_kr, municipal_kr, regions),
        regions=regions,
    )


def implied_municipalities(project_cost_kr: Fraction, municipal_kr: Fraction, regions: int) -> int:
    """Return the count of municipalities behind a printed split of the project cost.

    The urology case never states it: its text names 36, its 2,875,676 kr. is 35/37 of the cost.

    Raises:
        InputError: no whole count gives the printed amount.
    """
    regional_kr = project_cost_kr - municipal_kr
    if regional_kr > 0 and regions > 0:
        count = round_to_int(regions * municipal_kr / regional_kr)
        if round_to_int(project_cost_kr * count / (count + regions)) == round_to_int(municipal_kr):
            return count
    raise InputError(
        "Intet antal kommuner giver den trykte deling af projektomkostningen.",
        f"projekt_kommuner = {municipal_kr}",
        "Ret de trykte tal, eller angiv antallet som forudsætning.",
    )


@dataclass(frozen=True)
class CountComparison:
    """The same case with two counts of municipalities in the split of the project cost."""

    case: Case
    other: Case

    @property
    def break_even_difference(self) -> Fraction:
        """Break-even of the other count less that of the case, as a share of 1."""
        return break_even(self.other) - break_even(self.case)

    @property
    def municipal_project_cost_difference_kr(self) -> Fraction:
        """What the other count moves onto the municipalities, once."""
        return self.other.municipal_project_cost_kr - self.case.municipal_project_cost_kr


def compare_counts(case: Case, municipalities: int) -> CountComparison:
    """Return the case beside itself with another count of municipalities (35 against 36)."""
    return CountComparison(case, replace(case, municipalities=municipalities))


@dataclass(frozen=True)
class UpperBound:
    """The break-even with the highest equalisation, and what must be said with it."""

    discount: Fraction
    without_equalisation: Fraction
    """The break-even it may stand beside."""
    regions: int
    transfer_per_region_kr: Fraction
    """What each regional authority receives in a year."""
    consumption_kr: Fraction
    """The consumption that bears the transfers."""
    condition: str = (
        "Øvre grænse, ikke et skøn: gælder kun, hvis alle regioner modtager det fulde "
        "udligningsloft hvert år, og hele kommunernes forbrug indgår i udbuddet."
    )
    """The sentence to print wherever the discount is printed (Danish)."""


def upper_bound(case: Case, ceiling_kr: Fraction) -> UpperBound:
    """Return the break-even if every region receives the whole ceiling each year (31.1 %)."""
    discount = break_even(case, case.regions * ceiling_kr)
    return UpperBound(discount, break_even(case), case.regions, ceiling_kr, case.consumption_kr)


# The stoma tender as a comparison: what its break-even was and what it came to save.
#
# Sources: agenda of 26-01-2024, line 1346 (break-even); of 10-11-2023, lines 2391-2394
# (savings).

_GROUPS = {
    "kommuner": "Kommuner",
    "region_syd": "Region Syddanmark",
    "region_midt": "Region Midtjylland",
    "i_alt": "I alt",
}


@dataclass(frozen=True)
class StomaSaving:
    """What one group of parties saved in a year; negative where it became dearer."""

    group: str
    bought_kr: Fraction
    """Purchases before the tender."""
    unconvertible_kr: Fraction
    """The part that has no successor among the new products."""
    saving_kr: Fraction

    @property
    def share(self) -> Fraction:
        """Saving as a share of what could be converted: the source's base."""
        return self.saving_kr / (self.bought_kr - self.unconvertible_kr)


@dataclass(frozen=True)
class StomaComparison:
    """The stoma tender beside the urology case."""

    break_even: Fraction
    consumption_kr: Fraction
    """The municipalities' purchases in a year ("ca."), the base of the break-even."""
    savings: tuple[StomaSaving, ...]
    """Municipalities, Region Syddanmark, Region Midtjylland, total."""

    @property
    def break_even_kr(self) -> Fraction:
        """The saving in kroner that the break-even demanded in a year."""
        return self.break_even * self.consumption_kr


def stoma_comparison(figures: Mapping[str, CaseFigure], savings: pl.DataFrame) -> StomaComparison:
    """Return the comparison from the printed figures and the frame of `read_stoma_savings`."""
    return StomaComparison(
        figures["stomi_break_even"].amount,
        figures["stomi_forbrug"].amount,
        tuple(_saving(column, label, savings) for column, label in _GROUPS.items()),
    )


def _saving(column: str, label: str, frame: pl.DataFrame) -> StomaSaving:
    printed = dict(zip(frame["row_label"], frame[column], strict=True))
    rows = ("Køb før", "Kan ikke konverteres", "Besparelse i kr.")
    return StomaSaving(label, *(Fraction(printed[row]) for row in rows))


# Phase-in of the urology contract: what a late start does to the break-even.
#
# Source: agenda of 26-01-2024, lines 1387-1389: start 1 March 2025, municipalities bound by
# another agreement (SKI) from the fourth quarter of 2025 at the earliest, end 28 February 2029.
# How much of the consumption is bound is not published: a range of the project.

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
