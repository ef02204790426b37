"""The report's main conclusions, each with its number under lower, used and higher PL rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import sensitivity as shifted
from kdanalysis.report.elements.words import Direction, direction, rose
from kdanalysis.report.expenditure.care import quoted_period
from kdanalysis.report.expenditure.purchases import art_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View

GROUPS = ("social", "adults", "residential_care", "children", "placements", "prevention")
_COMPARED = ("adults", "residential_care", "children")
_BASE, _CARE = "adults", "residential_care"
_BOUGHT = {"private": "køb hos private", "municipal": "betalinger til kommuner"}


@dataclass(frozen=True)
class Conclusion:
    """One conclusion under the used rates, and whether it stands throughout the range.

    Both ends decide for the whole range, see `expenditure.sensitivity`.
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
