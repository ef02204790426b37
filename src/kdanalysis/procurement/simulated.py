"""Gains and transfers of many draws at once, in floats: rules 1, 3-6, 9 and 10, vectorised."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from kdanalysis.procurement.costs import project_costs
from kdanalysis.procurement.periods import contract_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.procurement.draws import Draws, Floats
    from kdanalysis.procurement.parties import Contract, Party, PartyKind


def simulated_gains(draws: Draws, parties: Sequence[Party], contract: Contract) -> Floats:
    """Return the gains of rule 5 for every draw: draws × parties × years."""
    years = contract_years(contract)
    first = np.array([year.first.toordinal() for year in years])
    end = np.array([year.end.toordinal() for year in years])
    start = draws.start_ordinal[:, :, None]
    phase_in = np.maximum(end - np.maximum(start, first), 0) / (end - first)
    begins = (first <= start) & (start < end)
    once = draws.project_cost_kr[:, None] * _project_parts(parties, contract)
    running = draws.saving_kr - draws.annual_cost_kr
    gains: Floats = running[:, :, None] * phase_in - once[:, :, None] * begins
    return gains


def _project_parts(parties: Sequence[Party], contract: Contract) -> Floats:
    """Return each party's part of the project cost (rule 1)."""
    costs = project_costs(parties, replace(contract, project_cost_kr=Fraction(1)))
    return np.array([float(costs[party.name].kr) for party in parties])


def simulated_transfers(gains: Floats, parties: Sequence[Party]) -> Floats:
    """Return the transfers of rules 6, 9 and 10 for every draw: draws × parties × years."""
    transfers = np.zeros_like(gains)
    for region in {party.region for party in parties}:
        columns = columns_of(parties, region)
        transfers[:, columns] = _regional_transfers(gains[:, columns])
    return transfers


def columns_of(parties: Sequence[Party], region: str, kind: PartyKind | None = None) -> list[int]:
    """Return where a region's parties stand, all or those of one kind."""
    return [
        column
        for column, party in enumerate(parties)
        if party.region == region and kind in {None, party.kind}
    ]


def _regional_transfers(gains: Floats) -> Floats:
    """Return one region's transfers; `claims` and `kept` are as in the exact model."""
    transfers = np.zeros_like(gains)
    claims, kept = np.zeros(gains.shape[:2]), np.zeros(gains.shape[:2])
    for year in range(gains.shape[2]):
        up, down = np.maximum(gains[:, :, year], 0), np.maximum(-gains[:, :, year], 0)
        funds, open_claims = _sum(up), _sum(claims)
        covered = np.minimum(funds, _sum(down))
        met = np.minimum(open_claims, funds - covered)
        paid = up * _ratio(covered + met, funds)
        own, earlier = down * _ratio(covered, _sum(down)), claims * _ratio(met, open_claims)
        claims, kept = claims + down - own - earlier, kept + up - paid
        transfers[:, :, year] = own + earlier - paid
    transfers[:, :, -1] += claims - kept * _ratio(_sum(claims), _sum(kept))
    cancelled = gains.sum(axis=(1, 2)) <= 0
    transfers[cancelled] = 0
    return transfers


def _sum(amounts: Floats) -> Floats:
    """Return the sum over the parties of each draw: draws × 1."""
    total: Floats = amounts.sum(axis=1, keepdims=True)
    return total


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, 0 where the whole is nothing."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
