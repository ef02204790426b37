"""When a printed statement agrees with a quantity: decimals, sign, unit, relation and wording.

The rules in full: docs/claims.md.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.quantity import Money, kind_name, kind_of_unit, number_in
from kdanalysis.evidence.claims.statements import Relation
from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.quantity import Quantity
    from kdanalysis.evidence.claims.statements import Claim


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
