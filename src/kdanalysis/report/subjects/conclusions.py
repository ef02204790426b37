"""The main conclusions under other PL rates, and the expert committee's total beside the own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kdanalysis.evidence.figures import drivers as shifted
from kdanalysis.evidence.figures import expenditure as committee
from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.figures.drivers import price_range
from kdanalysis.evidence.figures.expenditure import pl_rate_pct
from kdanalysis.evidence.figures.printed import quoted, quoted_growth_pct
from kdanalysis.evidence.value import Value
from kdanalysis.report.elements.numbers import (
    Direction,
    direction,
    listed,
    n,
    rose,
)
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.care import art_of, change_of, quote_of, quoted_period
from kdanalysis.tables.period import Period

# The report's main conclusions, each with its number under lower, used and higher PL rates.


GROUPS = ("social", "adults", "residential_care", "children", "placements", "prevention")
_COMPARED = ("adults", "residential_care", "children")
_BASE, _CARE = "adults", "residential_care"
_BOUGHT = {"private": "køb hos private", "municipal": "betalinger til kommuner"}


@dataclass(frozen=True)
class Conclusion:
    """One conclusion under the used rates, and whether it stands throughout the range.

    Both ends decide for the whole range, see `expenditure.decomposition`.
    """

    text: str
    """What is concluded, as a clause (Danish)."""
    values: tuple[Value, Value, Value]
    """The number under lower, used and higher rates."""
    holds: bool


def conclusions(choice: Choice) -> tuple[Conclusion, ...]:
    """Return the main conclusions, those on expenditure first."""
    return (
        *growth_conclusions(choice).values(),
        *(_per_inhabitant(choice.here, group) for group in ("adults", "children")),
        *(_compared(choice.here, g) for g in _COMPARED if not choice.here.is_country),
        *(c for view in choice.views for c in _leading(view)),
        unit_cost_grew(choice.country),
        *(purchases_grew(view, s) for view in choice.views for s in _BOUGHT),
        *_passing(choice.here),
    )


def growth_conclusions(choice: Choice, groups: tuple[str, ...] = GROUPS) -> dict[str, Conclusion]:
    """Return whether each group's expenditure rose or fell, by group and place (Danish)."""
    label = choice.data.plan.label
    return {
        f"{label(group)} {view.phrase}": grew(view, group)
        for group in groups
        for view in choice.views
    }


def grew(view: View, group: str) -> Conclusion:
    """Return whether a group's expenditure rose or fell."""
    values = _three(shifted.growth_at_pct, view, group=group)
    phrase = view.data.plan.phrase(group)
    return _by_direction(f"udgifterne {phrase} {rose(values[1])} {view.phrase}", values)


def _per_inhabitant(view: View, group: str) -> Conclusion:
    values = _three(shifted.per_inhabitant_growth_at_pct, view, group=group)
    subject = f"udgifterne pr. indbygger {view.data.plan.phrase(group)}"
    return _by_direction(f"{subject} {rose(values[1])} {view.phrase}", values)


def _compared(view: View, group: str) -> Conclusion:
    values = _three(shifted.growth_gap_at, view, group=group)
    how = {
        Direction.UP: f"stærkere {view.phrase} end",
        Direction.DOWN: f"svagere {view.phrase} end",
        Direction.FLAT: f"{view.phrase} som",
    }[direction(values[1])]
    subject = f"udgifterne {view.data.plan.phrase(group)}"
    return _by_direction(f"{subject} udviklede sig {how} på landsplan", values)


def _leading(view: View) -> Iterator[Conclusion]:
    """Yield that residential care drives the adult area, where it does."""
    first = [_leader(view, bound) == _CARE for bound in shifted.BOUNDS]
    if first[1]:
        label, base = (view.data.plan.label(group) for group in (_CARE, _BASE))
        values = _three(shifted.contribution_at_pct, view, group=_CARE, base=_BASE)
        text = f"{label} bidrog mest til ændringen på {base} {view.phrase}"
        yield Conclusion(text, values, all(first))


def _leader(view: View, bound: str) -> str | None:
    return shifted.leading_part(
        view.data, area=view.area, base=_BASE, period=view.period, bound=bound
    )


def unit_cost_grew(view: View) -> Conclusion:
    """Return whether residential care per recipient rose or fell."""
    period = quoted_period(view)
    values = _three(shifted.care_unit_cost_growth_at_pct, view.within(period.first, period.last))
    text = f"udgifterne pr. modtager af botilbud {rose(values[1])} {view.phrase} ({period})"
    return _by_direction(text, values)


def purchases_grew(view: View, supplier: str) -> Conclusion:
    """Return whether private or municipal purchases rose or fell."""
    values = _three(shifted.purchases_growth_at_pct, view, art=art_of(view, supplier))
    return _by_direction(f"{_BOUGHT[supplier]} {rose(values[1])} {view.phrase}", values)


def _passing(view: View) -> Iterator[Conclusion]:
    """Yield the year in which private and municipal purchases cross, where they do so once."""
    art, other = (art_of(view, supplier) for supplier in _BOUGHT)
    values = _three(shifted.passing_year_at, view, art=art, other=other)
    if values[1].amount is not None:
        text = f"køb hos private passerede betalinger til kommuner {view.phrase}"
        yield Conclusion(text, values, len({value.amount for value in values}) == 1)


def _by_direction(text: str, values: tuple[Value, Value, Value]) -> Conclusion:
    return Conclusion(text, values, len({direction(value) for value in values}) == 1)


def _three(figure: Callable[..., Value], view: View, **told: str) -> tuple[Value, Value, Value]:
    """Return a key figure at the low end, at the used rates and at the high end."""
    low, expected, high = (
        figure(view.data, area=view.area, period=view.period, bound=bound, **told)
        for bound in shifted.BOUNDS
    )
    return low, expected, high


# Sentences on the expert committee's total beside the own one: what could explain the gap.

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


# Sentences on the price level: which conclusions stand under other PL rates.


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


def committee_total(view: View) -> str:
    """Return the expert committee's total beside the own one, not mixed (2023: 2638)."""
    data, period = view.data, committee.committee_period(view.data)
    first, last = committee.QUOTES
    growth = quotes.quoted_growth_pct(data, first=first, last=last)
    return (
        f"Ekspertudvalget opgør de samlede udgifter på landsplan til {quote_of(view, first)} i "
        f"{period.first} og {quote_of(view, last)} i {period.last}, "
        f"{change_of(growth)}. {_own_then(view, period)}Forskellen til de genberegnede tal "
        f"skyldes formentlig et andet pris- og lønskøn eller en anden afgrænsning; de to "
        f"opgørelser vises ved siden af hinanden og blandes ikke."
    )


def _own_then(view: View, period: Period) -> str:
    """Return the own total of the committee's years and prices, where the report has others."""
    if view.period == period and view.data.price_year == period.last:
        return ""
    years = period.first, period.last
    first, last = (n(committee.committee_own_level(view.data, year=year)) for year in years)
    growth = view.within(*years).growth("social")
    return (
        f"Den egne opgørelse af de samme år i {period.last}-priser er {first} og {last}, "
        f"{change_of(growth)}. "
    )
