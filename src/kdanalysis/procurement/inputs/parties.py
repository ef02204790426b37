"""Delivered rows to parties: what each row says, and what it lacks.

A row with a cell that cannot be used still becomes a party, with a stand-in for the cell, so that
the rest of the row can be checked; `unread` keeps the stand-in from being judged or used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.costs import annual_cost_kr
from kdanalysis.procurement.parties import Party, PartyKind
from kdanalysis.sources.workbook.layout import CSV_FIELDS, Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdanalysis.sources.workbook.faults import Fault
    from kdanalysis.sources.workbook.layout import Field
    from kdanalysis.sources.workbook.records import Delivery, Record

_ZERO = Fraction()
_COLUMNS_OF = {
    "annual_saving_kr": ("saving_kr", "consumption_kr", "new_consumption_kr"),
    "annual_cost_kr": ("cost_kr", "own_cost_kr", "grants"),
}
"""Columns behind a field of `Party`, where it is not the column of the same name."""


@dataclass(frozen=True)
class Draft:
    """One delivered row as a party."""

    record: Record
    party: Party
    consumption_kr: Fraction | None
    """A year's consumption before the tender, where the row tells it."""
    unread: frozenset[str]
    """Fields of `Party` that hold a stand-in."""


def drafts(delivery: Delivery) -> tuple[Draft, ...]:
    """Return one draft for each delivered row."""
    return tuple(_draft(record, delivery) for record in delivery.parties)


def _draft(record: Record, delivery: Delivery) -> Draft:
    kind = record.text("kind")
    consumption_kr = record.amount("consumption_kr")
    party = Party(
        name=record.text("name") or "",
        kind=PartyKind(kind) if kind else PartyKind.MUNICIPALITY,
        region=record.text("region") or "",
        annual_saving_kr=_saving_kr(record),
        annual_cost_kr=_cost_kr(record, delivery),
        inhabitants=record.count("inhabitants"),
        start_date=record.day("start_date") or date.min,
    )
    return Draft(record, party, consumption_kr, _unread(record))


def _unread(record: Record) -> frozenset[str]:
    """Return the fields of `Party` that rest on a cell without a usable value."""
    plain = {"name", "kind", "region", "start_date"}
    empty = {key for key in plain if record.values.get(key) is None}
    broken = {
        field
        for field in ("inhabitants", *_COLUMNS_OF)
        if record.broken.intersection(_COLUMNS_OF.get(field, (field,)))
    }
    return frozenset(empty | broken)


def _saving_kr(record: Record) -> Fraction:
    told = record.amount("saving_kr")
    if told is not None:
        return told
    before, after = record.amount("consumption_kr"), record.amount("new_consumption_kr")
    return _ZERO if before is None or after is None else before - after


def _cost_kr(record: Record, delivery: Delivery) -> Fraction:
    for told in (record.amount("cost_kr"), record.amount("own_cost_kr")):
        if told is not None:
            return told
    units = record.count(_units(delivery.assumptions) or "")
    operation = delivery.assumptions.amount("operation_per_unit_kr") or _ZERO
    licence = delivery.assumptions.amount("licence_per_unit_kr") or _ZERO
    return annual_cost_kr(units or 0, operation, licence)


def _units(assumptions: Record) -> str | None:
    """Return the column that holds the units of the cost key; `None` for own amounts."""
    columns = {Key.GRANTS: "grants", Key.INHABITANTS: "inhabitants"}
    return next((columns[key] for key in columns if key == assumptions.text("key")), None)


def row_faults(delivery: Delivery) -> Iterator[Fault]:
    """Yield what the rows lack or hold too much of, and parties that stand more than once."""
    for record in delivery.parties:
        yield from empty_cells(record, delivery.form)
        if record.text("kind") == PartyKind.REGION:
            yield from _region_faults(record, delivery.form)
        if record.text("kind") == PartyKind.MUNICIPALITY:
            yield from _cost_faults(record, delivery)
    yield from _duplicates(delivery.parties)


def empty_cells(record: Record, fields: Sequence[Field]) -> Iterator[Fault]:
    """Yield a fault for each required cell that is empty."""
    for field in fields:
        if field.required and record.missing(field.key) and field.key in record.places:
            yield record.fault(field.key, f"»{field.title}« mangler.", field.help or "Udfyld.")


def _region_faults(record: Record, form: Sequence[Field]) -> Iterator[Fault]:
    if record.count("inhabitants") is not None:
        remedy = "Lad cellen stå tom, eller ret typen til kommune."
        yield record.fault("inhabitants", "En region har intet indbyggertal i modellen.", remedy)
    if record.count("grants"):
        remedy = "Skriv regionens egen drift og licens, og lad bevillinger stå tom."
        yield record.fault("grants", "En region fordeles ikke efter bevillinger.", remedy)
    if form is not CSV_FIELDS and record.missing("own_cost_kr"):
        yield record.fault("own_cost_kr", "Regionens drift og licens mangler.", "Skriv beløbet.")
    yield from _negative(record, "own_cost_kr")


def _cost_faults(record: Record, delivery: Delivery) -> Iterator[Fault]:
    """Yield what is wrong with a municipality's cost in the workbook; CSV tells it outright."""
    if delivery.form is CSV_FIELDS:
        return
    own = delivery.assumptions.text("key") == Key.OWN
    if own and record.missing("own_cost_kr"):
        yield record.fault("own_cost_kr", "Beløbet mangler; nøglen er egne beløb.", "Skriv det.")
    if not own and record.amount("own_cost_kr") is not None:
        what = "Beløbet bruges ikke, når nøglen er bevillinger eller indbyggere."
        yield record.fault("own_cost_kr", what, "Slet det, eller vælg nøglen egne beløb.")
    if _units(delivery.assumptions) == "grants" and record.missing("grants"):
        yield record.fault("grants", "Antallet mangler; nøglen er bevillinger.", "Skriv antallet.")
    yield from _negative(record, "own_cost_kr")
    yield from _negative(record, "grants")


def _negative(record: Record, key: str) -> Iterator[Fault]:
    amount = record.amount(key)
    if amount is not None and amount < 0:
        yield record.fault(key, f"Tallet er negativt: {float(amount):g}.", "Skriv mindst 0.")


def _duplicates(records: Sequence[Record]) -> Iterator[Fault]:
    first: dict[str, Record] = {}
    for record in records:
        name = record.text("name")
        if name is None:
            continue
        earlier = first.setdefault(name.casefold(), record)
        if earlier is not record:
            row = earlier.places["name"].row
            what = f"»{name}« står også i række {row}."
            yield record.fault("name", what, "Slet den ene række, eller ret navnet.")
