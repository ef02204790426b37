"""The audit of published numbers in sentences: how many hold, how many deviate, what it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kdanalysis.evidence.claims import figures
from kdanalysis.evidence.claims.audit import (
    Audit,
    Finding,
    GatheredDeviation,
    audited,
    gathered,
    problems,
)
from kdanalysis.evidence.claims.figures import ALL
from kdanalysis.evidence.claims.statements import ClaimStatus
from kdanalysis.evidence.registry import citation, raw_file
from kdanalysis.evidence.value import Value
from kdanalysis.project import Project
from kdanalysis.report.elements.numbers import as_points, capitalised, listed, long_date, n
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR

# What the audit report is about: the data, the findings, and the deviations in them.


_PREFIX = "Kilde: "


@dataclass(frozen=True)
class Review:
    """The published numbers and what became of them."""

    data: Dataset

    @property
    def audit(self) -> Audit:
        """The findings."""
        return audited(self.data)

    def deviations(self, status: ClaimStatus) -> tuple[GatheredDeviation, ...]:
        """Return the deviations of a status, the most important first, then in printed order."""
        found = gathered(f for f in self.audit.findings if f.status is status)
        return tuple(sorted(found, key=lambda deviation: deviation.importance))

    def cited(self, *files: str) -> str:
        """Return one source line for several raw files, each source once."""
        told = (
            citation(self.data, raw_file(self.data, name)).removeprefix(_PREFIX) for name in files
        )
        sources = dict.fromkeys(source for text in told for source in text.split("; "))
        return _PREFIX + "; ".join(sources)


def open_review() -> Review:
    """Return the review of the project's own data, in the price level of the printed tables."""
    return Review(Dataset(Project.find(), PRINTED_PRICE_YEAR))


def places(findings: Iterable[Finding]) -> str:
    """Return where findings are printed: `10-11-2023, linje 2577 og 2656; 26-01-2024, ...`."""
    by_agenda: dict[str, list[str]] = {}
    for finding in findings:
        by_agenda.setdefault(_day(finding.claim.doc), []).append(str(finding.claim.line))
    return "; ".join(
        f"{day}, linje {listed(list(dict.fromkeys(lines)))}" for day, lines in by_agenda.items()
    )


def _day(doc: str) -> str:
    """Return the day of an agenda from its name, `kdnet-2023-11-10`."""
    return short_date(date.fromisoformat(doc[-10:]))


def short_date(day: date) -> str:
    """Return `day` as the agendas write it: 10-11-2023."""
    return f"{day:%d-%m-%Y}"


def counted(count: Value, one: str, many: str) -> str:
    """Return `én afvigelse`-like text: the number with its noun, or `ingen` with the plural."""
    if not count.exact:
        return f"ingen {many}"
    return f"{n(count)} {one if count.exact == 1 else many}"


def some(parts: Iterable[tuple[Value, str]]) -> str:
    """Return the parts whose count is not 0 as `4 ændrer ..., 12 ... og 13 ...`."""
    return listed([f"{n(count)} {text}" for count, text in parts if count.exact])


# Sentences on the outcome: how many statements hold, how many deviate, and what it means.

IMPORTANCE = {
    "0": "er endnu ikke undersøgt",
    "1": "ændrer en konklusion",
    "2": "ændrer kun et tal i brug",
    "3": "ændrer kun formen",
}
"""What a deviation of each importance does, as a verb phrase."""


def statements(review: Review, status: str, basis: str = ALL) -> Value:
    """Return how many statements have a status, or one of several with `+` between."""
    return figures.claims_counted(review.data, status=status, basis=basis)


def deviating(
    review: Review, importance: str = ALL, status: ClaimStatus = ClaimStatus.MISMATCH
) -> Value:
    """Return how many deviations there are of an importance, each counted once."""
    return figures.deviations_counted(
        review.data, status=status.value, cause=ALL, importance=importance
    )


def conclusions(review: Review) -> str:
    """Return whether the conclusions hold: comparisons, and deviations that overturn one."""
    every, holding = (
        figures.comparisons_counted(review.data, status=status) for status in (ALL, "match")
    )
    if not every.exact:
        return "Ingen af udsagnene er en konklusion, som tallene kan afgøre."
    overturning = deviating(review, "1")
    told = f"{n(holding)} af {n(every)} sammenligninger, som tallene kan afgøre, er genberegnet"
    start = _verdict(holding, every, overturning)
    changes = counted(overturning, "afvigelse", "afvigelser")
    return f"{start}: {told}. Regnes afvigelser i tal med, ændrer {changes} en konklusion."


def _verdict(holding: Value, every: Value, overturning: Value) -> str:
    if holding.exact == every.exact and not overturning.exact:
        return "Konklusionerne holder"
    if 2 * holding.exact > every.exact:
        return "De fleste konklusioner holder"
    return "Højst halvdelen af konklusionerne holder"


def outcome(review: Review) -> str:
    """Return how many statements there are, and how many of those derivable hold."""
    total = statements(review, ALL)
    derivable = statements(review, "match+rounding_ok+mismatch")
    exact, rounded = statements(review, "match"), statements(review, "rounding_ok")
    deviations = statements(review, "mismatch")
    parts = [
        f"{n(exact)} er genberegnet som trykt",
        f"{n(rounded)} er genberegnet efter afrunding" if rounded.exact else "",
        f"{n(deviations)} afviger" if deviations.exact else "ingen afviger",
    ]
    told = ", ".join(part for part in parts if part)
    return (
        f"De to dagsordener indeholder {n(total)} talmæssige udsagn. {n(derivable)} af dem følger "
        f"af tal i kilden: {told}."
    )


def repeated(review: Review) -> str:
    """Return how many deviations the deviating statements are, and what they do."""
    claims = statements(review, "mismatch")
    if not claims.exact:
        return "Der er ingen afvigelser."
    kinds = some((deviating(review, grade), text) for grade, text in IMPORTANCE.items())
    if claims.exact == 1:
        return f"Den ene afvigelse, der er fundet: {kinds}."
    found = counted(deviating(review), "afvigelse", "forskellige afvigelser")
    return f"Et tal kan være trykt flere steder. De {n(claims)} udsagn er {found}: {kinds}."


def not_derivable(review: Review) -> str:
    """Return how many statements nothing determines, and how many of them agree with others."""
    rest = statements(review, "not_derivable")
    agreeing = figures.claims_agreeing(review.data, basis=ALL)
    if not rest.exact:
        return "Alle udsagn kan efterregnes."
    start = f"{n(rest)} udsagn kan ikke efterregnes: intet andet i kilden bestemmer tallet."
    if not agreeing.exact:
        return start
    return (
        f"{start} {n(agreeing)} af dem kan holdes op imod andre trykte tal og stemmer med dem; at "
        "et tal er gentaget rigtigt, gør det ikke genberegnet."
    )


def remarked(review: Review) -> str:
    """Return how many statements hold as numbers while their wording needs a remark."""
    count = figures.claims_remarked(review.data)
    if not count.exact:
        return "Ingen af de tal, der holder, har bemærkninger til ordlyden."
    return f"{n(count)} udsagn afviger ikke, men ordlyden kan læses som mere, end tallet siger."


def rounded(review: Review) -> str:
    """Return how many deviations vanish when rounded parts are followed."""
    claims = statements(review, "rounding_ok")
    if not claims.exact:
        return "Ingen udsagn er genberegnet efter afrunding."
    ways = deviating(review, status=ClaimStatus.ROUNDING_OK)
    return (
        f"{n(claims)} udsagn ({n(ways)} forskellige) fås kun, når der regnes videre på led, der er "
        "afrundet først."
    )


def acknowledged(review: Review) -> str:
    """Return whether every deviation is acknowledged, and when the last one was."""
    open_cases = [problem.id for problem in problems(review.audit)]
    if open_cases:
        count = figures.claims_unacknowledged(review.data)
        where = places(f for f in review.audit.findings if f.claim.id in open_cases)
        return f"{n(count)} udsagn er ikke kvitteret, som resultatet er nu: {where}."
    stored = (f.deviation for f in review.audit.findings if f.deviation is not None)
    days = [row.acknowledged for row in stored if row.acknowledged is not None]
    return f"Alle afvigelser er kvitteret, senest {long_date(max(days))}."


def audit_points(review: Review) -> str:
    """Return the report on one page, as a list."""
    points = {
        "Konklusioner": conclusions(review),
        "Udsagn": outcome(review),
        "Afvigelser": repeated(review),
        "Kvittering": acknowledged(review),
    }
    return as_points({name: capitalised(text) for name, text in points.items()})
