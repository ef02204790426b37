"""Delivered assumptions to a contract: period, project cost and how it is split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.inputs.parties import empty_cells
from kdanalysis.procurement.parties import Contract
from kdanalysis.procurement.periods import contract_end
from kdanalysis.sources.workbook.layout import (
    ASSUMPTION_FIELDS,
    CSV_FIELDS,
    OPTION_FIELDS,
    REGION_FIELDS,
    Key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.sources.workbook.faults import Fault
    from kdanalysis.sources.workbook.records import Delivery, Record
    from kdanalysis.sources.workbook.texts import Options

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


def contract_faults(delivery: Delivery, *, terms_needed: bool) -> Iterator[Fault]:
    """Yield what the assumptions lack; for CSV they are needed only where something is computed."""
    told = delivery.assumptions
    if delivery.form is CSV_FIELDS:
        yield from empty_cells(told, OPTION_FIELDS) if terms_needed else ()
        return
    yield from empty_cells(told, ASSUMPTION_FIELDS)
    yield from _rate_faults(told)
    yield from _region_faults(delivery)


def _rate_faults(told: Record) -> Iterator[Fault]:
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


def _region_faults(delivery: Delivery) -> Iterator[Fault]:
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


def option_faults(delivery: Delivery, options: Options) -> Iterator[Fault]:
    """Yield the options of the command that contradict the workbook; it speaks for itself."""
    if delivery.form is CSV_FIELDS:
        return
    yield from options.faults
    for key, value in options.record.values.items():
        if value is not None and value != delivery.assumptions.values.get(key):
            what = f"Værdien er en anden end »{_TITLES[key]}« i projektmappen."
            yield options.record.fault(key, what, "Udelad den, eller ret projektmappen.")
