"""Sentences of the overview: what is to be decided, and what the analyses find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.report.expenditure.findings import (
    contribution_finding,
    growth_finding,
    unit_cost_finding,
)
from kdanalysis.report.expenditure.purchases import private_against_municipal, purchase_trend
from kdanalysis.report.expenditure.supplements import decision
from kdanalysis.tables.open_decisions import read_open_decisions

if TYPE_CHECKING:
    from kdanalysis.report.overview.choice import Overview

_COMMITTEE = "KD-Net"


def to_decide(overview: Overview) -> str:
    """Return what KD-Net has to decide, as a list: question and basis."""
    file = overview.expenditure.data.project.raw / "local" / "aabne_beslutninger.csv"
    return "\n".join(
        f"- **{d.subject}: {d.question}** {d.basis}" for d in read_open_decisions(file, _COMMITTEE)
    )


def decided(overview: Overview) -> str:
    """Return what KD-Net decided on the expenditure analysis."""
    return decision(overview.expenditure, "udgiftsanalyse")


def care_finding(overview: Overview) -> str:
    """Return what drives the adult area."""
    choice = overview.expenditure
    return (
        f"{growth_finding(choice, 'adults')} {contribution_finding(choice)} "
        f"{unit_cost_finding(choice.country)}"
    )


def purchase_finding(overview: Overview) -> str:
    """Return how purchases move between suppliers in the area."""
    here = overview.expenditure.here
    parts = [purchase_trend(here, supplier) for supplier in ("private", "municipal")]
    return " ".join([*parts, private_against_municipal(here)])


def children_finding(overview: Overview) -> str:
    """Return how children and youth, prevention and placements move."""
    choice = overview.expenditure
    return " ".join(growth_finding(choice, g) for g in ("children", "prevention", "placements"))
