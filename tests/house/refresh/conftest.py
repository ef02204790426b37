"""A local statbank whose accounts end where the PL chain does, and a project refreshed from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.house.refresh.projects import CHANGES, SMALL, at, call, make
from tests.support.main_accounts import serve_main_accounts
from tests.support.shared import relocated
from tests.support.statbank import LocalStatbank
from typer.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer.testing import Result

    from kdanalysis.project import Project

LAST_YEAR = 2022


@pytest.fixture(scope="session")
def listening() -> Iterator[LocalStatbank]:
    """One address for all tests: vintages of another one are refused."""
    with LocalStatbank(last_year=LAST_YEAR) as server:
        yield server


@pytest.fixture
def bank(listening: LocalStatbank) -> LocalStatbank:
    listening.begin(LAST_YEAR)
    serve_main_accounts(listening)
    return listening


@dataclass(frozen=True)
class Refreshed:
    """A project with both reports after its first refresh, and what that refresh said."""

    project: Project
    told: Result


@pytest.fixture(scope="session")
def first_refresh(listening: LocalStatbank, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """The first refresh of all tests of one worker, to be read."""
    listening.begin(LAST_YEAR)
    serve_main_accounts(listening)
    project = make(tmp_path_factory.mktemp("first"), SMALL, CHANGES)
    with pytest.MonkeyPatch.context() as patch:
        at(project, listening.base_url, patch)
        return Refreshed(project, call(CliRunner(), "refresh"))


@pytest.fixture
def refreshed(
    first_refresh: Refreshed,
    bank: LocalStatbank,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    """A copy of the refreshed project, standing in it; the statbank has nothing new."""
    assert first_refresh.told.exit_code == 0
    copy = relocated(first_refresh.project.root, tmp_path / "refreshed")
    at(copy, bank.base_url, monkeypatch)
    return copy
