"""How sure the worked example's outcome is: assumed ranges, and what a simulation on them says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import uncertainty as chance
from kdanalysis.evidence.figures.printed import cell
from kdanalysis.evidence.raw_figure import raw_file
from kdanalysis.procurement.gates import Reading
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import listed
from kdanalysis.tables.business_case import read_ranges
from kdanalysis.tables.given import read_whole

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

_RANGES = "intervaller_udligning"
_SOURCES = ("eksempel_stamdata", f"local/{_RANGES}")
_ASSUMED = "Spænd: antagelse, projektets egen"
_ENDS = ("low", "expected", "high")
_FEWEST, _MOST = 100, 1_000_000
"""Draws: fewer say nothing, more take minutes."""
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
    draws = n(chance.simulated_draws(tender.data, **settings.arguments))
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
    return chance.chance_positive_pct(tender.data, region=region, **settings.arguments)


def _positive_error(tender: Tender, region: str, settings: Simulation) -> Value:
    return chance.chance_positive_error(tender.data, region=region, **settings.arguments)


def chance_table(tender: Tender, settings: Simulation) -> Table:
    """Return the probabilities of each region, each with its standard error."""
    rows = []
    for region in tender.regions:
        pair = (_positive(tender, region, settings), _positive_error(tender, region, settings))
        rows.append(Row(f"Region {region}: positiv business case", pair))
        for reading in Reading:
            where = {"region": region, "reading": reading.name, **settings.arguments}
            figures = (chance.chance_ceiling_pct, chance.chance_ceiling_error)
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
        n(chance.chance_loss_parties(tender.data, losing=losing, **settings.arguments))
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
        party.name: chance.chance_loss_pct(tender.data, party=party.name, **settings.arguments)
        for party in tender.example.example.parties
    }


def _loss_error(tender: Tender, party: str, settings: Simulation) -> Value:
    return chance.chance_loss_error(tender.data, party=party, **settings.arguments)
