"""Key figures of substitution: who gained from whom among the suppliers of the adult area.

Suppliers are private and self-governing (art 4.0), other municipalities (4.7) and regions (4.8), of
the whole adult area; rules in `expenditure.substitution`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.substitution import Position, flow, positions
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_PURCHASES = "purchases"
SUPPLIERS = ("private", "municipal", "regional")
_RULE = "køb i periodens sidste år, hvis andelene af de tre leverandørers køb var som i det første"


@key_figure(Unit.PCT, "køb hos leverandøren i procent af køb hos de tre leverandører", _PURCHASES)
def supplier_share_pct(data: Dataset, *, area: str, supplier: str, year: int) -> Fraction | None:
    """Share of a supplier in the purchases from the three, per cent."""
    bought = _bought(data, area, year)
    together = sum(bought.values())
    return bought[_known(supplier)] / together * 100 if together else None


@key_figure(Unit.TKR, _RULE, _PURCHASES)
def constant_share_purchases(
    data: Dataset, *, area: str, supplier: str, period: Period
) -> Fraction | None:
    """Purchases of the last year had the supplier kept its share of the first, 1,000 kr."""
    found = _positions(data, area, period)
    return None if found is None else found[_known(supplier)].counterfactual_tkr


@key_figure(Unit.TKR, f"køb i periodens sidste år minus {_RULE}", _PURCHASES)
def supplier_gain(data: Dataset, *, area: str, supplier: str, period: Period) -> Fraction | None:
    """What a supplier has gained (or lost) against constant shares, 1,000 kr."""
    found = _positions(data, area, period)
    return None if found is None else found[_known(supplier)].gain_tkr


@key_figure(
    Unit.TKR,
    "leverandørens tab mod uændrede andele, fordelt på dem, der vandt, efter deres gevinst",
    _PURCHASES,
)
def supplier_flow(
    data: Dataset, *, area: str, loser: str, gainer: str, period: Period
) -> Fraction | None:
    """What one supplier lost to another against constant shares, 1,000 kr."""
    found = _positions(data, area, period)
    if found is None:
        return None
    gains = {name: position.gain_tkr for name, position in found.items()}
    return flow(gains, _known(loser), _known(gainer))


def _positions(data: Dataset, area: str, period: Period) -> dict[str, Position] | None:
    return positions(_bought(data, area, period.first), _bought(data, area, period.last))


def _bought(data: Dataset, area: str, year: int) -> dict[str, Fraction]:
    arts = {supplier: data.plan.supplier_art(supplier).code for supplier in SUPPLIERS}
    return {name: data.purchases_tkr(area, art, year) or Fraction() for name, art in arts.items()}


def _known(supplier: str) -> str:
    if supplier not in SUPPLIERS:
        raise InputError(
            f"Leverandøren »{supplier}« indgår ikke i opgørelsen.",
            "nøgletal",
            f"Brug en af {', '.join(SUPPLIERS)}.",
        )
    return supplier
