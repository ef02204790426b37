"""Development over the period in sentences, findings and paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.expenditure.growth import largest_driver
from kdanalysis.report.elements.numbers import (
    Direction,
    almost,
    capitalised,
    direction,
    fitting,
    in_readable_unit,
    levels_told,
    listed,
    money,
    moved,
    n,
    rose,
    stands_still,
    went,
)
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.care import (
    ALL,
    private_against_municipal,
    purchase_share,
    purchase_trend,
    quoted_period,
)

# Sentences on development over the period: level, change, path, comparison, drivers.


def trend(view: View, group: str) -> str:
    """Return how a group's expenditure developed: levels, change and growth."""
    first, last = view.period.first, view.period.last
    change, growth = in_readable_unit(view.change(group)), view.growth(group)
    if change.amount is None:
        return _newer(view, group)
    subject = f"Udgifterne {view.data.plan.phrase(group)}"
    ends = view.level(group, first), view.level(group, last)
    start_level, end_level = levels_told(*ends, growth)
    start, end = f"{n(start_level)} i {first}", f"{n(end_level)} i {last}"
    if stands_still(view.change(group), growth):
        same = f"{almost(start_level, end_level)}uændrede"
        return f"{subject} var {same} {view.phrase}: {start} og {end}."
    # As finely as the levels, where these are small: 0,8 mio. kr. more than 4,4 mio. kr.
    alike = view.change(group).to(end_level.unit, end_level.decimals)
    if end_level.unit is not Unit.MIA_KR and alike.rounded:
        change = alike
    by = f"med {n(change.size())}{_corresponding(growth)}"
    return f"{subject} {rose(change)} {view.phrase} {by}, fra {start} til {end}."


def _corresponding(growth: Value) -> str:
    """Return the growth that belongs to a change; nothing for growth from zero."""
    return "" if growth.amount is None else f" svarende til {n(growth.size())}"


def _newer(view: View, group: str) -> str:
    """Return the level of a group whose account is newer than the first year."""
    first, last = view.period.first, view.period.last
    subject, level = f"Udgifterne {view.data.plan.phrase(group)}", view.level(group, last)
    if level.amount is None:
        return f"{subject} fandtes ikke {view.phrase} i perioden {view.period}."
    return (
        f"{subject} kan ikke følges {view.phrase} fra {first}, hvor kontoen ikke fandtes; "
        f"i {last} var de {money(level)}."
    )


def path(view: View, group: str) -> str:
    """Return the way from first to last year: steady, by a low or a high point, or varying.

    The way starts in the first year the account has; a level is compared in whole mio. kr., as it
    is printed, or in 1,000 kr. where that would hide that it moved.
    """
    exact = {year: view.level(group, year) for year in view.period.years}
    unit = _comparing(view, group, list(exact.values()))
    shown = {year: level.to(unit).rounded for year, level in exact.items()}
    levels = {year: level for year, level in shown.items() if level is not None}
    if len(levels) < 2:  # noqa: PLR2004 - a way has two ends
        return f"Udgifterne kan ikke følges over flere år {view.phrase}."
    years, where = list(levels), view.phrase
    steps = [levels[b] - levels[a] for a, b in pairwise(years)]
    if not any(steps):
        return f"Udgifterne var uændrede alle år {where}."
    if all(step > 0 for step in steps):
        return f"Udgifterne steg hvert år {where}."
    if all(step < 0 for step in steps):
        return f"Udgifterne faldt hvert år {where}."
    return _winding(view.within(years[0], years[-1]), group, levels)


def _comparing(view: View, group: str, levels: list[Value]) -> Unit:
    """Return the unit in which levels are compared over the years."""
    printed = {level.to(Unit.MIO_KR).rounded for level in levels if level.amount is not None}
    growth = view.growth(group)
    moved_unseen = len(printed) == 1 and growth.amount is not None and growth.rounded
    return Unit.TKR if moved_unseen else fitting([levels])


def _winding(view: View, group: str, levels: Mapping[int, Decimal]) -> str:
    """Return a way that is not steady: by its one inner turning point, if it has one."""
    first, last = view.period.first, view.period.last
    ends_first = sorted(levels, key=lambda year: year not in {first, last})
    low, high = (pick(ends_first, key=levels.__getitem__) for pick in (min, max))
    if (low, high) == (first, last):
        return f"Udgifterne var {view.phrase} lavest i {first} og højest i {last}."
    if (low, high) == (last, first):
        return f"Udgifterne var {view.phrase} højest i {first} og lavest i {last}."
    inner = {low, high} - {first, last}
    if len(inner) > 1:
        return f"Udgifterne svingede {view.phrase} uden en entydig retning."
    return _by_turning_point(view, group, inner.pop())


def _by_turning_point(view: View, group: str, turn: int) -> str:
    first, last = view.period.first, view.period.last
    before, after = view.within(first, turn).change(group), view.within(turn, last).change(group)
    return (
        f"Udgifterne {moved(before)} {view.phrase} fra {first} til {turn} "
        f"og {moved(after)} fra {turn} til {last}."
    )


def comparison(choice: Choice, group: str) -> str:
    """Return whether the area follows the country, by direction and size of growth.

    Nothing is to be said where the report is about the country alone.
    """
    if choice.here.is_country:
        return ""
    here, country = (view.growth(group) for view in (choice.here, choice.country))
    name = choice.here.name
    numbers = f"{n(here)} mod {n(country)} på landsplan"
    if direction(here) is not direction(country):
        return f"{name} afviger fra landstendensen: {numbers}."
    if here.rounded == country.rounded:
        return f"{name} udvikler sig som landet: {numbers}."
    size = "større" if abs(here.exact) > abs(country.exact) else "mindre"
    by = f"et {size} fald" if direction(here) is Direction.DOWN else f"en {size} stigning"
    return f"{name} følger landstendensen, men med {by}: {numbers}."


def contribution(view: View, group: str, base: str) -> str:
    """Return what a group contributed to the change of its area, with the base said."""
    plan, part, total = view.data.plan, view.change(group), view.change(base)
    subject = f"Udgifterne {plan.phrase(group)} {moved(part)}"
    ways = [direction(in_readable_unit(change)) for change in (part, total)]
    if ways[0] is not ways[1] or ways[1] is Direction.FLAT:
        return f"{subject} {view.phrase}, mens {plan.label(base)} under ét {_whole(total)}."
    change = "stigningen" if ways[1] is Direction.UP else "faldet"
    share = n(view.contribution(group, base))
    return f"{subject} {view.phrase}, hvilket er {share} af {change} på hele {plan.label(base)}."


def _whole(total: Value) -> str:
    """Return the change of an area, in the singular."""
    shown = in_readable_unit(total)
    return "var uændret" if direction(shown) is Direction.FLAT else moved(total)


def driver(view: View, base: str) -> str:
    """Return the group that moved most in the direction of its area's total."""
    plan, total = view.data.plan, view.change(base)
    names = dict.fromkeys(plan.functions[code].group for code in plan.codes(base))
    changes = {name: change_since_start(view, name) for name in names}
    amounts = {name: value.amount for name, value in changes.items()}
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    largest = largest_driver(known, total.exact)
    if largest is None:
        return f"Ingen enkelt gruppe driver udviklingen på {plan.label(base)} {view.phrase}."
    noun = "Den største stigning" if total.exact > 0 else "Det største fald"
    size = money(changes[largest.name].size())
    return f"{noun} {view.phrase} er {plan.phrase(largest.name)}: {size}."


def change_since_start(view: View, group: str) -> Value:
    """Return the change; all of the last level where the account is newer than the first year."""
    change = view.change(group)
    return view.level(group, view.period.last) if change.amount is None else change


def kinds(view: View, group: str) -> str:
    """Return the growth of each function in a group, in one sentence."""
    plan = view.data.plan
    parts = [f"{plan.phrase(code)} {_grew(view.growth(code))}" for code in plan.codes(group)]
    return f"{capitalised(view.phrase)} udviklede udgifterne sig sådan: {listed(parts)}."


def _grew(growth: Value) -> str:
    if growth.amount is None:
        return "kan de ikke opgøres i hele perioden"
    if direction(growth) is Direction.FLAT:
        return "var de uændrede"
    return f"{rose(growth)} de {n(growth.size())}"


# The one-sentence findings that stand as figure titles; each follows the data.


def side_by_side(choice: Choice, here: Value, country: Value) -> str:
    """Return `steg 10,9 % i Midtjylland og 9,7 % på landsplan`, or both verbs if they differ."""
    first = f"{went(here)} {choice.here.phrase}"
    if choice.here.is_country:
        return first
    if direction(here) is direction(country) is not Direction.FLAT:
        return f"{first} og {n(country.size())} {choice.country.phrase}"
    if direction(here) is direction(country):
        return f"{first} og {choice.country.phrase}"
    return f"{first}, men {went(country)} {choice.country.phrase}"


def growth_finding(choice: Choice, group: str) -> str:
    """Return the growth of a group in the area and the country."""
    here, country = choice.here.growth(group), choice.country.growth(group)
    subject = f"Udgifterne {choice.data.plan.phrase(group)}"
    return f"{subject} {side_by_side(choice, here, country)}."


def contribution_finding(choice: Choice) -> str:
    """Return the share of residential care in the adult area's change, area and country.

    An area whose total stands still, as printed, has no change to be a share of.
    """
    views = choice.views[::-1]
    moving = [view for view in views if not _stands_still(view)]
    if not moving:
        where = " og ".join(view.phrase for view in views)
        return f"Udgifterne på voksenområdet er uændrede {where}: der er ingen ændring at dele op."
    first, *others = moving
    told = [f"{_care_share(first)} af ændringen på voksenområdet {first.phrase}"]
    told += [f"{_care_share(view)} {view.phrase}" for view in others]
    still = [view.phrase for view in views if view not in moving]
    unmoved = f" Udgifterne på voksenområdet er uændrede {still[0]}." if still else ""
    return f"Botilbud udgør {listed(told)}.{unmoved}"


def _stands_still(view: View) -> bool:
    return stands_still(view.change("adults"), view.growth("adults"))


def _care_share(view: View) -> str:
    return n(view.contribution("residential_care", "adults"))


def fastest_kind_finding(choice: Choice, group: str) -> str:
    """Return which function of a group grew most, country and area."""
    plan = choice.data.plan
    top = {
        view: max(_lasting(view, group), key=lambda code: view.growth(code).exact)
        for view in choice.views
    }
    if len(set(top.values())) == 1:
        grew = [f"{n(view.growth(code))} {view.phrase}" for view, code in top.items()]
        return f"Væksten er størst for {plan.label(top[choice.here]).lower()}: {listed(grew)}."
    parts = [
        f"for {plan.label(code).lower()} {view.phrase} ({n(view.growth(code))})"
        for view, code in top.items()
    ]
    return f"Væksten er størst {listed(parts)}."


def _lasting(view: View, group: str) -> list[str]:
    """Return the functions of a group whose growth can be computed."""
    codes = view.data.plan.codes(group)
    return [code for code in codes if view.growth(code).amount is not None]


def unit_cost_finding(view: View) -> str:
    """Return which of recipients and unit cost explains more of the change."""
    period = quoted_period(view)
    volume = quotes.care_volume_effect(view.data, area=view.area, period=period).to(Unit.MIO_KR)
    price = quotes.care_price_effect(view.data, area=view.area, period=period).to(Unit.MIO_KR)
    change = view.within(period.first, period.last).change("residential_care").to(Unit.MIO_KR)
    parts = [f"enhedsudgiften {n(price)}", f"antallet af modtagere {n(volume)}"]
    if abs(volume.exact) > abs(price.exact):
        parts.reverse()
    return (
        f"Af ændringen i botilbudsudgifterne {view.phrase} fra {period.first} til {period.last} på "
        f"{n(change)} forklarer {listed(parts)}."
    )


# Whole paragraphs of the expenditure report: the country first, then the area.

_SUPPLIERS = (ALL, "private", "municipal", "regional")


def development(choice: Choice, group: str, *, by_kind: bool = False) -> str:
    """Return how a group developed: the country, then the area and how it compares.

    Args:
        choice: area beside country.
        group: a group of the account plan.
        by_kind: whether the growth of each of its functions is told too.
    """
    told = [[trend(view, group), path(view, group)] for view in choice.views]
    told[-1] += filter(None, [comparison(choice, group)])
    if by_kind:
        for sentences, view in zip(told, choice.views, strict=True):
            sentences.append(kinds(view, group))
    return _paragraphs(*told)


def what_drives(choice: Choice, group: str, base: str) -> str:
    """Return what moved `base` most, and what `group` contributed, country and area."""
    return _paragraphs(
        *([driver(view, base), contribution(view, group, base)] for view in choice.views)
    )


def purchasing(view: View) -> str:
    """Return how purchases by supplier developed, and how private lies against municipal."""
    shares = [purchase_share(view, "private"), private_against_municipal(view)]
    return _paragraphs([purchase_trend(view, supplier) for supplier in _SUPPLIERS], shares)


def _paragraphs(*paragraphs: list[str]) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs)


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
    levels = list(levels_told(exact[0], exact[1], moved.growth(code)))
    if levels[1].unit is Unit.MIA_KR:
        levels = [level.to(Unit.MIO_KR) for level in exact]
    change = moved.change(code).to(levels[1].unit, levels[1].decimals)
    then = n(levels[0])
    end = f"Udgiften {view.phrase} var {n(levels[1])}"
    if direction(change) is Direction.FLAT:
        same = f"{almost(*levels)}uændret"
        return f"{end} i {view.period.last}, {same} fra {start}, hvor den var {then}."
    more = "mere" if direction(change) is Direction.UP else "mindre"
    return (
        f"{end} i {view.period.last}, {n(change.size())} {more} end i {start}, hvor den var {then}."
    )
