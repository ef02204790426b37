"""The working group's example: 31 municipalities and two regions (2023: 1729-2061).

The example is fictitious; everything drawn from it is headed by `LABEL`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kdanalysis.procurement.costs import annual_cost_kr
from kdanalysis.procurement.parties import Contract, Party, PartyKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.tables.tender import ExampleFiles

LABEL = "Regneeksempel – ikke urologi"
"""Stands above every table and figure made from the example."""


@dataclass(frozen=True)
class WorkedExample:
    """The example's inputs, ready for `equalise`."""

    parties: tuple[Party, ...]
    contract: Contract
    consumption_kr: Mapping[str, Fraction]
    """A year's consumption before the tender, by party."""
    annual_parts_kr: Mapping[str, tuple[Fraction, Fraction]]
    """Operation and licences of a full year, by party (rule 2)."""


def worked_example(files: ExampleFiles) -> WorkedExample:
    """Return the example's parties, contract and consumption from its printed inputs."""
    savings = dict(zip(files.costs["party"], files.costs["annual_product_saving_kr"], strict=True))
    rows = list(files.parties.iter_rows(named=True))
    parts = {row["party"]: _annual_parts(row, files.assumptions) for row in rows}
    return WorkedExample(
        tuple(_party(row, savings[row["party"]], parts[row["party"]]) for row in rows),
        _contract(files.assumptions),
        {row["party"]: Fraction(row["consumption_kr"]) for row in rows},
        parts,
    )


def _annual_parts(
    row: Mapping[str, Any], assumptions: Mapping[str, str]
) -> tuple[Fraction, Fraction]:
    """Return operation and licences: by grant for municipalities, as told for regions."""
    if row["party_type"] == PartyKind.REGION:
        return Fraction(assumptions["region_drift"]), Fraction(assumptions["region_licens"])
    operation = Fraction(assumptions["drift_pr_bevilling"])
    licence = Fraction(assumptions["licens_pr_bevilling"])
    nothing = Fraction()
    return (
        annual_cost_kr(row["grants"], operation, nothing),
        annual_cost_kr(row["grants"], nothing, licence),
    )


def _party(row: Mapping[str, Any], saving_kr: int, parts: tuple[Fraction, Fraction]) -> Party:
    return Party(
        name=row["party"],
        kind=PartyKind(row["party_type"]),
        region=row["region"],
        annual_saving_kr=Fraction(saving_kr),
        annual_cost_kr=sum(parts, Fraction()),
        inhabitants=row["inhabitants"],
        start_date=row["start_date"],
    )


def _contract(assumptions: Mapping[str, str]) -> Contract:
    return Contract(
        start=date.fromisoformat(assumptions["start"]),
        years=int(assumptions["antal_aar"]),
        project_cost_kr=Fraction(assumptions["projektomkostninger"]),
        municipalities=int(assumptions["antal_kommuner"]),
        regions=int(assumptions["antal_regioner"]),
    )
