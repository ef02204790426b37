"""Contract years and phase-in (rules 3 and 4; 2023: 1588-1590, 1923-1940)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kdanalysis.procurement.parties import Contract


def anniversary(start: date, years: int) -> date:
    """Return the day `years` after `start`; that of 29 February is 1 March in common years.

    1 March, not 28 February, keeps a contract year at 366 days exactly when it holds 29 February.
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


@dataclass(frozen=True)
class ContractYear:
    """One year of the contract, from an anniversary to the next."""

    number: int
    """1 for the first year."""
    first: date
    """First day."""
    end: date
    """The day after the last."""

    @property
    def days(self) -> int:
        """Days of the year: 366 where it holds 29 February, else 365."""
        return (self.end - self.first).days

    def days_from(self, start: date) -> int:
        """Return the days of the year on which a party that starts at `start` takes part."""
        return max((self.end - max(start, self.first)).days, 0)

    def phase_in(self, start: date) -> Fraction:
        """Return the part of the year, 0 to 1, in which the party takes part (rule 4)."""
        return Fraction(self.days_from(start), self.days)

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in the year."""
        return self.first <= day < self.end


def contract_years(contract: Contract) -> tuple[ContractYear, ...]:
    """Return the years of the contract in order (rule 3)."""
    edges = [anniversary(contract.start, passed) for passed in range(contract.years + 1)]
    return tuple(
        ContractYear(number, first, end) for number, (first, end) in enumerate(pairwise(edges), 1)
    )


def contract_end(contract: Contract) -> date:
    """Return the day after the contract's last."""
    return anniversary(contract.start, contract.years)
