"""The equalisation on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.equalisation.methods import alternatives
from kdanalysis.report.equalisation.text import before_and_after
from kdanalysis.report.tender.ceiling import ceiling_in_example
from kdanalysis.report.tender.example import audit
from kdanalysis.report.tender.status import decision

if TYPE_CHECKING:
    from kdanalysis.report.tender.choice import Tender


def equalisation_points(tender: Tender) -> str:
    """Return the main findings as a list, the status of the decision first."""
    points = {
        "Beslutning": decision(tender),
        "Princip": _principle(),
        "Før og efter": " ".join(
            [f"{LABEL}:"] + [before_and_after(tender, region) for region in tender.regions]
        ),
        "Loftet": ceiling_in_example(tender),
        "Alternativer": f"{LABEL}: {alternatives(tender)}",
        "Efterprøvning": f"{LABEL}: {audit(tender)}",
    }
    return "\n".join(f"- **{name}.** {text}" for name, text in points.items())


def _principle() -> str:
    return (
        "Hver region udlignes for sig og hvert kontraktår for sig: den, der taber, får præcis sit "
        "tab dækket; den, der vinder, betaler efter sin andel af årets gevinster."
    )
