"""Sentences on purchases (main type 4 of the adult area) by supplier.

Art 4.0 covers the whole adult area, so no sentence says "private botilbud" of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.expenditure.purchases import Course
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.units import levels_told
from kdanalysis.report.elements.words import Direction, almost, capitalised, direction, rose

if TYPE_CHECKING:
    from kdanalysis.report.expenditure.choice import View

ALL = "all"
_SUBJECTS: dict[str, str] = {
    ALL: "Køb af tjenesteydelser mv. på voksenområdet",
    "private": "Køb hos private og selvejende leverandører uden driftsaftale",
    "municipal": "Betalinger til andre kommuner",
    "regional": "Betalinger til regioner",
    "state": "Betalinger til staten",
    "craft": "Køb af entreprenør- og håndværkerydelser",
    "other": "Køb af øvrige tjenesteydelser",
}


def art_of(view: View, supplier: str) -> str:
    """Return the art code of a kind of supplier; `all` stays `all`."""
    return ALL if supplier == ALL else view.data.plan.supplier_art(supplier).code


def purchase_trend(view: View, supplier: str) -> str:
    """Return how purchases from one kind of supplier developed: levels, change and growth."""
    art, first, last = art_of(view, supplier), view.period.first, view.period.last
    growth, subject = view.bought_growth(art), _subject(view, supplier)
    levels = levels_told(view.bought(art, first), view.bought(art, last), growth)
    start, end = f"{n(levels[0])} i {first}", f"{n(levels[1])} i {last}"
    if growth.amount is None:
        return f"{subject} udgjorde {view.phrase} {start} og {end}."
    if direction(growth) is Direction.FLAT:
        return f"{subject} var {almost(*levels)}uændrede {view.phrase}: {start} og {end}."
    by = n(growth.size())
    return f"{subject} {rose(growth)} {view.phrase} med {by}, fra {start} til {end}."


def purchase_share(view: View, supplier: str) -> str:
    """Return a supplier's share of all purchases in the first and the last year."""
    art, first, last = art_of(view, supplier), view.period.first, view.period.last
    return (
        f"{_subject(view, supplier)} udgjorde {n(view.bought_share(art, last))} af alle køb "
        f"{view.phrase} i {last} mod {n(view.bought_share(art, first))} i {first}."
    )


def _subject(view: View, supplier: str) -> str:
    """Return a supplier's purchases as a subject; one new in the plan goes by its art's label."""
    named = _SUBJECTS.get(supplier)
    return named or f"Køb af art {view.data.plan.supplier_art(supplier).label}"


def private_against_municipal(view: View) -> str:
    """Return which of private and municipal purchases is larger, and from when."""
    private, municipal = art_of(view, "private"), art_of(view, "municipal")
    crossing = view.course(private, municipal)
    where = capitalised(view.phrase)
    if crossing.course is Course.ABOVE_THROUGHOUT:
        return f"{where} ligger køb hos private over betalinger til kommuner i hele perioden."
    if crossing.course is Course.BELOW_THROUGHOUT:
        return f"{where} ligger køb hos private ikke over betalinger til kommuner i perioden."
    if crossing.course is Course.CROSSES_REPEATEDLY:
        return f"{where} skiftes køb hos private og betalinger til kommuner til at være størst."
    year = n(view.passing_year(private, municipal))
    if crossing.course is Course.PASSES_UPWARDS:
        return f"{where} overstiger køb hos private betalinger til kommuner fra {year}."
    return f"{where} overstiger køb hos private ikke længere betalinger til kommuner fra {year}."
