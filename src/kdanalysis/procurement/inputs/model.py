"""What an equalisation demands of its parties, told by the rows and columns of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kdanalysis.procurement.faults import find_faults
from kdanalysis.procurement.inputs.contract import PERIOD
from kdanalysis.sources.workbook.faults import Fault, Place
from kdanalysis.sources.workbook.layout import CSV_FIELDS, PARTIES, REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdanalysis.procurement.faults import Fault as ModelFault
    from kdanalysis.procurement.inputs.contract import ContractDraft
    from kdanalysis.procurement.inputs.parties import Draft
    from kdanalysis.sources.workbook.records import Delivery

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
) -> Iterator[Fault]:
    """Yield the faults that an equalisation of the parties would be refused for."""
    # The row's number for a name: a fault then leads back to its row, also where names are
    # missing or stand twice.
    parties = [replace(row.party, name=str(number)) for number, row in enumerate(rows)]
    told = {str(number): row.consumption_kr for number, row in enumerate(rows)}
    consumption = {name: kr for name, kr in told.items() if kr is not None}
    uncertain = any(row.unread & {"kind", "region"} for row in rows)
    for fault in find_faults(parties, contract.contract, consumption):
        if uncertain and fault.field in _MEMBERSHIP:
            continue
        if fault.party is None:
            yield _of_contract(fault, delivery)
        else:
            yield from _of_row(fault, delivery, rows[int(fault.party)], contract)


def _of_contract(fault: ModelFault, delivery: Delivery) -> Fault:
    sheet = REGIONS if fault.field == "regional_parts" else PARTIES
    is_csv = delivery.form is CSV_FIELDS
    whole = Place(delivery.file.name if is_csv else f"arket »{sheet}«")
    place = delivery.assumptions.places.get(fault.field, whole)
    return Fault(place, fault.message, _REMEDIES.get(fault.field, _REMEDY))


def _of_row(
    fault: ModelFault, delivery: Delivery, row: Draft, contract: ContractDraft
) -> Iterator[Fault]:
    if fault.field in row.unread or ("kind" in row.unread and fault.field in _OF_MUNICIPALITIES):
        return
    if fault.field == "start_date" and contract.unread & PERIOD:
        return
    key = _column(fault.field, delivery)
    if key is not None:
        yield row.record.fault(key, fault.message, _REMEDIES.get(fault.field, _REMEDY))


def _column(field: str, delivery: Delivery) -> str | None:
    """Return the column to name; `None` for the workbook's cost, whose cells are judged singly."""
    if delivery.form is CSV_FIELDS:
        return {"annual_saving_kr": "saving_kr", "annual_cost_kr": "cost_kr"}.get(field, field)
    return {"annual_saving_kr": "new_consumption_kr", "annual_cost_kr": None}.get(field, field)
