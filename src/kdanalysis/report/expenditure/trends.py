"""Sentences on development over the period: level, change, path, comparison, drivers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.growth import largest_driver
from kdanalysis.report.elements.inline import in_readable_unit, money, n
from kdanalysis.report.elements.units import finely, fitting, levels_told, stands_still
from kdanalysis.report.elements.words import (
    Direction,
    almost,
    capitalised,
    direction,
    listed,
    moved,
    rose,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View


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
    alike = finely(view.change(group).to(end_level.unit), (start_level, end_level))
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
    changes = {name: _change_since_start(view, name) for name in names}
    amounts = {name: value.amount for name, value in changes.items()}
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    largest = largest_driver(known, total.exact)
    if largest is None:
        return f"Ingen enkelt gruppe driver udviklingen på {plan.label(base)} {view.phrase}."
    noun = "Den største stigning" if total.exact > 0 else "Det største fald"
    size = money(changes[largest.name].size())
    return f"{noun} {view.phrase} er {plan.phrase(largest.name)}: {size}."


def _change_since_start(view: View, group: str) -> Value:
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
