"""A municipality's purchases on the adult area, per inhabitant in current prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import profile_purchases as figures
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.expenditure.choice import View
from kdanalysis.report.expenditure.purchases import (
    art_of,
    private_against_municipal,
    purchase_share,
)
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.expenditure.purchases import Crossing
    from kdanalysis.report.profile.choice import Profile

_SUPPLIERS = ("private", "municipal", "regional")


class Bought(View):
    """Purchases in current prices: what is compared within a year needs no PL rate."""

    def bought_share(self, art: str, year: int) -> Value:
        """Share of all purchases, per cent."""
        return figures.profile_bought_share_pct(self.data, area=self.area, art=art, year=year)

    def passing_year(self, art: str, other: str) -> Value:
        """The year from which purchases of one art exceed those of another."""
        return figures.profile_passing_year(
            self.data, area=self.area, art=art, other=other, period=self.period
        )

    def course(self, art: str, other: str) -> Crossing:
        """How purchases of one art lie against another."""
        return figures.profile_course(self.data, self.area, (art, other), self.period)


def purchases(profile: Profile) -> str:
    """Return the share bought from private suppliers beside the others', or why it is not there."""
    if not profile.arts:
        return (
            "Køb hos private, kommuner og regioner kan ikke vises for den enkelte kommune: tallene "
            "findes kun i regnskaberne efter art, og de er ikke hentet."
        )
    here, last = Bought(profile.data, profile.area, profile.period), profile.period.last
    private = art_of(here, "private")
    return (
        f"{purchase_share(here, 'private')} På landsplan var andelen "
        f"{n(profile.share(private, last, COUNTRY))} og medianen af kommunerne "
        f"{n(profile.middle_share(private))} i {last}. {private_against_municipal(here)}"
    )


def bought_tables(profile: Profile) -> tuple[Table, ...]:
    """Return the purchases by supplier, once the accounts are there."""
    if not profile.arts:
        return ()
    first, last = profile.period.first, profile.period.last
    arts = profile.data.plan.arts
    codes = [profile.data.plan.supplier_art(supplier).code for supplier in _SUPPLIERS]
    rows = [Row(arts[code].label, _numbers(profile, code)) for code in codes]
    total = Row("Alle køb (hovedart 4)", _numbers(profile, profile.all_bought), total=True)
    similar = ("Lign.",) if profile.alike else ()
    table = Table(
        id="tbl-koeb",
        title=f"Køb på voksenområdet efter leverandør, {profile.period}",
        unit="Kr. pr. indbygger, løbende priser, og andel af alle køb i procent",
        source=profile.source,
        columns=(
            "",
            *(f"Kr. {year}" for year in (first, last)),
            "Landet",
            "Median",
            *similar,
            *(f"Andel {year}" for year in (first, last)),
            "Andel, landet",
        ),
        rows=(*rows, total),
        note="Art 4.0 omfatter hele voksenområdet, ikke kun botilbud.",
        wide=True,
    )
    return (table,)


def _numbers(profile: Profile, item: str) -> tuple[Value, ...]:
    first, last = profile.period.first, profile.period.last
    return (
        profile.level(item, first),
        profile.level(item, last),
        profile.level(item, last, COUNTRY),
        profile.spread(item, "median"),
        *((profile.similar(item),) if profile.alike else ()),
        profile.share(item, first),
        profile.share(item, last),
        profile.share(item, last, COUNTRY),
    )
