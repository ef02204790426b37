"""The printed tables held against themselves: totals, rows, and the worked example's cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import audit_tables as printed
from kdanalysis.evidence.figures.audit import ALL
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.tender import example
from kdanalysis.report.tender.choice import Tender

if TYPE_CHECKING:
    from kdanalysis.report.audit.choice import Review

_TABLES = {f"tabel{number}": f"Tabel {number}" for number in range(1, 7)}
_FILES = ("tabel1_6", "pl/pl_chain")


def totals(review: Review) -> str:
    """Return how many totals are not the sum of their rows, and that rounding is why."""
    every, differing = (
        figure(review.data, table=ALL)
        for figure in (printed.printed_totals, printed.totals_differing)
    )
    if not differing.exact:
        return f"Alle {n(every)} trykte totaler er summen af de trykte rækker."
    low, high = (
        figure(review.data, table=ALL).to(Unit.KR)
        for figure in (printed.least_difference, printed.greatest_difference)
    )
    gap = n(low) if low.exact == high.exact else f"{n(low)} til {n(high)}"
    return (
        f"{n(differing)} af {n(every)} trykte totaler er ikke summen af de trykte rækker; "
        f"forskellen er {gap}. {_why(review)}"
    )


def _why(review: Review) -> str:
    every, following = (
        figure(review.data, table=ALL)
        for figure in (printed.printed_totals, printed.totals_reproduced)
    )
    if following.exact < every.exact:
        return f"Af de uafrundede rækker følger {n(following)} af de {n(every)} totaler."
    return (
        f"Alle {n(every)} totaler følger af de uafrundede rækker: totalen er omregnet til faste "
        "priser og afrundet for sig, rækkerne hver for sig. Det er ingen fejl."
    )


def totals_table(review: Review) -> Table:
    """Return for each printed table how its rows and totals fit."""
    rows = [_totals_row(review, label, table) for table, label in _TABLES.items()]
    return Table(
        id="tbl-totaler",
        title="De trykte tabeller holdt mod sig selv og mod PL-kæden",
        unit="Antal celler; største forskel i 1.000 kr.",
        source=review.cited(*_FILES),
        columns=(
            "",
            "Rækkeceller",
            "Genskabt",
            "Totaler",
            "Genskabt",
            "Ikke sum af rækker",
            "Største forskel",
        ),
        rows=(*rows, _totals_row(review, "I alt", ALL, total=True)),
    )


def _totals_row(review: Review, label: str, table: str, *, total: bool = False) -> Row:
    shown = (
        printed.printed_row_cells,
        printed.row_cells_reproduced,
        printed.printed_totals,
        printed.totals_reproduced,
        printed.totals_differing,
        printed.greatest_difference,
    )
    return Row(label, tuple(figure(review.data, table=table) for figure in shown), total=total)


def example_cells(review: Review) -> str:
    """Return how many cells of the worked example are reproduced, and why signs are lost."""
    tender = _tender(review)
    return f"{example.audit(tender)} {example.lost_signs(tender)}"


def example_table(review: Review) -> Table:
    """Return how many cells of each table of the worked example are reproduced."""
    return example.audit_table(_tender(review))


def example_misprints(review: Review) -> Table:
    """Return the misprints of the worked example."""
    return example.misprint_table(_tender(review))


def _tender(review: Review) -> Tender:
    """Return the tender as of the newest agenda; the example does not change with the day."""
    newest = max(finding.claim.doc for finding in review.audit.findings)
    return Tender(review.data, date.fromisoformat(newest[-10:]))
