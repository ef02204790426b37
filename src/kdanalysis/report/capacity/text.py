"""Sentences on the loan pool, the planned places, and what they mean for the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
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


def pool(choice: Capacity) -> str:
    """Return the size of the pool by year and what was awarded for the first (2023: 3056)."""
    whole, *years = (
        n(figures.pool_amount(choice.data, name=name))
        for name in ("ramme_i_alt", "ramme_2024", "ramme_2025", "ramme_2026")
    )
    awarded = figures.pool_amount(choice.data, name="tildelt_2024")
    receivers = figures.pool_count(choice.data, name="kommuner_2024")
    return (
        f"Lånepuljen er på {whole}: {years[0]} i 2024, {years[1]} i 2025 og {years[2]} i 2026. "
        f"{_adds_up(choice)} For 2024 fik {n(receivers)} kommuner i hele landet tildelt "
        f"{n(awarded)}, {n(figures.pool_awarded_pct(choice.data))} af årets ramme og i gennemsnit "
        f"{n(figures.pool_average(choice.data))} pr. kommune."
    )


def _adds_up(choice: Capacity) -> str:
    difference = figures.pool_difference(choice.data)
    if direction(difference) is Direction.FLAT:
        return "Årenes rammer summer til helheden."
    return f"Årenes rammer afviger {n(difference.size())} fra helheden."


def project_size(choice: Capacity) -> str:
    """Return the size of project that was expected to be asked for (2024: 3242)."""
    low, high = (
        n(figures.pool_amount(choice.data, name=f"projektstoerrelse_{end}"))
        for end in ("lav", "hoej")
    )
    return f"Et projekt ventedes at skulle have en vis størrelse, fx {low} til {high}."


def answered(choice: Capacity) -> str:
    """Return how many answered, and who of those without an own answer it may be (2024: 3418)."""
    told, asked = (
        figures.pool_count(choice.data, name=name) for name in ("svar_kommuner", "spurgte_kommuner")
    )
    silent = _with_status(choice, *_WITHOUT_OWN_ANSWER)
    missing = figures.unanswered(choice.data)
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
    """Return who does not apply, against the printed number (2024: 3420)."""
    printed = figures.pool_count(choice.data, name="ingen_planer_om_at_soege")
    names = _with_status(choice, *_NOT_APPLYING)
    also = _with_status(choice, "planer_uden_om_laanepulje_soeger_ikke")
    fits = "svarer til" if len(names) == printed.exact else "svarer ikke til"
    told = f"Kilden oplyser, at {n(printed)} kommuner ikke søger; det {fits} {listed(names)}."
    return (
        f"{told} {listed(also)} skriver det samme, men har planer uden om puljen." if also else told
    )


def _with_status(choice: Capacity, *statuses: str) -> list[str]:
    return [name for name, status in figures.answers(choice.data).items() if status in statuses]


def planned(choice: Capacity) -> str:
    """Return how many places are planned, in and outside the pool, and how many replace others."""
    pool_places, outside = (_span(choice, figures.planned_places, of) for of in ("pool", "outside"))
    projects = n(figures.planned_projects(choice.data, of="all"))
    places = _span(choice, figures.planned_places, "all")
    told = (
        f"Kommunerne overvejer {projects} projekter med {places} pladser: {pool_places} med midler "
        f"fra lånepuljen og {outside} uden om."
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
        f"{n(replaced)} bestående pladser erstattes, så tilvæksten er "
        f"{_span(choice, figures.planned_net_places, 'all')}."
    )


def beyond(choice: Capacity) -> str:
    """Return places that are possible, or of another kind, and therefore not counted."""
    optional = figures.optional_places(choice.data, of="all")
    parts = []
    if direction(optional) is not Direction.FLAT:
        parts.append(f"{n(optional)} mulige pladser, hvis andre kommuner har interesse")
    if direction(figures.further_places(choice.data, of="all", end="high")) is not Direction.FLAT:
        homes = _span(choice, figures.further_places, "all")
        parts.append(f"{homes} almene boliger (ABL § 105), som ikke er omfattet af puljen")
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
        f"{_span(choice, figures.open_places, 'all')} pladser eller "
        f"{_span(choice, figures.open_share_pct, 'all')} af pladserne i de projekter. For resten "
        f"er det uafklaret, selv om det ventedes at blive et krav."
    )


def largest_group(choice: Capacity) -> str:
    """Return the target group with most places."""
    group = choice.target_groups[0]
    places = _span(choice, figures.planned_places, group)
    return f"Flest planlagte pladser er til målgruppen {group.lower()}: {places}."


def external(choice: Capacity) -> str:
    """Return the external placements and how many have a single target group (2024: 3589-3606)."""
    data, base = choice.data, "helaarspersoner_i_alt"
    everyone = figures.external_persons(data, name=base)
    single = figures.external_persons(data, name="entydig_maalgruppe")
    share = figures.external_share_pct(data, name="entydig_maalgruppe", base=base)
    covered = _span(choice, figures.places_of_external_pct, "all")
    return (
        f"I 2022 købte kommunerne botilbudspladser til {n(everyone)} helårspersoner uden for egen "
        f"kommune. For {n(single)} af dem ({n(share)}) kan målgruppen bestemmes "
        f"entydigt{_printed(choice, share)}. "
        f"De planlagte nettopladser svarer til {covered} af de eksterne helårspersoner."
    )


def _printed(choice: Capacity, share: Value) -> str:
    printed = figures.external_printed_pct(choice.data)
    if printed.rounded == share.with_decimals(printed.decimals).rounded:
        return ""
    return f"; kilden skriver {n(printed)}, formentlig skåret af i stedet for afrundet"


def _span(choice: Capacity, figure: Callable[..., Value], of: str) -> str:
    """Return `215-237`, or one number where both ends are printed the same."""
    low, high = (figure(choice.data, of=of, end=end) for end in ("low", "high"))
    return n(low) if low.rounded == high.rounded else f"{n(low)} til {n(high)}"
