"""How sure the worked example's outcome is, and its figures."""

from __future__ import annotations

from dataclasses import dataclass

from kdanalysis.evidence.figures import equalisation as outcomes
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures.printed import cell
from kdanalysis.evidence.registry import raw_file
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.procurement.equalisation import Lifetime
from kdanalysis.procurement.gates import Reading
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts import tender as charts_more
from kdanalysis.report.charts.basic import ChartSeries, ChartStep
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import listed, n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.equalisation.example import before_and_after, in_mio
from kdanalysis.report.subjects.tender import Tender
from kdanalysis.tables.given import read_whole
from kdanalysis.tables.tender import read_ranges

# How sure the worked example's outcome is: assumed ranges, and what a simulation on them says.


_RANGES = "intervaller_udligning"
_SOURCES = ("eksempel_stamdata", f"local/{_RANGES}")
_ASSUMED = "Spænd: antagelse, projektets egen"
_ENDS = ("low", "expected", "high")
_FEWEST, _MOST = 1, 1_000_000
"""Draws; more take minutes."""
_CERTAIN = 100
"""Per cent of the draws: all of them."""
_UNITS = {"pct": "procent", "days": "dage"}


@dataclass(frozen=True)
class Simulation:
    """How many draws, from which seed."""

    draws: int
    seed: int

    @property
    def arguments(self) -> dict[str, str]:
        """The two as arguments of a key figure."""
        return {"draws": str(self.draws), "seed": str(self.seed)}


def simulation(*, draws: object, seed: object) -> Simulation:
    """Return the settings of a report's parameters.

    Raises:
        InputError: one is no whole number, or outside its bounds.
    """
    return Simulation(
        read_whole(draws, "draws", least=_FEWEST, most=_MOST),
        read_whole(seed, "seed", least=0, most=2**32 - 1),
    )


def assumed_table(tender: Tender) -> Table:
    """Return the ranges the draws come from."""
    ranges = read_ranges(raw_file(tender.data, f"local/{_RANGES}")).values()
    rows = tuple(
        Row(
            f"{item.label} ({_UNITS[item.unit]})",
            (*(_end(tender, item.key, end) for end in _ENDS), item.reason),
        )
        for item in ranges
    )
    return Table(
        id="tbl-intervaller",
        title="Det usikre i simuleringen",
        unit=f"Ændring i forhold til regneeksemplet. {_ASSUMED}",
        source=tender.cited(f"local/{_RANGES}"),
        columns=("", "Lav", "Forventet", "Høj", "Begrundelse"),
        rows=rows,
        text_columns=frozenset({4}),
    )


def _end(tender: Tender, key: str, end: str) -> Value:
    return cell(tender.data, table=_RANGES, column=end, where=f"key:{key}")


def outcome(tender: Tender, settings: Simulation) -> str:
    """Return how often each region's case is positive, with the standard error."""
    draws = n(outcomes.simulated_draws(tender.data, **settings.arguments))
    told = [
        f"{n(_positive(tender, region, settings))} i Region {region} (standardfejl "
        f"{n(_positive_error(tender, region, settings))})"
        for region in tender.regions
    ]
    return (
        f"{LABEL}: af {draws} trækninger er business casen positiv i {listed(told)}. Tallene "
        "følger af de antagne spænd og er ikke et fund; standardfejlen dækker kun antallet af "
        "trækninger."
    )


def _positive(tender: Tender, region: str, settings: Simulation) -> Value:
    return outcomes.chance_positive_pct(tender.data, region=region, **settings.arguments)


def _positive_error(tender: Tender, region: str, settings: Simulation) -> Value:
    return outcomes.chance_positive_error(tender.data, region=region, **settings.arguments)


def chance_table(tender: Tender, settings: Simulation) -> Table:
    """Return the probabilities of each region, each with its standard error."""
    rows = []
    for region in tender.regions:
        pair = (_positive(tender, region, settings), _positive_error(tender, region, settings))
        rows.append(Row(f"Region {region}: positiv business case", pair))
        for reading in Reading:
            where = {"region": region, "reading": reading.name, **settings.arguments}
            figures = (outcomes.chance_ceiling_pct, outcomes.chance_ceiling_error)
            cells = tuple(figure(tender.data, **where) for figure in figures)
            rows.append(Row(f"Region {region}: loftet brydes, {reading.value}", cells))
    return Table(
        id="tbl-sandsynlighed",
        title=f"{LABEL}: sandsynlighed for udfald, der betyder noget for beslutningen",
        unit=f"Procent af trækningerne; standardfejl i procentpoint. {_ASSUMED}",
        source=tender.cited(*_SOURCES),
        columns=("", "Sandsynlighed, %", "Standardfejl"),
        rows=tuple(rows),
    )


def unsure_parties(tender: Tender, settings: Simulation) -> str:
    """Return how many parties lose in all, in none and in some of the draws."""
    always, never, some = (
        n(outcomes.chance_loss_parties(tender.data, losing=losing, **settings.arguments))
        for losing in ("all", "none", "some")
    )
    return (
        f"Før udligning taber {always} parter i alle trækninger og {never} i ingen; for "
        f"{some} falder det forskelligt ud."
    )


def unsure_tables(tender: Tender, settings: Simulation) -> tuple[Table, ...]:
    """Return a table of the parties that lose in some but not all draws; none without any."""
    chances = _loss_chances(tender, settings)
    ranked = sorted(chances, key=lambda party: chances[party].exact, reverse=True)
    rows = tuple(
        Row(party, _precise(chances[party], _loss_error(tender, party, settings)))
        for party in ranked
        if 0 < chances[party].exact < _CERTAIN
    )
    return (_unsure_table(tender, rows),) if rows else ()


def _unsure_table(tender: Tender, rows: tuple[Row, ...]) -> Table:
    return Table(
        id="tbl-tabsrisiko",
        title=f"{LABEL}: parter, som taber før udligning i nogle af trækningerne",
        unit=f"Procent af trækningerne; standardfejl i procentpoint. {_ASSUMED}",
        source=tender.cited(*_SOURCES),
        columns=("", "Taber før udligning, %", "Standardfejl"),
        rows=rows,
    )


def _precise(*values: Value) -> tuple[Value, ...]:
    """Return values with two decimals: with one, what is nearly sure would look sure."""
    return tuple(value.with_decimals(2) for value in values)


def _loss_chances(tender: Tender, settings: Simulation) -> dict[str, Value]:
    return {
        party.name: outcomes.chance_loss_pct(tender.data, party=party.name, **settings.arguments)
        for party in tender.example.example.parties
    }


def _loss_error(tender: Tender, party: str, settings: Simulation) -> Value:
    return outcomes.chance_loss_error(tender.data, party=party, **settings.arguments)


# The figures of the worked example: a region before and after, and its parties one by one.

_SIDES = (
    ("winners", "Vindere", "Betaler", charts.BLUE),
    ("losers", "Tabere", "Modtager", charts.ORANGE),
)
_FIGURE_SOURCES = ("eksempel_stamdata", "eksempel_omkostninger_besparelser")


def waterfall_figure(tender: Tender, region: str) -> Figure:
    """Return what a region's winners and losers have before, move, and have afterwards."""
    steps = [step for side in _SIDES for step in _steps(tender, region, *side)]
    labels = tuple(step.label.replace("\n", " ") for step in steps)
    numbers = Numbers(
        "Trin",
        labels,
        (ChartSeries("Beløb", charts.BLUE, tuple(step.value for step in steps)),),
        f"Mio. kr. over hele kontrakten, Region {region}",
        tender.cited(*_FIGURE_SOURCES),
    )
    finding = f"{LABEL}: {before_and_after(tender, region)}"
    svg = charts.waterfall_chart(steps)
    return Figure(f"fig-foer-efter-{region.lower()}", svg, finding, numbers)


def _steps(
    tender: Tender, region: str, side: str, who: str, moves: str, color: str
) -> tuple[ChartStep, ChartStep, ChartStep]:
    data = tender.data
    gain = outcomes.example_gain_of_side(data, region=region, side=side)
    moved = outcomes.example_transfer_of_side(data, region=region, side=side)
    net = outcomes.example_net_of_side(data, region=region, side=side)
    return (
        ChartStep(f"{who}\nfør", in_mio(gain), color, total=True),
        ChartStep(moves, in_mio(moved), charts.MUTED),
        ChartStep(f"{who}\nefter", in_mio(net), color, total=True),
    )


def gains_figure(tender: Tender, region: str) -> Figure:
    """Return each party's gain or loss before and after equalisation, the largest gain first."""
    lives = _lives(tender, region)
    names = tuple(life.party.name for life in lives)
    before = ChartSeries("Før", charts.BLUE, tuple(_gain(tender, name) for name in names))
    after = ChartSeries("Efter", charts.INK, tuple(_net(tender, name) for name in names))
    numbers = Numbers(
        "Part",
        names,
        (before, after),
        "Gevinst (minus: tab) i mio. kr. over hele kontrakten; søjle før, prik efter udligning",
        tender.cited(*_FIGURE_SOURCES),
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
    return outcomes.example_party_gain_all_years(tender.data, party=party).to(Unit.MIO_KR, 2)


def _net(tender: Tender, party: str) -> Value:
    return example.example_net_all_years(tender.data, party=party).to(Unit.MIO_KR, 2)
