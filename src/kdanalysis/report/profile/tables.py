"""The tables of a municipal profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.profile_data import rules_citation
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import capitalised
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.profile.choice import Profile


def level_table(profile: Profile) -> Table:
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


def _similar(profile: Profile, before: str) -> tuple[str, ...]:
    """Return the heading of those of similar size; nothing where there are none."""
    return (before,) if profile.alike else ()


def _levels(profile: Profile, item: str) -> tuple[Value, ...]:
    last = profile.period.last
    levels = (
        profile.level(item, last),
        profile.level(item, last, COUNTRY),
        *(profile.spread(item, part) for part in ("low", "median", "high")),
        *((profile.similar(item),) if profile.alike else ()),
    )
    places = (profile.rank(item), *(profile.rank_end(item, end) for end in ("first", "last")))
    return (*levels, *places) if profile.is_ranked else levels


def _level_note(profile: Profile) -> str:
    rules = rules_citation(profile.data).removeprefix("Kilde: ")
    similar = "; lign. er medianen af dem af lignende størrelse" if profile.alike else ""
    span = f"øverste og nederste plads i {profile.period}"
    places = f". Fra og til er {span}" if profile.is_ranked else ""
    return (
        f"Lavest, median og højest er blandt de {n(profile.ranked())} kommuner, der er store nok "
        f"til en plads{similar} ({rules}){places}."
    )


def development_table(profile: Profile) -> Table:
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


def _development(profile: Profile, item: str) -> tuple[Value, ...]:
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
