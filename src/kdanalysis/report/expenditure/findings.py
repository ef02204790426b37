"""The one-sentence findings that stand as figure titles; each follows the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.units import stands_still
from kdanalysis.report.elements.words import Direction, direction, listed, went
from kdanalysis.report.expenditure.care import quoted_period

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View


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
