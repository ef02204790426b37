"""The tables of a municipal profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.profile_data import rules_citation
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import capitalised
from kdanalysis.report.expenditure.tables import purchases_table
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.profile.choice import Profile


def level_table(profile: Profile) -> Table:
    """Return the level beside the country, the spread and those of similar size, and the place."""
    last = profile.period.last
    names = [profile.name, "Landet", "Laveste", "Midterste", "Højeste", "Lignende"]
    place = ["Plads"] if profile.is_ranked else []
    rows = tuple(Row(capitalised(profile.label(i)), _levels(profile, i)) for i in profile.items)
    return Table(
        id="tbl-niveau",
        title=f"Udgift pr. indbygger i {last} og spredning",
        unit=f"Kr. pr. indbygger, løbende priser{_places(profile)}",
        source=f"{profile.source}; {profile.data.citation('population').removeprefix('Kilde: ')}",
        columns=("", *names, *place),
        rows=rows,
        note=_level_note(profile),
    )


def _places(profile: Profile) -> str:
    return "; plads fra oven" if profile.is_ranked else ""


def _levels(profile: Profile, item: str) -> tuple[Value, ...]:
    last = profile.period.last
    levels = (
        profile.level(item, last),
        profile.level(item, last, COUNTRY),
        *(profile.spread(item, part) for part in ("low", "median", "high")),
        profile.similar(item),
    )
    return (*levels, profile.rank(item)) if profile.is_ranked else levels


def _level_note(profile: Profile) -> str:
    rules = rules_citation(profile.data).removeprefix("Kilde: ")
    return (
        f"Laveste, midterste og højeste er blandt de {n(profile.ranked())} kommuner, der er store "
        f"nok til en plads; lignende er den midterste af lignende størrelse ({rules})."
    )


def development_table(profile: Profile) -> Table:
    """Return growth and mix beside the country's."""
    first, last = profile.period.first, profile.period.last
    places = ["Højeste plads", "Laveste plads"] if profile.is_ranked else []
    rows = tuple(
        Row(capitalised(profile.label(i)), _development(profile, i)) for i in profile.items
    )
    return Table(
        id="tbl-udvikling",
        title=f"Vækst og sammensætning, {profile.period}",
        unit=f"Vækst (løbende priser) og andel af de viste poster i procent{_places(profile)}",
        source=profile.source,
        columns=(
            "",
            "Vækst",
            "Vækst, landet",
            f"Andel {first}",
            f"Andel {last}",
            "Andel, landet",
            *places,
        ),
        rows=rows,
        note="En streg betyder, at udviklingen brydes af et spring og ikke kan opgøres.",
    )


def _development(profile: Profile, item: str) -> tuple[Value, ...]:
    first, last = profile.period.first, profile.period.last
    ends = ("first", "last") if profile.is_ranked else ()
    return (
        profile.growth(item),
        profile.growth(item, COUNTRY),
        profile.share(item, first),
        profile.share(item, last),
        profile.share(item, last, COUNTRY),
        *(profile.rank_end(item, end) for end in ends),
    )


def bought_tables(profile: Profile) -> tuple[Table, ...]:
    """Return the purchases table where the municipality's accounts are there, else nothing."""
    return () if profile.bought is None else (purchases_table(profile.bought),)
