"""Key figures of the audit itself: how many statements and deviations came out how."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from kdanalysis.evidence.claims.check import problems
from kdanalysis.evidence.claims.state import UNEXPLAINED, audited, gathered
from kdanalysis.evidence.claims.statements import Basis, Cause, Status
from kdanalysis.evidence.raw_figure import citation, known, raw_figure, raw_file
from kdanalysis.evidence.registry import figure_key, list_figure
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.evidence.claims.state import Deviation
    from kdanalysis.tables.dataset import Dataset

K = TypeVar("K", bound=StrEnum)
ALL = "alle"
CAUSES = (UNEXPLAINED, *(cause.value for cause in Cause))
"""The causes a deviation may have, in Danish; first the lack of one."""
IMPORTANCES = ("0", "1", "2", "3")
"""0: nobody has looked into it; 1: a conclusion changes; 2: a number in use; 3: form only."""
_TRANSCRIBED = "rækker afskrevet"
CLAIM_FILES = ("claims", "local/claims_audit", "local/claims_deviations")


@raw_figure(Unit.COUNT, "udsagn talt efter resultat og grundlag", *CLAIM_FILES)
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


@raw_figure(Unit.COUNT, "sammenligninger, som tal kan afgøre, talt efter resultat", *CLAIM_FILES)
def comparisons_counted(data: Dataset, *, status: str) -> Fraction:
    """Statements that are a comparison (a conclusion), with one of some results or `alle`."""
    statuses = _chosen(Status, status)
    computed = (f for f in audited(data).findings if f.row.basis is Basis.COMPUTED)
    return Fraction(sum(f.claim.unit == "bool" and f.status in statuses for f in computed))


@raw_figure(Unit.COUNT, "udsagn, der kun kan holdes mod andre trykte tal, og stemmer", *CLAIM_FILES)
def claims_agreeing(data: Dataset, *, basis: str) -> Fraction:
    """Statements that cannot be derived, but agree with the other places they are printed in."""
    bases = _chosen(Basis, basis)
    rest = (f for f in audited(data).findings if f.status is Status.NOT_DERIVABLE)
    return Fraction(sum(f.row.basis in bases and bool(f.row.expression) for f in rest))


@raw_figure(Unit.COUNT, "udsagn, som intet andet tal i kilden kan holdes op imod", *CLAIM_FILES)
def claims_alone(data: Dataset, *, basis: str) -> Fraction:
    """Statements that cannot be derived and that nothing else in print can be held against."""
    bases = _chosen(Basis, basis)
    rest = (f for f in audited(data).findings if f.status is Status.NOT_DERIVABLE)
    return Fraction(sum(f.row.basis in bases and not f.row.expression for f in rest))


@raw_figure(Unit.COUNT, "udsagn i kildens afsnit, talt efter resultat", *CLAIM_FILES)
def claims_in_section(data: Dataset, *, section: str, status: str) -> Fraction:
    """Statements of sections of the agendas (with `+` between) with one of some results."""
    findings, statuses = audited(data).findings, _chosen(Status, status)
    sections = _named([finding.claim.section for finding in findings], section)
    return Fraction(sum(f.claim.section in sections and f.status in statuses for f in findings))


@raw_figure(Unit.COUNT, "afvigelser; udsagn med samme forklaring og tal er én", *CLAIM_FILES)
def deviations_counted(data: Dataset, *, status: str, cause: str, importance: str) -> Fraction:
    """Deviations, each counted once however often it is printed.

    Args:
        data: the data.
        status: `mismatch`, `rounding_ok`, or both with `+` between.
        cause: of `CAUSES` with `+` between, or `alle`.
        importance: of `IMPORTANCES` with `+` between, or `alle`.
    """
    return Fraction(len(_deviations(data, status, cause, importance)))


@raw_figure(Unit.COUNT, "udsagn, der afviger, talt hver gang de er trykt", *CLAIM_FILES)
def claims_deviating(data: Dataset, *, status: str, cause: str, importance: str) -> Fraction:
    """Statements that deviate, counted in every place; arguments as `deviations_counted`."""
    chosen = _deviations(data, status, cause, importance)
    return Fraction(sum(len(deviation.findings) for deviation in chosen))


@raw_figure(Unit.COUNT, "udsagn, hvis tal holder, og hvis ordlyd har en bemærkning", *CLAIM_FILES)
def claims_remarked(data: Dataset) -> Fraction:
    """Statements that hold as numbers, with something to know about their wording."""
    return Fraction(len(audited(data).remarked))


@raw_figure(Unit.COUNT, "udsagn, hvis afvigelse ikke er kvitteret som den er nu", *CLAIM_FILES)
def claims_unacknowledged(data: Dataset) -> Fraction:
    """Statements whose deviation is new, changed, vanished or not acknowledged."""
    return Fraction(len(problems(audited(data))))


def listed_rows(data: Dataset, *, table: str) -> Value:
    """Return how many rows of tables (with `+` between) were transcribed from the sources."""
    files = [raw_file(data, name) for name in table.split("+")]
    rows = sum(read_raw_csv(file).height for file in files)
    sources = tuple(dict.fromkeys(map(citation, files)))
    key = figure_key("listed_rows", {"table": table}, data)
    return Value(Fraction(rows), Unit.COUNT, 0, Provenance(key, _TRANSCRIBED, sources))


list_figure(listed_rows, Unit.COUNT, _TRANSCRIBED)


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
