"""One municipality beside the others: sentences, tables and figures."""

from __future__ import annotations

from kdanalysis.evidence.figures import profile as figures
from kdanalysis.evidence.figures.profile import rules_citation
from kdanalysis.evidence.value import Value
from kdanalysis.report.charts import basic as style
from kdanalysis.report.charts.accounts import Strip, broken_line_chart, strip_chart
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import (
    Direction,
    callout,
    capitalised,
    direction,
    listed,
    n,
    went,
)
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.profile.profile import MunicipalProfile
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.given import municipalities

# Sentences on one municipality: where it stands, how it developed, what it spends on what.


_WORDS = ("ingen", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")


def coverage(profile: MunicipalProfile) -> str:
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


def _dotted(profile: MunicipalProfile, item: str) -> str:
    return profile.data.plan.functions[item].dotted


def key_points(profile: MunicipalProfile) -> str:
    """Return one point per main item: level, place and growth."""
    return "\n".join(
        f"- **{capitalised(profile.label(item))}.** "
        f"{position(profile, item)} {development(profile, item)}"
        for item in profile.drawn
    )


def position(profile: MunicipalProfile, item: str) -> str:
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


def _place(profile: MunicipalProfile, item: str) -> str:
    if not profile.is_ranked:
        return ""
    return f" og nr. {n(profile.rank(item))} af {n(profile.ranked())} fra oven"


def development(profile: MunicipalProfile, item: str) -> str:
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


def similar_size(profile: MunicipalProfile) -> str:
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


def small_base(profile: MunicipalProfile) -> str:
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


def mix(profile: MunicipalProfile) -> str:
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


def _before(profile: MunicipalProfile, item: str) -> str:
    """Return the share in the first year; nothing where the item did not exist."""
    first = profile.period.first
    share = profile.share(item, first)
    return "" if share.amount is None else f" og {n(share)} {profile.phrase} i {first}"


def key_to_dots(profile: MunicipalProfile) -> str:
    """Return how the figure of positions is read."""
    similar = "; de lyseblå er af lignende størrelse" if profile.alike else ""
    return f"Hver prik er en kommune{similar}."


def basis(profile: MunicipalProfile) -> str:
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


# The tables of a municipal profile.


def level_table(profile: MunicipalProfile) -> Table:
    """Return the level beside the country, the spread and those of similar size, and the place."""
    last = profile.period.last
    names = ["Her", "Landet", "Lavest", "Median", "Højest", *_similar(profile, "Lign.")]
    places = ["Plads", "Fra", "Til"] if profile.is_ranked else []
    rows = tuple(Row(capitalised(profile.label(i)), _levels(profile, i)) for i in profile.items)
    return Table(
        id="tbl-niveau",
        title=f"Udgift pr. indbygger {profile.phrase} i {last} og spredning",
        unit=f"Kr. pr. indbygger, løbende priser{'; plads fra det højeste' if places else ''}",
        source=f"{profile.source}; {profile.data.citation('population').removeprefix('Kilde: ')}",
        columns=("", *names, *places),
        rows=rows,
        note=_level_note(profile),
        wide=profile.whole,
    )


def _similar(profile: MunicipalProfile, before: str) -> tuple[str, ...]:
    """Return the heading of those of similar size; nothing where there are none."""
    return (before,) if profile.alike else ()


def _levels(profile: MunicipalProfile, item: str) -> tuple[Value, ...]:
    last = profile.period.last
    levels = (
        profile.level(item, last),
        profile.level(item, last, COUNTRY),
        *(profile.spread(item, part) for part in ("low", "median", "high")),
        *((profile.similar(item),) if profile.alike else ()),
    )
    places = (profile.rank(item), *(profile.rank_end(item, end) for end in ("first", "last")))
    return (*levels, *places) if profile.is_ranked else levels


def _level_note(profile: MunicipalProfile) -> str:
    rules = rules_citation(profile.data).removeprefix("Kilde: ")
    similar = "; lign. er medianen af dem af lignende størrelse" if profile.alike else ""
    span = f"øverste og nederste plads i {profile.period}"
    places = f". Fra og til er {span}" if profile.is_ranked else ""
    return (
        f"Lavest, median og højest er blandt de {n(profile.ranked())} kommuner, der er store nok "
        f"til en plads{similar} ({rules}){places}."
    )


def development_table(profile: MunicipalProfile) -> Table:
    """Return growth and mix beside the country, the median and those of similar size."""
    last = profile.period.last
    rows = tuple(
        Row(capitalised(profile.label(i)), _development(profile, i)) for i in profile.items
    )
    others = ("landet", "median", *_similar(profile, "lign."))
    return Table(
        id="tbl-udvikling",
        title=f"Vækst og sammensætning, {profile.period}",
        unit="Vækst i løbende priser og andel af de viste poster, procent",
        source=profile.source,
        columns=(
            "",
            "Vækst",
            *(f"Vækst, {other}" for other in others),
            f"Andel {last}",
            *(f"Andel, {other}" for other in others),
        ),
        rows=rows,
        note="–: kan ikke opgøres, fordi niveauet springer, eller posten er ny.",
        wide=profile.whole,
    )


def _development(profile: MunicipalProfile, item: str) -> tuple[Value, ...]:
    last, similar = profile.period.last, bool(profile.alike)
    return (
        profile.growth(item),
        profile.growth(item, COUNTRY),
        profile.middle_growth(item),
        *((profile.middle_growth(item, profile.area),) if similar else ()),
        profile.share(item, last),
        profile.share(item, last, COUNTRY),
        profile.middle_share(item),
        *((profile.middle_share(item, profile.area),) if similar else ()),
    )


# The figures of a municipal profile.

_UNIT = "Udgift pr. indbygger, indeks, landet = 100"


def position_figure(profile: MunicipalProfile) -> Figure:
    """Return the level among all municipalities, in per cent of the country's."""
    last = profile.period.last
    areas = municipalities(profile.data.areas)
    series = tuple(
        ChartSeries(
            capitalised(profile.label(item)),
            style.BLUE,
            tuple(profile.index(item, last, area.code) for area in areas),
        )
        for item in profile.drawn
    )
    names = tuple(area.name for area in areas)
    numbers = Numbers("Kommune", names, series, f"{_UNIT}, {last}", profile.source)
    strips = [_strip(profile, line, names) for line in series]
    svg = strip_chart(strips, profile.name, "Landet")
    return Figure("fig-placering", svg, _position_finding(profile), numbers)


def _strip(profile: MunicipalProfile, line: ChartSeries, names: tuple[str, ...]) -> Strip:
    by_name = dict(zip(names, line.values, strict=True))
    own = by_name.pop(profile.name)
    similar = tuple(value for name, value in by_name.items() if name in profile.alike)
    others = tuple(value for name, value in by_name.items() if name not in profile.alike)
    return Strip(line.label, others, similar, own)


def _position_finding(profile: MunicipalProfile) -> str:
    """Return on which of the items the municipality lies above the country."""
    above = [profile.label(i) for i in profile.drawn if (profile.gap(i).amount or 0) > 0]
    if not above:
        return f"{profile.subject} ligger på eller under landsplan på alle de viste poster."
    if len(above) == len(profile.drawn):
        return f"{profile.subject} ligger over landsplan på alle de viste poster."
    return f"{profile.subject} ligger over landsplan for {listed(above)}."


def development_figure(profile: MunicipalProfile) -> Figure:
    """Return the level in per cent of the country's over the years, broken at jumps."""
    years = profile.period.years
    lines = tuple(
        ChartSeries(
            capitalised(profile.label(item)), color, tuple(profile.index(item, y) for y in years)
        )
        for item, color in zip(profile.drawn, style.SERIES, strict=False)
    )
    runs = [_runs(profile, item) for item in profile.drawn]
    labels = tuple(map(str, years))
    numbers = Numbers("År", labels, lines, _UNIT, profile.source)
    svg = broken_line_chart(years, lines, runs)
    return Figure("fig-udvikling", svg, _development_finding(profile), numbers)


def _runs(profile: MunicipalProfile, item: str) -> list[list[int]]:
    there = [y for y in profile.period.years if profile.index(item, y).amount is not None]
    return profile.breaks(item).segments(there)


def _development_finding(profile: MunicipalProfile) -> str:
    """Return the first and last index of the largest item, or that its line is broken."""
    item, (first, last) = profile.drawn[0], (profile.period.first, profile.period.last)
    start, end = (profile.index(item, year) for year in (first, last))
    label = capitalised(profile.label(item))
    if not profile.breaks(item).can_compare(first, last):
        return f"{label}: linjen er brudt, hvor niveauet springer."
    return f"{label}: {n(start)} i {first} og {n(end)} i {last} (landet = 100)."
