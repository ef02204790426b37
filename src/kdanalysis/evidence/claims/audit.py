"""The audit: every statement recomputed and judged, and held against what is acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl

from kdanalysis.evidence.claims.expressions import Resolver, evaluate_expression, parse
from kdanalysis.evidence.claims.statements import (
    AuditRow,
    Cause,
    Claim,
    ClaimBasis,
    ClaimStatus,
    Deviation,
    Money,
    Quantity,
    Relation,
    kind_name,
    kind_of_unit,
    number_in,
    read_audit_rows,
    read_claims,
    read_deviations,
)
from kdanalysis.project import InputError, Project
from kdanalysis.publishing import replacing
from kdanalysis.tables.dataset import Dataset, kept, printed_case
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR
from kdanalysis.tables.rounding import round_half_up

# When a printed statement agrees with a quantity: decimals, sign, unit, relation and wording.
#
# The rules in full: docs/claims.md.


def agrees(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the statement holds for `quantity`, strictly.

    Raises:
        InputError: the quantity is not of the kind that the claim's unit asks for.
    """
    _check_kind(claim, quantity)
    if not isinstance(quantity, Money | Fraction):
        return quantity == claim.printed
    exact = number_in(quantity, claim.unit)
    if claim.relation is Relation.ABOVE:
        return exact > claim.printed_number
    if claim.relation is Relation.BELOW:
        return exact < claim.printed_number
    return _rounded(claim, exact) == claim.printed_number and _on_the_side_worded(claim, exact)


def is_within_one(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the printed number is one unit of its last place away at most."""
    if not isinstance(quantity, Money | Fraction):
        return False
    exact = number_in(quantity, claim.unit)
    return abs(_rounded(claim, exact) - claim.printed_number) <= Decimal(1).scaleb(-claim.rounding)


def as_printed(claim: Claim, quantity: Quantity) -> str | None:
    """Return `quantity` in the unit and decimals of the claim, as in `claims.csv`."""
    if quantity is None:
        return None
    if isinstance(quantity, Money | Fraction):
        return f"{_rounded(claim, number_in(quantity, claim.unit)):f}"
    return str(int(quantity)) if isinstance(quantity, bool) else str(quantity)


def _rounded(claim: Claim, exact: Fraction) -> Decimal:
    return round_half_up(exact, claim.rounding)


def _on_the_side_worded(claim: Claim, exact: Fraction) -> bool:
    """Tell whether the truth lies below "knap 140", and not below "godt 17"."""
    if claim.wording == "knap":
        return exact < claim.printed_number
    return claim.wording != "godt" or exact >= claim.printed_number


def _check_kind(claim: Claim, quantity: Quantity) -> None:
    if type(quantity) is not kind_of_unit(claim.unit):
        raise InputError(
            f"Udtrykket giver {kind_name(quantity)}, men påstanden er i enheden {claim.unit}.",
            f"påstand {claim.id}",
            "Ret udtrykket i claims_audit.csv.",
        )


# The audit: every statement recomputed and given one of four results.


@dataclass(frozen=True)
class Finding:
    """The result for one statement."""

    claim: Claim
    row: AuditRow
    deviation: Deviation | None
    """Its explanation, where one is stored."""
    status: ClaimStatus
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
        if self.status is ClaimStatus.NOT_DERIVABLE:
            agreeing = f" Stemmer med {self.row.expression}." if self.row.expression else ""
            return f"{self.row.reason}{agreeing}"
        if self.status is ClaimStatus.MATCH:
            return f"Genberegnet som {self.row.expression}."
        if self.deviation is None:
            return f"Afviger fra {self.row.expression}; årsagen er ikke undersøgt."
        return f"{self.deviation.explanation} Se {self.deviation.evidence}."


@dataclass(frozen=True)
class Audit:
    """All findings in the order of the claims."""

    findings: tuple[Finding, ...]

    @property
    def by_status(self) -> dict[ClaimStatus, int]:
        """How many statements have each result."""
        counts = Counter(finding.status for finding in self.findings)
        return {status: counts[status] for status in ClaimStatus}

    @property
    def deviating(self) -> tuple[Finding, ...]:
        """The statements that deviate, the most important first, then in printed order."""
        found = (f for f in self.findings if f.status is ClaimStatus.MISMATCH)
        return tuple(sorted(found, key=_importance))

    @property
    def remarked(self) -> tuple[Finding, ...]:
        """The statements that hold as numbers, with something to know about their wording."""
        return tuple(
            f for f in self.findings if f.row.remark and f.status is not ClaimStatus.MISMATCH
        )


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
    quantity = evaluate_expression(parse(row.expression), figure) if row.expression else None
    explained = _explained(claim, deviation, figure)
    if not row.expression:
        status = ClaimStatus.NOT_DERIVABLE
    elif agrees(claim, quantity):
        status = (
            ClaimStatus.MATCH if row.basis is ClaimBasis.COMPUTED else ClaimStatus.NOT_DERIVABLE
        )
    else:
        rounded = _is_rounded(claim, deviation, quantity, explained=explained)
        status = ClaimStatus.ROUNDING_OK if rounded else ClaimStatus.MISMATCH
    return Finding(claim, row, deviation, status, quantity, explained)


def _explained(
    claim: Claim, deviation: Deviation | None, figure: Callable[[str], Quantity]
) -> bool | None:
    if deviation is None or not deviation.explained_by:
        return None
    return agrees(claim, evaluate_expression(parse(deviation.explained_by), figure))


def _is_rounded(
    claim: Claim, deviation: Deviation | None, quantity: Quantity, *, explained: bool | None
) -> bool:
    """Tell whether a named route over rounded numbers leads to the printed one."""
    if deviation is None or deviation.cause is not Cause.ROUNDED_PARTS:
        return False
    if claim.relation is Relation.WITHIN_ONE:
        return is_within_one(claim, quantity)
    return explained is True


def classes(rows: Mapping[str, AuditRow]) -> dict[ClaimBasis, int]:
    """Return how many statements rest on what; every one is counted once."""
    counts = Counter(row.basis for row in rows.values())
    return {basis: counts[basis] for basis in ClaimBasis}


# The audit made once per state of the data, and its deviations gathered by explanation.

"""The files that the audit rests on, and when each was last changed."""
UNEXPLAINED = "ikke undersøgt"
"""In place of a cause, where nobody has looked into a deviation yet."""
_UNKNOWN_IMPORTANCE = 0


@dataclass(frozen=True)
class GatheredDeviation:
    """One deviation, in all the places where it is printed."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding of the first place in print."""
        return self.findings[0]

    @property
    def importance(self) -> int:
        """1 to 3 as stored with the explanation; 0 where there is none."""
        stored = self.first.deviation
        return _UNKNOWN_IMPORTANCE if stored is None else stored.importance

    @property
    def cause_name(self) -> str:
        """The likely cause in Danish, or that nobody has looked into it."""
        stored = self.first.deviation
        return UNEXPLAINED if stored is None else stored.cause.value


@kept
def audited(project: Project) -> Audit:
    """Return the audit of all statements, always in the price level they were printed in.

    Raises:
        InputError: claims, audit rows or expressions are faulty.
    """
    return audit_claims(Dataset(project, PRINTED_PRICE_YEAR))


def gathered(findings: Iterable[Finding]) -> tuple[GatheredDeviation, ...]:
    """Return findings as deviations: what has one explanation and one number is one deviation."""
    together: dict[tuple[str, str, str | None], list[Finding]] = {}
    for finding in findings:
        stored = finding.deviation
        ground = finding.explanation if stored is None else stored.explanation
        together.setdefault((ground, finding.claim.value, finding.recomputed), []).append(finding)
    return tuple(GatheredDeviation(tuple(same)) for same in together.values())


# The check: the audit against what has been acknowledged, and its table as a CSV file.

_DEVIATING = frozenset({ClaimStatus.MISMATCH, ClaimStatus.ROUNDING_OK})


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
    if cause is Cause.ROUNDED_PARTS and finding.status is ClaimStatus.MISMATCH:
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
