"""What must be known before a municipality's levels are compared: jumps and ways of booking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import profile as figures
from kdanalysis.report.elements.inline import cell, n
from kdanalysis.report.elements.words import listed, rose
from kdanalysis.report.profile.text import beside
from kdanalysis.tables.per_inhabitant import JOINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.profile.choice import Profile


def jumps(profile: Profile) -> str:
    """Return each jump with its size and what moved the other way, as a list; or that none is."""
    found = [_jump(profile, item, year) for item, year in _jumps(profile)]
    if not found:
        return f"Ingen af de viste poster springer i perioden {profile.period} ({_rule(profile)})."
    intro = (
        f"Springene herunder ({_rule(profile)}) skyldes formentlig ændret bogføring eller enkelte "
        f"sager og er ikke en udviklingstendens. Linjen i figuren er brudt, hvor de er."
    )
    return "\n".join([intro, "", *found])


def _jumps(profile: Profile) -> Iterator[tuple[str, int]]:
    for item in profile.items:
        for year in profile.breaks(item).jumps:
            if profile.period.first < year <= profile.period.last:
                yield item, year


def _rule(profile: Profile) -> str:
    share = figures.profile_rule_pct(profile.data, name="spring_pct")
    amount = figures.profile_rule_kr(profile.data, name="spring_kr")
    return f"mindst {n(share)} og {n(amount)} pr. indbygger ud over landets ændring på ét år"


def _jump(profile: Profile, item: str, year: int) -> str:
    before, after = profile.level(item, year - 1), profile.level(item, year)
    told = f"- {year}, {profile.label(item)}: fra {cell(before)} til {n(after)}"
    return f"{told}{_kind(profile, item, year)}{_countered(profile, item, year)}."


def _kind(profile: Profile, item: str, year: int) -> str:
    outliers = profile.breaks(item).outliers
    if year in outliers:
        return "; året afviger fra årene på begge sider"
    return "; tilbage til niveauet før" if year - 1 in outliers else "; niveauet er skiftet"


def _countered(profile: Profile, item: str, year: int) -> str:
    """Return the related items that moved the other way in the same year."""
    own = _unexpected(profile, item, year)
    related = (other for kin in profile.kin() if item in kin for other in kin if other != item)
    against = [
        _step(profile, other, year)
        for other in related
        if _opposes(profile, own, _unexpected(profile, other, year))
    ]
    return f". Samtidig {listed(against)}, så noget er formentlig flyttet" if against else ""


def _step(profile: Profile, item: str, year: int) -> str:
    step = figures.profile_step(profile.data, area=profile.area, item=item, year=year)
    return f"{rose(step)} {profile.label(item)} {n(step.size())}"


def _unexpected(profile: Profile, item: str, year: int) -> Value:
    return figures.profile_unexpected(profile.data, area=profile.area, item=item, year=year)


def _opposes(profile: Profile, own: Value, other: Value) -> bool:
    """Tell whether an item moved the other way, and by an amount that counts."""
    least = figures.profile_rule_kr(profile.data, name="spring_kr").exact
    if other.amount is None:
        return False
    return own.exact * other.amount < 0 and abs(other.amount) >= least


def booking(profile: Profile) -> str:
    """Return what the place becomes when functions that can be booked for each other are joined."""
    start = (
        "Kommunerne kan bogføre den samme indsats på forskellige funktioner, og de organiserer og "
        "finansierer indsatser forskelligt."
    )
    return " ".join([start, *(_joined(profile, kin) for kin in profile.kin())])


def _joined(profile: Profile, kin: tuple[str, ...]) -> str:
    together = JOINED.join(kin)
    names = listed([profile.label(item) for item in kin])
    told = f"Lagt sammen ligger {names} {beside(profile.gap(together))}"
    if not profile.is_ranked:
        return f"{told}."
    place, apart = profile.rank(together), [profile.rank(item) for item in kin]
    places = f"nr. {n(place)}; hver for sig nr. {listed([n(rank) for rank in apart])}"
    return f"{told} ({places}). {_meaning(place, apart)}"


def _meaning(together: Value, apart: list[Value]) -> str:
    """Return what the places say: alike whichever way it is booked, or not."""
    if all(rank.amount == together.amount for rank in apart):
        return "Pladsen er den samme, hvordan der end er bogført mellem dem."
    return "Afstanden mellem pladserne kan være bogføring, så summen er det sikreste mål."
