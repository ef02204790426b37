"""The tables of break-even price differences, and of what a given difference saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.evidence.figures import capacity_prices as prices
from kdanalysis.report.elements.tables import Row, Table

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity

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
            figures.PLACES, figures.READING, prices.SPANS, tables=("purchases", "net_expenditure")
        ),
        columns=("", "Andel af væksten (%)", *columns),
        rows=rows,
        note="Flest og færrest er de planlagte nettopladser, højst og mindst.",
    )


def _offsets(choice: Capacity, share: str, costs: tuple[str, ...]) -> tuple[Value, ...]:
    differences = (_break_even(choice, c, share, end) for c in costs for end in ("high", "low"))
    return (prices.offset_share(choice.data, share=share), *differences)


def _break_even(choice: Capacity, cost: str, share: str, end: str) -> Value:
    return prices.break_even_difference(
        choice.data, of="all", end=end, cost=cost, share=share, period=choice.period
    )


def effect_table(choice: Capacity) -> Table:
    """Return what the planned places save in a year at each price difference."""
    rows = tuple(_effect(choice, difference) for difference in choice.differences)
    return Table(
        id="tbl-virkning",
        title="Årlig virkning af de planlagte nettopladser ved en given prisforskel",
        unit="Prisforskel i kr. pr. plads pr. år; virkning i mio. kr. pr. år",
        source=choice.cited(figures.PLACES, figures.READING, prices.SPANS),
        columns=("", "Prisforskel", "Færrest pladser", "Flest pladser"),
        rows=rows,
        note="Prisforskellen er en antagelse, projektets egen eller læserens, og ikke et skøn.",
    )


def _effect(choice: Capacity, difference: str) -> Row:
    own = str(choice.own_difference_kr) == difference
    effects = (
        prices.yearly_effect(choice.data, of="all", end=end, difference=difference) for end in _ENDS
    )
    price = prices.price_difference(choice.data, difference=difference)
    return Row("Læserens egen" if own else "Ved en forskel på", (price, *effects), total=own)
