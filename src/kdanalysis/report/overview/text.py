"""Sentences of the overview: what is to be decided, and what the analyses find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.report.changes.text import compared, restated, turned, years
from kdanalysis.report.drivers.sensitivity import unsure_directions
from kdanalysis.report.expenditure.findings import (
    contribution_finding,
    growth_finding,
    unit_cost_finding,
)
from kdanalysis.report.expenditure.purchases import private_against_municipal, purchase_trend
from kdanalysis.report.expenditure.supplements import decision
from kdanalysis.tables.open_decisions import read_open_decisions

if TYPE_CHECKING:
    from kdanalysis.report.changes.choice import Revisited
    from kdanalysis.report.overview.choice import Overview

_COMMITTEE = "KD-Net"
_ANALYSIS = "udgiftsanalyse"
_SAME_YEARS = "Der er ingen nye eller bortfaldne regnskabsår."
_CHILDREN = ("children", "prevention", "placements")


def to_decide(overview: Overview) -> str:
    """Return what KD-Net has to decide, as a list: question and basis."""
    file = overview.expenditure.data.project.raw / "local" / "aabne_beslutninger.csv"
    return "\n".join(
        f"- **{d.subject}: {d.question}** {d.basis}" for d in read_open_decisions(file, _COMMITTEE)
    )


def decided(overview: Overview) -> str:
    """Return what KD-Net decided on the expenditure analysis, with its subject."""
    subject = overview.expenditure.data.decision(_ANALYSIS).subject
    return f"*{subject}:* {decision(overview.expenditure, _ANALYSIS)}"


def news(review: Revisited) -> str:
    """Return what changed since the last edition, or that this is the first."""
    told = [compared(review)]
    if review.changes is not None:
        told += [restated(review), years(review) or _SAME_YEARS, turned(review)]
    return " ".join(told)


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
    found = [growth_finding(choice, group) for group in _CHILDREN]
    return " ".join([*found, unsure_directions(choice, _CHILDREN)]).strip()
