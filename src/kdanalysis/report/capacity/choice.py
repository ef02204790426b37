"""What the report on capacity is about: data, period of the cost, the reader's own price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.figures import capacity_prices as prices
from kdanalysis.evidence.raw_figure import citation, raw_file
from kdanalysis.project import InputError, Project
from kdanalysis.tables.dataset import open_priced
from kdanalysis.tables.given import read_kroner

if TYPE_CHECKING:
    from kdanalysis.tables.capacity import Plan
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_PREFIX = "Kilde: "


@dataclass(frozen=True)
class Capacity:
    """The choice of the report."""

    data: Dataset
    period: Period
    own_difference_kr: int | None = None
    """The reader's own price difference per place and year, shown beside the span."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The planned projects, each once."""
        return figures.plans(self.data)

    @property
    def target_groups(self) -> tuple[str, ...]:
        """Target groups, those with most places first."""
        groups = dict.fromkeys(plan.target_group for plan in self.plans)
        most = {g: figures.planned_places(self.data, of=g, end="high").exact for g in groups}
        return tuple(sorted(groups, key=lambda group: -most[group]))

    @property
    def differences(self) -> tuple[str, ...]:
        """Price differences to look up as arguments, the reader's own in its place."""
        steps = {int(value) for value in prices.span(self.data, "prisforskel").values}
        own = set() if self.own_difference_kr is None else {self.own_difference_kr}
        return tuple(map(str, sorted(steps | own)))

    @property
    def shares(self) -> tuple[str, ...]:
        """Shares of the growth to look up, per cent, as arguments."""
        return tuple(str(int(value)) for value in prices.span(self.data, "modvirket_andel").values)

    def cited(self, *files: str, tables: tuple[str, ...] = ()) -> str:
        """Return one source line for several files and tables, each source once."""
        told = [citation(raw_file(self.data, name)) for name in files]
        told += [self.data.citation(table) for table in tables]
        sources = (part for text in told for part in text.removeprefix(_PREFIX).split("; "))
        return _PREFIX + "; ".join(dict.fromkeys(sources))


def open_capacity(
    *, period: object, price_year: object = None, own_difference_kr: object = None
) -> Capacity:
    """Return the choice of a report's parameters.

    Args:
        period: the years over which the cost has grown, e.g. `2018-2022`, or `2018-` to
            the newest.
        price_year: the price level of the cost; must be a year of the PL chain; by default that of
            the newest accounts that have one.
        own_difference_kr: the reader's own price difference per place and year; `None` for none.

    Raises:
        InputError: a parameter does not fit the data.
    """
    data = open_priced(Project.find(), price_year)
    own = None if own_difference_kr is None else _own_difference(own_difference_kr)
    return Capacity(data, data.period(period), own)


def _own_difference(given: object) -> int:
    amount = read_kroner(given, "own_difference_kr", "150_000")
    if amount <= 0 or amount.denominator != 1:
        raise InputError(
            f"Prisforskellen {given} kan ikke bruges.",
            "parameteren own_difference_kr",
            "Skriv et positivt beløb i hele kroner pr. plads pr. år, fx 150_000, eller None.",
        )
    return int(amount)
