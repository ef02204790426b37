"""Decisions of the committees, as data: what was decided and when, and what is still to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv

# Decisions of the committees, as data: what was decided, when, and where it stands.

_COLUMNS = ("key", "date", "body", "subject", "decision", "amount_kr", "line")


@dataclass(frozen=True)
class Decision:
    """One decision; `text` follows the name of the committee (Danish)."""

    day: date
    body: str
    subject: str
    text: str
    amount_kr: int | None
    line: int


def read_decision(file: Path, key: str) -> Decision:
    """Return the decision `key` of `file`.

    Raises:
        InputError: there is none, or its date or a number cannot be read.
    """
    for row in read_raw_csv(file, *_COLUMNS).iter_rows(named=True):
        if row["key"] == key:
            return _decision(row, file)
    raise InputError(f"Ukendt beslutning: {key}.", file, "Tilføj beslutningen med kilde.")


def _decision(row: dict[str, str | None], file: Path) -> Decision:
    amount = row["amount_kr"]
    try:
        return Decision(
            day=date.fromisoformat(str(row["date"])),
            body=str(row["body"]),
            subject=str(row["subject"]),
            text=str(row["decision"]),
            amount_kr=int(amount) if amount else None,
            line=int(str(row["line"])),
        )
    except ValueError as error:
        raise InputError(
            f"Beslutningen {row['key']} kan ikke læses: {error}.", file, "Ret dato eller beløb."
        ) from error


# What the committees still have to decide, as data: the question, and what it rests on.


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
