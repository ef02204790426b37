"""The alternatives side by side on the worked example, and what a re-tender changes."""

from __future__ import annotations

from collections.abc import Sequence

from kdanalysis.evidence.figures import example
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.procurement.alternatives import PER_YEAR
from kdanalysis.procurement.comparison import methods
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.numbers import capitalised, listed, n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.tender import Tender

_SOURCES = ("eksempel_stamdata", "eksempel_omkostninger_besparelser")


def _methods(tender: Tender) -> list[str]:
    return [method.name for method in methods(tender.example.example.consumption_kr)]


def alternatives(tender: Tender) -> str:
    """Return under which methods nobody ends with a loss, and how many do under the others."""
    data = tender.data
    losers = {m: example.example_method_losers(data, method=m) for m in _methods(tender)}
    safe = [f'"{method}"' for method, count in losers.items() if not count.exact]
    rest = [f'"{method}" ({n(count)})' for method, count in losers.items() if count.exact]
    if not rest:
        return "Ingen part ender med tab, hvilken metode der end bruges."
    if not safe:
        return f"Alle metoder efterlader parter med tab: {listed(rest)}."
    return f"Ingen part ender med tab efter {listed(safe)}. Parter med tab har {listed(rest)}."


def who_moves(tender: Tender) -> str:
    """Return for each alternative how many fare better and worse than by default, and how far."""
    names = [m for m in _methods(tender) if m != PER_YEAR.name]
    return "\n".join(f"- **{capitalised(name)}:** {_moved(tender, name)}" for name in names)


def _moved(tender: Tender, method: str) -> str:
    data = tender.data
    count = {
        way: example.example_method_moved(data, method=method, way=way)
        for way in ("better", "worse")
    }
    if not any(value.exact for value in count.values()):
        return f"alle parter står som {PER_YEAR.name}."
    told = [
        f"{n(count[way])} parter står {word} (højst {n(_farthest(tender, method, way))})"
        for way, word in (("better", "bedre"), ("worse", "ringere"))
        if count[way].exact
    ]
    return f"{listed(told)} end {PER_YEAR.name}."


def _farthest(tender: Tender, method: str, way: str) -> Value:
    value = example.example_method_farthest(tender.data, method=method, way=way)
    return value.to(Unit.MIO_KR, 2).size()


def summary_table(tender: Tender) -> Table:
    """Return for each method who ends with a loss and who fares better or worse."""
    data = tender.data
    rows = tuple(
        Row(
            capitalised(method),
            (
                example.example_method_losers(data, method=method),
                example.example_method_losses(data, method=method).to(Unit.MIO_KR, 2),
                example.example_method_moved(data, method=method, way="better"),
                example.example_method_moved(data, method=method, way="worse"),
            ),
        )
        for method in _methods(tender)
    )
    return Table(
        id="tbl-metoder",
        title=f"{LABEL}: metoderne ved siden af hinanden",
        unit="Antal parter; tab i mio. kr. over hele kontrakten",
        source=tender.cited(*_SOURCES),
        columns=("", "Ender med tab", "Deres tab", "Står bedre", "Står ringere"),
        rows=rows,
        note=f"Bedre og ringere er i forhold til {PER_YEAR.name}.",
    )


def method_table(tender: Tender, region: str) -> Table:
    """Return each party's gain after equalisation under every method."""
    names = _methods(tender)
    rows = tuple(
        Row(party.name, tuple(_net(tender, method, party.name) for method in names))
        for party in tender.example.example.parties
        if party.region == region
    )
    return Table(
        id=f"tbl-metoder-{region.lower()}",
        title=f"{LABEL}: gevinst efter udligning i Region {region} efter hver metode",
        unit="Mio. kr. over hele kontrakten; minus er tab",
        source=tender.cited(*_SOURCES),
        columns=("", *map(_heading, names)),
        rows=rows,
    )


def _heading(method: str) -> str:
    """Return a method's name short enough to stand above a column."""
    return capitalised(method.removeprefix("efter ").removeprefix("gevinst i "))


def _net(tender: Tender, method: str, party: str) -> Value:
    net = example.example_method_net(tender.data, method=method, party=party)
    return net.to(Unit.MIO_KR, 2)


def retender(tender: Tender, saving: int) -> str:
    """Return what lower prices at a re-tender do to each region's compensation."""
    unchanged = "Ved uændrede eller højere priser er den årlige udligning uændret."
    if saving <= 0:
        return unchanged
    told = [
        f"{party} fra {n(_last_year(tender, party))} til {n(_renewed(tender, party, saving))}"
        for party in _regions(tender)
    ]
    amount = n(example.assumed_saving(tender.data, saving=str(saving)))
    return (
        f"Sparer lavere priser hver region {amount} om året (antagelse, projektets egen), falder "
        f"den årlige udligning til {listed(told)}. {unchanged}"
    )


def retender_table(tender: Tender, parties: Sequence[str], saving: int) -> Table:
    """Return the yearly transfers after a re-tender at unchanged, higher and lower prices."""
    shown = dict.fromkeys((*_regions(tender), *parties))
    rows = tuple(
        Row(party, tuple(_renewed(tender, party, kr) for kr in (0, -saving, saving)))
        for party in shown
    )
    return Table(
        id="tbl-genudbud",
        title=f"{LABEL}: årlig udligning efter genudbud",
        unit="Kr.; hver regions udgift ændret med det samme beløb (antagelse, projektets egen)",
        source=tender.cited(*_SOURCES),
        columns=("", "Uændrede priser", "Højere priser", "Lavere priser"),
        rows=rows,
        note="Udligning: minus betales, plus modtages.",
    )


def _regions(tender: Tender) -> list[str]:
    parties = tender.example.example.parties
    return [party.name for party in parties if party.kind is PartyKind.REGION]


def _renewed(tender: Tender, party: str, saving: int) -> Value:
    return example.example_retendered(tender.data, party=party, saving=str(saving))


def _last_year(tender: Tender, party: str) -> Value:
    last = tender.example.years[-1].number
    return example.example_transfer(tender.data, party=party, contract_year=last)
