"""Residential care as data: the loan pool as printed, and supplementary services as delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import verified_bytes
from kdanalysis.sources.registers import Exact, column, read_register
from kdanalysis.sources.workbook.cells import CellFault, InputFaultsError, Place, Record
from kdanalysis.sources.workbook.supplements import (
    FIELDS,
    PROVIDERS,
    read_supplements_workbook,
)

# The loan pool for residential care: planned places and answers, as printed and as read.
#
# Sources: agenda of 26-01-2024 ("2024"), lines 3416-3610. What the project reads into the text
# (target group, which rows are the same project, places that only replace others) is data beside
# it, by line.

_IN_POOL = frozenset({"laanepulje_faelles", "laanepulje_egen"})
_OUTSIDE = "uden_om_laanepulje"
_JOIN = "+"


@dataclass(frozen=True)
class _Printed:
    """One row of the source; the number of its line may stand in both lists of the source."""

    line: str
    who: Annotated[str, column("kommune")]
    list: Annotated[str, column("plantype")]
    low: Annotated[Exact, column("pladser_min")]
    high: Annotated[Exact, column("pladser_max")]
    open_low: Annotated[Exact | None, column("tilgaengelige_min")]
    open_high: Annotated[Exact | None, column("tilgaengelige_max")]


@dataclass(frozen=True)
class _Reading:
    """What was read into the row of that line."""

    line: str
    project: str
    target_group: str
    legal: str
    replaces_places: Exact | None
    optional_places: Exact | None
    further_min_places: Exact | None
    further_max_places: Exact | None
    available_pct: Exact | None
    reason: str


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
    readings = {row.line: row for row in read_register(reading, _Reading, key=("line",))}
    rows = {row.line: row for row in read_register(printed, _Printed, key=("line",))}
    if readings.keys() != rows.keys():
        odd = ", ".join(sorted(readings.keys() ^ rows.keys()))
        raise InputError(f"Linje {odd} er ikke både trykt og læst.", reading, "Tilføj rækken.")
    return tuple(_merged([_plan(row, readings[line]) for line, row in rows.items()], reading))


def _plan(row: _Printed, reading: _Reading) -> Plan:
    return Plan(
        key=reading.project,
        municipalities=tuple(row.who.split(_JOIN)),
        target_group=reading.target_group,
        legal=reading.legal,
        in_pool=row.list in _IN_POOL,
        outside=row.list == _OUTSIDE,
        places=Range(row.low, row.high),
        open_places=_open(row, reading),
        replaced=reading.replaces_places,
        further=_range(reading.further_min_places, reading.further_max_places),
        optional=reading.optional_places or Fraction(),
        remark=reading.reason,
    )


def _open(row: _Printed, reading: _Reading) -> Range | None:
    """Return the places for others: as a number, or as a share of the places."""
    if reading.available_pct is not None:
        share = reading.available_pct / 100
        return Range(row.low * share, row.high * share)
    return _range(row.open_low, row.open_high)


def _range(low: Fraction | None, high: Fraction | None) -> Range | None:
    return None if low is None or high is None else Range(low, high)


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


@dataclass(frozen=True)
class _Answer:
    kommune: str
    status: str


def read_answers(file: Path) -> dict[str, str]:
    """Return what is known of each municipality's answer: a status by name.

    Raises:
        InputError: a municipality stands twice.
    """
    rows = read_register(file, _Answer, key=("kommune",))
    return {row.kommune: row.status for row in rows}


# Supplementary services by provider: delivered rows as accounts, or all their faults.

_FIRST_YEAR, _LAST_YEAR = 2007, 2100
"""Municipalities have had these borders since 2007."""
MUNICIPALITY, REGION, OTHER = "kommune", "region", "anden"
_OTHER_UNIT = 100
"""A provider's accounts do not change so many times in a year; 1,000 kr. for kr. is more."""


@dataclass(frozen=True)
class Account:
    """One provider's accounting year."""

    provider: str
    kind: str
    year: int
    total_kr: Fraction
    """Accounts of all its services in the framework agreement."""
    supplement_kr: Fraction
    above_full: bool
    """Whether income from places above 100 % is in."""


def read_accounts(file: Path, municipalities: Sequence[str]) -> tuple[Account, ...]:
    """Return the accounts of a delivered workbook, in its order.

    Args:
        file: a workbook made from the template.
        municipalities: the names a provider of the kind `kommune` may have.

    Raises:
        InputError: there is no such file.
        InputFaultsError: lists every fault of the file.
    """
    if not file.is_file():
        raise InputError("Filen findes ikke.", file, "Angiv stien til en .xlsx-fil.")
    part = read_supplements_workbook(file)
    faults = [*part.faults, *_faults(part.records, municipalities)]
    if not part.records and not faults:
        faults = [
            CellFault(Place(f"arket »{PROVIDERS}«"), "Arket har ingen rækker.", "Udfyld det.")
        ]
    if faults:
        raise InputFaultsError(file, sorted(faults, key=lambda fault: fault.place.row or 0))
    return tuple(map(_account, part.records))


def signed_accounts(file: Path, municipalities: Sequence[str]) -> tuple[Account, ...]:
    """Return the accounts of a workbook in `data/raw`; empty while none is there.

    Raises:
        InputError: it has no receipt or has changed since; see also `read_accounts`.
    """
    if not file.is_file():
        return ()
    verified_bytes(file)
    return read_accounts(file, municipalities)


def _account(record: Record) -> Account:
    total, supplement = record.amount("total_kr"), record.amount("supplement_kr")
    return Account(
        provider=record.text("provider") or "",
        kind=record.text("kind") or "",
        year=record.count("year") or 0,
        total_kr=total or Fraction(),
        supplement_kr=supplement or Fraction(),
        above_full=record.text("above_full") == "ja",
    )


def _faults(records: Sequence[Record], municipalities: Sequence[str]) -> Iterator[CellFault]:
    for record in records:
        yield from _empty(record)
        yield from _name(record, municipalities)
        yield from _year(record)
        yield from _amounts(record)
    yield from _duplicates(records)
    yield from _mixed(records)


def _empty(record: Record) -> Iterator[CellFault]:
    for field in FIELDS:
        if record.missing(field.key):
            yield record.fault(field.key, f"»{field.title}« mangler.", field.help)


def _name(record: Record, municipalities: Sequence[str]) -> Iterator[CellFault]:
    name = record.text("provider")
    if name and record.text("kind") == MUNICIPALITY and name not in municipalities:
        remedy = f"Skriv en af: {', '.join(municipalities)}; eller vælg typen anden."
        yield record.fault("provider", f"»{name}« er ikke en af kommunerne.", remedy)


def _year(record: Record) -> Iterator[CellFault]:
    year = record.count("year")
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        yield record.fault("year", f"{year} er ikke et regnskabsår.", "Skriv fire cifre, fx 2022.")


def _amounts(record: Record) -> Iterator[CellFault]:
    total, supplement = record.amount("total_kr"), record.amount("supplement_kr")
    if total is not None and total <= 0:
        yield record.fault("total_kr", "Regnskabet skal være større end 0.", "Ret beløbet.")
    if supplement is not None and supplement < 0:
        yield record.fault("supplement_kr", "Indtægten er negativ.", "Skriv den uden fortegn.")
    if total is not None and supplement is not None and supplement > total > 0:
        what = "Tillægsydelsen er større end det samlede regnskab."
        yield record.fault("supplement_kr", what, "Kontrollér, at begge er i kroner.")


def _duplicates(records: Sequence[Record]) -> Iterator[CellFault]:
    first: dict[tuple[str, int], Record] = {}
    for record in records:
        name, year = record.text("provider"), record.count("year")
        if name is None or year is None:
            continue
        earlier = first.setdefault((name.casefold(), year), record)
        if earlier is not record:
            what = f"»{name}« {year} står også i række {earlier.places['provider'].row}."
            yield record.fault("provider", what, "Slet den ene række, eller ret året.")


def _mixed(records: Sequence[Record]) -> Iterator[CellFault]:
    """Yield providers whose years are not told in the same way: their change says nothing."""
    first: dict[str, Record] = {}
    for record in records:
        name = record.text("provider")
        if name is None:
            continue
        earlier = first.setdefault(name.casefold(), record)
        yield from _unlike(record, earlier)
        yield from _other_unit(record, earlier)


def _unlike(record: Record, earlier: Record) -> Iterator[CellFault]:
    name, row = record.text("provider"), earlier.places["provider"].row
    if name != earlier.text("provider"):
        what = f"»{name}« er skrevet på en anden måde i række {row}."
        yield record.fault("provider", what, "Skriv navnet ens i alle år.")
    for key, what in (("kind", "har en anden type"), ("above_full", "er opgjort på en anden måde")):
        told = record.text(key)
        if told and earlier.text(key) and told != earlier.text(key):
            remedy = "Opgør alle driftsherrens år ens."
            yield record.fault(key, f"»{name}« {what} end i række {row}.", remedy)


def _other_unit(record: Record, earlier: Record) -> Iterator[CellFault]:
    own, other = record.amount("total_kr"), earlier.amount("total_kr")
    if not own or not other or not max(own, other) / min(own, other) >= _OTHER_UNIT:
        return
    row = earlier.places["provider"].row
    what = f"Regnskabet passer ikke med række {row}: det ene er mindst {_OTHER_UNIT} gange større."
    yield record.fault("total_kr", what, "Kontrollér, at begge er i kroner og ikke i tusinde.")
