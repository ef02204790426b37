"""The figures of the worked example: a region before and after, and its parties one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import equalisation as outcome
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts import style
from kdanalysis.report.charts import tender as charts_more
from kdanalysis.report.charts.basic import Series, Step
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.inline import n
from kdanalysis.report.equalisation.text import before_and_after

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.procurement.result import Lifetime
    from kdanalysis.report.tender.choice import Tender

_SIDES = (
    ("winners", "Vindere", "Betaler", style.BLUE),
    ("losers", "Tabere", "Modtager", style.ORANGE),
)
_SOURCES = ("eksempel_stamdata", "eksempel_omkostninger_besparelser")


def waterfall_figure(tender: Tender, region: str) -> Figure:
    """Return what a region's winners and losers have before, move, and have afterwards."""
    steps = [step for side in _SIDES for step in _steps(tender, region, *side)]
    labels = tuple(step.label.replace("\n", " ") for step in steps)
    numbers = Numbers(
        "Trin",
        labels,
        (Series("Beløb", style.BLUE, tuple(step.value for step in steps)),),
        f"Mio. kr. over hele kontrakten, Region {region}",
        tender.cited(*_SOURCES),
    )
    finding = f"{LABEL}: {before_and_after(tender, region)}"
    svg = charts.waterfall_chart(steps)
    return Figure(f"fig-foer-efter-{region.lower()}", svg, finding, numbers)


def _steps(
    tender: Tender, region: str, side: str, who: str, moves: str, color: str
) -> tuple[Step, Step, Step]:
    data = tender.data
    gain = outcome.example_gain_of_side(data, region=region, side=side)
    moved = outcome.example_transfer_of_side(data, region=region, side=side)
    net = outcome.example_net_of_side(data, region=region, side=side)
    return (
        Step(f"{who}\nfør", _mio(gain), color, total=True),
        Step(moves, _mio(moved), style.MUTED),
        Step(f"{who}\nefter", _mio(net), color, total=True),
    )


def _mio(value: Value) -> Value:
    return value.to(Unit.MIO_KR, 1)


def gains_figure(tender: Tender, region: str) -> Figure:
    """Return each party's gain or loss before and after equalisation, the largest gain first."""
    lives = _lives(tender, region)
    names = tuple(life.party.name for life in lives)
    before = Series("Før", style.BLUE, tuple(_gain(tender, name) for name in names))
    after = Series("Efter", style.INK, tuple(_net(tender, name) for name in names))
    numbers = Numbers(
        "Part",
        names,
        (before, after),
        "Gevinst (minus: tab) i mio. kr. over hele kontrakten; søjle før, prik efter udligning",
        tender.cited(*_SOURCES),
    )
    svg = charts_more.before_after_chart(names, before, after)
    finding = f"{LABEL}: {_finding(tender, lives)}"
    return Figure(f"fig-parter-{region.lower()}", svg, finding, numbers)


def _finding(tender: Tender, lives: list[Lifetime]) -> str:
    best, worst = lives[0].party.name, lives[-1].party.name
    if lives[-1].gain_kr >= 0:
        return f"{best} vinder mest før udligning, {n(_gain(tender, best))}; ingen taber."
    if lives[0].gain_kr <= 0:
        lost = n(_gain(tender, worst).size())
        return f"{worst} taber mest før udligning, {lost}; ingen vinder."
    return (
        f"Før udligning vinder {best} mest, {n(_gain(tender, best))}, og {worst} taber mest, "
        f"{n(_gain(tender, worst).size())}."
    )


def _lives(tender: Tender, region: str) -> list[Lifetime]:
    lives = tender.example.equalisation.lifetimes()
    own = [life for life in lives if life.party.region == region]
    return sorted(own, key=lambda life: life.gain_kr, reverse=True)


def _gain(tender: Tender, party: str) -> Value:
    return outcome.example_party_gain_all_years(tender.data, party=party).to(Unit.MIO_KR, 2)


def _net(tender: Tender, party: str) -> Value:
    return example.example_net_all_years(tender.data, party=party).to(Unit.MIO_KR, 2)
