"""What the audit report is about: the data, the findings, and the deviations in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.state import Deviation, audited, gathered
from kdanalysis.evidence.raw_figure import citation, raw_file
from kdanalysis.project import Project
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import listed
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdanalysis.evidence.claims.audit import Audit, Finding
    from kdanalysis.evidence.claims.statements import Status
    from kdanalysis.evidence.value import Value

_PREFIX = "Kilde: "


@dataclass(frozen=True)
class Review:
    """The published numbers and what became of them."""

    data: Dataset

    @property
    def audit(self) -> Audit:
        """The findings."""
        return audited(self.data)

    def deviations(self, status: Status) -> tuple[Deviation, ...]:
        """Return the deviations of a status, the most important first, then in printed order."""
        found = gathered(f for f in self.audit.findings if f.status is status)
        return tuple(sorted(found, key=lambda deviation: deviation.importance))

    def cited(self, *files: str) -> str:
        """Return one source line for several raw files, each source once."""
        told = (citation(raw_file(self.data, name)).removeprefix(_PREFIX) for name in files)
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
