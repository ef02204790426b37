"""The gates a tender must pass: the approved ceiling, Model 1, and the legal condition.

Sources: 2023: 247-262 and 1185 (Model 1), 1524 (nothing gained: cancel, unless all accept their
extra cost), 1558 (the law); 2024: 1297, 1755 (12 mio. kr. a year a region). Lines 1185 and 2098
cancel a tender outside the approved range, line 262 asks for a new mandate: the latter is followed,
as the fuller text. Of the three amounts that Model 1 speaks of, only the highest is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kdanalysis.procurement.equalisation import Equalisation, PartyYear
from kdanalysis.procurement.parties import PartyKind


class Reading(StrEnum):
    """What the ceiling is held against; the sources support either, so both are shown."""

    REGION_RECEIVES = "det, regionen modtager"
    """2024: 1286 and 1330: the equalisation is needed for the regions' extra cost."""
    ALL_TRANSFERS = "alle overførsler i regionen"
    """2024: 1297 and 1755, by their words."""


class GateOutcome(StrEnum):
    """What follows from Model 1 in one region; the value is printed."""

    CANCEL = "annulleres, medmindre alle parter påtager sig deres merudgift"
    EACH_BEARS_OWN = "kontrakt kan indgås uden udligning: alle har påtaget sig deres merudgift"
    SIGN = "kontrakt indgås, og parterne orienteres"
    NEW_MANDATE = "parterne spørges om nyt mandat"


@dataclass(frozen=True)
class CeilingYear:
    """One region and contract year held against the ceiling under one reading."""

    region: str
    contract_year: int
    reading: Reading
    amount_kr: Fraction
    ceiling_kr: Fraction

    @property
    def is_within(self) -> bool:
        """Whether the amount is at most the ceiling."""
        return self.amount_kr <= self.ceiling_kr


def ceiling_years(result: Equalisation, ceiling_kr: Fraction) -> tuple[CeilingYear, ...]:
    """Return both readings for every region and contract year."""
    return tuple(
        CeilingYear(year.region, year.contract_year, reading, amount_kr, ceiling_kr)
        for year in result.region_years
        for reading, amount_kr in _readings(result.of_region(year.region, year.contract_year))
    )


def _readings(rows: Iterable[PartyYear]) -> tuple[tuple[Reading, Fraction], ...]:
    received = [(row.party.kind, row.transfer_kr) for row in rows if row.transfer_kr > 0]
    regional = (kr for kind, kr in received if kind is PartyKind.REGION)
    return (
        (Reading.REGION_RECEIVES, sum(regional, Fraction())),
        (Reading.ALL_TRANSFERS, sum((kr for _, kr in received), Fraction())),
    )


@dataclass(frozen=True)
class Gate:
    """Model 1 in one region under one reading of the ceiling."""

    region: str
    reading: Reading
    gain_kr: Fraction
    """The region's gain over the contract, all parties."""
    highest_kr: Fraction
    """The dearest year's amount under the reading."""
    ceiling_kr: Fraction
    outcome: GateOutcome


def model_1(
    result: Equalisation, ceiling_kr: Fraction, all_accept: Collection[str] = ()
) -> tuple[Gate, ...]:
    """Return the outcome of Model 1 for each region under both readings.

    Args:
        result: the equalisation with the tender's prices.
        ceiling_kr: the approved highest amount of a year in a region.
        all_accept: regions in which every party has accepted its extra cost.
    """
    years = ceiling_years(result, ceiling_kr)
    gates = []
    for region in result.regions:
        for reading in Reading:
            amounts = [y.amount_kr for y in years if (y.region, y.reading) == (region, reading)]
            gain_kr, highest_kr = result.lifetime_gain_kr(region), max(amounts)
            within, accepted = highest_kr <= ceiling_kr, region in all_accept
            outcome = _outcome(gain_kr, within=within, accepted=accepted)
            gates.append(Gate(region, reading, gain_kr, highest_kr, ceiling_kr, outcome))
    return tuple(gates)


def _outcome(gain_kr: Fraction, *, within: bool, accepted: bool) -> GateOutcome:
    if gain_kr <= 0:
        return GateOutcome.EACH_BEARS_OWN if accepted else GateOutcome.CANCEL
    return GateOutcome.SIGN if within else GateOutcome.NEW_MANDATE


@dataclass(frozen=True)
class LegalGate:
    """The legal condition in one region (2023: 1558), over the whole contract.

    The municipalities together must not pay more after equalisation than if they bought alone.
    Buying alone is measured by the reported prices; what they could get today is not known.
    """

    region: str
    before_kr: Fraction
    """The municipalities' gain together before equalisation."""
    transfers_kr: Fraction
    """What they pay (negative) or receive together."""

    @property
    def after_kr(self) -> Fraction:
        """The municipalities' gain together after equalisation."""
        return self.before_kr + self.transfers_kr

    @property
    def holds(self) -> bool:
        """Whether the municipalities together pay no more than alone."""
        return self.after_kr >= 0


def legal_gates(result: Equalisation) -> tuple[LegalGate, ...]:
    """Return the legal condition of each region, by name."""
    return tuple(_legal(region, result.of_region(region)) for region in result.regions)


def _legal(region: str, rows: Iterable[PartyYear]) -> LegalGate:
    own = [row for row in rows if row.party.kind is PartyKind.MUNICIPALITY]
    before = sum((row.gain_kr for row in own), Fraction())
    return LegalGate(region, before, sum((row.transfer_kr for row in own), Fraction()))
