"""What the committees still have to decide, as data: the question, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class OpenDecision:
    """One decision to take (all texts Danish)."""

    subject: str
    question: str
    basis: str
    line: int


def read_open_decisions(file: Path, committee: str) -> tuple[OpenDecision, ...]:
    """Return what a committee has to decide, in order.

    Raises:
        InputError: a column is missing, or nothing is listed for the committee.
    """
    everything = read_raw_csv(file, "committee", "subject", "question", "basis", "line")
    rows = [row for row in everything.iter_rows(named=True) if row["committee"] == committee]
    if not rows:
        raise InputError(
            f"Der er ingen udestående beslutninger for {committee}.",
            file,
            "Tilføj dem, eller tag afsnittet ud af overblikket.",
        )
    return tuple(
        OpenDecision(r["subject"], r["question"], r["basis"], int(r["line"])) for r in rows
    )
