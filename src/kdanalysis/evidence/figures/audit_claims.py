"""Key figures of one statement: its number as printed, and as recomputed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.quantity import Money, number_in
from kdanalysis.evidence.claims.state import audited
from kdanalysis.evidence.figures.audit import CLAIM_FILES
from kdanalysis.evidence.raw_figure import citation, known, raw_file
from kdanalysis.evidence.registry import figure_key, list_figure
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.evidence.claims.audit import Finding
    from kdanalysis.evidence.claims.quantity import Quantity
    from kdanalysis.tables.dataset import Dataset

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
    sources = (citation(raw_file(data, file)) for file in CLAIM_FILES)
    return Provenance(figure_key(name, arguments, data), rule, tuple(dict.fromkeys(sources)))
