"""Sentences on the growth that capacity is meant to counter, and the price it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity_prices as prices
from kdanalysis.evidence.value import Unit
from kdanalysis.report.capacity.text import answered, open_to_others, planned, pool
from kdanalysis.report.elements.inline import n

if TYPE_CHECKING:
    from kdanalysis.report.capacity.choice import Capacity


def cost(choice: Capacity) -> str:
    """Return the growth that capacity is meant to counter, in fixed prices."""
    private, care = (
        prices.driving_cost(choice.data, cost=name, period=choice.period).to(Unit.MIO_KR)
        for name in ("private", "residential_care")
    )
    return (
        f"Fra {choice.period.first} til {choice.period.last} voksede køb hos private og selvejende "
        f"uden driftsaftale {n(private)} på hele voksenområdet, og udgifterne til botilbud voksede "
        f"{n(care)} i Midtjylland ({choice.data.price_year}-priser)."
    )


def break_even(choice: Capacity) -> str:
    """Return the price difference that would offset the whole growth in private purchases."""
    most, least = (
        prices.break_even_difference(
            choice.data, of="all", end=end, cost="private", share="100", period=choice.period
        )
        for end in ("low", "high")
    )
    if most.amount is None or least.amount is None:
        return "Der er ingen nettopladser, så ingen prisforskel kan modsvare væksten."
    return (
        f"Skulle de planlagte nettopladser alene modsvare hele væksten i køb hos private på "
        f"voksenområdet, måtte en plads koste {n(least.to(Unit.MIO_KR, 1))} til "
        f"{n(most.to(Unit.MIO_KR, 1))} mindre om året end det køb, den træder i stedet for."
    )


def no_price(choice: Capacity) -> str:
    """Return that no price is published, and what the tables are instead."""
    decided = prices.span(choice.data, "prisforskel").decided_by
    own = (
        ""
        if choice.own_difference_kr is None
        else " Læserens egen prisforskel er sat ind i rækken."
    )
    return (
        f"Ingen pris pr. plads er offentliggjort, hverken for de planlagte pladser eller dem, de "
        f"kan træde i stedet for. Prisforskellene i tabellerne er derfor trin til opslag "
        f"({decided}) og ikke et skøn.{own}"
    )


def key_points(choice: Capacity) -> str:
    """Return the report on half a page."""
    points = {
        "Puljen": pool(choice),
        "Svar": answered(choice),
        "Pladser": planned(choice),
        "Til andre": open_to_others(choice),
        "Break-even": break_even(choice),
    }
    return "\n".join(f"- **{name}.** {text}" for name, text in points.items())
