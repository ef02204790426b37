"""Sentences on data and price level: what the numbers are in, and what they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.breaks import break_caveat
from kdanalysis.report.elements.inline import escaped, money, n
from kdanalysis.report.elements.units import finely, levels_told
from kdanalysis.report.elements.words import Direction, almost, direction, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.report.expenditure.choice import Choice, View
    from kdanalysis.tables.price_level import RateSource


def price_level(choice: Choice) -> str:
    """Return the price level of all amounts and where the chain comes from."""
    chain = choice.data.chain
    years, added = chain.years, chain.added
    derived = f"Kæden til og med {min(added) - 1}" if added else "Kæden"
    return (
        f"Alle beløb er i {choice.data.price_year}-priser, omregnet med den samme "
        f"pris- og lønkæde ({years[0]}-{years[-1]}) for alle rækker, områder og arter. "
        f"{derived} er afledt af de trykte tabeller: den er den eneste med én decimal, der "
        f"genskaber alle rækker og alle totaler. At den svarer til KL's sammensatte sats, er en "
        f"formodning."
        f"{_added_rates(added)}"
    )


def _added_rates(added: Mapping[int, RateSource]) -> str:
    """Return which rates users have added, each with its status; nothing if none."""
    if not added:
        return ""
    told = listed([f"{year} ({escaped(rate.status)})" for year, rate in sorted(added.items())])
    return f" Tilføjet siden, med kilde i data: satsen til {told}."


def known_breaks(choice: Choice) -> str:
    """Return the breaks in the account plan that the period crosses, for the caveats."""
    return break_caveat(choice.data, ("social",), choice.period)


def youth_crime(view: View) -> str:
    """Return level *and* increase of the newest function, which the original mixes (2023: 2657)."""
    code = view.data.plan.codes("youth_crime")[0]
    first = view.data.plan.functions[code].first_year or view.period.first
    if first > view.period.last:
        return f"Indsatserne fandtes ikke {view.phrase} i perioden {view.period}."
    start = max(first, view.period.first)
    exact = [view.level(code, year) for year in (start, view.period.last)]
    if start == view.period.last:
        told = f"Udgiften {view.phrase} var {money(exact[-1])}"
        return f"{told} i {view.period.last}, det første år."
    moved = view.within(start, view.period.last)
    unit = levels_told(exact[0], exact[1], moved.growth(code))[1].unit
    if unit is Unit.MIA_KR:
        unit = Unit.MIO_KR
    levels = [level.to(unit) for level in exact]
    change = finely(moved.change(code).to(unit), levels)
    levels = [finely(level, levels) for level in levels]
    then = n(levels[0])
    end = f"Udgiften {view.phrase} var {n(levels[1])}"
    if direction(change) is Direction.FLAT:
        same = f"{almost(*levels)}uændret"
        return f"{end} i {view.period.last}, {same} fra {start}, hvor den var {then}."
    more = "mere" if direction(change) is Direction.UP else "mindre"
    return (
        f"{end} i {view.period.last}, {n(change.size())} {more} end i {start}, hvor den var {then}."
    )
