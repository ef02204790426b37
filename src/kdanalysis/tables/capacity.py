"""The loan pool for residential care: planned places and answers, as printed and as read.

Sources: agenda of 26-01-2024 ("2024"), lines 3416-3610. What the project reads into the text
(target group, which rows are the same project, places that only replace others) is data beside it,
by line.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Row = Mapping[str, str | None]

_IN_POOL = frozenset({"laanepulje_faelles", "laanepulje_egen"})
_OUTSIDE = "uden_om_laanepulje"
_JOIN = "+"
_PRINTED = (
    "line",
    "kommune",
    "plantype",
    "pladser_min",
    "pladser_max",
    "tilgaengelige_min",
    "tilgaengelige_max",
)
_READING = (
    "line",
    "project",
    "target_group",
    "legal",
    "replaces_places",
    "optional_places",
    "further_min_places",
    "further_max_places",
    "available_pct",
    "reason",
)


@dataclass(frozen=True)
class Range:
    """A number that the source gives as one, or as from-to."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Plan:
    """One planned project."""

    key: str
    municipalities: tuple[str, ...]
    """One, or those who consider it together."""
    target_group: str
    legal: str
    in_pool: bool
    outside: bool
    """A project can stand in both lists."""
    places: Range
    open_places: Range | None
    """Places for other municipalities; `None` where it is not told."""
    replaced: Fraction | None
    """Existing places that the new ones take the place of; `None` where it is not told."""
    further: Range | None
    """Places beyond those, of another kind than the pool is for."""
    optional: Fraction
    """Places that are possible if others want them."""
    remark: str
    """What was read into the source's text (Danish)."""

    @property
    def who(self) -> str:
        """The municipalities as one text."""
        return _JOIN.join(self.municipalities)


def read_plans(printed: Path, reading: Path) -> tuple[Plan, ...]:
    """Return the planned projects in the order of the source, each once.

    Args:
        printed: `laanepulje_pladser.csv`.
        reading: `kapacitet_tolkning.csv`, one row per printed row, by `line`.

    Raises:
        InputError: a column is missing, a line stands twice, a printed row is not read or the other
            way round, a number cannot be read, or rows of the same project contradict each other.
    """
    readings = _by_line(reading, _READING)
    rows = _by_line(printed, _PRINTED)
    if readings.keys() != rows.keys():
        odd = ", ".join(sorted(readings.keys() ^ rows.keys()))
        raise InputError(f"Linje {odd} er ikke både trykt og læst.", reading, "Tilføj rækken.")
    try:
        plans = [_plan(row, readings[line]) for line, row in rows.items()]
    except (TypeError, ValueError) as error:
        raise InputError(
            f"Et antal pladser kan ikke læses: {error}", printed, "Ret det."
        ) from error
    return tuple(_merged(plans, reading))


def _by_line(file: Path, columns: Sequence[str]) -> dict[str, Row]:
    rows = list(read_raw_csv(file, *columns).iter_rows(named=True))
    by_line: dict[str, Row] = {row["line"]: row for row in rows}
    if len(by_line) != len(rows):
        raise InputError("En linje står to gange.", file, "Slet den ene række.")
    return by_line


def _plan(row: Row, reading: Row) -> Plan:
    places = Range(Fraction(str(row["pladser_min"])), Fraction(str(row["pladser_max"])))
    return Plan(
        key=str(reading["project"]),
        municipalities=tuple(str(row["kommune"]).split(_JOIN)),
        target_group=str(reading["target_group"]),
        legal=str(reading["legal"]),
        in_pool=row["plantype"] in _IN_POOL,
        outside=row["plantype"] == _OUTSIDE,
        places=places,
        open_places=_open(row, reading, places),
        replaced=_number(reading["replaces_places"]),
        further=_range(reading["further_min_places"], reading["further_max_places"]),
        optional=_number(reading["optional_places"]) or Fraction(),
        remark=str(reading["reason"]),
    )


def _open(row: Row, reading: Row, places: Range) -> Range | None:
    """Return the places for others: as a number, or as a share of the places."""
    if reading["available_pct"]:
        share = Fraction(reading["available_pct"]) / 100
        return Range(places.low * share, places.high * share)
    return _range(row["tilgaengelige_min"], row["tilgaengelige_max"])


def _number(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None


def _range(low: str | None, high: str | None) -> Range | None:
    return None if low is None or high is None else Range(Fraction(low), Fraction(high))


def _merged(plans: list[Plan], reading: Path) -> Iterator[Plan]:
    """Yield each project once; it is in all the lists that name it."""
    for key, count in Counter(plan.key for plan in plans).items():
        same = [plan for plan in plans if plan.key == key]
        inside, outside = any(p.in_pool for p in same), any(p.outside for p in same)
        remark = same[0].remark
        told = {replace(p, in_pool=inside, outside=outside, remark=remark) for p in same}
        if len(told) != 1:
            raise InputError(
                f"De {count} rækker om projektet {key} siger ikke det samme.",
                reading,
                "Giv dem hver sit projekt, eller ret rækkerne.",
            )
        yield told.pop()


def read_answers(file: Path) -> dict[str, str]:
    """Return what is known of each municipality's answer: a status by name.

    Raises:
        InputError: a municipality stands twice.
    """
    rows = list(read_raw_csv(file, "kommune", "status").iter_rows(named=True))
    answers = {row["kommune"]: row["status"] for row in rows}
    if len(answers) != len(rows):
        raise InputError("En kommune står to gange.", file, "Slet den ene række.")
    return answers
