"""Sentences on the price level: which conclusions stand under other PL rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import sensitivity as shifted
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction, listed
from kdanalysis.report.expenditure.conclusions import GROUPS, conclusions, growth_conclusions

if TYPE_CHECKING:
    from kdanalysis.report.expenditure.choice import Choice, View


def assumption(choice: Choice) -> str:
    """Return the range of the PL rates, and who answers for it."""
    low, high = (shifted.price_shift(choice.data, bound=end) for end in ("low", "high"))
    chosen = shifted.price_range(choice.data)
    return (
        f"Hver årlig PL-sats er forskudt med {n(low)} til {n(high)} "
        f"({chosen.decided_by}). {chosen.reason}."
    )


def verdict(choice: Choice) -> str:
    """Return which of the main conclusions do not stand throughout the range."""
    fragile = [f"at {c.text}" for c in conclusions(choice) if not c.holds]
    if not fragile:
        return "Alle hovedkonklusioner holder i hele det antagne interval."
    noun = "Én hovedkonklusion" if len(fragile) == 1 else "Disse hovedkonklusioner"
    rest = "De øvrige holder i hele det antagne interval."
    return f"{noun} afhænger af PL-kæden: {listed(fragile)}. {rest}"


def growth_verdict(choice: Choice) -> str:
    """Return for which main groups the direction depends on the PL rates."""
    told = unsure_directions(choice, GROUPS)
    return told or "Alle hovedgrupper har samme retning i hele det antagne interval."


def unsure_directions(choice: Choice, groups: tuple[str, ...]) -> str:
    """Return for which of the groups the direction depends on the PL rates; nothing if for none."""
    found = growth_conclusions(choice, groups)
    fragile = [name for name, conclusion in found.items() if not conclusion.holds]
    return f"Retningen afhænger af pris- og lønkæden (PL) for {listed(fragile)}." if fragile else ""


def invariant() -> str:
    """Return what cannot depend on the chain, and why."""
    return (
        "Om ét område udvikler sig stærkere end et andet, og hvornår én slags køb passerer en "
        "anden, afhænger ikke af PL-kæden: alle beløb i et år omregnes med samme faktor."
    )


def margin(view: View, group: str) -> str:
    """Return how far the rates would have to be off before a growth (or fall) is gone."""
    shift = shifted.zero_growth_shift(view.data, area=view.area, group=group, period=view.period)
    growth = view.growth(group)
    subject = f"udgifterne {view.data.plan.phrase(group)} {view.phrase}"
    if shift.amount is None or direction(growth) is Direction.FLAT:
        return f"For {subject} er der ingen vækst at regne en grænse for."
    what, way = ("Væksten", "højere") if shift.exact > 0 else ("Faldet", "lavere")
    return (
        f"{what} i {subject} er borte, hvis hver PL-sats er {n(shift.size())} {way} end den "
        f"anvendte."
    )
