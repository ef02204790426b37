"""The check: the audit against what has been acknowledged, and its table as a CSV file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.evidence.claims.statements import Cause, Status
from kdanalysis.publishing import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.evidence.claims.audit import Audit, Finding

_DEVIATING = frozenset({Status.MISMATCH, Status.ROUNDING_OK})


@dataclass(frozen=True)
class Problem:
    """Something about one statement that must be looked at and acknowledged."""

    id: str
    what: str
    """Danish, with what to do."""


def problems(audit: Audit) -> list[Problem]:
    """Return what fails the check: new, changed, vanished or unexplained deviations."""
    return [
        Problem(finding.claim.id, what)
        for finding in audit.findings
        if (what := _problem(finding)) is not None
    ]


def _problem(finding: Finding) -> str | None:
    stored = finding.deviation
    if stored is None:
        return _new(finding) if finding.status in _DEVIATING else None
    if finding.status not in _DEVIATING and stored.status in _DEVIATING:
        return "Afvigelsen er forsvundet: sæt status til resultatet nu, og kvittér."
    if finding.status is not stored.status:
        return f"Resultatet er nu {finding.status}, kvitteret er {stored.status}: undersøg årsagen."
    if finding.recomputed != stored.recomputed:
        return f"Genberegnet er nu {finding.recomputed}, kvitteret er {stored.recomputed}."
    if stored.acknowledged is None or not stored.reason:
        return "Afvigelsen er ikke kvitteret: angiv dato (acknowledged) og begrundelse (reason)."
    return _unproven(finding, stored.cause)


def _new(finding: Finding) -> str:
    return (
        f"Ny afvigelse: trykt {finding.claim.value}, genberegnet {finding.recomputed}. "
        "Undersøg årsagen, og tilføj en række i data/raw/local/claims_deviations.csv."
    )


def _unproven(finding: Finding, cause: Cause) -> str | None:
    if finding.explained is False and finding.status in _DEVIATING:
        return "Forklaringens udtryk (explained_by) giver ikke det trykte tal."
    if cause is Cause.ROUNDED_PARTS and finding.status is Status.MISMATCH:
        return "Afrundede led er ingen årsag til en afvigelse: angiv vejen til det trykte tal."
    return None


def findings_table(audit: Audit) -> pl.DataFrame:
    """Return the result as a table: `id`, `status`, `recomputed`, `printed`, `explanation`.

    Values are in the unit and decimals of the claim, as plain numbers; a truth is 1 or 0.
    """
    rows = [
        (f.claim.id, f.status.value, f.recomputed, f.claim.value, f.explanation)
        for f in audit.findings
    ]
    columns = ["id", "status", "recomputed", "printed", "explanation"]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def write_findings(audit: Audit, file: Path) -> None:
    """Write the result to a CSV file, in one step."""
    with replacing(file) as beside:
        findings_table(audit).write_csv(beside)
