"""Faults in the inputs of an equalisation: all of them at once, in Danish, before any amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR
from fractions import Fraction
from typing import TypeAlias

from kdanalysis.procurement.parties import Contract, Party, PartyKind, contract_end, split_counts
from kdanalysis.project import Fault, InputError

_NAMES = {PartyKind.MUNICIPALITY: "municipalities", PartyKind.REGION: "regions"}


@dataclass(frozen=True)
class Subject:
    """What a fault of the model's inputs is about."""

    party: str | None
    """`None`: the contract, or the list as a whole."""
    field: str
    """The field of `Party` or `Contract`."""

    def __str__(self) -> str:
        """Return party and field."""
        return f"{self.party or 'Kontrakten'}, {self.field}"


ModelFault: TypeAlias = Fault[Subject]
"""A fault in the inputs of an equalisation."""


def fault(party: str | None, field: str, what: str) -> ModelFault:
    """Return a fault; without a party it is the contract's or the list's. `what` is Danish."""
    return Fault(Subject(party, field), what)


def check(faults: Sequence[ModelFault]) -> None:
    """Stop if there is any fault.

    Raises:
        InputError: lists every fault.
    """
    if not faults:
        return
    lines = "".join(f"\n  - {one}" for one in faults)
    heading = "Inputtet har 1 fejl:" if len(faults) == 1 else f"Inputtet har {len(faults)} fejl:"
    raise InputError(
        heading + lines,
        "parterne og kontrakten i udligningen",
        "Ret alle de nævnte felter, og kør igen. Intet er beregnet.",
    )


def find_faults(
    parties: Sequence[Party],
    contract: Contract,
    consumption_kr: Mapping[str, Fraction] | None = None,
) -> tuple[ModelFault, ...]:
    """Return every fault of the inputs, none left out.

    Args:
        parties: those that take part.
        contract: the contract they take part in.
        consumption_kr: a year's consumption before the tender by party, where it is known.
    """
    return (
        *_contract_faults(contract),
        *_list_faults(parties, contract),
        *(found for party in parties for found in _party_faults(party, contract)),
        *_consumption_faults(parties, consumption_kr or {}),
    )


def _period_is_known(contract: Contract) -> bool:
    return 1 <= contract.years <= MAXYEAR - contract.start.year


def _contract_faults(contract: Contract) -> Iterator[ModelFault]:
    if contract.years < 1:
        yield fault(None, "years", f"Antal år er {contract.years}; det skal være mindst 1.")
    elif not _period_is_known(contract):
        yield fault(None, "years", f"{contract.years} år fører kontrakten ud over år {MAXYEAR}.")
    if contract.project_cost_kr < 0:
        yield fault(None, "project_cost_kr", "Projektomkostningen er negativ.")


def _list_faults(parties: Sequence[Party], contract: Contract) -> Iterator[ModelFault]:
    if not parties:
        yield fault(None, "parties", "Der er ingen parter; angiv mindst én kommune.")
        return
    yield from _duplicates(parties)
    yield from _region_faults(parties)
    yield from _count_faults(parties, contract)
    yield from _part_faults(parties, contract)


def _duplicates(parties: Sequence[Party]) -> Iterator[ModelFault]:
    # "Kommune 1" and "kommune  1" are one party to a reader, so they are one here.
    seen = Counter(" ".join(party.name.casefold().split()) for party in parties)
    for name, times in seen.items():
        if not name:
            yield fault(None, "name", "En part har intet navn.")
        elif times > 1:
            first = next(p.name for p in parties if " ".join(p.name.casefold().split()) == name)
            yield fault(first, "name", f"Parten står {times} gange; den må kun stå én gang.")


def _region_faults(parties: Sequence[Party]) -> Iterator[ModelFault]:
    municipal = {party.region for party in parties if party.kind is PartyKind.MUNICIPALITY}
    regional = Counter(party.region for party in parties if party.kind is PartyKind.REGION)
    for party in parties:
        if party.kind is PartyKind.REGION and party.region not in municipal:
            yield fault(party.name, "region", f"Regionen {party.region!r} har ingen kommuner.")
        # Without any regional authority there is no list of regions to hold a name against.
        if regional and party.kind is PartyKind.MUNICIPALITY and party.region not in regional:
            yield fault(party.name, "region", _unknown(party.region, sorted(regional)))
    for region, times in regional.items():
        if times > 1:
            yield fault(None, "region", f"Regionen {region!r} har {times} parter af typen region.")


def _unknown(region: str, known: Sequence[str]) -> str:
    return f"Regionen {region!r} er ukendt; kendte er {', '.join(known)}."


def _count_faults(parties: Sequence[Party], contract: Contract) -> Iterator[ModelFault]:
    counts = split_counts(parties, contract)
    for kind, field in _NAMES.items():
        listed = sum(party.kind is kind for party in parties)
        if counts[kind] < listed:
            message = f"Antallet er {counts[kind]}, men der er {listed} i listen."
            yield fault(None, field, message)
        if counts[kind] > 0 and not listed:
            message = f"Antallet er {counts[kind]}, men ingen i listen kan bære deres andel."
            yield fault(None, field, message)


def _part_faults(parties: Sequence[Party], contract: Contract) -> Iterator[ModelFault]:
    parts = contract.regional_parts
    if parts is None:
        return
    regions = {party.region for party in parties if party.kind is PartyKind.REGION}
    if set(parts) != regions:
        named = ", ".join(sorted(regions))
        yield fault(None, "regional_parts", f"Delene skal gælde netop regionerne {named}.")
    if any(part < 0 for part in parts.values()):
        yield fault(None, "regional_parts", "En del er negativ.")
    if sum(parts.values(), Fraction()) != 1:
        yield fault(None, "regional_parts", "Delene giver tilsammen ikke 1.")


def _party_faults(party: Party, contract: Contract) -> Iterator[ModelFault]:
    if party.kind is PartyKind.MUNICIPALITY and party.inhabitants is None:
        yield fault(party.name, "inhabitants", "Indbyggertallet mangler.")
    elif party.inhabitants is not None and party.inhabitants <= 0:
        message = f"Indbyggertallet er {party.inhabitants}; det skal være større end 0."
        yield fault(party.name, "inhabitants", message)
    if party.annual_cost_kr < 0:
        yield fault(party.name, "annual_cost_kr", "Den årlige omkostning er negativ.")
    if not party.region.strip():
        yield fault(party.name, "region", "Regionen mangler.")
    if _period_is_known(contract):
        yield from _start_faults(party, contract)


def _start_faults(party: Party, contract: Contract) -> Iterator[ModelFault]:
    end = contract_end(contract)
    if not contract.start <= party.start_date < end:
        yield fault(
            party.name,
            "start_date",
            f"Startdatoen {party.start_date:%d-%m-%Y} ligger uden for kontrakten, "
            f"der løber fra {contract.start:%d-%m-%Y} til før {end:%d-%m-%Y}.",
        )


def _consumption_faults(
    parties: Sequence[Party], consumption_kr: Mapping[str, Fraction]
) -> Iterator[ModelFault]:
    names = {party.name for party in parties}
    for name in sorted(set(consumption_kr) - names):
        yield fault(name, "consumption_kr", "Der er forbrug for en part, der ikke er i listen.")
    for party in parties:
        consumption = consumption_kr.get(party.name)
        if consumption is None:
            continue
        if consumption < 0:
            yield fault(party.name, "consumption_kr", "Forbruget er negativt.")
        elif party.annual_saving_kr > consumption:
            yield fault(party.name, "annual_saving_kr", "Besparelsen er større end forbruget.")
