"""Sentences on substitution between private, municipal and regional suppliers.

Purchases of the whole adult area: no sentence says "private botilbud" of art 4.0.
"""

from __future__ import annotations

from kdanalysis.evidence.figures import drivers as substitution
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report.drivers.comparison import against_country, inhabitants, local_sign
from kdanalysis.report.drivers.projection import projection_point
from kdanalysis.report.elements.numbers import Direction, capitalised, direction, fitting, listed, n
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.conclusions import committee_prices, verdict
from kdanalysis.report.subjects.trends import contribution

SUPPLIERS = {
    "private": "private (inkl. selvejende)",
    "municipal": "andre kommuner",
    "regional": "regioner",
}


def gain_of(view: View, supplier: str) -> Value:
    """Return what a supplier gained against constant shares, 1,000 kr.

    Raises:
        InputError: there were no purchases in the first year, so no shares to keep.
    """
    gain = substitution.supplier_gain(
        view.data, area=view.area, supplier=supplier, period=view.period
    )
    if gain.amount is None:
        raise InputError(
            f"Der er ingen køb i {view.period.first} at regne andele af.",
            gain.provenance.key,
            "Vælg en periode, der begynder i et år med køb.",
        )
    return gain


def against_constant_shares(view: View) -> str:
    """Return what each supplier gained or lost against the shares of the first year."""
    gains = _gains(view)
    told = [f"{name} {_against(gains[supplier])}" for supplier, name in SUPPLIERS.items()]
    return (
        f"Med leverandørernes andele fra {view.period.first} som målestok fik {listed(told)} "
        f"{view.phrase} i {view.period.last}."
    )


def _gains(view: View) -> dict[str, Value]:
    """Return what each supplier gained, in one unit."""
    exact = {supplier: gain_of(view, supplier) for supplier in SUPPLIERS}
    unit = fitting([list(exact.values())])
    return {supplier: gain.to(unit) for supplier, gain in exact.items()}


def _against(gain: Value) -> str:
    if direction(gain) is Direction.FLAT:
        return "det samme"
    return f"{n(gain.size())} {'mere' if direction(gain) is Direction.UP else 'mindre'}"


def who_lost_to_whom(view: View) -> str:
    """Return what each losing supplier lost to each gaining one."""
    gains = {supplier: direction(gain) for supplier, gain in _gains(view).items()}
    losers = [s for s, way in gains.items() if way is Direction.DOWN]
    gainers = [s for s, way in gains.items() if way is Direction.UP]
    first, last = view.period.first, view.period.last
    where = capitalised(view.phrase)
    if not losers or not gainers:
        return f"{where} er de tre leverandørers andele i {last} som i {first}."
    parts = [
        f"{SUPPLIERS[loser]} mistet {listed([_lost(view, loser, gainer) for gainer in gainers])}"
        for loser in losers
    ]
    return f"{where} har {listed(parts)} i {last}, målt mod andelene i {first}."


def _lost(view: View, loser: str, gainer: str) -> str:
    lost = substitution.supplier_flow(
        view.data, area=view.area, loser=loser, gainer=gainer, period=view.period
    )
    unit = _gains(view)[loser].unit
    return f"{n(lost.to(unit))} til {SUPPLIERS[gainer]}"


# The driver report on one page: its main findings, each following the data.


def key_points(choice: Choice) -> str:
    """Return the main findings as a list."""
    here = choice.here
    care = contribution(here, "residential_care", "adults")
    points = {
        "Voksne": care,
        "Mod landet": f"{against_country(here, 'adults')} {local_sign(here, 'adults')}",
        "Indbyggere": inhabitants(here, "adults"),
        "Leverandører": who_lost_to_whom(here),
        "Prisniveau": verdict(choice),
        "Ekspertudvalget": committee_prices(choice.country),
        "Fremskrivning": projection_point(here, ("adults", "children")),
    }
    return "\n".join(f"- **{name}.** {text}" for name, text in points.items())
