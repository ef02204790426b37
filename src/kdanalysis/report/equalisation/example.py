"""The worked example step by step: sentences, tables, and the whole on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kdanalysis.evidence.figures import equalisation as outcomes
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures.printed import cell, printed
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.procurement.allocation import Status
from kdanalysis.procurement.audit_trail import Entry
from kdanalysis.procurement.parties import Party, PartyKind
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.numbers import as_points, capitalised, long_date, n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.equalisation.methods import alternatives
from kdanalysis.report.subjects.tender import Tender, decision
from kdanalysis.report.subjects.worked_example import audit, ceiling_in_example

# Sentences on the worked example: its inputs, one party step by step, before and after.
#
# The example is fictitious: the headings above these sentences say so.


_ASSUMPTIONS = "eksempel_forudsaetninger"
_COUNTED = ("kommuner", "regioner")
_SIDES = ("winners", "losers")
_WORDS = {
    Status.EQUALISED: "regionsår udlignes fuldt",
    Status.DEFICIT: "er underskudsår",
    Status.CANCELLED: "annulleres",
}


def basis(tender: Tender) -> str:
    """Return the example's inputs in one sentence (2023: 1745-1748)."""
    data, contract = tender.data, tender.example.example.contract
    counts = [printed(data, table=_ASSUMPTIONS, key=f"antal_{what}") for what in _COUNTED]
    inhabitants = n(example.example_inhabitants(data))
    return (
        f"Regneeksemplet er opdigtet: {n(counts[0])} kommuner med {inhabitants} indbyggere "
        f"og {n(counts[1])} regioner, M og S. Kontrakten begynder "
        f"{long_date(contract.start)} og løber i {n(example.example_years(data))} år; projektet "
        f"koster {n(printed(data, table=_ASSUMPTIONS, key='projektomkostninger'))}."
    )


def first_year(tender: Tender, party: str) -> int:
    """Return the contract year in which a party starts, 1 for the first."""
    start = tender.example.party(party).start_date
    return next(year.number for year in tender.example.years if year.holds(start))


def steps(tender: Tender, party: str) -> str:
    """Return one party's way from saving to transfer in its first contract year."""
    return " ".join(
        (
            f"**{party}** begynder {long_date(tender.example.party(party).start_date)}.",
            _saving(tender, party),
            _cost(tender, party),
            _days(tender, party),
            _gain(tender, party),
            _transfer(tender, party),
        )
    )


def _saving(tender: Tender, party: str) -> str:
    saving = example.example_saving(tender.data, party=party)
    noun = "Besparelsen på produkterne" if saving.exact >= 0 else "Merudgiften til produkter"
    running = example.example_annual_cost(tender.data, party=party)
    return f"{noun} er {n(saving.size())} om året, og drift og licenser koster {n(running)}."


def _cost(tender: Tender, party: str) -> str:
    cost = n(example.example_project_cost(tender.data, party=party))
    if tender.example.party(party).kind is PartyKind.REGION:
        return f"Regionens del af projektomkostningen er {cost}."
    share = n(example.example_inhabitants_pct(tender.data, party=party))
    return f"Med {share} af indbyggerne er dens del af projektomkostningen {cost}."


def _days(tender: Tender, party: str) -> str:
    year = first_year(tender, party)
    days = n(example.example_days(tender.data, party=party, contract_year=year))
    of_year = n(example.example_year_days(tender.data, contract_year=year))
    return f"I år {year} er den i drift i {days} af {of_year}."


def _gain(tender: Tender, party: str) -> str:
    year = first_year(tender, party)
    gain = example.example_gain(tender.data, party=party, contract_year=year)
    return f"{_noun(gain, 'Gevinsten', 'Tabet')} i år {year} er derfor {n(gain.size())}."


def _transfer(tender: Tender, party: str) -> str:
    year, region = first_year(tender, party), tender.example.party(party).region
    transfer = example.example_transfer(tender.data, party=party, contract_year=year)
    if transfer.exact > 0:
        return f"Den modtager {n(transfer)} i udligning."
    if transfer.exact == 0:
        return "Den hverken betaler eller modtager udligning."
    share = n(example.example_share_pct(tender.data, party=party, contract_year=year))
    gains = n(example.example_gains(tender.data, region=region, contract_year=year))
    return (
        f"Det er {share} af de samlede gevinster i Region {region} på {gains}, og den betaler "
        f"derfor {n(transfer.size())} til udligningen."
    )


def _noun(amount: Value, gain: str, loss: str) -> str:
    return gain if amount.exact >= 0 else loss


def before_and_after(tender: Tender, region: str) -> str:
    """Return what a region's winners and losers have before and after equalisation."""
    data = tender.data
    winners, losers = (
        n(outcomes.example_parties_of_side(data, region=region, side=side)) for side in _SIDES
    )
    won, lost = (in_mio(outcomes.example_gain_of_side(data, region=region, side=s)) for s in _SIDES)
    start = (
        f"I Region {region} vinder {winners} parter {n(won)} før udligning, og {losers} taber "
        f"{n(lost.size())}"
    )
    if tender.example.equalisation.is_cancelled(region):
        return f"{start}. Der er intet at udligne med; udbuddet annulleres."
    kept = in_mio(outcomes.example_net_of_side(data, region=region, side="winners"))
    left = in_mio(outcomes.example_net_of_side(data, region=region, side="losers"))
    ends = "går i nul" if not left.rounded else f"står med {n(left)}"
    return f"{start}. Efter udligning beholder de vindende {n(kept)}, og de tabende {ends}."


def in_mio(value: Value) -> Value:
    """Return an amount in millions, as all amounts of the example are told."""
    return value.to(Unit.MIO_KR, 1)


def statuses(tender: Tender) -> str:
    """Return how many regions and years are equalised, in deficit or cancelled."""
    counts = {
        status: outcomes.example_years_of_status(tender.data, status=status.value)
        for status in (Status.EQUALISED, Status.DEFICIT, Status.CANCELLED)
    }
    if not (counts[Status.DEFICIT].exact or counts[Status.CANCELLED].exact):
        return (
            f"Alle {n(counts[Status.EQUALISED])} regionsår udlignes fuldt; der er ingen "
            "underskudsår, så reglen om dem kommer ikke i brug."
        )
    told = [f"{n(count)} {_WORDS[status]}" for status, count in counts.items() if count.exact]
    return f"{capitalised('; '.join(told))}."


# The tables of the worked example: step by step, status, transfers, settlement, audit trail.

_SOURCES = ("eksempel_stamdata", "eksempel_omkostninger_besparelser")


def step_table(tender: Tender, parties: Sequence[str]) -> Table:
    """Return the steps from consumption to transfer for some parties, in their first year."""
    steps: dict[str, Callable[[Tender, str], Value | str]] = {
        "Forbrug før udbuddet": _consumption,
        "Besparelse på produkter pr. år": _at(example.example_saving),
        "Drift pr. år": _at(example.example_operation),
        "Licenser pr. år": _at(example.example_licence),
        "Andel af indbyggerne, %": _inhabitants,
        "Projektomkostning, én gang": _at(example.example_project_cost),
        "Dage i drift i første år": _in_first(example.example_days),
        "Gevinst før udligning, første år": _in_first(example.example_gain),
        "Andel af gevinsten, første år, %": _in_first(example.example_share_pct),
        "Udligning, første år": _in_first(example.example_transfer),
        "Afregning i hele kr., første år": _in_first(outcomes.example_settled),
        "Gevinst efter udligning, hele kontrakten": _at(example.example_net_all_years),
    }
    rows = (Row(step, tuple(of(tender, p) for p in parties)) for step, of in steps.items())
    return _step_table(tender, parties, tuple(rows))


def _step_table(tender: Tender, parties: Sequence[str], rows: tuple[Row, ...]) -> Table:
    return Table(
        id="tbl-trin",
        title=f"{LABEL}: fra forbrug til udligning, trin for trin",
        unit="Kr., hvor intet andet er nævnt; første år er det kontraktår, hvor parten begynder",
        source=tender.cited(*_SOURCES),
        columns=("", *parties),
        rows=rows,
        note="Udligning: minus betales, plus modtages.",
    )


def _at(figure: Callable[..., Value]) -> Callable[[Tender, str], Value]:
    """Return a figure of the whole contract, by party."""
    return lambda tender, party: figure(tender.data, party=party)


def _in_first(figure: Callable[..., Value]) -> Callable[[Tender, str], Value]:
    """Return a figure of the party's first contract year, by party."""
    return lambda tender, party: figure(
        tender.data, party=party, contract_year=first_year(tender, party)
    )


def _consumption(tender: Tender, party: str) -> Value:
    where = f"party:{party}"
    return cell(tender.data, table="eksempel_stamdata", column="consumption_kr", where=where)


def _inhabitants(tender: Tender, party: str) -> Value | str:
    if tender.example.party(party).kind is PartyKind.REGION:
        return "–"
    return example.example_inhabitants_pct(tender.data, party=party)


def trail_table(tender: Tender, party: str) -> Table:
    """Return the audit trail of one party's project cost and first year."""
    year = first_year(tender, party)
    entries = outcomes.example_trail(tender.data, party, year)
    return Table(
        id="tbl-revisionsspor",
        title=f"{LABEL}: revisionssporet for {party}, år {year}",
        unit="Kr.; indfasning og andel i procent",
        source=tender.cited(*_SOURCES),
        columns=("Beløb", "Regel", "Formel", "Værdi"),
        rows=tuple(_trail_row(tender, entry, year) for entry in entries),
        text_columns=frozenset({1, 2}),
    )


def _trail_row(tender: Tender, entry: Entry, year: int) -> Row:
    value = outcomes.example_entry(
        tender.data, party=entry.party, contract_year=year, amount=entry.amount
    )
    return Row(capitalised(entry.amount), (f"Regel {entry.rule}", _formula(entry), value))


def _formula(entry: Entry) -> str:
    """Return a formula as readers see it; terms and the lack of a key are told in words."""
    if entry.amount == "udligning i alt":
        return "summen af leddene ovenfor"
    return entry.formula if entry.inputs else "betaler ikke"


def status_table(tender: Tender) -> Table:
    """Return gains, losses and status of each region and contract year."""
    data = tender.data
    figures = (example.example_gains, example.example_losses, example.example_net_gain)
    rows = tuple(
        Row(
            f"Region {year.region}, år {year.contract_year}",
            (
                *(f(data, region=year.region, contract_year=year.contract_year) for f in figures),
                capitalised(year.status.value),
            ),
        )
        for year in tender.example.equalisation.region_years
    )
    return Table(
        id="tbl-status",
        title=f"{LABEL}: gevinster, tab og status pr. region og kontraktår",
        unit="Kr.",
        source=tender.cited(*_SOURCES),
        columns=("", "Gevinster", "Tab", "Gevinst i alt", "Status"),
        rows=rows,
        text_columns=frozenset({4}),
    )


def transfer_table(tender: Tender, region: str) -> Table:
    """Return every party's transfer by contract year, in all, and its gain afterwards."""
    rows = tuple(
        Row(
            party.name,
            (
                *_by_year(tender, party, example.example_transfer),
                example.example_transfer_all_years(tender.data, party=party.name),
                example.example_net_all_years(tender.data, party=party.name),
            ),
        )
        for party in _members(tender, region)
    )
    return Table(
        id=f"tbl-udligning-{region.lower()}",
        title=f"{LABEL}: udligning i Region {region} pr. kontraktår",
        unit="Kr., afrundet hver for sig; minus betales, plus modtages",
        source=tender.cited(*_SOURCES),
        columns=("", *_years(tender), "I alt", "Gevinst efter"),
        rows=rows,
    )


def settlement_table(tender: Tender, region: str) -> Table:
    """Return every party's settlement in whole kroner; each year sums to 0."""
    data = tender.data
    rows = tuple(
        Row(
            party.name,
            (
                *_by_year(tender, party, outcomes.example_settled),
                outcomes.example_settled_all_years(data, party=party.name),
            ),
        )
        for party in _members(tender, region)
    )
    sums = tuple(
        outcomes.example_settled_sum(data, region=region, contract_year=year.number)
        for year in tender.example.years
    )
    return Table(
        id=f"tbl-afregning-{region.lower()}",
        title=f"{LABEL}: afregning i Region {region} i hele kroner",
        unit="Kr.; minus betales, plus modtages",
        source=tender.cited(*_SOURCES),
        columns=("", *_years(tender), "I alt"),
        rows=(*rows, Row("Sum", (*sums, ""), total=True)),
    )


def _members(tender: Tender, region: str) -> list[Party]:
    return [party for party in tender.example.example.parties if party.region == region]


def _years(tender: Tender) -> list[str]:
    return [f"År {year.number}" for year in tender.example.years]


def _by_year(tender: Tender, party: Party, figure: Callable[..., Value]) -> list[Value]:
    years = tender.example.years
    return [figure(tender.data, party=party.name, contract_year=year.number) for year in years]


# The equalisation on one page.


def equalisation_points(tender: Tender) -> str:
    """Return the main findings as a list, the status of the decision first."""
    points = {
        "Beslutning": decision(tender),
        "Princip": _principle(),
        "Før og efter": " ".join(
            [f"{LABEL}:"] + [before_and_after(tender, region) for region in tender.regions]
        ),
        "Loftet": ceiling_in_example(tender),
        "Alternativer": f"{LABEL}: {alternatives(tender)}",
        "Efterprøvning": f"{LABEL}: {audit(tender)}",
    }
    return as_points(points)


def _principle() -> str:
    return (
        "Hver region udlignes for sig og hvert kontraktår for sig: den, der taber, får præcis sit "
        "tab dækket; den, der vinder, betaler efter sin andel af årets gevinster."
    )
