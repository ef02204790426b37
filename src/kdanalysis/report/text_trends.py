"""Sentences on development over the period: level, change, path, comparison, drivers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kdanalysis.expenditure.growth import largest_driver
from kdanalysis.report.inline import in_readable_unit, money, n, telling_levels
from kdanalysis.report.words import Direction, capitalised, direction, listed, rose

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.choice import Choice, View


def trend(view: View, group: str) -> str:
    """Return how a group's expenditure developed: levels, change and growth."""
    first, last = view.period.first, view.period.last
    change = in_readable_unit(view.change(group))
    subject = f"Udgifterne {view.data.plan.phrase(group)}"
    start_level, end_level = telling_levels(view.level(group, first), view.level(group, last))
    levels, end = f"{n(start_level)} i {first}", f"{n(end_level)} i {last}"
    if direction(change) is Direction.FLAT:
        return f"{subject} var uændrede {view.phrase}: {levels} og {end}."
    by = f"med {n(change.size())} svarende til {n(view.growth(group).size())}"
    return f"{subject} {rose(change)} {view.phrase} {by}, fra {levels} til {end}."


def path(view: View, group: str) -> str:
    """Return the way from first to last year: steady, by a low or a high point, or varying."""
    years = list(view.period.years)
    levels = {year: view.level(group, year).exact for year in years}
    steps = [levels[b] - levels[a] for a, b in pairwise(years)]
    if all(step > 0 for step in steps):
        return f"Udgifterne steg hvert år {view.phrase}."
    if all(step < 0 for step in steps):
        return f"Udgifterne faldt hvert år {view.phrase}."
    low, high = min(years, key=levels.__getitem__), max(years, key=levels.__getitem__)
    inner = [year for year in (low, high) if year not in (years[0], years[-1])]
    if len(inner) != 1:
        return f"Udgifterne svingede {view.phrase} uden en entydig retning."
    return _by_turning_point(view, group, inner[0])


def _by_turning_point(view: View, group: str, turn: int) -> str:
    before = view.within(view.period.first, turn).change(group)
    after = view.within(turn, view.period.last).change(group)
    legs = (
        f"{rose(before)} {view.phrase} med {money(before.size())} fra {view.period.first} "
        f"til {turn} og {rose(after)} med {money(after.size())} fra {turn} til {view.period.last}"
    )
    return f"Udgifterne {legs}."


def comparison(choice: Choice, group: str) -> str:
    """Return whether the area follows the country, by direction and size of growth."""
    here, country = (view.growth(group) for view in (choice.here, choice.country))
    name = choice.here.name
    numbers = f"{n(here)} mod {n(country)} på landsplan"
    if direction(here) is not direction(country):
        return f"{name} afviger fra landstendensen: {numbers}."
    if here.rounded == country.rounded:
        return f"{name} udvikler sig som landet: {numbers}."
    size = "større" if abs(here.exact) > abs(country.exact) else "mindre"
    moved = f"et {size} fald" if direction(here) is Direction.DOWN else f"en {size} stigning"
    return f"{name} følger landstendensen, men med {moved}: {numbers}."


def contribution(view: View, group: str, base: str) -> str:
    """Return what a group contributed to the change of its area, with the base said."""
    label, whole = view.data.plan.label(group), view.data.plan.label(base)
    part, total = (in_readable_unit(view.change(g)) for g in (group, base))
    subject = f"{capitalised(label)} {_moved(part)}"
    if direction(total) is Direction.FLAT:
        return f"{subject}, mens {whole} samlet var uændret {view.phrase}."
    if direction(part) is not direction(total):
        return f"{subject}, mens {whole} samlet {_moved(total)} {view.phrase}."
    moved = "stigningen" if direction(total) is Direction.UP else "faldet"
    share = n(view.contribution(group, base))
    return f"{subject} {view.phrase} og udgør dermed {share} af {moved} på hele {whole}."


def _moved(change: Value) -> str:
    if direction(change) is Direction.FLAT:
        return "var uændret"
    return f"{rose(change)} med {n(change.size())}"


def driver(view: View, base: str) -> str:
    """Return the group that moved most in the direction of its area's total."""
    plan, total = view.data.plan, view.change(base)
    names = dict.fromkeys(plan.functions[code].group for code in plan.codes(base))
    changes = {name: view.change(name) for name in names}
    amounts = {name: value.amount for name, value in changes.items()}
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    largest = largest_driver(known, total.exact)
    if largest is None:
        return f"Ingen enkelt gruppe driver udviklingen på {plan.label(base)} {view.phrase}."
    moved = "stigning" if total.exact > 0 else "fald"
    size = money(changes[largest.name].size())
    article = "Den største" if moved == "stigning" else "Det største"
    return f"{article} {moved} {view.phrase} er {plan.phrase(largest.name)}: {size}."


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
