"""Decisions of the committees, as data: what was decided and when, and what is still to decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Day, Whole, column, read_register

# Decisions of the committees, as data: what was decided, when, and where it stands.


@dataclass(frozen=True)
class Decision:
    """One decision; `text` follows the name of the committee (Danish)."""

    key: str
    day: Annotated[Day, column("date")]
    body: str
    subject: str
    text: Annotated[str, column("decision")]
    amount_kr: Whole | None
    line: Whole


def read_decision(file: Path, key: str) -> Decision:
    """Return the decision `key` of `file`.

    Raises:
        InputError: there is none, or a cell of the file cannot be read.
    """
    for decision in read_register(file, Decision, key=("key",)):
        if decision.key == key:
            return decision
    raise InputError(f"Ukendt beslutning: {key}.", file, "Tilføj beslutningen med kilde.")


# What the committees still have to decide, as data: the question, and what it rests on.


@dataclass(frozen=True)
class OpenDecision:
    """One decision to take (all texts Danish)."""

    committee: str
    subject: str
    question: str
    basis: str
    line: Whole


def read_open_decisions(file: Path, committee: str) -> tuple[OpenDecision, ...]:
    """Return what a committee has to decide, in order.

    Raises:
        InputError: a cell is missing or cannot be read, or nothing is listed for the committee.
    """
    everything = read_register(file, OpenDecision, empty_ok=True)
    mine = tuple(decision for decision in everything if decision.committee == committee)
    if not mine:
        raise InputError(
            f"Der er ingen udestående beslutninger for {committee}.",
            file,
            "Tilføj dem, eller tag afsnittet ud af overblikket.",
        )
    return mine
