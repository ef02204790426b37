"""The parties to a joint tender and the contract between them: the equalisation's inputs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction


class PartyKind(StrEnum):
    """The two kinds of party; the value is the word in Danish inputs."""

    MUNICIPALITY = "kommune"
    REGION = "region"


@dataclass(frozen=True)
class Party:
    """One municipality or regional authority that takes part in the contract."""

    name: str
    kind: PartyKind
    region: str
    """The region within which the party is equalised."""
    annual_saving_kr: Fraction
    """Reported consumption less expected consumption, a full year; negative: a dearer contract."""
    annual_cost_kr: Fraction
    """Operation and licences, a full year."""
    inhabitants: int | None
    """`None` for a regional authority; the project cost of municipalities is spread by it."""
    start_date: date
    """First day the party buys on the contract."""


@dataclass(frozen=True)
class Contract:
    """The period of the contract and the one-off cost of the project behind it."""

    start: date
    years: int
    project_cost_kr: Fraction
    municipalities: int | None = None
    """Municipalities in the split of the project cost; `None`: the number of parties."""
    regions: int | None = None
    """Regional authorities in the split of the project cost; `None`: the number of parties."""
    regional_parts: Mapping[str, Fraction] | None = None
    """Each region's part of the regional authorities' project cost; `None`: equal parts."""
