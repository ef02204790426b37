"""Supplementary services by provider: delivered rows as accounts, or all their faults."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
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
    digest = sha256(verified_bytes(file)).hexdigest()
    return _signed(file, tuple(municipalities), digest)


@lru_cache(maxsize=4)
def _signed(file: Path, municipalities: tuple[str, ...], _digest: str) -> tuple[Account, ...]:
    # A report asks for the accounts with each figure, and a workbook is slow to read.
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
        name = record.text("provider")
        if name is None:
            continue
        earlier = first.setdefault(name.casefold(), record)
        yield from _unlike(record, earlier)
        yield from _other_unit(record, earlier)


def _unlike(record: Record, earlier: Record) -> Iterator[Fault]:
    name, row = record.text("provider"), earlier.places["provider"].row
    if name != earlier.text("provider"):
        what = f"»{name}« er skrevet på en anden måde i række {row}."
        yield record.fault("provider", what, "Skriv navnet ens i alle år.")
    for key, what in (("kind", "har en anden type"), ("above_full", "er opgjort på en anden måde")):
        told = record.text(key)
        if told and earlier.text(key) and told != earlier.text(key):
            remedy = "Opgør alle driftsherrens år ens."
            yield record.fault(key, f"»{name}« {what} end i række {row}.", remedy)


def _other_unit(record: Record, earlier: Record) -> Iterator[Fault]:
    own, other = record.amount("total_kr"), earlier.amount("total_kr")
    if not own or not other or not max(own, other) / min(own, other) >= _OTHER_UNIT:
        return
    row = earlier.places["provider"].row
    what = f"Regnskabet passer ikke med række {row}: det ene er mindst {_OTHER_UNIT} gange større."
    yield record.fault("total_kr", what, "Kontrollér, at begge er i kroner og ikke i tusinde.")
