"""The urology tender's business case: which product discount pays for the joint purchase.

Source: agenda of 26-01-2024, lines 2811-2833 (method and figures), 1297 and 1755 (the ceiling).
All shares are fractions of 1, all amounts kroner, all arithmetic exact. The break-even is without
equalisation; the upper bound with it is a type of its own, so that it cannot lose its condition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.tables.business_case import Figure


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


def urology_case(figures: Mapping[str, Figure]) -> Case:
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
