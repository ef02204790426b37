"""Profiles on the project's own data, made once for the tests of what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.profile.cases import profile

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.report.profile.profile import MunicipalProfile


@pytest.fixture(scope="session")
def own(checkout: Project) -> dict[str, MunicipalProfile]:
    names = ("Aarhus", "Randers", "Samsø", "Syddjurs")
    return {name: profile(checkout, name) for name in names}
