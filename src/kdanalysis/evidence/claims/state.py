"""The audit made once per state of the data, and its deviations gathered by explanation."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kdanalysis.evidence.claims.audit import audit_claims
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.printed import PRINTED_PRICE_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdanalysis.evidence.claims.audit import Audit, Finding
    from kdanalysis.project import Project

Stamps: TypeAlias = tuple[tuple[str, int], ...]
"""The files that the audit rests on, and when each was last changed."""
UNEXPLAINED = "ikke undersøgt"
"""In place of a cause, where nobody has looked into a deviation yet."""
_UNKNOWN_IMPORTANCE = 0


@dataclass(frozen=True)
class Deviation:
    """One deviation, in all the places where it is printed."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding of the first place in print."""
        return self.findings[0]

    @property
    def importance(self) -> int:
        """1 to 3 as stored with the explanation; 0 where there is none."""
        stored = self.first.deviation
        return _UNKNOWN_IMPORTANCE if stored is None else stored.importance

    @property
    def cause_name(self) -> str:
        """The likely cause in Danish, or that nobody has looked into it."""
        stored = self.first.deviation
        return UNEXPLAINED if stored is None else stored.cause.value


def audited(data: Dataset) -> Audit:
    """Return the audit of all statements, always in the price level they were printed in.

    Raises:
        InputError: claims, audit rows or expressions are faulty.
    """
    return _audited(data.project, stamps(data.project))


def stamps(project: Project) -> Stamps:
    """Return the state of the raw and processed files."""
    folders = (*(project.raw / name for name in ("kdnet", "local", "pl")), project.processed)
    files = (entry for folder in folders if folder.is_dir() for entry in os.scandir(folder))
    return tuple(sorted((entry.name, entry.stat().st_mtime_ns) for entry in files))


@lru_cache(maxsize=2)
def _audited(project: Project, _stamps: Stamps) -> Audit:
    return audit_claims(Dataset(project, PRINTED_PRICE_YEAR))


def gathered(findings: Iterable[Finding]) -> tuple[Deviation, ...]:
    """Return findings as deviations: what has one explanation and one number is one deviation."""
    together: dict[tuple[str, str, str | None], list[Finding]] = {}
    for finding in findings:
        stored = finding.deviation
        ground = finding.explanation if stored is None else stored.explanation
        together.setdefault((ground, finding.claim.value, finding.recomputed), []).append(finding)
    return tuple(Deviation(tuple(same)) for same in together.values())
