"""A tender's inputs: a delivered workbook or CSV file as parties and contract, or all its faults.

What a cell is, `sources.workbook` knows; what a tender needs of its rows and assumptions,
`parties` and `contract`; what an equalisation demands, `faults`. Everything is
gathered before anything is said, and nothing is calculated on a file with a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.procurement.inputs.contract import (
    contract_faults,
    draft_contract,
    option_faults,
)
from kdanalysis.procurement.inputs.model import model_faults
from kdanalysis.procurement.inputs.parties import drafts, row_faults
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.sources.workbook.delivery import read_delivery
from kdanalysis.sources.workbook.faults import InputFaultsError
from kdanalysis.sources.workbook.texts import read_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kdanalysis.procurement.inputs.contract import ContractDraft
    from kdanalysis.procurement.inputs.parties import Draft
    from kdanalysis.procurement.parties import Contract, Party
    from kdanalysis.sources.workbook.faults import Fault

_ZERO = Fraction()


@dataclass(frozen=True)
class Tender:
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


def read_tender(file: Path, options: Mapping[str, str | None] | None = None) -> Tender:
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
    return Tender(file, parties, examined.contract.contract, consumption)


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


def _order(fault: Fault) -> tuple[str, int]:
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
