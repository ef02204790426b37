"""Time the simulation of the equalisation: 10,000 draws × 40 parties × 4 years under 1 second."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.uncertainty import SimulationSettings, simulate
from kdanalysis.procurement.worked_example import WorkedExample, worked_example
from kdanalysis.project import Project
from kdanalysis.tables.tender import read_example, read_ranges

if TYPE_CHECKING:
    from kdanalysis.procurement.parties import Party

DRAWS = 10_000
PARTIES = 40
LIMIT_S = 1.0
REPETITIONS = 5


def enlarged(example: WorkedExample, size: int) -> tuple[list[Party], dict[str, Fraction]]:
    """Return `size` parties: the example's, then its municipalities once more by other names."""
    missing = size - len(example.parties)
    copies = [replace(party, name=f"{party.name} b") for party in example.parties[:missing]]
    parties = [*example.parties, *copies]
    return parties, {
        party.name: example.consumption_kr[party.name.removesuffix(" b")] for party in parties
    }


def measure() -> float:
    """Return the seconds of the quickest of some simulations."""
    raw = Project.find().raw
    example = worked_example(read_example(raw))
    parties, consumption = enlarged(example, PARTIES)
    contract = replace(example.contract, municipalities=None, regions=None)
    ranges = read_ranges(raw / "local" / "intervaller_udligning.csv")
    settings = SimulationSettings(ranges, ceiling_kr=Fraction(12_000_000), seed=1, draws=DRAWS)
    seconds = []
    for _ in range(REPETITIONS):
        begun = time.perf_counter()
        simulate(parties, contract, consumption, settings)
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


if __name__ == "__main__":
    taken = measure()
    print(f"{DRAWS} draws x {PARTIES} parties x 4 years: {taken:.3f} s (limit {LIMIT_S} s)")
    raise SystemExit(taken > LIMIT_S)
