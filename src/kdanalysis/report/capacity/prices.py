"""The growth that planned places are meant to counter, and the price difference it would take."""

from __future__ import annotations

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.capacity.places import Capacity, answered, open_to_others, planned, pool
from kdanalysis.report.elements.numbers import as_points, n
from kdanalysis.report.elements.tables import Row, Table

# Sentences on the growth that capacity is meant to counter, and the price it would take.


def cost(choice: Capacity) -> str:
    """Return the growth that capacity is meant to counter, in fixed prices."""
    private, care = (
        figures.driving_cost(choice.data, cost=name, period=choice.period).to(Unit.MIO_KR)
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
        figures.break_even_difference(
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
    decided = figures.span(choice.data, "prisforskel").decided_by
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
    return as_points(points)


# The tables of break-even price differences, and of what a given difference saves.

_ENDS = ("low", "high")


def break_even_table(choice: Capacity) -> Table:
    """Return the price difference per place that offsets shares of the growth."""
    costs = {"private": "Køb hos private", "residential_care": "Botilbud"}
    rows = tuple(
        Row("Ved en andel på", _offsets(choice, share, tuple(costs))) for share in choice.shares
    )
    columns = [f"{name}, {ends}" for name in costs.values() for ends in ("flest", "færrest")]
    return Table(
        id="tbl-break-even",
        title="Break-even: prisforskel pr. plads, der modsvarer en del af væksten",
        unit=f"Kr. pr. plads pr. år, {choice.data.price_year}-priser, vækst {choice.period}",
        source=choice.cited(
            figures.PLACES, figures.READING, figures.SPANS, tables=("purchases", "net_expenditure")
        ),
        columns=("", "Andel af væksten (%)", *columns),
        rows=rows,
        note="Flest og færrest er de planlagte nettopladser, højst og mindst.",
    )


def _offsets(choice: Capacity, share: str, costs: tuple[str, ...]) -> tuple[Value, ...]:
    differences = (_break_even(choice, c, share, end) for c in costs for end in ("high", "low"))
    return (figures.offset_share(choice.data, share=share), *differences)


def _break_even(choice: Capacity, cost: str, share: str, end: str) -> Value:
    return figures.break_even_difference(
        choice.data, of="all", end=end, cost=cost, share=share, period=choice.period
    )


def effect_table(choice: Capacity) -> Table:
    """Return what the planned places save in a year at each price difference."""
    rows = tuple(_effect(choice, difference) for difference in choice.differences)
    return Table(
        id="tbl-virkning",
        title="Årlig virkning af de planlagte nettopladser ved en given prisforskel",
        unit="Prisforskel i kr. pr. plads pr. år; virkning i mio. kr. pr. år",
        source=choice.cited(figures.PLACES, figures.READING, figures.SPANS),
        columns=("", "Prisforskel", "Færrest pladser", "Flest pladser"),
        rows=rows,
        note="Prisforskellen er en antagelse, projektets egen eller læserens, og ikke et skøn.",
    )


def _effect(choice: Capacity, difference: str) -> Row:
    own = str(choice.own_difference_kr) == difference
    effects = (
        figures.yearly_effect(choice.data, of="all", end=end, difference=difference)
        for end in _ENDS
    )
    price = figures.price_difference(choice.data, difference=difference)
    return Row("Læserens egen" if own else "Ved en forskel på", (price, *effects), total=own)
