"""The methods of equalisation side by side: who gains and who loses, and what a re-tender does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kdanalysis.procurement.allocation import TermKind, settle
from kdanalysis.procurement.alternatives import (
    NO_EQUALISATION,
    PER_YEAR,
    ByConsumption,
    ByInhabitants,
    EqualisationMethod,
    OverLifetime,
)
from kdanalysis.procurement.equalisation import Equalisation, Lifetime, PartyYear, equalise
from kdanalysis.procurement.parties import Contract, Party, PartyKind
from kdanalysis.project import InputError

# The methods side by side: who gains and who loses under each.


@dataclass(frozen=True)
class MethodOutcome:
    """One party over the lifetime of the contract under one method."""

    method: str
    lifetime: Lifetime
    against_default_kr: Fraction
    """Net gain less that under rule 6: positive where the party fares better than by default."""

    @property
    def loses(self) -> bool:
        """Whether the party pays more than by buying on its own."""
        return self.lifetime.net_kr < 0


def methods(consumption_kr: Mapping[str, Fraction] | None = None) -> tuple[EqualisationMethod, ...]:
    """Return the default and its alternatives; that by consumption only where it is known."""
    by_consumption = () if consumption_kr is None else (ByConsumption(consumption_kr),)
    return (PER_YEAR, OverLifetime(), ByInhabitants(), *by_consumption, NO_EQUALISATION)


def compare(
    parties: Sequence[Party], contract: Contract, compared: Sequence[EqualisationMethod]
) -> tuple[MethodOutcome, ...]:
    """Return every party under every method, by method, then party in the order given.

    Raises:
        InputError: lists every fault of the inputs.
    """
    default = equalise(parties, contract).lifetimes()
    return tuple(
        MethodOutcome(method.name, own, own.net_kr - usual.net_kr)
        for method in compared
        for own, usual in zip(equalise(parties, contract, method).lifetimes(), default, strict=True)
    )


# What a re-tender does to the transfers (rule 11, proposed by Region Midt; 2023: 1617-1632).

_ZERO = Fraction()


@dataclass(frozen=True)
class Retendered:
    """One party's yearly transfer before and after a re-tender."""

    party: Party
    before_kr: Fraction
    after_kr: Fraction
    settled_kr: int
    """`after_kr` in whole kroner; sums to 0 over the region."""


def retender(
    result: Equalisation,
    regional_saving_kr: Mapping[str, Fraction],
    contract_year: int | None = None,
) -> tuple[Retendered, ...]:
    """Return the yearly transfers of the contract that follows a re-tender.

    At the same or higher prices nothing changes: a dearer contract is borne by all. At lower
    prices the compensation of the regional authority falls by what it saves itself, at most to 0,
    and those who pay are relieved in proportion to what they paid. Compensation of municipalities
    stands. Nobody ever pays more than before.

    Args:
        result: the equalisation of the first contract.
        regional_saving_kr: by region, what the new prices save the regional authority in a year,
            adjusted for the general development of prices; negative where they are higher.
        contract_year: the year whose transfers are carried on; `None` is the last, in which all
            take part and no project cost falls. Claims of rule 9 are not carried on.

    Raises:
        InputError: a region is unknown or left out, or the contract has no such year.
    """
    year = result.contract.years if contract_year is None else contract_year
    if not 1 <= year <= result.contract.years:
        raise _fault(f"Kontrakten har ikke noget år {year}.")
    authorities = {p.region: p.name for p in result.parties if p.kind is PartyKind.REGION}
    if set(regional_saving_kr) != set(authorities):
        raise _fault(f"Angiv besparelsen for netop regionerne {', '.join(sorted(authorities))}.")
    return tuple(
        renewed
        for region in result.regions
        for renewed in _region(
            result.of_region(region, year),
            authorities.get(region),
            regional_saving_kr.get(region, _ZERO),
        )
    )


def _fault(what: str) -> InputError:
    return InputError(what, "genudbuddets forudsætninger", "Ret forudsætningen, og kør igen.")


def _region(
    rows: tuple[PartyYear, ...], authority: str | None, saving_kr: Fraction
) -> list[Retendered]:
    before = {row.party.name: row.transfer.part_kr(TermKind.YEAR) for row in rows}
    compensation = max(before[authority], _ZERO) if authority else _ZERO
    after = _reduced(before, authority, min(max(saving_kr, _ZERO), compensation))
    settled = settle(after)
    return [
        Retendered(row.party, before[name], after[name], settled[name])
        for row in rows
        for name in [row.party.name]
    ]


def _reduced(
    before: Mapping[str, Fraction], authority: str | None, cut_kr: Fraction
) -> dict[str, Fraction]:
    """Return the transfers with the authority's compensation `cut_kr` lower, payers relieved."""
    paid = -sum((kr for kr in before.values() if kr < 0), _ZERO)
    rest = 1 - cut_kr / paid if paid else Fraction(1)
    return {
        name: kr * rest if kr < 0 else kr - (cut_kr if name == authority else 0)
        for name, kr in before.items()
    }
