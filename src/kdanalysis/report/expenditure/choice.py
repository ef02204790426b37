"""What a report is about: the data, the area, the country beside it, and the period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import expenditure as figures
from kdanalysis.evidence.figures import purchases as bought
from kdanalysis.project import Project
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.dataset import open_priced
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.expenditure.purchases import Crossing
    from kdanalysis.tables.dataset import Dataset


@dataclass(frozen=True)
class View:
    """The key figures of one area over one period, by short names."""

    data: Dataset
    area: str
    period: Period

    @property
    def phrase(self) -> str:
        """The area as it stands in a sentence: `på landsplan`, `i Midtjylland`."""
        return self.data.areas[self.area].phrase

    @property
    def name(self) -> str:
        """The area's name."""
        return self.data.areas[self.area].name

    @property
    def inner_name(self) -> str:
        """The area's name inside a sentence or caption: `hele landet`, `Midtjylland`."""
        return self.name.lower() if self.area == COUNTRY else self.name

    def within(self, first: int, last: int) -> View:
        """Return the view over another period."""
        return View(self.data, self.area, Period(first, last))

    def level(self, group: str, year: int) -> Value:
        """Net expenditure in one year, 1,000 kr."""
        return figures.amount(self.data, area=self.area, group=group, year=year)

    def change(self, group: str) -> Value:
        """Change over the period, 1,000 kr."""
        return figures.change(self.data, area=self.area, group=group, period=self.period)

    def growth(self, group: str) -> Value:
        """Growth over the period, per cent."""
        return figures.growth_pct(self.data, area=self.area, group=group, period=self.period)

    def contribution(self, group: str, base: str) -> Value:
        """Contribution to the change of `base`, per cent."""
        return figures.contribution_pct(
            self.data, area=self.area, group=group, base=base, period=self.period
        )

    def index(self, group: str, year: int) -> Value:
        """Index; the first year of the period is 100."""
        base = self.period.first
        return figures.index(self.data, area=self.area, group=group, year=year, base_year=base)

    def bought(self, art: str, year: int) -> Value:
        """Purchases of the adult area by art, 1,000 kr."""
        return bought.purchases(self.data, area=self.area, art=art, year=year)

    def bought_growth(self, art: str) -> Value:
        """Growth of purchases, per cent."""
        return bought.purchases_growth_pct(self.data, area=self.area, art=art, period=self.period)

    def bought_share(self, art: str, year: int) -> Value:
        """Share of all purchases, per cent."""
        return bought.purchases_share_pct(self.data, area=self.area, art=art, year=year)

    def passing_year(self, art: str, other: str) -> Value:
        """The year from which purchases of one art exceed those of another."""
        return bought.passing_year(
            self.data, area=self.area, art=art, other=other, period=self.period
        )

    def course(self, art: str, other: str) -> Crossing:
        """How purchases of one art lie against another."""
        return bought.course(self.data, area=self.area, art=art, other=other, period=self.period)


@dataclass(frozen=True)
class Choice:
    """An area beside the country, over one period in one price level."""

    here: View
    country: View

    @property
    def data(self) -> Dataset:
        """The data."""
        return self.here.data

    @property
    def period(self) -> Period:
        """The period."""
        return self.here.period

    @property
    def views(self) -> tuple[View, View]:
        """The country first, then the area, as the tables have them."""
        return self.country, self.here


def choose(*, area: str, period: str, price_year: int | None = None) -> Choice:
    """Return the choice of a report's parameters.

    Args:
        area: DST code of the area beside the country, e.g. `082`.
        period: first and last accounting year, e.g. `2018-2022`, or `2018-` to the newest.
        price_year: the price level; must be a year of the PL chain; by default that of the newest
            accounts that have one.

    Raises:
        InputError: a parameter does not fit the data.
    """
    data = open_priced(Project.find(), price_year)
    views = [View(data, data.areas[code].code, data.period(period)) for code in (area, COUNTRY)]
    return Choice(*views)
