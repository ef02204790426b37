"""Key figures of what one other PL rate would explain.

`rate_year` is the later year of the rate that differs, `step` the distance in percentage points
between the rates that are tried (`0.1`: one decimal, as in the chain).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.prices import other_rate, quantity_at
from kdanalysis.evidence.figures.audit_claims import claim_provenance, finding_of, value_of
from kdanalysis.evidence.raw_figure import raw_figure
from kdanalysis.evidence.registry import list_figure
from kdanalysis.evidence.value import Unit

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset

_FILES = ("claims", "local/claims_audit", "local/claims_deviations", "tabel1_6", "pl/pl_chain")
_AT = "udsagnets udtryk i kontrollen, beregnet med den ene sats ændret"


@raw_figure(Unit.PCT, "den sats, der forklarer flest afvigelser, når én sats er en anden", *_FILES)
def explaining_rate_pct(data: Dataset, *, rate_year: int, step: str) -> Fraction | None:
    """The rate that explains most deviating numbers, per cent; none if no rate explains any."""
    rate = other_rate(data, rate_year, step).rate
    return None if rate is None else rate * 100


@raw_figure(Unit.PCT, "den højeste af de satser, der er prøvet", *_FILES)
def highest_rate_tried_pct(data: Dataset, *, rate_year: int, step: str) -> Fraction:
    """The highest rate tried, per cent; the lowest is 0."""
    return other_rate(data, rate_year, step).tried[-1] * 100


@raw_figure(Unit.COUNT, "afvigende tal, som den ene sats forklarer", *_FILES)
def explained_by_rate(data: Dataset, *, rate_year: int, step: str) -> Fraction:
    """Deviating numbers that the rate explains, each counted once."""
    return Fraction(len(other_rate(data, rate_year, step).explained))


@raw_figure(Unit.COUNT, "udsagn, der holder, og som ville afvige med den ene sats", *_FILES)
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
