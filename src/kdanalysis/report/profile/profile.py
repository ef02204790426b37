"""What a municipal profile is about, and how closely it is set: two pages hold it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kdanalysis.evidence.figures import profile as figures
from kdanalysis.evidence.value import Value
from kdanalysis.expenditure.booking import BookingBreaks
from kdanalysis.project import InputError, Project
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.dataset import Dataset, open_newest
from kdanalysis.tables.given import find_municipalities, read_period
from kdanalysis.tables.per_inhabitant import JOINED
from kdanalysis.tables.period import Period

# What a municipal profile is about: the municipality, the years, and what there is to show.


MOST_DRAWN = 3
"""Lines that can be told apart with their labels at the ends."""


@dataclass(frozen=True)
class MunicipalProfile:
    """The key figures of one municipality over a period, by short names."""

    data: Dataset
    area: str
    period: Period

    @property
    def name(self) -> str:
        """The municipality's name."""
        return self.data.areas[self.area].name

    @property
    def phrase(self) -> str:
        """The municipality as it stands in a sentence: `på Samsø`."""
        return self.data.areas[self.area].phrase

    @property
    def subject(self) -> str:
        """The municipality at the start of a sentence."""
        return f"{self.name} Kommune"

    @property
    def items(self) -> tuple[str, ...]:
        """Functions or groups that exist in the last year, the largest in the country first."""
        last = self.period.last
        country = {i: self.level(i, last, COUNTRY).amount for i in self.data.per_inhabitant.items}
        there = {item: level for item, level in country.items() if level is not None}
        return tuple(sorted(there, key=lambda item: -there[item]))

    @property
    def drawn(self) -> tuple[str, ...]:
        """The items that figures and key points show."""
        return self.items[:MOST_DRAWN]

    @property
    def whole(self) -> bool:
        """Whether the items are the whole account plan."""
        return self.data.per_inhabitant.whole

    @cached_property
    def is_ranked(self) -> bool:
        """Whether the municipality is large enough for a rank."""
        return self.area in figures.ranked(self.data, self.period.last)

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """Names of the municipalities of similar size."""
        codes = figures.alike(self.data, self.area, self.period.last)
        return tuple(self.data.areas[code].name for code in codes)

    def label(self, item: str) -> str:
        """Return an item's name, first letter in lower case."""
        text = self.data.plan.label(item)
        return text[:1].lower() + text[1:]

    def kin(self) -> tuple[tuple[str, ...], ...]:
        """Return the items of each main area that has several: costs may be booked on either."""
        plan = self.data.plan
        areas = {item: plan.functions[plan.codes(item)[0]].area for item in self.items}
        by_area = (
            tuple(i for i in self.items if areas[i] == a) for a in dict.fromkeys(areas.values())
        )
        return tuple(items for items in by_area if len(items) > 1)

    def level(self, item: str, year: int, area: str | None = None) -> Value:
        """Kr. per inhabitant, current prices."""
        return figures.profile_level(self.data, area=area or self.area, item=item, year=year)

    def growth(self, item: str, area: str | None = None) -> Value:
        """Growth over the period in current prices; none across a jump."""
        return figures.profile_growth_pct(
            self.data, area=area or self.area, item=item, period=self.period
        )

    def share(self, item: str, year: int, area: str | None = None) -> Value:
        """Share of an item in all items of its kind, per cent."""
        return figures.profile_share_pct(
            self.data, area=area or self.area, item=item, base=self._base(item), year=year
        )

    def middle_growth(self, item: str, of: str = figures.RANKED) -> Value:
        """The median growth of all that are ranked, or of those of similar size as `of`."""
        return figures.profile_growth_median(self.data, of=of, item=item, period=self.period)

    def middle_share(self, item: str, of: str = figures.RANKED) -> Value:
        """The median share in the last year, of the same as `middle_growth`."""
        base, last = self._base(item), self.period.last
        return figures.profile_share_median(self.data, of=of, item=item, base=base, year=last)

    def _base(self, item: str) -> str:
        bought = item in (*self.arts, self.all_bought)
        return self.all_bought if bought else JOINED.join(self.items)

    def gap(self, item: str) -> Value:
        """Level above (below) the country's in the last year, per cent."""
        return figures.profile_gap_pct(self.data, area=self.area, item=item, year=self.period.last)

    def index(self, item: str, year: int, area: str | None = None) -> Value:
        """Level in per cent of the country's."""
        return figures.profile_index(self.data, area=area or self.area, item=item, year=year)

    def rank(self, item: str) -> Value:
        """Place in the last year."""
        return figures.profile_rank(self.data, area=self.area, item=item, year=self.period.last)

    def ranked(self) -> Value:
        """How many are ranked in the last year."""
        return figures.profile_ranked(self.data, year=self.period.last)

    def rank_end(self, item: str, end: str) -> Value:
        """The place nearest (`first`) to the highest level over the years, or farthest (`last`)."""
        return figures.profile_rank_span(
            self.data, area=self.area, item=item, period=self.period, end=end
        )

    def spread(self, item: str, part: str) -> Value:
        """The `low`, `median` or `high` level of the ranked in the last year."""
        return figures.profile_spread(self.data, item=item, year=self.period.last, part=part)

    def similar(self, item: str) -> Value:
        """The median level of those of similar size in the last year."""
        return figures.profile_alike(self.data, area=self.area, item=item, year=self.period.last)

    def breaks(self, item: str) -> BookingBreaks:
        """The years in which an item jumps."""
        return figures.breaks(self.data, self.area, item)

    @property
    def source(self) -> str:
        """The source line of the levels."""
        return self.data.per_inhabitant.citation

    @property
    def arts(self) -> tuple[str, ...]:
        """Arts of purchases, which are items too; none until the accounts are there."""
        return self.data.per_inhabitant.bought

    @property
    def all_bought(self) -> str:
        """All purchases on the adult area, as one item."""
        return JOINED.join(self.arts)


def open_profile(*, area: object, period: object) -> MunicipalProfile:
    """Return the profile of a report's parameters.

    Args:
        area: code or name of the municipality.
        period: first and last accounting year, e.g. `2016-2024`; `None` for all there are.

    Raises:
        InputError: a parameter does not fit the data.
    """
    return profile_of(open_newest(Project.find()), area=area, period=period)


def profile_of(data: Dataset, *, area: object, period: object) -> MunicipalProfile:
    """Return the profile of a municipality in the given data; see `open_profile`."""
    (found,) = find_municipalities(data.areas, area)
    years = data.per_inhabitant.years
    whole = Period(years[0], years[-1])
    chosen = whole if period is None else read_period(period, whole.years, whole.last)
    if not set(chosen.years) <= set(years):
        raise InputError(
            f"Perioden {chosen} rækker ud over tallene.",
            "parameteren period",
            f"Der er tal for {whole}; None tager dem alle.",
        )
    return MunicipalProfile(data, found.code, chosen)


# How closely a profile is set: two pages hold it, whatever the accounts show.

_FIGURES = "#show figure: set block(above: 0.9em, below: 0.7em)"
_EXCERPT = (
    "#set text(size: 9.2pt)",
    "#set par(leading: 0.66em, spacing: 1em)",
    "#show heading.where(level: 1): set block(above: 1.4em, below: 0.8em)",
    _FIGURES,
)
_WHOLE = (
    "#set text(size: 8.5pt)",
    "#set par(leading: 0.56em, spacing: 0.8em)",
    "#set table(inset: (x: 3pt, y: 2.3pt))",
    "#show heading.where(level: 1): set block(above: 1em, below: 0.6em)",
    _FIGURES,
)


def compact(profile: MunicipalProfile) -> str:
    """Return what sets the PDF close enough for two pages; other formats leave it out."""
    return "\n".join(["```{=typst}", *(_WHOLE if profile.whole else _EXCERPT), "```"])
