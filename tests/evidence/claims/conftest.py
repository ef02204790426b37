"""The audit of the project's own claims, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.claims.audit import Audit, Finding, audit_claims

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset


@pytest.fixture(scope="session", autouse=True)
def _figures_are_listed() -> None:
    all_figures()


@pytest.fixture(scope="session")
def audit(data: Dataset) -> Audit:
    """The audit of all statements."""
    return audit_claims(data)


@pytest.fixture(scope="session")
def findings(audit: Audit) -> dict[str, Finding]:
    """The findings by the id of their statement."""
    return {finding.claim.id: finding for finding in audit.findings}
