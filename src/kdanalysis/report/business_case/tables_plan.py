"""The tables of who may join and of what may go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import tender_plan as plan
from kdanalysis.report.business_case.text_plan import risks
from kdanalysis.report.elements.tables import Row, Table

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

_REGION_NAMES = {"M": "Midtjylland", "S": "Syddanmark"}


def joining_table(tender: Tender) -> Table:
    """Return who may join, who has confirmed and who has declined, by region."""
    rows = tuple(
        Row(f"{label}, {name}", _answers(tender, kind, region))
        for region, name in _REGION_NAMES.items()
        for kind, label in (("kommune", "Kommuner"), ("region", "Regionen"))
    )
    return Table(
        id="tbl-tilslutning",
        title="Hvem kan tilslutte sig, og hvem har svaret",
        unit="Antal parter",
        source=tender.cited("kommuner_urologi", "local/tilslutning_urologi"),
        columns=("", "Kan tilslutte sig", "Har bekræftet", "Har afslået"),
        rows=rows,
    )


def _answers(tender: Tender, kind: str, region: str) -> tuple[Value, ...]:
    data, day = tender.data, tender.day
    return (
        plan.may_join(data, kind=kind, region=region),
        plan.confirmed(data, kind=kind, region=region, status_date=day),
        plan.declined(data, kind=kind, region=region, status_date=day),
    )


def risk_table(tender: Tender) -> Table:
    """Return the risks by their product, numbered as in the matrix."""
    parts = ("consequence", "probability", "score")
    rows = tuple(
        Row(
            f"{rank}. {row['risk']}",
            tuple(plan.risk_score(tender.data, rank=str(rank), part=part) for part in parts),
        )
        for rank, row in enumerate(risks(tender), start=1)
    )
    return Table(
        id="tbl-risici",
        title="Risici efter risikotal",
        unit="Point; konsekvens og sandsynlighed fra 1 til 10, som vurderet i kilden",
        source=tender.cited("risikoanalyse_urologi"),
        columns=("", "Konsekvens", "Sandsynlighed", "Risikotal"),
        rows=rows,
        note="Kildens handlinger er skåret af undervejs og er ikke gengivet.",
    )
