"""Sentences on where the tender stands: the decision, who may join, what the data are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kdanalysis.evidence.figures import tender_plan as plan
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.numbers import long_date
from kdanalysis.report.elements.words import capitalised, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

REGIONS = {"M": "midtjyske", "S": "syddanske"}
"""The regions of the tender, as adjectives."""


def status_box(tender: Tender) -> str:
    """Return the status of the decision as the box a report opens with."""
    points = [f"**{long_date(day)}.** {text}" for day, text in _decisions(tender).items()]
    points.append(f"**Tilslutning.** {joining(tender)}")
    if later := _later(tender):
        points.append(later)
    text = "\n".join(f"- {point}" for point in points)
    known = f"Pr. {long_date(tender.as_of)} er status:"
    return f'::: {{.callout-important title="Status for beslutningen"}}\n{known}\n\n{text}\n:::\n'


def _decisions(tender: Tender) -> dict[date, str]:
    """Return what was decided by day, the oldest first."""
    told: dict[date, list[str]] = {}
    for row in _about(tender, "beslutning"):
        told.setdefault(row["day"], []).append(row["text"])
    return {day: " ".join(told[day]) for day in sorted(told)}


def _later(tender: Tender) -> str:
    newest = max(_decisions(tender))
    if newest == tender.as_of:
        return ""
    return f"Data indeholder ingen beslutning efter {long_date(newest)}."


def decision(tender: Tender) -> str:
    """Return what was decided last, with its day."""
    decisions = _decisions(tender)
    newest = max(decisions)
    return f"{long_date(newest)}: {decisions[newest]}"


def joining(tender: Tender) -> str:
    """Return how many municipalities may join, and how many have confirmed or declined."""
    may = [plan.may_join(tender.data, kind="kommune", region=region) for region in REGIONS]
    answers = [
        _answers(tender, plan.confirmed, "har bekræftet") or "ingen har bekræftet",
        _answers(tender, plan.declined, "har afslået"),
    ]
    told = listed([answer for answer in answers if answer])
    return f"{capitalised(_by_region(may))} kommuner *kan* tilslutte sig; {told}."


def _answers(tender: Tender, figure: Callable[..., Value], verb: str) -> str:
    counts = [
        figure(tender.data, kind="kommune", region=region, status_date=tender.day)
        for region in REGIONS
    ]
    return f"{_by_region(counts)} {verb}" if any(count.exact for count in counts) else ""


def _by_region(counts: list[Value]) -> str:
    pairs = zip(counts, REGIONS.values(), strict=True)
    return listed([f"{n(count)} {name}" for count, name in pairs])


def data_quality(tender: Tender) -> str:
    """Return what is known of the quality of the data, as a list."""
    rows = _about(tender, "datakvalitet")
    if not rows:
        return f"Pr. {long_date(tender.as_of)} er intet oplyst om datakvaliteten."
    return "\n".join(f"- **{capitalised(row['status'])}.** {row['text']}" for row in rows)


def _about(tender: Tender, topic: str) -> list[dict[str, Any]]:
    return [row for row in tender.status.iter_rows(named=True) if row["topic"] == topic]
