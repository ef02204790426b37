"""Supplementary services by provider: delivered rows as accounts, or all their faults."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import verified_bytes
from kdanalysis.sources.workbook.faults import Fault, InputFaultsError, Place
from kdanalysis.sources.workbook.supplements import (
    FIELDS,
    PROVIDERS,
    read_supplements_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kdanalysis.sources.workbook.records import Record

_FIRST_YEAR, _LAST_YEAR = 2007, 2100
"""Municipalities have had these borders since 2007."""
MUNICIPALITY, REGION = "kommune", "region"


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
        faults = [Fault(Place(f"arket »{PROVIDERS}«"), "Arket har ingen rækker.", "Udfyld det.")]
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


def _faults(records: Sequence[Record], municipalities: Sequence[str]) -> Iterator[Fault]:
    for record in records:
        yield from _empty(record)
        yield from _name(record, municipalities)
        yield from _year(record)
        yield from _amounts(record)
    yield from _duplicates(records)
    yield from _mixed(records)


def _empty(record: Record) -> Iterator[Fault]:
    for field in FIELDS:
        if record.missing(field.key):
            yield record.fault(field.key, f"»{field.title}« mangler.", field.help)


def _name(record: Record, municipalities: Sequence[str]) -> Iterator[Fault]:
    name = record.text("provider")
    if name and record.text("kind") == MUNICIPALITY and name not in municipalities:
        remedy = f"Skriv en af: {', '.join(municipalities)}; eller vælg typen anden."
        yield record.fault("provider", f"»{name}« er ikke en af kommunerne.", remedy)


def _year(record: Record) -> Iterator[Fault]:
    year = record.count("year")
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        yield record.fault("year", f"{year} er ikke et regnskabsår.", "Skriv fire cifre, fx 2022.")


def _amounts(record: Record) -> Iterator[Fault]:
    total, supplement = record.amount("total_kr"), record.amount("supplement_kr")
    if total is not None and total <= 0:
        yield record.fault("total_kr", "Regnskabet skal være større end 0.", "Ret beløbet.")
    if supplement is not None and supplement < 0:
        yield record.fault("supplement_kr", "Indtægten er negativ.", "Skriv den uden fortegn.")
    if total is not None and supplement is not None and supplement > total > 0:
        what = "Tillægsydelsen er større end det samlede regnskab."
        yield record.fault("supplement_kr", what, "Kontrollér, at begge er i kroner.")


def _duplicates(records: Sequence[Record]) -> Iterator[Fault]:
    first: dict[tuple[str, int], Record] = {}
    for record in records:
        name, year = record.text("provider"), record.count("year")
        if name is None or year is None:
            continue
        earlier = first.setdefault((name.casefold(), year), record)
        if earlier is not record:
            what = f"»{name}« {year} står også i række {earlier.places['provider'].row}."
            yield record.fault("provider", what, "Slet den ene række, eller ret året.")


def _mixed(records: Sequence[Record]) -> Iterator[Fault]:
    """Yield providers whose years are not told in the same way: their change says nothing."""
    first: dict[str, Record] = {}
    for record in records:
        name, way = record.text("provider"), record.text("above_full")
        if name is None or way is None:
            continue
        earlier = first.setdefault(name.casefold(), record)
        if earlier.text("above_full") != way:
            row = earlier.places["provider"].row
            what = f"»{name}« er opgjort på en anden måde end i række {row}."
            yield record.fault("above_full", what, "Opgør alle driftsherrens år ens.")
