"""A tender's inputs: a delivered workbook or CSV as parties and contract, or all its faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from kdanalysis.procurement.faults import ModelFault, find_faults
from kdanalysis.procurement.parties import Contract, Party, PartyKind, annual_cost_kr, contract_end
from kdanalysis.sources.workbook.cells import (
    CellFault,
    Delivery,
    InputFaultsError,
    Options,
    Place,
    Record,
    read_options,
)
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    CSV_FIELDS,
    OPTION_FIELDS,
    PARTIES,
    REGION_FIELDS,
    REGIONS,
    Field,
    Key,
)
from kdanalysis.sources.workbook.reader import read_delivery

# Delivered rows to parties: what each row says, and what it lacks.
#
# A row with a cell that cannot be used still becomes a party, with a stand-in for the cell, so
# that the rest of the row can be checked; `unread` keeps the stand-in from being judged or used.

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


def row_faults(delivery: Delivery) -> Iterator[CellFault]:
    """Yield what the rows lack or hold too much of, and parties that stand more than once."""
    for record in delivery.parties:
        yield from empty_cells(record, delivery.form)
        if record.text("kind") == PartyKind.REGION:
            yield from _region_faults(record, delivery.form)
        if record.text("kind") == PartyKind.MUNICIPALITY:
            yield from _cost_faults(record, delivery)
    yield from _duplicates(delivery.parties)


def empty_cells(record: Record, fields: Sequence[Field]) -> Iterator[CellFault]:
    """Yield a fault for each required cell that is empty."""
    for field in fields:
        if field.required and record.missing(field.key) and field.key in record.places:
            yield record.fault(field.key, f"»{field.title}« mangler.", field.help or "Udfyld.")


def _region_faults(record: Record, form: Sequence[Field]) -> Iterator[CellFault]:
    if record.count("inhabitants") is not None:
        remedy = "Lad cellen stå tom, eller ret typen til kommune."
        yield record.fault("inhabitants", "En region har intet indbyggertal i modellen.", remedy)
    if record.count("grants"):
        remedy = "Skriv regionens egen drift og licens, og lad bevillinger stå tom."
        yield record.fault("grants", "En region fordeles ikke efter bevillinger.", remedy)
    if form is not CSV_FIELDS and record.missing("own_cost_kr"):
        yield record.fault("own_cost_kr", "Regionens drift og licens mangler.", "Skriv beløbet.")
    yield from _negative(record, "own_cost_kr")


def _cost_faults(record: Record, delivery: Delivery) -> Iterator[CellFault]:
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


def _negative(record: Record, key: str) -> Iterator[CellFault]:
    amount = record.amount(key)
    if amount is not None and amount < 0:
        yield record.fault(key, f"Tallet er negativt: {float(amount):g}.", "Skriv mindst 0.")


def _duplicates(records: Sequence[Record]) -> Iterator[CellFault]:
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


# Delivered assumptions to a contract: period, project cost and how it is split.

PERIOD = frozenset({"start", "years"})
"""Fields of `Contract` that start dates are held against."""
_NEEDED = ("start", "years", "project_cost_kr")
_RATES = ("operation_per_unit_kr", "licence_per_unit_kr")
_TITLES = {field.key: field.title for field in ASSUMPTION_FIELDS}


@dataclass(frozen=True)
class ContractDraft:
    """The delivered assumptions as a contract."""

    contract: Contract
    unread: frozenset[str]
    """Fields of `Contract` that hold a stand-in."""

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day; `None` unless both start and years were told."""
        if self.unread & PERIOD:
            return None
        return self.contract.start, contract_end(self.contract) - timedelta(days=1)


def draft_contract(delivery: Delivery) -> ContractDraft:
    """Return the contract; what is missing has a stand-in, so that the rest can be checked."""
    told = delivery.assumptions
    years = told.count("years")
    contract = Contract(
        start=told.day("start") or date.min,
        years=1 if years is None else years,
        project_cost_kr=told.amount("project_cost_kr") or Fraction(),
        municipalities=told.count("municipalities"),
        regions=told.count("regions"),
        regional_parts=_parts(delivery),
    )
    return ContractDraft(contract, frozenset(k for k in _NEEDED if told.values.get(k) is None))


def _parts(delivery: Delivery) -> dict[str, Fraction] | None:
    parts = {row.text("region") or "": row.amount("part_pct") for row in delivery.regions}
    told = {region: part / 100 for region, part in parts.items() if part is not None}
    return told or None


def contract_faults(delivery: Delivery, *, terms_needed: bool) -> Iterator[CellFault]:
    """Yield what the assumptions lack; for CSV they are needed only where something is computed."""
    told = delivery.assumptions
    if delivery.form is CSV_FIELDS:
        yield from empty_cells(told, OPTION_FIELDS) if terms_needed else ()
        return
    yield from empty_cells(told, ASSUMPTION_FIELDS)
    yield from _rate_faults(told)
    yield from _contract_region_faults(delivery)


def _rate_faults(told: Record) -> Iterator[CellFault]:
    key = told.text("key")
    for rate in _RATES if key else ():
        amount = told.amount(rate)
        if key == Key.OWN and amount is not None:
            yield told.fault(rate, "Beløbet bruges ikke, når nøglen er egne beløb.", "Slet det.")
        elif key != Key.OWN and told.missing(rate):
            what = f"»{_TITLES[rate]}« mangler; nøglen er {key}."
            yield told.fault(rate, what, "Skriv beløbet pr. enhed, eventuelt 0.")
        elif amount is not None and amount < 0:
            yield told.fault(rate, f"»{_TITLES[rate]}« er negativ.", "Skriv mindst 0.")


def _contract_region_faults(delivery: Delivery) -> Iterator[CellFault]:
    """Yield faults of the table of regions, and regions of parties that are not in it."""
    known: set[str] = set()
    for row in delivery.regions:
        yield from empty_cells(row, REGION_FIELDS)
        name = row.text("region")
        if name is not None and name in known:
            yield row.fault("region", f"»{name}« står flere gange.", "Slet den ene række.")
        known.add(name or "")
    for party in delivery.parties:
        region = party.text("region")
        if region is not None and region not in known:
            what = f"Regionen »{region}« er ukendt."
            yield party.fault("region", what, "Vælg en region fra arket Regioner.")


def option_faults(delivery: Delivery, options: Options) -> Iterator[CellFault]:
    """Yield the options of the command that contradict the workbook; it speaks for itself."""
    if delivery.form is CSV_FIELDS:
        return
    yield from options.faults
    for key, value in options.record.values.items():
        if value is not None and value != delivery.assumptions.values.get(key):
            what = f"Værdien er en anden end »{_TITLES[key]}« i projektmappen."
            yield options.record.fault(key, what, "Udelad den, eller ret projektmappen.")


# What an equalisation demands of its parties, told by the rows and columns of the file.

_MEMBERSHIP = frozenset({"region", "municipalities", "regions", "regional_parts"})
"""Fields judged on all parties together: silent while a party's type or region is unknown."""
_OF_MUNICIPALITIES = frozenset({"region", "inhabitants"})
"""Fields that cannot be judged before the type of the party is known."""
_REMEDY = "Ret værdien."
_REMEDIES = {
    "years": "Skriv et helt antal år, mindst 1.",
    "project_cost_kr": "Skriv beløbet, mindst 0.",
    "municipalities": "Udelad antallet, eller skriv mindst så mange, som står i filen.",
    "regions": "Udelad antallet, eller skriv mindst så mange, som står i filen.",
    "regional_parts": "Skriv andele for netop de deltagende regioner, i alt 100, eller slet alle.",
    "parties": "Skriv en række pr. part.",
    "region": "Ret regionens navn, eller tilføj den part, der mangler.",
    "inhabitants": "Skriv kommunens indbyggertal.",
    "annual_cost_kr": "Skriv beløbet, mindst 0.",
    "start_date": "Skriv en dag i kontraktens løbetid.",
    "consumption_kr": "Skriv forbruget i et helt år, mindst 0.",
    "annual_saving_kr": "Ret forbruget før eller efter, så besparelsen højst er hele forbruget.",
}


def model_faults(
    delivery: Delivery, rows: Sequence[Draft], contract: ContractDraft
) -> Iterator[CellFault]:
    """Yield the faults that an equalisation of the parties would be refused for."""
    # The row's number for a name: a fault then leads back to its row, also where names are
    # missing or stand twice.
    parties = [replace(row.party, name=str(number)) for number, row in enumerate(rows)]
    told = {str(number): row.consumption_kr for number, row in enumerate(rows)}
    consumption = {name: kr for name, kr in told.items() if kr is not None}
    uncertain = any(row.unread & {"kind", "region"} for row in rows)
    for fault in find_faults(parties, contract.contract, consumption):
        if uncertain and fault.place.field in _MEMBERSHIP:
            continue
        if fault.place.party is None:
            yield _of_contract(fault, delivery)
        else:
            yield from _of_row(fault, delivery, rows[int(fault.place.party)], contract)


def _of_contract(fault: ModelFault, delivery: Delivery) -> CellFault:
    sheet = REGIONS if fault.place.field == "regional_parts" else PARTIES
    is_csv = delivery.form is CSV_FIELDS
    whole = Place(delivery.file.name if is_csv else f"arket »{sheet}«")
    place = delivery.assumptions.places.get(fault.place.field, whole)
    return CellFault(place, fault.what, _REMEDIES.get(fault.place.field, _REMEDY))


def _of_row(
    fault: ModelFault, delivery: Delivery, row: Draft, contract: ContractDraft
) -> Iterator[CellFault]:
    if fault.place.field in row.unread or (
        "kind" in row.unread and fault.place.field in _OF_MUNICIPALITIES
    ):
        return
    if fault.place.field == "start_date" and contract.unread & PERIOD:
        return
    key = _column(fault.place.field, delivery)
    if key is not None:
        yield row.record.fault(key, fault.what, _REMEDIES.get(fault.place.field, _REMEDY))


def _column(field: str, delivery: Delivery) -> str | None:
    """Return the column to name; `None` for the workbook's cost, whose cells are judged singly."""
    if delivery.form is CSV_FIELDS:
        return {"annual_saving_kr": "saving_kr", "annual_cost_kr": "cost_kr"}.get(field, field)
    return {"annual_saving_kr": "new_consumption_kr", "annual_cost_kr": None}.get(field, field)


# What a cell is, `sources.workbook` knows; what a tender needs of its rows and assumptions stands
# above, and what an equalisation demands in `procurement.faults`. Everything is gathered before
# anything is said, and nothing is calculated on a file with a fault.


@dataclass(frozen=True)
class DeliveredTender:
    """The inputs of an equalisation, free of faults."""

    file: Path
    parties: tuple[Party, ...]
    """In the order of the file."""
    contract: Contract
    consumption_kr: Mapping[str, Fraction]
    """A year's consumption before the tender by party, where the file tells it."""


@dataclass(frozen=True)
class Totals:
    """What a file without faults adds up to, for its sender to recognise."""

    municipalities: int
    regions: int
    inhabitants: int
    consumption_kr: Fraction | None
    """`None` unless every party tells it."""
    annual_saving_kr: Fraction
    annual_cost_kr: Fraction
    period: tuple[date, date] | None
    """First and last day of the contract; `None` for CSV without one, whose start dates were
    held against nothing."""


@dataclass(frozen=True)
class _Examined:
    drafts: tuple[Draft, ...]
    contract: ContractDraft


def read_tender(file: Path, options: Mapping[str, str | None] | None = None) -> DeliveredTender:
    """Return the inputs of an equalisation.

    Args:
        file: a workbook made from the template, or parties as CSV.
        options: the contract's terms as text, by key of `OPTION_FIELDS`; needed for CSV. A
            workbook tells its own terms, and options may only repeat them.

    Raises:
        InputFaultsError: lists every fault of the file.
        InputError: there is no such file, or it is of another type.
    """
    examined = _examine(file, options or {}, terms_needed=True)
    parties = tuple(draft.party for draft in examined.drafts)
    told = {draft.party.name: draft.consumption_kr for draft in examined.drafts}
    consumption = {name: kr for name, kr in told.items() if kr is not None}
    return DeliveredTender(file, parties, examined.contract.contract, consumption)


def validate_tender(file: Path, options: Mapping[str, str | None] | None = None) -> Totals:
    """Return what the file adds up to; a CSV file may be validated without contract.

    Raises:
        InputFaultsError: lists every fault of the file.
        InputError: there is no such file, or it is of another type.
    """
    examined = _examine(file, options or {}, terms_needed=False)
    return _totals(examined.drafts, examined.contract)


def _examine(file: Path, options: Mapping[str, str | None], *, terms_needed: bool) -> _Examined:
    told = read_options(options)
    delivery = read_delivery(file, told)
    rows = drafts(delivery)
    contract = draft_contract(delivery)
    faults = [
        *delivery.faults,
        *contract_faults(delivery, terms_needed=terms_needed),
        *option_faults(delivery, told),
        *row_faults(delivery),
    ]
    known = {fault.place for fault in faults}
    faults += [f for f in model_faults(delivery, rows, contract) if f.place not in known]
    if faults:
        raise InputFaultsError(file, sorted(faults, key=_order))
    return _Examined(rows, contract)


def _order(fault: CellFault) -> tuple[str, int]:
    return fault.place.sheet, fault.place.row or 0


def _totals(rows: Sequence[Draft], contract: ContractDraft) -> Totals:
    parties = [row.party for row in rows]
    kinds = [party.kind for party in parties]
    consumption = [row.consumption_kr for row in rows]
    known = [kr for kr in consumption if kr is not None]
    return Totals(
        municipalities=kinds.count(PartyKind.MUNICIPALITY),
        regions=kinds.count(PartyKind.REGION),
        inhabitants=sum(party.inhabitants or 0 for party in parties),
        consumption_kr=sum(known, _ZERO) if len(known) == len(rows) else None,
        annual_saving_kr=sum((party.annual_saving_kr for party in parties), _ZERO),
        annual_cost_kr=sum((party.annual_cost_kr for party in parties), _ZERO),
        period=contract.period,
    )
