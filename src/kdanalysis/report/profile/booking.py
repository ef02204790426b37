"""What must be known before a municipality's levels are compared, and what it buys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kdanalysis.evidence.figures import profile as figures
from kdanalysis.evidence.value import Value
from kdanalysis.expenditure.booking import Crossing
from kdanalysis.report.elements.numbers import cell, listed, n, rose
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.profile.comparison import beside
from kdanalysis.report.profile.profile import MOST_DRAWN, MunicipalProfile
from kdanalysis.report.subjects.accounts import View
from kdanalysis.report.subjects.care import art_of, private_against_municipal, purchase_share
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.per_inhabitant import JOINED

# What must be known before a municipality's levels are compared: jumps and ways of booking.


_MOST_TOLD = 4
"""Jumps told one by one, those of the largest items first; the page has no room for more."""
_MOST_NAMED = 5
"""Further items named with the years of their jumps."""
_MOST_AGAINST = 2
"""Items told to have moved the other way, the largest movements first."""


def jumps(profile: MunicipalProfile) -> str:
    """Return the jumps with their size and what moved the other way, as a list; or that none is."""
    found = list(_jumps(profile))
    if not found:
        return f"Ingen af de viste poster springer i perioden {profile.period} ({_rule(profile)})."
    intro = (
        f"Springene herunder ({_rule(profile)}) skyldes formentlig ændret bogføring eller enkelte "
        f"sager og er ikke en udviklingstendens. Linjen i figuren er brudt, hvor de er."
    )
    told = [_jump(profile, item, year) for item, year in found[:_MOST_TOLD]]
    return "\n".join([intro, "", *told, *_further(profile, found[_MOST_TOLD:])])


def _further(profile: MunicipalProfile, found: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Yield one point with items and years of the jumps, if there are any."""
    years: dict[str, list[str]] = {}
    for item, year in found:
        years.setdefault(item, []).append(str(year))
    if years:
        told = [f"{profile.label(item)} ({listed(when)})" for item, when in years.items()]
        more = ["flere andre poster"] if len(told) > _MOST_NAMED else []
        yield f"- Desuden springer {listed([*told[:_MOST_NAMED], *more])}."


def _jumps(profile: MunicipalProfile) -> Iterator[tuple[str, int]]:
    for item in profile.items:
        for year in profile.breaks(item).jumps:
            if profile.period.first < year <= profile.period.last:
                yield item, year


def _rule(profile: MunicipalProfile) -> str:
    share = figures.profile_rule_pct(profile.data, name="spring_pct")
    amount = figures.profile_rule_kr(profile.data, name="spring_kr")
    return f"mindst {n(share)} og {n(amount)} pr. indbygger ud over landets ændring på ét år"


def _jump(profile: MunicipalProfile, item: str, year: int) -> str:
    before, after = profile.level(item, year - 1), profile.level(item, year)
    told = f"- {year}, {profile.label(item)}: fra {cell(before)} til {n(after)}"
    return f"{told}{_kind(profile, item, year)}{_countered(profile, item, year)}."


def _kind(profile: MunicipalProfile, item: str, year: int) -> str:
    outliers = profile.breaks(item).outliers
    if year in outliers:
        return "; året afviger fra årene på begge sider"
    return "; tilbage til niveauet før" if year - 1 in outliers else "; niveauet er skiftet"


def _countered(profile: MunicipalProfile, item: str, year: int) -> str:
    """Return the related items that moved most the other way in the same year."""
    own = _unexpected(profile, item, year)
    related = (other for kin in profile.kin() if item in kin for other in kin if other != item)
    moved = {other: _unexpected(profile, other, year) for other in related}
    against = [other for other, step in moved.items() if _opposes(profile, own, step)]
    largest = sorted(against, key=lambda other: -abs(moved[other].exact))[:_MOST_AGAINST]
    told = listed([_step(profile, other, year) for other in largest])
    return f". Samtidig {told}, så noget er formentlig flyttet" if told else ""


def _step(profile: MunicipalProfile, item: str, year: int) -> str:
    step = figures.profile_step(profile.data, area=profile.area, item=item, year=year)
    return f"{rose(step)} {profile.label(item)} {n(step.size())}"


def _unexpected(profile: MunicipalProfile, item: str, year: int) -> Value:
    return figures.profile_unexpected(profile.data, area=profile.area, item=item, year=year)


def _opposes(profile: MunicipalProfile, own: Value, other: Value) -> bool:
    """Tell whether an item moved the other way, and by an amount that counts."""
    least = figures.profile_rule_kr(profile.data, name="spring_kr").exact
    if other.amount is None:
        return False
    return own.exact * other.amount < 0 and abs(other.amount) >= least


def booking(profile: MunicipalProfile) -> str:
    """Return what the place becomes when functions that can be booked for each other are joined."""
    start = (
        "Kommunerne kan bogføre den samme indsats på forskellige funktioner, og de organiserer og "
        "finansierer indsatser forskelligt."
    )
    told, meant = [], []
    for kin in profile.kin():
        told.append(_joined(profile, kin))
        meant.append(_meaning(profile, kin))
    if len(set(meant)) == 1:  # said once of all of them
        return " ".join([start, *told, meant[0]]).rstrip()
    return " ".join([start, *(f"{what} {so}" for what, so in zip(told, meant, strict=True))])


def _joined(profile: MunicipalProfile, kin: tuple[str, ...]) -> str:
    together = JOINED.join(kin)
    told = f"Lagt sammen ligger {_kin_name(profile, kin)} {beside(profile.gap(together))}"
    if not profile.is_ranked:
        return f"{told}."
    apart = [profile.rank(item) for item in kin]
    return f"{told} (nr. {n(profile.rank(together))}; {_apart(apart)})."


def _kin_name(profile: MunicipalProfile, kin: tuple[str, ...]) -> str:
    """Return the items' names; that of their area where they are all of it."""
    if profile.whole:
        plan = profile.data.plan
        return plan.label(plan.functions[plan.codes(kin[0])[0]].area)
    return listed([profile.label(item) for item in kin])


def _apart(places: Sequence[Value]) -> str:
    """Return the places of the items each for itself, as a range where they are many."""
    if len(places) <= MOST_DRAWN:
        return f"hver for sig nr. {listed([n(place) for place in places])}"
    ordered = sorted(places, key=lambda place: place.exact)
    return f"posterne hver for sig fra nr. {n(ordered[0])} til {n(ordered[-1])}"


def _meaning(profile: MunicipalProfile, kin: tuple[str, ...]) -> str:
    """Return what the places say: alike whichever way it is booked, or not; nothing unranked."""
    if not profile.is_ranked:
        return ""
    together = profile.rank(JOINED.join(kin))
    if all(profile.rank(item).amount == together.amount for item in kin):
        return "Pladsen er den samme, hvordan der end er bogført mellem dem."
    return "Forskellen kan være bogføring, så summen er et sikrere mål end den enkelte post."


# A municipality's purchases on the adult area, per inhabitant in current prices.

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


def purchases(profile: MunicipalProfile) -> str:
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


def bought_tables(profile: MunicipalProfile) -> tuple[Table, ...]:
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


def _numbers(profile: MunicipalProfile, item: str) -> tuple[Value, ...]:
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
