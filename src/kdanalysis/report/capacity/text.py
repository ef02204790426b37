"""Sentences on the loan pool, the planned places, and what they mean for the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.figures import capacity_pool as pools
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity

STATUSES = {
    "planer_laanepulje": "Planer inden for lånepuljen",
    "planer_laanepulje_og_uden_om": "Samme projekt nævnt både inden for og uden om puljen",
    "kun_naevnt_i_faelles_projekt": "Kun nævnt i det fælles projekt",
    "planer_uden_om_laanepulje": "Planer uden om lånepuljen",
    "planer_uden_om_laanepulje_soeger_ikke": "Planer uden om lånepuljen; søger ikke",
    "fik_midler_2024_ingen_nye_planer": "Fik midler i den første pulje; ingen nye planer",
    "ingen_planer_om_byggeri": "Ingen planer om byggeri",
    "ikke_naevnt": "Ikke nævnt",
}
"""What each status of an answer means, in the order of the table."""
_WITHOUT_OWN_ANSWER = ("ikke_naevnt", "kun_naevnt_i_faelles_projekt")
_NOT_APPLYING = ("ingen_planer_om_byggeri", "fik_midler_2024_ingen_nye_planer")
_OUTSIDE_ONLY = ("planer_uden_om_laanepulje", "planer_uden_om_laanepulje_soeger_ikke")


def pool(choice: Capacity) -> str:
    """Return the size of the pool by year and what was awarded for the first (2023: 3056)."""
    whole, *years = (
        n(pools.pool_amount(choice.data, name=name))
        for name in ("ramme_i_alt", "ramme_2024", "ramme_2025", "ramme_2026")
    )
    awarded = pools.pool_amount(choice.data, name="tildelt_2024")
    receivers = pools.pool_count(choice.data, name="kommuner_2024")
    return (
        f"Lånepuljen er på {whole}: {years[0]} i 2024, {years[1]} i 2025 og {years[2]} i 2026. "
        f"{_adds_up(choice)} For 2024 fik {n(receivers)} kommuner i hele landet tildelt "
        f"{n(awarded)}, {n(pools.pool_awarded_pct(choice.data))} af årets ramme og i gennemsnit "
        f"{n(pools.pool_average(choice.data))} pr. kommune."
    )


def _adds_up(choice: Capacity) -> str:
    difference = pools.pool_difference(choice.data)
    if direction(difference) is Direction.FLAT:
        return "Årenes rammer summer til helheden."
    return f"Årenes rammer afviger {n(difference.size())} fra helheden."


def project_size(choice: Capacity) -> str:
    """Return the size of project that was expected to be asked for (2024: 3242)."""
    low, high = (
        n(pools.pool_amount(choice.data, name=f"projektstoerrelse_{end}"))
        for end in ("lav", "hoej")
    )
    return f"Et projekt ventedes at skulle have en vis størrelse, fx {low} til {high}."


def answered(choice: Capacity) -> str:
    """Return how many answered, and who of those without an own answer it may be (2024: 3418)."""
    told, asked = (
        pools.pool_count(choice.data, name=name) for name in ("svar_kommuner", "spurgte_kommuner")
    )
    silent = _with_status(choice, *_WITHOUT_OWN_ANSWER)
    missing = pools.unanswered(choice.data)
    fits = (
        f"det stemmer med de {n(missing)} manglende svar"
        if len(silent) == missing.exact
        else f"de manglende svar er {n(missing)}, så mindst ét svar er ikke gengivet entydigt"
    )
    return (
        f"{n(told)} af {n(asked)} kommuner har svaret. Kilden nævner ikke, hvem der mangler. "
        f"{listed(silent)} har ikke et eget svar i gengivelsen; {fits}."
    )


def not_applying(choice: Capacity) -> str:
    """Return how many do not apply, and who that may be: the source names none (2024: 3420)."""
    printed = pools.pool_count(choice.data, name="ingen_planer_om_at_soege")
    names = _with_status(choice, *_NOT_APPLYING)
    outside = _with_status(choice, *_OUTSIDE_ONLY)
    fits = "kan være" if len(names) == printed.exact else "er ikke netop"
    told = f"Kilden oplyser, at {n(printed)} kommuner ikke søger, og navngiver dem ikke. De {fits}"
    also = f"; {listed(outside)} har kun planer uden om puljen" if outside else ""
    return f"{told} {listed(names)}, som ingen nye planer har{also}."


def _with_status(choice: Capacity, *statuses: str) -> list[str]:
    return [name for name, status in pools.answers(choice.data).items() if status in statuses]


def planned(choice: Capacity) -> str:
    """Return how many places are planned, in and outside the pool, and how many replace others."""
    pool_places, outside = (_span(choice, figures.planned_places, of) for of in ("pool", "outside"))
    projects = n(figures.planned_projects(choice.data, of="all"))
    places = _span(choice, figures.planned_places, "all")
    told = (
        f"Kommunerne planlægger eller overvejer {projects} projekter med {places} pladser: "
        f"{pool_places} med midler fra lånepuljen og {outside} uden om."
    )
    twice = [plan.municipalities[0] for plan in choice.plans if plan.in_pool and plan.outside]
    return f"{told} {_once(twice)}{_replacing(choice)}"


def _once(names: list[str]) -> str:
    return f"{listed(names)} står i begge lister og er talt med én gang. " if names else ""


def _replacing(choice: Capacity) -> str:
    replaced = figures.replaced_places(choice.data, of="all")
    if direction(replaced) is Direction.FLAT:
        return "Ingen af dem oplyses at erstatte bestående pladser."
    return (
        f"{n(replaced)} af pladserne erstatter eller er omdannet af bestående, så tilvæksten er "
        f"{_span(choice, figures.planned_net_places, 'all')}, hvis resten er nye."
    )


def beyond(choice: Capacity) -> str:
    """Return places that are possible, or of another kind, and therefore not counted."""
    optional = figures.optional_places(choice.data, of="all")
    parts = []
    if direction(optional) is not Direction.FLAT:
        parts.append(f"{n(optional)} mulige pladser, hvis andre kommuner har interesse,")
    if direction(figures.further_places(choice.data, of="all", end="high")) is not Direction.FLAT:
        built, most = (
            n(figures.further_places(choice.data, of="all", end=end)) for end in ("low", "high")
        )
        parts.append(
            f"op til {most} almene boliger (ABL § 105), som ikke er omfattet af puljen, og hvoraf "
            f"{built} er opført eller under opførelse"
        )
    return f"Ikke talt med er {listed(parts)}." if parts else ""


def open_to_others(choice: Capacity) -> str:
    """Return how many places are open to other municipalities, and of how many projects."""
    told, projects = (
        figures.open_projects(choice.data, of="all"),
        figures.planned_projects(choice.data, of="all"),
    )
    if direction(told) is Direction.FLAT:
        return f"Ingen af de {n(projects)} projekter oplyser, hvor mange pladser andre kan bruge."
    return (
        f"{n(told)} af {n(projects)} projekter oplyser pladser til andre kommuner: "
        f"{_span(choice, figures.open_places, 'all')} pladser, svarende til "
        f"{_span(choice, figures.open_share_pct, 'all')} af pladserne i de projekter. For resten "
        f"er det uafklaret eller ikke oplyst, selv om det ventedes at blive et krav i puljen."
    )


def largest_group(choice: Capacity) -> str:
    """Return the target group with most places."""
    group = choice.target_groups[0]
    places = _span(choice, figures.planned_places, group)
    return f"Flest planlagte pladser er til målgruppen {group.lower()}: {places}."


def external(choice: Capacity) -> str:
    """Return the external placements and how many have a single target group (2024: 3589-3606)."""
    data, base = choice.data, "helaarspersoner_i_alt"
    everyone = pools.external_persons(data, name=base)
    single = pools.external_persons(data, name="entydig_maalgruppe")
    share = pools.external_share_pct(data, name="entydig_maalgruppe", base=base)
    covered = _span(choice, figures.places_of_external_pct, "all")
    return (
        f"I 2022 købte de midtjyske kommuner botilbudspladser til {n(everyone)} helårspersoner "
        f"uden for egen kommune. For {n(single)} af dem ({n(share)}) kan målgruppen bestemmes "
        f"entydigt{_printed(choice, share)}. "
        f"De planlagte nettopladser svarer til {covered} af de eksterne helårspersoner."
    )


def _printed(choice: Capacity, share: Value) -> str:
    printed = pools.external_printed_pct(choice.data)
    if printed.rounded == share.with_decimals(printed.decimals).rounded:
        return ""
    return f"; kilden skriver {n(printed)}, formentlig skåret af i stedet for afrundet"


def _span(choice: Capacity, figure: Callable[..., Value], of: str) -> str:
    """Return `215-237`, or one number where both ends are printed the same."""
    low, high = (figure(choice.data, of=of, end=end) for end in ("low", "high"))
    return n(low) if low.rounded == high.rounded else f"{n(low)} til {n(high)}"
