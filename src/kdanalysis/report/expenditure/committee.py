"""Sentences on the expert committee's total beside the own one: what could explain the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import committee
from kdanalysis.evidence.figures.prices import pl_rate_pct
from kdanalysis.evidence.figures.quoted import quoted, quoted_growth_pct
from kdanalysis.evidence.figures.sensitivity import price_range
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import View

_FIRST, _LAST = committee.QUOTES


def committee_levels(view: View) -> str:
    """Return the gap to the committee in both years, and whether rounding explains the growth."""
    data, period = view.data, committee.committee_period(view.data)
    years = (period.first, period.last)
    levels = [n(committee.committee_own_level(data, year=year)) for year in years]
    first, last = (committee.committee_gap(data, year=year) for year in years)
    own = view.within(*years).growth("social")
    theirs = quoted_growth_pct(data, first=_FIRST, last=_LAST)
    low, high = (committee.committee_growth_bound_pct(data, bound=b) for b in ("low", "high"))
    can = "kan" if low.exact <= own.exact <= high.exact else "kan ikke"
    return (
        f"Den egne opgørelse er {levels[0]} i {years[0]} og {levels[1]} i {years[1]}. Det er "
        f"{_more(first)} {_than(first)} ekspertudvalgets i {years[0]} og {_more(last)} i "
        f"{years[1]}. Væksten er {n(own)} mod udvalgets {n(theirs)}. Da udvalgets tal er "
        f"afrundede, kan dets vækst ligge mellem {n(low)} og {n(high)}; forskellen {can} skyldes "
        f"afrunding alene."
    )


def _more(gap: Value) -> str:
    if direction(gap) is Direction.FLAT:
        return "det samme"
    return f"{n(gap.size())} {'mere' if direction(gap) is Direction.UP else 'mindre'}"


def _than(gap: Value) -> str:
    return "som" if direction(gap) is Direction.FLAT else "end"


def committee_prices(view: View) -> str:
    """Return the PL rates that alone would explain the first year's gap."""
    data, period = view.data, committee.committee_period(view.data)
    shift, low, high = (
        committee.committee_price_shift(data, bound=b) for b in ("expected", "low", "high")
    )
    needed = committee.committee_last_rate_pct(data, bound="expected")
    used, span = pl_rate_pct(data, year=period.last), price_range(data)
    inside = span.low <= shift.exact / 100 <= span.high
    where, alone = ("inden for", "kan") if inside else ("uden for", "kan næppe")
    return (
        f"Hele forskellen til ekspertudvalgets niveau i {period.first} svarer til, at hver PL-sats "
        f"afveg {n(shift)} fra den anvendte (mellem {n(low)} og {n(high)}, når udvalgets afrunding "
        f"regnes med), eller til, at alene satsen til {period.last} var {n(needed)} i stedet for "
        f"{n(used)}. Den jævne afvigelse ligger {where} følsomhedens interval: et andet PL-skøn "
        f"{alone} alene forklare forskellen. Om det er grunden, er ikke oplyst."
    )


def committee_scopes(view: View) -> str:
    """Return what difference of scope, equal in both years, would give the growth."""
    data, period = view.data, committee.committee_period(view.data)
    scope, level = committee.committee_scope(data), committee.committee_scope_level(data)
    if scope.amount is None:
        return "En afgrænsning, der er ens i begge år, kan ikke forklare forskellen i vækst."
    theirs = quoted(data, name=_FIRST)
    apart = (
        "holde {} ude, som er regnet med her" if scope.exact < 0 else "regne {} mere med end her"
    )
    fits = "også" if level.rounded == theirs.rounded else "derimod"
    return (
        f"Skulle en anden afgrænsning, lige stor i begge år, alene forklare væksten, måtte "
        f"udvalget {apart.format(n(scope.size()))}. Så ville niveauet i {period.first} være "
        f"{n(level)}; udvalget angiver {fits} {n(theirs)}."
    )
