"""What the agendas hold that is listed and not analysed, and what is said of it in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import audit as figures
from kdanalysis.evidence.figures.audit import ALL
from kdanalysis.report.elements.tables import Row, Table

if TYPE_CHECKING:
    from kdanalysis.report.audit.choice import Review

_LISTED = {
    "Risikoanalyse, urologi": ("risikoanalyse_urologi", "pkt. 5 risikoanalyse"),
    "Spørgeskema, urologi": (
        "spoergeskema_respondenter",
        "pkt. 5 spørgeskema bilag+pkt. 5 spørgeskema fritekst",
    ),
    "Fælles Servicecenter": (
        "fsc_noegletal+fsc_medicin_til_tiden",
        "pkt. 4 skalering af FSC+pkt. 68 status FSC",
    ),
}
"""Material that is listed only: its transcribed tables, and its sections of the agendas."""


def outside_table(review: Review) -> Table:
    """Return the material that is listed only: rows transcribed, and statements of its section."""
    tables = "+".join(names for names, _ in _LISTED.values()).split("+")
    return Table(
        id="tbl-uden-for",
        title="Materiale, der er gengivet og ikke analyseret",
        unit="Antal",
        source=review.cited(*tables),
        columns=(
            "",
            "Rækker afskrevet",
            "Udsagn i afsnittet",
            "Genberegnet",
            "Afviger",
            "Kan ikke efterregnes",
        ),
        rows=tuple(_row(review, label, *told) for label, told in _LISTED.items()),
    )


def _row(review: Review, label: str, tables: str, sections: str) -> Row:
    results = (ALL, "match+rounding_ok", "mismatch", "not_derivable")
    counts = [
        figures.claims_in_section(review.data, section=sections, status=one) for one in results
    ]
    return Row(label, (figures.listed_rows(review.data, table=tables), *counts))
