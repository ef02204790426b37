"""Planned places in residential care, the loan pool and external placements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.registry import citation, raw_file
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError, Project
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import Direction, direction, escaped, listed, n
from kdanalysis.report.elements.tables import Content, Row, Table, Verbatim
from kdanalysis.tables.capacity import Plan
from kdanalysis.tables.dataset import Dataset, open_priced
from kdanalysis.tables.given import read_kroner
from kdanalysis.tables.period import Period

# What the report on capacity is about: data, period of the cost, the reader's own price.


_PREFIX = "Kilde: "


@dataclass(frozen=True)
class Capacity:
    """The choice of the report."""

    data: Dataset
    period: Period
    own_difference_kr: int | None = None
    """The reader's own price difference per place and year, shown beside the span."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The planned projects, each once."""
        return figures.plans(self.data)

    @property
    def target_groups(self) -> tuple[str, ...]:
        """Target groups, those with most places first."""
        groups = dict.fromkeys(plan.target_group for plan in self.plans)
        most = {g: figures.planned_places(self.data, of=g, end="high").exact for g in groups}
        return tuple(sorted(groups, key=lambda group: -most[group]))

    @property
    def differences(self) -> tuple[str, ...]:
        """Price differences to look up as arguments, the reader's own in its place."""
        steps = {int(value) for value in figures.span(self.data, "prisforskel").values}
        own = set() if self.own_difference_kr is None else {self.own_difference_kr}
        return tuple(map(str, sorted(steps | own)))

    @property
    def shares(self) -> tuple[str, ...]:
        """Shares of the growth to look up, per cent, as arguments."""
        return tuple(str(int(value)) for value in figures.span(self.data, "modvirket_andel").values)

    def cited(self, *files: str, tables: tuple[str, ...] = ()) -> str:
        """Return one source line for several files and tables, each source once."""
        told = [citation(self.data, raw_file(self.data, name)) for name in files]
        told += [self.data.citation(table) for table in tables]
        sources = (part for text in told for part in text.removeprefix(_PREFIX).split("; "))
        return _PREFIX + "; ".join(dict.fromkeys(sources))


def open_capacity(
    *, period: object, price_year: object = None, own_difference_kr: object = None
) -> Capacity:
    """Return the choice of a report's parameters.

    Args:
        period: the years over which the cost has grown, e.g. `2018-2022`, or `2018-` to
            the newest.
        price_year: the price level of the cost; must be a year of the PL chain; by default that of
            the newest accounts that have one.
        own_difference_kr: the reader's own price difference per place and year; `None` for none.

    Raises:
        InputError: a parameter does not fit the data.
    """
    data = open_priced(Project.find(), price_year)
    own = None if own_difference_kr is None else _own_difference(own_difference_kr)
    return Capacity(data, data.period(period), own)


def _own_difference(given: object) -> int:
    amount = read_kroner(given, "own_difference_kr", "150_000")
    if amount <= 0 or amount.denominator != 1:
        raise InputError(
            f"Prisforskellen {given} kan ikke bruges.",
            "parameteren own_difference_kr",
            "Skriv et positivt beløb i hele kroner pr. plads pr. år, fx 150_000, eller None.",
        )
    return int(amount)


# Sentences on the loan pool, the planned places, and what they mean for the cost.

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
    """Return how many do not apply, and who that may be: the source names none (2024: 3420)."""
    printed = figures.pool_count(choice.data, name="ingen_planer_om_at_soege")
    names = _with_status(choice, *_NOT_APPLYING)
    outside = _with_status(choice, *_OUTSIDE_ONLY)
    fits = "kan være" if len(names) == printed.exact else "er ikke netop"
    told = f"Kilden oplyser, at {n(printed)} kommuner ikke søger, og navngiver dem ikke. De {fits}"
    also = f"; {listed(outside)} har kun planer uden om puljen" if outside else ""
    return f"{told} {listed(names)}, som ingen nye planer har{also}."


def _with_status(choice: Capacity, *statuses: str) -> list[str]:
    return [name for name, status in figures.answers(choice.data).items() if status in statuses]


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
    everyone = figures.external_persons(data, name=base)
    single = figures.external_persons(data, name="entydig_maalgruppe")
    share = figures.external_share_pct(data, name="entydig_maalgruppe", base=base)
    covered = _span(choice, figures.places_of_external_pct, "all")
    return (
        f"I 2022 købte de midtjyske kommuner botilbudspladser til {n(everyone)} helårspersoner "
        f"uden for egen kommune. For {n(single)} af dem ({n(share)}) kan målgruppen bestemmes "
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


# The tables on the answers, the planned places and the external placements.

_ENDS = ("low", "high")
_PLACES = ("Pladser, mindst", "Pladser, højst")
_OPEN = ("Til andre, mindst", "Til andre, højst", "Andel, mindst", "Andel, højst")
_SHARE = "Andel: pladser til andre i procent af pladserne i de projekter, der oplyser dem"


def plans_table(choice: Capacity) -> Table:
    """Return the projects' places and those for others, by municipality, with a total."""
    owners = dict.fromkeys(plan.who for plan in choice.plans)
    rows = [Row(_names(who), (_where(choice, who), *_numbers(choice, who))) for who in owners]
    rows.append(Row("I alt", ("", *_numbers(choice, "all")), total=True))
    return Table(
        id="tbl-pladser",
        title="Planlagte pladser efter kommune",
        unit="Antal pladser efter SEL § 107 og § 108, og andel til andre i procent",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Liste", *_PLACES, *_OPEN),
        rows=tuple(rows),
        note=f"Liste: med midler fra puljen, uden om den, eller begge steder. {_SHARE}. –: ikke "
        f"oplyst.",
        text_columns=frozenset({1}),
    )


def _names(who: str) -> str:
    return listed(who.split("+"))


def _where(choice: Capacity, who: str) -> str:
    """Return whether a municipality's projects are in the pool, outside it, or named as both."""
    plans = [plan for plan in choice.plans if plan.who == who]
    inside, outside = (any(getattr(p, name) for p in plans) for name in ("in_pool", "outside"))
    if inside and outside:
        return "Begge"
    return "Pulje" if inside else "Uden\N{NO-BREAK SPACE}om"


def _numbers(choice: Capacity, of: str) -> tuple[Value, ...]:
    return tuple(
        figure(choice.data, of=of, end=end)
        for figure in (figures.planned_places, figures.open_places, figures.open_share_pct)
        for end in _ENDS
    )


def target_table(choice: Capacity) -> Table:
    """Return projects, places and those for others by target group."""
    rows = [
        Row(group, (figures.planned_projects(choice.data, of=group), *_numbers(choice, group)))
        for group in choice.target_groups
    ]
    total = (figures.planned_projects(choice.data, of="all"), *_numbers(choice, "all"))
    return Table(
        id="tbl-maalgrupper",
        title="Planlagte pladser efter målgruppe",
        unit="Antal projekter og pladser, og andel til andre i procent",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=("", "Projekter", *_PLACES, *_OPEN),
        rows=(*rows, Row("I alt", total, total=True)),
        note=f"{_SHARE}. Målgrupperne er projektets inddeling af kommunernes egne beskrivelser.",
    )


def project_table(choice: Capacity) -> Table:
    """Return each project: target group, legal basis, places, those replaced, and what was read."""
    return Table(
        id="tbl-projekter",
        title="De enkelte projekter",
        unit="Antal pladser; –: ikke oplyst",
        source=choice.cited(figures.PLACES, figures.READING),
        columns=(
            "",
            "Målgruppe: lovgrundlag i SEL",
            "Mindst",
            "Højst",
            "Erstatter",
            "Læst af kilden",
        ),
        rows=tuple(Row(_names(plan.who), _project(choice, plan)) for plan in choice.plans),
        text_columns=frozenset({1, 5}),
        note="Erstatter: bestående pladser, som de nye træder i stedet for eller er omdannet af.",
    )


def _project(choice: Capacity, plan: Plan) -> tuple[Content, ...]:
    return (
        escaped(f"{plan.target_group}: {plan.legal}").replace("§ ", "§\N{NO-BREAK SPACE}"),
        *(figures.project_places(choice.data, project=plan.key, end=end) for end in _ENDS),
        figures.project_replaced(choice.data, project=plan.key),
        Verbatim(plan.remark),
    )


def answers_table(choice: Capacity) -> Table:
    """Return the municipalities by what is known of their answer."""
    known = figures.answers(choice.data)
    rows = tuple(
        Row(label, (figures.answer_count(choice.data, status=status), _who(known, status)))
        for status, label in STATUSES.items()
        if status in known.values()
    )
    return Table(
        id="tbl-svar",
        title="Hvad der er oplyst om den enkelte kommune",
        unit="Antal kommuner",
        source=choice.cited(figures.ANSWERS),
        columns=("", "Kommuner", "Hvem"),
        rows=rows,
        text_columns=frozenset({2}),
    )


def _who(known: dict[str, str], status: str) -> str:
    return listed([name for name, its in known.items() if its == status])


def external_table(choice: Capacity) -> Table:
    """Return external placements by target group, of those with a single one and of all."""
    groups = {
        "udviklingshaemning": "Udviklingshæmning",
        "autisme": "Autismespektrumforstyrrelser",
        "multipel_og_hjerneskade": "Multipel funktionsnedsættelse og erhvervet hjerneskade",
        "entydig_maalgruppe": "Entydig målgruppe i alt",
        "helaarspersoner_i_alt": "Alle eksterne køb",
    }
    bases = ("entydig_maalgruppe", "helaarspersoner_i_alt")
    rows = tuple(_external(choice, name, label, bases) for name, label in groups.items())
    return Table(
        id="tbl-eksterne",
        title="Eksterne køb af botilbudspladser i 2022 efter målgruppe",
        unit="Helårspersoner og procent",
        source=choice.cited(figures.EXTERNAL),
        columns=("", "Helårspersoner", "Andel af entydige", "Andel af alle"),
        rows=rows,
        note="Omfatter køb hos andre kommuner, regioner, selvejende og private.",
    )


def _external(choice: Capacity, name: str, label: str, bases: tuple[str, str]) -> Row:
    shares = [figures.external_share_pct(choice.data, name=name, base=base) for base in bases]
    of_single = "" if name == bases[1] else shares[0]
    persons = figures.external_persons(choice.data, name=name)
    return Row(label, (persons, of_single, shares[1]), total=name in bases)


# The figures on capacity.


def target_figure(choice: Capacity) -> Figure:
    """Return the planned places by target group, least and most."""
    groups = choice.target_groups
    ends = (("low", "Mindst", charts.SKY), ("high", "Højst", charts.BLUE))
    bars = tuple(
        ChartSeries(
            label,
            color,
            tuple(figures.planned_places(choice.data, of=group, end=end) for group in groups),
        )
        for end, label, color in ends
    )
    source = choice.cited(figures.PLACES, figures.READING)
    numbers = Numbers("Målgruppe", groups, bars, "Antal planlagte pladser", source)
    svg = charts.bar_chart(groups, bars)
    return Figure("fig-maalgrupper", svg, largest_group(choice), numbers)
