"""Tables of the audit: results by basis, each deviation, what is rounded, what needs a remark."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.quantity import Money
from kdanalysis.evidence.claims.statements import Basis, Status
from kdanalysis.evidence.figures import audit as figures
from kdanalysis.evidence.figures import audit_claims as claims
from kdanalysis.evidence.figures.audit import ALL
from kdanalysis.report.audit.choice import places, short_date
from kdanalysis.report.audit.text import statements
from kdanalysis.report.elements.numbers import MISSING, SPACE
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.report.elements.words import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kdanalysis.evidence.claims.audit import Finding
    from kdanalysis.evidence.claims.quantity import Quantity
    from kdanalysis.evidence.claims.state import Deviation
    from kdanalysis.report.audit.choice import Review
    from kdanalysis.report.elements.tables import Content

CLAIMS = ("claims", "local/claims_audit", "local/claims_deviations")
BASES = {
    Basis.COMPUTED: "Følger af tal i kilden",
    Basis.INPUT: "Oplyst eller besluttet",
    Basis.EXTERNAL: "Citeret fra andre",
    Basis.DAY: "Dato eller frist",
    Basis.REFERENCE: "Henvisning eller definition",
    Basis.NOT_PUBLIC: "Data er ikke offentlige",
    Basis.WORDING: "Vending med et tal i",
}
"""What a statement rests on, as readers see it."""
_IDS = {
    "0": "tbl-ikke-undersoegt",
    "1": "tbl-konklusioner",
    "2": "tbl-tal-i-brug",
    "3": "tbl-form",
}
_TITLES = {
    "0": "Afvigelser, der endnu ikke er undersøgt",
    "1": "Afvigelser, der ændrer en konklusion",
    "2": "Afvigelser, der kun ændrer et tal i brug",
    "3": "Afvigelser, der kun ændrer formen",
}
_COLUMNS = ("Årsag og sted", "Citat", "Trykt", "Genberegnet", "Enhed", "Forklaring", "Betydning")
_TEXT = frozenset({1, 4, 5, 6})
_UNITS = {"date": "dato", "bool": "udsagn", "code": "kode"}


def status_table(review: Review) -> Table:
    """Return how many statements have each result, by what they rest on."""
    rows = [_status_row(review, label, basis.value) for basis, label in BASES.items()]
    return Table(
        id="tbl-resultat",
        title="Udsagn efter grundlag og resultat",
        unit="Antal udsagn",
        source=review.cited(*CLAIMS),
        columns=("", "I alt", *(capitalised(status.danish) for status in Status), "Heraf stemmer"),
        rows=(*rows, _status_row(review, "I alt", ALL, total=True)),
        note="»Heraf stemmer«: tallet kan holdes op imod andre trykte tal og stemmer med dem.",
    )


def _status_row(review: Review, label: str, basis: str, *, total: bool = False) -> Row:
    results = (ALL, *(status.value for status in Status))
    counts = [statements(review, status, basis) for status in results]
    agreeing = figures.claims_agreeing(review.data, basis=basis)
    return Row(label, (*counts, agreeing), total=total)


def deviation_tables(review: Review, shown: Sequence[int]) -> tuple[Table, ...]:
    """Return a table of the deviations of each importance that is shown and occurs.

    Args:
        review: the review.
        shown: importances 1-3; deviations that nobody has looked into are always shown.
    """
    grades = [grade for grade in _TITLES if grade == "0" or int(grade) in shown]
    found = review.deviations(Status.MISMATCH)
    by_grade = {grade: [d for d in found if str(d.importance) == grade] for grade in grades}
    return tuple(
        _deviation_table(review, _IDS[grade], _TITLES[grade], chosen)
        for grade, chosen in by_grade.items()
        if chosen
    )


def rounding_tables(review: Review) -> tuple[Table, ...]:
    """Return the table of statements that follow from rounded parts, where there are any."""
    found = review.deviations(Status.ROUNDING_OK)
    title = "Genberegnet efter afrunding"
    return (_deviation_table(review, "tbl-afrunding", title, found),) if found else ()


def _deviation_table(
    review: Review, identifier: str, title: str, deviations: Iterable[Deviation]
) -> Table:
    return Table(
        id=identifier,
        title=title,
        unit="Hver i sin egen enhed",
        source=review.cited(*CLAIMS),
        columns=_COLUMNS,
        rows=tuple(_deviation_row(review, deviation) for deviation in deviations),
        text_columns=_TEXT,
        wide=True,
    )


def _deviation_row(review: Review, deviation: Deviation) -> Row:
    first, stored = deviation.first, deviation.first.deviation
    told = (stored.explanation, stored.consequence) if stored else ("", "")
    return Row(
        f"{capitalised(deviation.cause_name)}: {places(deviation.findings)}",
        (
            Verbatim(first.claim.quote),
            *pair(review, first),
            unit_name(review, first),
            *(Verbatim(text) if text else MISSING for text in told),
        ),
    )


def pair(review: Review, finding: Finding) -> tuple[Content, Content]:
    """Return a statement's value as printed and as recomputed."""
    claim = finding.claim
    if is_number(finding):
        return (
            claims.claim_printed(review.data, claim=claim.id),
            claims.claim_recomputed(review.data, claim=claim.id),
        )
    return _worded(claim.printed), _worded(finding.quantity)


def is_number(finding: Finding) -> bool:
    """Tell whether a statement is about a number, and not a day, a code or a comparison."""
    return isinstance(finding.claim.printed, Money | Fraction)


def unit_name(review: Review, finding: Finding) -> str:
    """Return the unit of a statement in Danish."""
    if not is_number(finding):
        return _UNITS[finding.claim.unit]
    unit = claims.claim_printed(review.data, claim=finding.claim.id).unit
    return unit.value.replace(" ", SPACE)


def _worded(quantity: Quantity) -> Content:
    if isinstance(quantity, bool):
        return "holder" if quantity else "holder ikke"
    if isinstance(quantity, date):
        return short_date(quantity)
    return MISSING if quantity is None else Verbatim(str(quantity))


def remark_tables(review: Review) -> tuple[Table, ...]:
    """Return the table of statements that hold while their wording needs a remark, if any."""
    by_remark: dict[str, list[Finding]] = {}
    for finding in review.audit.remarked:
        by_remark.setdefault(finding.row.remark or "", []).append(finding)
    rows = tuple(_remark_row(remark, found) for remark, found in by_remark.items())
    if not rows:
        return ()
    return (
        Table(
            id="tbl-ordlyd",
            title="Tal, der ikke afviger, og bemærkninger til deres ordlyd",
            unit="Citat fra det første sted",
            source=review.cited(*CLAIMS),
            columns=("Sted", "Citat", "Bemærkning"),
            rows=rows,
            text_columns=frozenset({1, 2}),
        ),
    )


def _remark_row(remark: str, findings: Sequence[Finding]) -> Row:
    return Row(places(findings), (Verbatim(findings[0].claim.quote), Verbatim(remark)))
