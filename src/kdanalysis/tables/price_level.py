"""The price level: a dated chain of PL rates, deflation, and recovery of current prices.

Rule (derived from Tables 1-6, see docs/data.md): a row is the amount times the factor, rounded half
up; a total is the sum of the unrounded amounts times the factor, never the sum of rounded rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, prod
from pathlib import Path
from typing import Final

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Exact, Remark, Year, read_register
from kdanalysis.tables.rounding import round_to_int

DERIVED: Final = "derived"
"""Status of the rates that follow from the printed tables."""


@dataclass(frozen=True)
class Rate:
    """One rate as registered: what it is (`derived`, final, an estimate ...), and its source."""

    from_year: Year
    to_year: Year
    rate_pct: Exact
    status: Remark
    basis: Remark


@dataclass(frozen=True)
class PriceChain:
    """Annual PL rates, chained.

    Attributes:
        rates: the rate from the year before, by year, as a fraction (0.016 for 1.6 %).
        origin: the file that holds them, for messages.
        sources: each rate as registered, by year; empty for a chain that was made up.
    """

    rates: Mapping[int, Fraction]
    origin: str = "PL-kæden"
    sources: Mapping[int, Rate] = field(default_factory=dict)

    @property
    def added(self) -> dict[int, Rate]:
        """The rates that users have added to those behind the printed tables, by year."""
        return {y: source for y, source in self.sources.items() if source.status != DERIVED}

    @property
    def years(self) -> range:
        """The price years the chain can express; empty without rates."""
        return range(min(self.rates) - 1, max(self.rates) + 1) if self.rates else range(0)

    def require(self, year: int) -> None:
        """Check that `year` is a price year of the chain.

        Raises:
            InputError: it is not.
        """
        if year not in self.years:
            span = f"{self.years.start}-{self.years.stop - 1}" if self.rates else "ingen år"
            raise InputError(
                f"Prisåret {year} ligger uden for PL-kæden ({span}).",
                self.origin,
                "Vælg et år i kæden, eller tilføj de manglende satser med kilde.",
            )

    def factor(self, year: int, price_year: int) -> Fraction:
        """Return what an amount of `year` is multiplied by to be in prices of `price_year`.

        Raises:
            InputError: one of the years is outside the chain.
        """
        self.require(year)
        self.require(price_year)
        early, late = sorted((year, price_year))
        growth = prod((1 + self.rates[y] for y in range(early + 1, late + 1)), start=Fraction(1))
        return growth if year <= price_year else 1 / growth


def _worthless(rate: Rate) -> str | None:
    return None if rate.rate_pct > -100 else "en sats på -100 % eller derunder lader intet tilbage"  # noqa: PLR2004


def read_price_chain(file: Path) -> PriceChain:
    """Return the chain of `file`.

    Raises:
        InputError: a cell cannot be read, or the years are not each other's successors.
    """
    sources: dict[int, Rate] = {}
    for rate in read_register(file, Rate, rule=_worthless):
        first, last = rate.from_year, rate.to_year
        if last != first + 1 or last in sources or (sources and first not in sources):
            raise InputError(
                f"PL-satsen {first}-{last} hænger ikke sammen med de øvrige.",
                file,
                "Satserne skal følge år for år, hver kun én gang.",
            )
        sources[last] = rate
    return PriceChain({y: rate.rate_pct / 100 for y, rate in sources.items()}, file.name, sources)


def recover(printed: int, factor: Fraction) -> int | None:
    """Return the one whole amount that `factor` rounds to `printed`; `None` if not exactly one.

    Args:
        printed: a printed amount in fixed prices, 1,000 kr.
        factor: the factor from current to fixed prices; below 1, several amounts may fit.
    """
    guess = Fraction(printed) / factor
    reach = ceil(1 / factor)
    near = range(int(guess) - reach - 1, int(guess) + reach + 2)
    fits = [amount for amount in near if round_to_int(amount * factor) == printed]
    return fits[0] if len(fits) == 1 else None
