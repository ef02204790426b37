"""What a report on accounts is about: data, area, country, period, price level and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kdanalysis.evidence.figures import expenditure as spent
from kdanalysis.evidence.value import Value
from kdanalysis.expenditure.booking import Crossing
from kdanalysis.project import InputError, Project
from kdanalysis.report.elements.breaks import break_caveat
from kdanalysis.report.elements.numbers import (
    OneLine,
    escaped,
    in_readable_unit,
    listed,
)
from kdanalysis.tables.areas import COUNTRY, JOINED, Area
from kdanalysis.tables.dataset import Dataset, open_priced
from kdanalysis.tables.given import read_places
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import Rate

# What a report is about: the data, the area, the country beside it, and the period.


@dataclass(frozen=True, repr=False)
class View(OneLine):
    """The key figures of one area over one period, by short names."""

    data: Dataset
    area: str
    period: Period
    is_member: bool = False
    """Whether it is one of several places that the report is about together."""

    def _repr_html_(self) -> str:
        from kdanalysis.report.screen import values_html  # noqa: PLC0415 - for a person only

        groups = ("adults", "children", "social")
        values = [
            value
            for group in groups
            for value in (
                in_readable_unit(self.level(group, self.period.last)),
                in_readable_unit(self.change(group)),
                self.growth(group),
            )
        ]
        return f"<p><strong>{self.name}, {self.period}</strong></p>{values_html(values)}"

    @property
    def is_country(self) -> bool:
        """Whether it is the whole country."""
        return self.area == COUNTRY

    def tagged(self, name: str, *, local: str = "") -> str:
        """Return the id of a table or figure of this area: `fig-koeb-landet`, `fig-koeb-746`.

        Args:
            name: the id's beginning.
            local: how it ends where the report is about one place.
        """
        if self.is_country:
            return f"{name}-landet"
        return f"{name}-{self.area}" if self.is_member else f"{name}{local}"

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
        return replace(self, period=Period(first, last))

    def level(self, group: str, year: int) -> Value:
        """Net expenditure in one year, 1,000 kr."""
        return spent.amount(self.data, area=self.area, group=group, year=year)

    def change(self, group: str) -> Value:
        """Change over the period, 1,000 kr."""
        return spent.change(self.data, area=self.area, group=group, period=self.period)

    def growth(self, group: str) -> Value:
        """Growth over the period, per cent."""
        return spent.growth_pct(self.data, area=self.area, group=group, period=self.period)

    def contribution(self, group: str, base: str) -> Value:
        """Contribution to the change of `base`, per cent."""
        return spent.contribution_pct(
            self.data, area=self.area, group=group, base=base, period=self.period
        )

    def index(self, group: str, year: int) -> Value:
        """Index; the first year of the period is 100."""
        base = self.period.first
        return spent.index(self.data, area=self.area, group=group, year=year, base_year=base)

    def bought(self, art: str, year: int) -> Value:
        """Purchases of the adult area by art, 1,000 kr."""
        return spent.purchases(self.data, area=self.area, art=art, year=year)

    def bought_growth(self, art: str) -> Value:
        """Growth of purchases, per cent."""
        return spent.purchases_growth_pct(self.data, area=self.area, art=art, period=self.period)

    def bought_share(self, art: str, year: int) -> Value:
        """Share of all purchases, per cent."""
        return spent.purchases_share_pct(self.data, area=self.area, art=art, year=year)

    def passing_year(self, art: str, other: str) -> Value:
        """The year from which purchases of one art exceed those of another."""
        return spent.passing_year(
            self.data, area=self.area, art=art, other=other, period=self.period
        )

    def course(self, art: str, other: str) -> Crossing:
        """How purchases of one art lie against another."""
        return spent.course(self.data, area=self.area, art=art, other=other, period=self.period)


@dataclass(frozen=True, repr=False)
class Choice(OneLine):
    """An area beside the country, over one period in one price level."""

    here: View
    country: View
    members: tuple[View, ...] = ()
    """The places one by one, where `here` takes several together."""

    @property
    def data(self) -> Dataset:
        """The data."""
        return self.here.data

    @property
    def period(self) -> Period:
        """The period."""
        return self.here.period

    @property
    def views(self) -> tuple[View, ...]:
        """The country first, then the area, as the tables have them; the country alone is one."""
        return (self.country,) if self.here.is_country else (self.country, self.here)

    @property
    def all_views(self) -> tuple[View, ...]:
        """The country, then each place, then all of them together."""
        country, *here = self.views
        return (country, *self.members, *here)


def choose(*, area: object, period: object, price_year: object = None) -> Choice:
    """Return the choice of a report's parameters.

    Args:
        area: DST code or name of the area beside the country, e.g. `082` or `Skanderborg`;
            `000` for the country alone; several municipalities with commas between, or as a list:
            the report is about them together, and its tables show each.
        period: first and last accounting year, e.g. `2018-2022`, or `2018-` to the newest.
        price_year: the price level; must be a year of the PL chain; by default that of the newest
            accounts that have one.

    Raises:
        InputError: a parameter cannot be read, or does not fit the data.
    """
    data = open_priced(Project.find(), price_year)
    places = read_places(area, data.areas)
    years = data.period(period)
    _require_accounts(data, places, years)
    country = View(data, COUNTRY, years)
    if places[0].code == COUNTRY:
        return Choice(country, country)
    here = View(data, JOINED.join(place.code for place in places), years)
    several = places if len(places) > 1 else ()
    return Choice(
        here, country, tuple(View(data, place.code, years, is_member=True) for place in several)
    )


def choose_beside(*, area: object, period: object, price_year: object = None) -> Choice:
    """Return the choice of a report that holds an area against the country; see `choose`.

    Raises:
        InputError: as `choose`, or the area is the country itself.
    """
    choice = choose(area=area, period=period, price_year=price_year)
    if choice.here.is_country:
        raise InputError(
            "Rapporten holder et område op mod hele landet og kan ikke handle om landet alene.",
            f"parameteren area = {area!r}",
            "Vælg Midtjylland (082) eller en kommune. Landet alene kan vælges i udgiftsudvikling.",
        )
    return choice


def _require_accounts(data: Dataset, places: Sequence[Area], period: Period) -> None:
    missing = [place.name for place in places if not data.has_accounts(place.code)]
    if missing:
        there = [area for area in data.areas.by_code.values() if data.has_accounts(area.code)]
        told = ", ".join(f"{area.name} ({area.code})" for area in there)
        raise InputError(
            f"Der er ingen regnskaber i data for {', '.join(missing)}.",
            "parameteren area",
            f"Hent dem med kdanalysis refresh. Indtil da kan der vælges: {told}.",
        )
    if not set(period.years) <= set(data.years):
        raise InputError(
            f"Perioden {period} rækker ud over regnskaberne.",
            "parameteren period",
            f"Der er regnskaber for {data.years[0]}-{data.years[-1]}.",
        )


# Sentences on data and price level: what the numbers are in, and what they are not.


def price_level(choice: Choice) -> str:
    """Return the price level of all amounts and where the chain comes from."""
    chain = choice.data.chain
    years, added = chain.years, chain.added
    derived = f"Kæden til og med {min(added) - 1}" if added else "Kæden"
    return (
        f"Alle beløb er i {choice.data.price_year}-priser, omregnet med den samme "
        f"pris- og lønkæde ({years[0]}-{years[-1]}) for alle rækker, områder og arter. "
        f"{derived} er afledt af de trykte tabeller: den er den eneste med én decimal, der "
        f"genskaber alle rækker og alle totaler. At den svarer til KL's sammensatte sats, er en "
        f"formodning."
        f"{_added_rates(added)}"
    )


def _added_rates(added: Mapping[int, Rate]) -> str:
    """Return which rates users have added, each with its status; nothing if none."""
    if not added:
        return ""
    told = listed([f"{year} ({escaped(rate.status)})" for year, rate in sorted(added.items())])
    return f" Tilføjet siden, med kilde i data: satsen til {told}."


def known_breaks(choice: Choice) -> str:
    """Return the breaks in the account plan that the period crosses, for the caveats."""
    return break_caveat(choice.data, ("social",), choice.period)


def source_line(sources: Iterable[str]) -> str:
    """Return several source lines as one."""
    return f"Kilde: {'; '.join(source.removeprefix('Kilde: ') for source in sources)}"
