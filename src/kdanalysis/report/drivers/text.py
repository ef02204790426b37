"""Sentences on an area against the country, and on inhabitants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import drivers
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.units import fitting, told_in
from kdanalysis.report.elements.words import Direction, capitalised, direction, rose, went
from kdanalysis.report.expenditure.findings import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdanalysis.evidence.value import Unit, Value
    from kdanalysis.report.expenditure.choice import Choice, View

PARTS = drivers.EFFECTS
_LARGE_TKR = 5_000_000


def part_of(view: View, group: str, base: str, part: str) -> Value:
    """Return one part of a group's change, in the unit of all changes of `base`."""
    return drivers.effect(
        view.data, area=view.area, group=group, base=base, period=view.period, part=part
    ).to(unit_of(view, base))


def change_of(view: View, group: str, base: str) -> Value:
    """Return a change, in the unit of all of `base`; the last level if the account is newer."""
    return _changed(view, group).to(unit_of(view, base))


def unit_of(view: View, base: str) -> Unit:
    """Return the unit in which the changes of the groups of `base` are told."""
    changes = [_changed(view, group) for group in drivers.parts_of(view.data, base)]
    # In a large area small changes may go unseen; in a small one each row counts.
    large = view.level("social", view.period.last).exact >= _LARGE_TKR
    return fitting([changes] if large else [[change] for change in changes])


def _changed(view: View, group: str) -> Value:
    change = view.change(group)
    return view.level(group, view.period.last) if change.amount is None else change


def against_country(view: View, base: str) -> str:
    """Return the growth of an area in three parts: as the country, mix, local."""
    national, mix, local = (
        drivers.effect_points(view.data, area=view.area, base=base, period=view.period, part=part)
        for part in PARTS
    )
    return (
        f"Udgifterne {view.data.plan.phrase(base)} {went(view.growth(base))} {view.phrase} fra "
        f"{view.period.first} til {view.period.last}. Heraf svarer {n(national)} til landets "
        f"vækst, {n(mix)} til områdets sammensætning og {n(local)} til den lokale del: at "
        f"grupperne udviklede sig anderledes end de samme grupper på landsplan."
    )


def local_extremes(view: View, base: str) -> str:
    """Return which groups pull the local part most up and most down."""
    parts = drivers.parts_of(view.data, base)
    local = {part: part_of(view, part, base, "local") for part in parts}
    top, bottom = (pick(parts, key=lambda p: local[p].exact) for pick in (max, min))
    up = direction(local[top]) is Direction.UP
    down = direction(local[bottom]) is Direction.DOWN
    where, label = capitalised(view.phrase), view.data.plan.label
    if not up and not down:
        return f"{where} udvikler alle grupper sig som på landsplan."
    if not down:
        return f"{where} trækker {label(top)} mest op i forhold til landet: {n(local[top])}."
    if not up:
        return f"{where} trækker {label(bottom)} mest ned i forhold til landet: {n(local[bottom])}."
    return (
        f"{where} trækker {label(top)} mest op ({n(local[top])}) og {label(bottom)} mest ned "
        f"({n(local[bottom])}) i forhold til landet."
    )


def local_robustness(view: View, base: str) -> str:
    """Return the local part under three definitions, and whether its sign depends on them."""
    usual, by_function, rest = _local_parts(view, base)
    return (
        f"Den lokale del {view.data.plan.phrase(base)} er {n(usual)}, når der deles op i grupper, "
        f"{n(by_function)}, når hver funktion er sin egen gruppe, og {n(rest)}, når resten af "
        f"landet er målestok. {local_sign(view, base)}"
    )


def local_sign(view: View, base: str) -> str:
    """Return whether the sign of the local part depends on how it is defined."""
    if len({direction(value) for value in _local_parts(view, base)}) == 1:
        return "Den lokale dels fortegn er det samme i alle tre opgørelser."
    return (
        "Den lokale dels fortegn afhænger af opgørelsen; det kan ikke sluttes, at udgifterne "
        "lokalt udvikler sig anderledes, end landets udvikling tilsiger."
    )


def _local_parts(view: View, base: str) -> tuple[Value, Value, Value]:
    """Return the local part by groups, by functions, and against the rest of the country."""
    chosen, period = {"area": view.area, "base": base}, view.period
    by_function = drivers.local_effect_by_function(view.data, **chosen, period=period)
    rest = drivers.local_effect_against_rest(view.data, **chosen, period=period)
    usual = part_of(view, base, base, "local")
    return usual, by_function.to(usual.unit), rest.to(usual.unit)


def inhabitants(view: View, group: str) -> str:
    """Return what the population and the expenditure per inhabitant explain of a change."""
    chosen, period = {"area": view.area, "group": group}, view.period
    people = drivers.population_growth_pct(view.data, area=view.area, period=period)
    each = drivers.per_inhabitant_growth_pct(view.data, **chosen, period=period)
    parts = [
        view.change(group),
        drivers.population_effect(view.data, **chosen, period=period),
        drivers.per_inhabitant_effect(view.data, **chosen, period=period),
        drivers.inhabitant_cross_term(view.data, **chosen, period=period),
    ]
    unit = fitting([parts])
    change, by_people, by_cost, cross = (told_in(part, unit) for part in parts)
    return (
        f"{capitalised(view.phrase)} {_verb(people)} folketallet{_by(people)}, og udgiften pr. "
        f"indbygger {view.data.plan.phrase(group)} {_verb(each)}{_by(each)}. Af ændringen "
        f"på {n(change)} kan {n(by_people)} henføres til folketallet "
        f"og {n(by_cost)} til udgiften pr. indbygger; krydsledet på {n(cross)} er delt lige mellem "
        f"de to."
    )


def per_inhabitant_finding(choice: Choice, group: str) -> str:
    """Return the growth of expenditure per inhabitant in the area and the country."""
    here, country = (
        drivers.per_inhabitant_growth_pct(
            view.data, area=view.area, group=group, period=view.period
        )
        for view in (choice.here, choice.country)
    )
    subject = f"Udgifterne pr. indbygger {choice.data.plan.phrase(group)}"
    return f"{subject} {side_by_side(choice, here, country)}."


def source_line(sources: Iterable[str]) -> str:
    """Return several source lines as one."""
    return f"Kilde: {'; '.join(source.removeprefix('Kilde: ') for source in sources)}"


def _verb(growth: Value) -> str:
    return "var" if direction(growth) is Direction.FLAT else rose(growth)


def _by(growth: Value) -> str:
    return " uændret" if direction(growth) is Direction.FLAT else f" {n(growth.size())}"
