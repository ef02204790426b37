"""Sentences on the tender's plan and its risks, as printed before the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kdanalysis.evidence.figures import tender_plan as plan
from kdanalysis.evidence.raw_figure import raw_file
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.numbers import long_date
from kdanalysis.tables.business_case import read_risks, read_timeline

if TYPE_CHECKING:
    from kdanalysis.report.tender.choice import Tender


def milestones(tender: Tender) -> list[dict[str, Any]]:
    """Return the plan: `milestone`, `printed`, `first_day`, `last_day`, as printed."""
    frame = read_timeline(raw_file(tender.data, "tidsplan_urologi"))
    return list(frame.iter_rows(named=True))


def risks(tender: Tender) -> list[dict[str, Any]]:
    """Return the risks, the gravest first."""
    frame = read_risks(raw_file(tender.data, "risikoanalyse_urologi"))
    return list(frame.iter_rows(named=True))


def contract_period(tender: Tender) -> str:
    """Return when the contract is to start and end (2024: 1387-1389)."""
    start = _named(tender, "Kontraktstart")["first_day"]
    bound = _named(tender, "Tidligste driftsstart")["first_day"]
    end = _named(tender, "Kontraktudløb")["last_day"]
    return (
        f"Kontrakten er planlagt fra {long_date(start)} til {long_date(end)}; kommuner bundet af "
        f"SKI-aftale kan tidligst starte {long_date(bound)}."
    )


def _named(tender: Tender, start: str) -> dict[str, Any]:
    return next(row for row in milestones(tender) if row["milestone"].startswith(start))


def gravest_risk(tender: Tender) -> str:
    """Return the risk with the highest product of consequence and probability."""
    rows = risks(tender)
    score = plan.risk_score(tender.data, rank="1", part="score")
    return f'Højeste risikotal har "{rows[0]["risk"]}": {n(score)}.'


def risk_check(tender: Tender) -> str:
    """Return whether the printed products are right."""
    wrong = [row["risk"] for row in risks(tender) if row["score"] != row["score_printed"]]
    if not wrong:
        return "Alle trykte risikotal er genberegnet uden afvigelser."
    return f"De trykte risikotal afviger fra konsekvens × sandsynlighed for: {'; '.join(wrong)}."
