"""Key figures of the audit: outcomes counted, single statements, tables, and other PL rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from kdanalysis.evidence.claims.audit import (
    UNEXPLAINED,
    Finding,
    GatheredDeviation,
    audited,
    gathered,
    problems,
)
from kdanalysis.evidence.claims.consistency import (
    chain_with,
    differences,
    failing_rows,
    failing_totals,
    other_rate,
    points,
    printed_cells,
    quantity_at,
    rows_of,
    totals_of,
)
from kdanalysis.evidence.claims.statements import (
    Cause,
    ClaimBasis,
    ClaimStatus,
    Money,
    Quantity,
    number_in,
)
from kdanalysis.evidence.registry import (
    citation,
    figure_key,
    known,
    list_figure,
    raw_figure,
    raw_file,
)
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.price_level import PriceChain
from kdanalysis.tables.printed import Cell

# Key figures of the audit itself: how many statements and deviations came out how.


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
    statuses, bases = _chosen(ClaimStatus, status), _chosen(ClaimBasis, basis)
    found = (f.status in statuses and f.row.basis in bases for f in audited(data).findings)
    return Fraction(sum(found))


@raw_figure(Unit.COUNT, "sammenligninger, som tal kan afgøre, talt efter resultat", *CLAIM_FILES)
def comparisons_counted(data: Dataset, *, status: str) -> Fraction:
    """Statements that are a comparison (a conclusion), with one of some results or `alle`."""
    statuses = _chosen(ClaimStatus, status)
    computed = (f for f in audited(data).findings if f.row.basis is ClaimBasis.COMPUTED)
    return Fraction(sum(f.claim.unit == "bool" and f.status in statuses for f in computed))


@raw_figure(Unit.COUNT, "udsagn, der kun kan holdes mod andre trykte tal, og stemmer", *CLAIM_FILES)
def claims_agreeing(data: Dataset, *, basis: str) -> Fraction:
    """Statements that cannot be derived, but agree with the other places they are printed in."""
    bases = _chosen(ClaimBasis, basis)
    rest = (f for f in audited(data).findings if f.status is ClaimStatus.NOT_DERIVABLE)
    return Fraction(sum(f.row.basis in bases and bool(f.row.expression) for f in rest))


@raw_figure(Unit.COUNT, "udsagn, som intet andet tal i kilden kan holdes op imod", *CLAIM_FILES)
def claims_alone(data: Dataset, *, basis: str) -> Fraction:
    """Statements that cannot be derived and that nothing else in print can be held against."""
    bases = _chosen(ClaimBasis, basis)
    rest = (f for f in audited(data).findings if f.status is ClaimStatus.NOT_DERIVABLE)
    return Fraction(sum(f.row.basis in bases and not f.row.expression for f in rest))


@raw_figure(Unit.COUNT, "udsagn i kildens afsnit, talt efter resultat", *CLAIM_FILES)
def claims_in_section(data: Dataset, *, section: str, status: str) -> Fraction:
    """Statements of sections of the agendas (with `+` between) with one of some results."""
    findings, statuses = audited(data).findings, _chosen(ClaimStatus, status)
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
    sources = tuple(dict.fromkeys(citation(data, file) for file in files))
    key = figure_key("listed_rows", {"table": table}, data)
    return Value(Fraction(rows), Unit.COUNT, 0, Provenance(key, _TRANSCRIBED, sources))


list_figure(listed_rows, Unit.COUNT, _TRANSCRIBED)


def _deviations(data: Dataset, status: str, cause: str, importance: str) -> list[GatheredDeviation]:
    statuses, causes = _chosen(ClaimStatus, status), _named(CAUSES, cause)
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


# Key figures of one statement: its number as printed, and as recomputed.

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


def claim_printed(data: Dataset, *, claim: str) -> Value:
    """Return the number of a statement as printed, in its unit and decimals.

    Raises:
        InputError: there is no such statement, or it is a day, a code or a comparison.
    """
    finding = finding_of(data, claim)
    provenance = claim_provenance(data, "claim_printed", {"claim": claim}, _PRINTED)
    return value_of(finding, finding.claim.printed, provenance)


def claim_recomputed(data: Dataset, *, claim: str) -> Value:
    """Return the recomputed number of a statement; none where it has no expression.

    Raises:
        InputError: there is no such statement, or it is a day, a code or a comparison.
    """
    finding = finding_of(data, claim)
    provenance = claim_provenance(data, "claim_recomputed", {"claim": claim}, _RECOMPUTED)
    return value_of(finding, finding.quantity, provenance)


list_figure(claim_printed, Unit.NONE, _PRINTED)
list_figure(claim_recomputed, Unit.NONE, _RECOMPUTED)


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
    data: Dataset, name: str, arguments: Mapping[str, object], rule: str
) -> Provenance:
    """Return the provenance of a number about one statement."""
    sources = (citation(data, raw_file(data, file)) for file in CLAIM_FILES)
    return Provenance(figure_key(name, arguments, data), rule, tuple(dict.fromkeys(sources)))


# Key figures of the printed tables' consistency, and of the chain that was derived from them.

_TABLES = "tabel1_6"
_FILES = (_TABLES, "pl/pl_chain")


@raw_figure(Unit.COUNT, "trykte rækkeceller med et beløb", _TABLES)
def printed_row_cells(data: Dataset, *, table: str) -> Fraction:
    """Row cells with an amount in a table (`tabel1` ... or `alle`)."""
    return Fraction(len(rows_of(_cells(data, table))))


@raw_figure(Unit.COUNT, "rækkeceller, som ét helt beløb gange kæden giver", *_FILES)
def row_cells_reproduced(data: Dataset, *, table: str) -> Fraction:
    """Row cells that one whole amount in current prices gives under the chain."""
    cells = _cells(data, table)
    return Fraction(len(rows_of(cells)) - len(failing_rows(cells, data.chain)))


@raw_figure(Unit.COUNT, "trykte totaler", _TABLES)
def printed_totals(data: Dataset, *, table: str) -> Fraction:
    """Printed totals of a table."""
    return Fraction(len(totals_of(_cells(data, table))))


@raw_figure(Unit.COUNT, "totaler, som de uafrundede rækker gange kæden giver", *_FILES)
def totals_reproduced(data: Dataset, *, table: str) -> Fraction:
    """Totals that follow from the unrounded rows under the chain."""
    cells = _cells(data, table)
    return Fraction(len(totals_of(cells)) - len(failing_totals(cells, data.chain)))


@raw_figure(Unit.COUNT, "trykte totaler, der ikke er summen af de trykte rækker", _TABLES)
def totals_differing(data: Dataset, *, table: str) -> Fraction:
    """Totals that are not the sum of the printed rows."""
    return Fraction(sum(gap != 0 for gap in differences(_cells(data, table)).values()))


@raw_figure(Unit.TKR, "mindste afstand mellem total og rækker, hvor de afviger", _TABLES)
def least_difference(data: Dataset, *, table: str) -> Fraction | None:
    """The least distance between a total and its printed rows, where they differ."""
    gaps = [abs(gap) for gap in differences(_cells(data, table)).values() if gap]
    return Fraction(min(gaps)) if gaps else None


@raw_figure(Unit.TKR, "største afstand mellem en total og dens trykte rækker", _TABLES)
def greatest_difference(data: Dataset, *, table: str) -> Fraction:
    """The greatest distance between a total and its printed rows."""
    return Fraction(max(abs(gap) for gap in differences(_cells(data, table)).values()))


@raw_figure(Unit.COUNT, "rækkeceller uden et helt beløb bag sig, når én sats er forskudt", *_FILES)
def control_rows(data: Dataset, *, rate_year: int, shift: str) -> Fraction:
    """Row cells that fail when the rate to `rate_year` is shifted by percentage points."""
    return Fraction(len(failing_rows(_cells(data, ALL), _shifted(data, rate_year, shift))))


@raw_figure(Unit.COUNT, "totaler, der ikke følger af rækkerne, når én sats er forskudt", *_FILES)
def control_totals(data: Dataset, *, rate_year: int, shift: str) -> Fraction:
    """Totals that fail when the rate to `rate_year` is shifted by percentage points."""
    return Fraction(len(failing_totals(_cells(data, ALL), _shifted(data, rate_year, shift))))


@raw_figure(Unit.PCT, "kædens sats, forskudt", "pl/pl_chain")
def control_rate_pct(data: Dataset, *, rate_year: int, shift: str) -> Fraction:
    """The rate to `rate_year` shifted by percentage points, per cent."""
    return _shifted(data, rate_year, shift).rates[rate_year] * 100


def _cells(data: Dataset, table: str) -> list[Cell]:
    cells = printed_cells(data)
    known(dict.fromkeys([*(cell.table for cell in cells), ALL], 1), table)
    return [cell for cell in cells if table in {cell.table, ALL}]


def _shifted(data: Dataset, rate_year: int, shift: str) -> PriceChain:
    rate = known(data.chain.rates, rate_year)
    return chain_with(data.chain, rate_year, rate + points(shift))


# Key figures of what one other PL rate would explain.
#
# `rate_year` is the later year of the rate that differs, `step` the distance in percentage
# points between the rates that are tried (`0.1`: one decimal, as in the chain).

_PRICES_FILES = (
    "claims",
    "local/claims_audit",
    "local/claims_deviations",
    "tabel1_6",
    "pl/pl_chain",
)
_AT = "udsagnets udtryk i kontrollen, beregnet med den ene sats ændret"


@raw_figure(
    Unit.PCT, "den sats, der forklarer flest afvigelser, når én sats er en anden", *_PRICES_FILES
)
def explaining_rate_pct(data: Dataset, *, rate_year: int, step: str) -> Fraction | None:
    """The rate that explains most deviating numbers, per cent; none if no rate explains any."""
    rate = other_rate(data, rate_year, step).rate
    return None if rate is None else rate * 100


@raw_figure(Unit.PCT, "den højeste af de satser, der er prøvet", *_PRICES_FILES)
def highest_rate_tried_pct(data: Dataset, *, rate_year: int, step: str) -> Fraction:
    """The highest rate tried, per cent; the lowest is 0."""
    return other_rate(data, rate_year, step).tried[-1] * 100


@raw_figure(Unit.COUNT, "afvigende tal, som den ene sats forklarer", *_PRICES_FILES)
def explained_by_rate(data: Dataset, *, rate_year: int, step: str) -> Fraction:
    """Deviating numbers that the rate explains, each counted once."""
    return Fraction(len(other_rate(data, rate_year, step).explained))


@raw_figure(Unit.COUNT, "udsagn, der holder, og som ville afvige med den ene sats", *_PRICES_FILES)
def broken_by_rate(data: Dataset, *, rate_year: int, step: str) -> Fraction:
    """Statements that hold in the chain and would deviate with the rate."""
    return Fraction(len(other_rate(data, rate_year, step).broken))


def claim_at_rate(data: Dataset, *, claim: str, rate_year: int, step: str) -> Value:
    """Return the number of a statement computed with the rate that explains most.

    Raises:
        InputError: there is no such statement, it is no number, or the chain lacks the year.
    """
    finding, found = finding_of(data, claim), other_rate(data, rate_year, step)
    told = {"claim": claim, "rate_year": rate_year, "step": step}
    provenance = claim_provenance(data, "claim_at_rate", told, _AT)
    if found.rate is None:
        return value_of(finding, None, provenance)
    return value_of(finding, quantity_at(data, finding, rate_year, found.rate), provenance)


list_figure(claim_at_rate, Unit.NONE, _AT)
