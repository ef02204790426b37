"""Projects with accounts fetched from the local statbank."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kdanalysis.project import Project
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.sources.statbank.pulls import pull
from kdanalysis.tables.accounts import FETCHED, project_scope, selection

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.statbank import LocalStatbank

    from kdanalysis.sources.statbank.pulls import Pull


def copied(source: Path, target: Path) -> Project:
    """Return a project with a copy of the data of `source`, without what it recorded."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "_quarto.yml").touch()
    left_out = shutil.ignore_patterns("revisions", ".*")
    shutil.copytree(source / "data", target / "data", ignore=left_out, dirs_exist_ok=True)
    return Project(target)


def fetch(project: Project, bank: LocalStatbank) -> list[Pull]:
    """Fetch all tables as `kdanalysis fetch --full` does."""
    settings = Settings(bank.base_url, pause_s=0.0, backoff_s=0.001, attempts=2)
    scope = project_scope(project)
    tables = [StatbankTable(name, settings=settings) for name in FETCHED]
    return [pull(table, selection(table.info, scope), project) for table in tables]
