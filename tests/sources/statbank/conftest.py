"""A local statbank, an impatient client and an empty project for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.sources.statbank.selections import SMALL, table
from tests.support.statbank import LocalStatbank

from kdanalysis.project import Project
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.sources.statbank.pulls import Pull, pull

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bank() -> Iterator[LocalStatbank]:
    with LocalStatbank() as server:
        yield server


@pytest.fixture
def settings(bank: LocalStatbank) -> Settings:
    return Settings(bank.base_url, pause_s=0.0, backoff_s=0.001, attempts=3)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "_quarto.yml").touch()
    return Project(tmp_path)


@pytest.fixture
def first(settings: Settings, project: Project) -> Pull:
    """A pull of the small selection into the empty project."""
    return pull(table(settings), SMALL, project)
