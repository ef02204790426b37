"""Sentences on one municipality: where it stands, how it developed, what it spends on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import profile as figures
from kdanalysis.report.elements.inline import callout, n
from kdanalysis.report.elements.words import Direction, capitalised, direction, listed, went
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.profile.choice import Profile

_WORDS = ("ingen", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")


def coverage(profile: Profile) -> str:
    """Return that only some functions are shown, as a callout; nothing when all are."""
    if profile.whole:
        return ""
    count = len(profile.items)
    word = _WORDS[count] if count < len(_WORDS) else str(count)
    names = listed([f"{profile.label(i)} ({_dotted(profile, i)})" for i in profile.items])
    text = (
        f"Profilen viser {names}. De øvrige funktioner og kommunens køb følger, når regnskaberne "
        f"er hentet. Summen af de viste er ikke kommunens samlede udgift."
    )
    return callout(f"Uddrag: {word} funktioner", text)


def _dotted(profile: Profile, item: str) -> str:
    return profile.data.plan.functions[item].dotted


def key_points(profile: Profile) -> str:
    """Return one point per main item: level, place and growth."""
    return "\n".join(
        f"- **{capitalised(profile.label(item))}.** "
        f"{position(profile, item)} {development(profile, item)}"
        for item in profile.drawn
    )


def position(profile: Profile, item: str) -> str:
    """Return the level in the last year beside the country, and the place among the ranked."""
    last = profile.period.last
    level, gap = profile.level(item, last), profile.gap(item)
    if level.amount is None or gap.amount is None:
        return f"Kontoen er ikke brugt {profile.phrase} i {last}."
    return f"{n(level)} i {last}, {beside(gap)}{_place(profile, item)}."


def beside(gap: Value) -> str:
    """Return how a level lies to the country's: `3 % over landsplan`."""
    if direction(gap) is Direction.FLAT:
        return "som på landsplan"
    side = "over" if direction(gap) is Direction.UP else "under"
    return f"{n(gap.size())} {side} landsplan"


def _place(profile: Profile, item: str) -> str:
    if not profile.is_ranked:
        return ""
    return f" og nr. {n(profile.rank(item))} af {n(profile.ranked())} fra oven"


def development(profile: Profile, item: str) -> str:
    """Return the growth beside the country's, or that jumps stand in its way."""
    own, country = profile.growth(item), profile.growth(item, COUNTRY)
    years = f"fra {profile.period.first} til {profile.period.last}"
    if own.amount is None or country.amount is None:
        return f"Udviklingen {years} brydes af spring og opgøres ikke."
    return (
        f"Niveauet {_singular(own)} i løbende priser {years} mod {_change(country)} på landsplan."
    )


def _singular(growth: Value) -> str:
    """Return `steg 3 %`, `faldt 3 %` or `var uændret`."""
    return "var uændret" if direction(growth) is Direction.FLAT else went(growth)


def _change(growth: Value) -> str:
    """Return `en stigning på 3 %`, `et fald på 3 %` or `uændret`."""
    nouns = {Direction.UP: "en stigning på", Direction.DOWN: "et fald på"}
    way = direction(growth)
    return "uændret" if way is Direction.FLAT else f"{nouns[way]} {n(growth.size())}"


def similar_size(profile: Profile) -> str:
    """Return who is of similar size, or that nobody is."""
    factor = figures.profile_rule_factor(profile.data, name="stoerrelsesfaktor")
    rule = f"folketal højst {n(factor)} gange større eller mindre"
    people = figures.profile_inhabitants(profile.data, area=profile.area, year=profile.period.last)
    start = f"{profile.subject} havde {n(people)} indbyggere 1. januar {profile.period.last}"
    if not profile.is_ranked:
        return f"{start}."
    if not profile.alike:
        return f"{start}. Ingen af de øvrige kommuner er af lignende størrelse ({rule})."
    return f"{start}. Af lignende størrelse ({rule}) er {listed(profile.alike)}."


def small_base(profile: Profile) -> str:
    """Return why a small municipality has no rank, and what a given amount does to its level."""
    if profile.is_ranked:
        return ""
    data, last = profile.data, profile.period.last
    smallest = figures.profile_rule_count(data, name="mindste_folketal")
    amount = figures.profile_rule_kr(data, name="beloeb_paa_proeve")
    each = figures.profile_trial(data, area=profile.area, year=last)
    return (
        f"Kommuner med under {n(smallest)} indbyggere får ingen plads og indgår ikke i "
        f"spredningen: et beløb på {n(amount)} svarer her til {n(each)}, så få sager flytter "
        f"niveauet."
    )


def mix(profile: Profile) -> str:
    """Return the item whose share differs most from the country's."""
    last = profile.period.last
    pairs = {i: (profile.share(i, last), profile.share(i, last, COUNTRY)) for i in profile.items}
    known = {i: pair for i, pair in pairs.items() if None not in (pair[0].amount, pair[1].amount)}
    item = max(known, key=lambda i: abs(known[i][0].exact - known[i][1].exact))
    own, country = known[item]
    what = "udgifterne" if profile.whole else "udgifterne til de viste funktioner"
    return (
        f"Sammensætningen afviger mest fra landet for {profile.label(item)}, der i {last} udgør "
        f"{n(own)} af {what} mod {n(country)} på landsplan{_before(profile, item)}."
    )


def _before(profile: Profile, item: str) -> str:
    """Return the share in the first year; nothing where the item did not exist."""
    first = profile.period.first
    share = profile.share(item, first)
    return "" if share.amount is None else f" og {n(share)} {profile.phrase} i {first}"


def key_to_dots(profile: Profile) -> str:
    """Return how the figure of positions is read."""
    similar = "; de lyseblå er af lignende størrelse" if profile.alike else ""
    return f"Hver prik er en kommune{similar}."


def basis(profile: Profile) -> str:
    """Return what the amounts are, and what is not known of them."""
    same = (
        "Kommunerne sammenlignes i samme år, så prisudviklingen påvirker ikke afstanden til de "
        "andre. Kommuner med samme tal deler plads."
    )
    if profile.whole:
        return (
            f"Beløbene er nettodriftsudgifter før statsrefusion i løbende priser, delt med "
            f"folketallet 1. januar. {same}"
        )
    return (
        f"Beløbene er nettotal pr. indbygger i løbende priser, som Danmarks Statistik har delt "
        f"dem. Uddraget oplyser hverken folketallet bag eller udvalget af dranst; niveauet passer "
        f"med nettodriftsudgifter før statsrefusion. {same}"
    )
