"""One fetch of the local statbank for all tests, and a copy of it to spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.fetching import ROOT, copied, fetch
from tests.support.main_accounts import serve_main_accounts
from tests.support.statbank import LocalStatbank

from kdanalysis.tables.accounts import Scope, accounts_vintage, project_scope, read_accounts
from kdanalysis.tables.basis import read_basis
from kdanalysis.tables.fetched import Fetched, fetched_accounts

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.project import Project
    from kdanalysis.tables.accounts import Accounts


@pytest.fixture(scope="session")
def fetched_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The repository's data with the accounts of 2018-2023."""
    project = copied(ROOT, tmp_path_factory.mktemp("fetched"))
    with LocalStatbank(last_year=2023) as bank:
        serve_main_accounts(bank)
        fetch(project, bank)
    return project


@pytest.fixture
def project(fetched_project: Project, tmp_path: Path) -> Project:
    """A copy of it, to be spoilt."""
    return copied(fetched_project.root, tmp_path)


@pytest.fixture(scope="session")
def scope(fetched_project: Project) -> Scope:
    return project_scope(fetched_project)


@pytest.fixture(scope="session")
def accounts(fetched_project: Project, scope: Scope) -> Accounts:
    vintage = accounts_vintage(fetched_project)
    assert vintage is not None
    return read_accounts(vintage, scope)


@pytest.fixture(scope="session")
def fetched(fetched_project: Project) -> Fetched:
    found = fetched_accounts(read_basis(fetched_project))
    assert found is not None
    return found
