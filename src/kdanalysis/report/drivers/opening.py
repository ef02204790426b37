"""The driver report on one page: its main findings, each following the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.report.drivers.projection_text import projection_point
from kdanalysis.report.drivers.sensitivity import verdict
from kdanalysis.report.drivers.substitution import who_lost_to_whom
from kdanalysis.report.drivers.text import against_country, inhabitants, local_sign
from kdanalysis.report.expenditure.committee import committee_prices
from kdanalysis.report.expenditure.trends import contribution

if TYPE_CHECKING:
    from kdanalysis.report.expenditure.choice import Choice


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
