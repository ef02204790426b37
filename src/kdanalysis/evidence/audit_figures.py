"""Key figures of the audit itself: how many statements came out how, and the numbers of one."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from kdanalysis.evidence.audit_state import UNEXPLAINED, audited, gathered
from kdanalysis.evidence.claims import Basis, Cause, Status
from kdanalysis.evidence.claims_check import problems
from kdanalysis.evidence.claims_quantity import Money, number_in
from kdanalysis.evidence.raw_figure import citation, known, raw_figure, raw_file
from kdanalysis.evidence.registry import figure_key, list_figure
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.evidence.audit_state import Deviation
    from kdanalysis.evidence.claims_audit import Finding
    from kdanalysis.evidence.claims_quantity import Quantity
    from kdanalysis.tables.dataset import Dataset

K = TypeVar("K", bound=StrEnum)
ALL = "alle"
CAUSES = (UNEXPLAINED, *(cause.value for cause in Cause))
"""The causes a deviation may have, in Danish; first the lack of one."""
IMPORTANCES = ("0", "1", "2", "3")
"""0: nobody has looked into it; 1: a conclusion changes; 2: a number in use; 3: form only."""
_FILES = ("claims", "local/claims_audit", "local/claims_deviations")
_PRINTED = "trykt i kilden"
_RECOMPUTED = "udsagnets udtryk i kontrollen, beregnet af data"
_UNITS = {
    "kr": Unit.KR,
    "mio_kr": Unit.MIO_KR,
    "mia_kr": Unit.MIA_KR,
    "pct": Unit.PCT,
    "count": Unit.COUNT,
    "places": Unit.COUNT,
    "days": Unit.DAYS,
    "year": Unit.YEAR,
}


@raw_figure(Unit.COUNT, "udsagn talt efter resultat og grundlag", *_FILES)
def claims_counted(data: Dataset, *, status: str, basis: str) -> Fraction:
    """Statements with one of some results, resting on one of some bases.

    Args:
        data: the data.
        status: names of `Status` with `+` between, e.g. `match+rounding_ok`, or `alle`.
        basis: names of `Basis` with `+` between, or `alle`.
    """
    statuses, bases = _chosen(Status, status), _chosen(Basis, basis)
    found = (f.status in statuses and f.row.basis in bases for f in audited(data).findings)
    return Fraction(sum(found))


@raw_figure(Unit.COUNT, "udsagn, der kun kan holdes mod andre trykte tal, og som stemmer", *_FILES)
def claims_agreeing(data: Dataset, *, basis: str) -> Fraction:
    """Statements that cannot be derived, but agree with the other places they are printed in."""
    bases = _chosen(Basis, basis)
    rest = (f for f in audited(data).findings if f.status is Status.NOT_DERIVABLE)
    return Fraction(sum(f.row.basis in bases and bool(f.row.expression) for f in rest))


@raw_figure(Unit.COUNT, "udsagn i kildens afsnit, talt efter resultat", *_FILES)
def claims_in_section(data: Dataset, *, section: str, status: str) -> Fraction:
    """Statements of one section of the agendas with one of some results, or `alle`."""
    statuses = _chosen(Status, status)
    findings = audited(data).findings
    known(dict.fromkeys(f.claim.section for f in findings), section)
    return Fraction(sum(f.claim.section == section and f.status in statuses for f in findings))


@raw_figure(Unit.COUNT, "afvigelser: udsagn med samme forklaring og tal regnes for én", *_FILES)
def deviations_counted(data: Dataset, *, status: str, cause: str, importance: str) -> Fraction:
    """Deviations, each counted once however often it is printed.

    Args:
        data: the data.
        status: `mismatch`, `rounding_ok`, or both with `+` between.
        cause: of `CAUSES` with `+` between, or `alle`.
        importance: of `IMPORTANCES` with `+` between, or `alle`.
    """
    return Fraction(len(_deviations(data, status, cause, importance)))


@raw_figure(Unit.COUNT, "udsagn, der afviger, talt hver gang de er trykt", *_FILES)
def claims_deviating(data: Dataset, *, status: str, cause: str, importance: str) -> Fraction:
    """Statements that deviate, counted in every place; arguments as `deviations_counted`."""
    chosen = _deviations(data, status, cause, importance)
    return Fraction(sum(len(deviation.findings) for deviation in chosen))


@raw_figure(Unit.COUNT, "udsagn, hvis tal holder, og hvis ordlyd har en bemærkning", *_FILES)
def claims_remarked(data: Dataset) -> Fraction:
    """Statements that hold as numbers, with something to know about their wording."""
    return Fraction(len(audited(data).remarked))


@raw_figure(Unit.COUNT, "udsagn, hvis afvigelse ikke er kvitteret som den er nu", *_FILES)
def claims_unacknowledged(data: Dataset) -> Fraction:
    """Statements whose deviation is new, changed, vanished or not acknowledged."""
    return Fraction(len(problems(audited(data))))


def claim_printed(data: Dataset, *, claim: str) -> Value:
    """Return the number of a statement as printed, in its unit and decimals.

    Raises:
        InputError: there is no such statement, or it is a day, a code or a comparison.
    """
    return _number(data, "claim_printed", claim, _PRINTED)


def claim_recomputed(data: Dataset, *, claim: str) -> Value:
    """Return the recomputed number of a statement; none where it has no expression.

    Raises:
        InputError: there is no such statement, or it is a day, a code or a comparison.
    """
    return _number(data, "claim_recomputed", claim, _RECOMPUTED)


def listed_rows(data: Dataset, *, table: str) -> Value:
    """Return how many rows of a table were transcribed from the sources."""
    file = raw_file(data, table)
    key = figure_key("listed_rows", {"table": table}, data)
    rows = Fraction(read_raw_csv(file).height)
    return Value(rows, Unit.COUNT, 0, Provenance(key, "rækker afskrevet", (citation(file),)))


list_figure(claim_printed, Unit.NONE, _PRINTED)
list_figure(claim_recomputed, Unit.NONE, _RECOMPUTED)
list_figure(listed_rows, Unit.COUNT, "rækker afskrevet")


def value_of(finding: Finding, quantity: Quantity, provenance: Provenance) -> Value:
    """Return a quantity in the unit and decimals of a finding's statement.

    Raises:
        InputError: it is neither money nor a number.
    """
    claim = finding.claim
    unit = _UNITS.get(claim.unit, Unit.NONE)
    if quantity is None:
        return Value(None, unit, claim.rounding, provenance)
    if not isinstance(quantity, Money | Fraction):
        raise InputError(
            f"Udsagnet {claim.id} er ikke et tal, men af enheden {claim.unit}.",
            "nøgletallets argumenter",
            "Vælg et udsagn, hvis enhed er et tal.",
        )
    return Value(number_in(quantity, claim.unit), unit, claim.rounding, provenance)


def finding_of(data: Dataset, claim: str) -> Finding:
    """Return the finding of a statement.

    Raises:
        InputError: there is none of that id.
    """
    return known({f.claim.id: f for f in audited(data).findings}, claim)


def claim_provenance(
    data: Dataset, name: str, arguments: dict[str, object], rule: str
) -> Provenance:
    """Return the provenance of a number about one statement."""
    sources = (citation(raw_file(data, file)) for file in _FILES)
    return Provenance(figure_key(name, arguments, data), rule, tuple(dict.fromkeys(sources)))


def _number(data: Dataset, name: str, claim: str, rule: str) -> Value:
    finding = finding_of(data, claim)
    quantity = finding.claim.printed if rule is _PRINTED else finding.quantity
    return value_of(finding, quantity, claim_provenance(data, name, {"claim": claim}, rule))


def _deviations(data: Dataset, status: str, cause: str, importance: str) -> list[Deviation]:
    statuses, causes = _chosen(Status, status), _named(CAUSES, cause)
    grades = _named(IMPORTANCES, importance)
    found = gathered(f for f in audited(data).findings if f.status in statuses)
    return [d for d in found if d.cause_name in causes and str(d.importance) in grades]


def _chosen(kinds: type[K], names: str) -> set[K]:
    options = {kind.value: kind for kind in kinds}
    return {options[name] for name in _named(tuple(options), names)}


def _named(options: Sequence[str], names: str) -> set[str]:
    """Return the options that are named, with `+` between, or all of them."""
    stated = dict.fromkeys(options, True)
    return set(options) if names == ALL else {n for n in names.split("+") if known(stated, n)}
