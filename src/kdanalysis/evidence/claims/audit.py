"""The audit: every statement recomputed and given one of four results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.arithmetic import evaluate
from kdanalysis.evidence.claims.expressions import parse
from kdanalysis.evidence.claims.judgement import agrees, as_printed, is_within_one
from kdanalysis.evidence.claims.reading import read_audit_rows, read_claims, read_deviations
from kdanalysis.evidence.claims.resolver import Resolver
from kdanalysis.evidence.claims.statements import Basis, Cause, Relation, Status
from kdanalysis.project import InputError
from kdanalysis.tables.printed_case import printed_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kdanalysis.evidence.claims.quantity import Quantity
    from kdanalysis.evidence.claims.statements import AuditRow, Claim, Deviation
    from kdanalysis.tables.dataset import Dataset


@dataclass(frozen=True)
class Finding:
    """The result for one statement."""

    claim: Claim
    row: AuditRow
    deviation: Deviation | None
    """Its explanation, where one is stored."""
    status: Status
    quantity: Quantity
    """Recomputed, exact; `None` without an expression."""
    explained: bool | None
    """Whether the stored explanation gives the printed number; `None` if it has no expression."""

    @property
    def recomputed(self) -> str | None:
        """The recomputed value in the unit and decimals of the claim."""
        return as_printed(self.claim, self.quantity)

    @property
    def explanation(self) -> str:
        """What a reader should know about the result (Danish)."""
        return " ".join(filter(None, [self._ground(), self.row.remark]))

    def _ground(self) -> str:
        if self.status is Status.NOT_DERIVABLE:
            agreeing = f" Stemmer med {self.row.expression}." if self.row.expression else ""
            return f"{self.row.reason}{agreeing}"
        if self.status is Status.MATCH:
            return f"Genberegnet som {self.row.expression}."
        if self.deviation is None:
            return f"Afviger fra {self.row.expression}; årsagen er ikke undersøgt."
        return f"{self.deviation.explanation} Se {self.deviation.evidence}."


@dataclass(frozen=True)
class Audit:
    """All findings in the order of the claims."""

    findings: tuple[Finding, ...]

    @property
    def by_status(self) -> dict[Status, int]:
        """How many statements have each result."""
        counts = Counter(finding.status for finding in self.findings)
        return {status: counts[status] for status in Status}

    @property
    def deviating(self) -> tuple[Finding, ...]:
        """The statements that deviate, the most important first, then in printed order."""
        found = (f for f in self.findings if f.status is Status.MISMATCH)
        return tuple(sorted(found, key=_importance))

    @property
    def remarked(self) -> tuple[Finding, ...]:
        """The statements that hold as numbers, with something to know about their wording."""
        return tuple(f for f in self.findings if f.row.remark and f.status is not Status.MISMATCH)


def _importance(finding: Finding) -> int:
    return 0 if finding.deviation is None else finding.deviation.importance


def audit_claims(data: Dataset) -> Audit:
    """Return the audit of all statements, always on the accounts that were printed.

    Raises:
        InputError: claims, audit rows or expressions are faulty; all faulty statements are named.
    """
    data = printed_case(data)
    claims = read_claims(data.project)
    rows = read_audit_rows(data.project, claims)
    deviations = read_deviations(data.project, claims)
    resolver = Resolver(data, claims)
    findings: list[Finding] = []
    faults: list[str] = []
    for name, claim in claims.items():
        try:
            findings.append(_finding(claim, rows[name], deviations.get(name), resolver))
        except InputError as fault:
            faults.append(f"{name}: {fault.what} ({fault.where})")
    _refuse_faulty(faults)
    return Audit(tuple(findings))


def _refuse_faulty(faults: list[str]) -> None:
    if faults:
        raise InputError(
            "Udtryk kan ikke beregnes:\n  " + "\n  ".join(faults),
            "data/raw/local/claims_audit.csv og claims_deviations.csv",
            "Ret udtrykkene ved de nævnte påstande; sproget er beskrevet i docs/claims.md.",
        )


def _finding(
    claim: Claim,
    row: AuditRow,
    deviation: Deviation | None,
    figure: Callable[[str], Quantity],
) -> Finding:
    quantity = evaluate(parse(row.expression), figure) if row.expression else None
    explained = _explained(claim, deviation, figure)
    if not row.expression:
        status = Status.NOT_DERIVABLE
    elif agrees(claim, quantity):
        status = Status.MATCH if row.basis is Basis.COMPUTED else Status.NOT_DERIVABLE
    else:
        rounded = _is_rounded(claim, deviation, quantity, explained=explained)
        status = Status.ROUNDING_OK if rounded else Status.MISMATCH
    return Finding(claim, row, deviation, status, quantity, explained)


def _explained(
    claim: Claim, deviation: Deviation | None, figure: Callable[[str], Quantity]
) -> bool | None:
    if deviation is None or not deviation.explained_by:
        return None
    return agrees(claim, evaluate(parse(deviation.explained_by), figure))


def _is_rounded(
    claim: Claim, deviation: Deviation | None, quantity: Quantity, *, explained: bool | None
) -> bool:
    """Tell whether a named route over rounded numbers leads to the printed one."""
    if deviation is None or deviation.cause is not Cause.ROUNDED_PARTS:
        return False
    if claim.relation is Relation.WITHIN_ONE:
        return is_within_one(claim, quantity)
    return explained is True


def classes(rows: Mapping[str, AuditRow]) -> dict[Basis, int]:
    """Return how many statements rest on what; every one is counted once."""
    counts = Counter(row.basis for row in rows.values())
    return {basis: counts[basis] for basis in Basis}
