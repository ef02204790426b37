"""The shared fetch of the local statbank as the reports read it, and a copy of it to spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kdanalysis.tables.accounts import Scope, accounts_vintage, project_scope, read_accounts
from kdanalysis.tables.basis import read_basis
from kdanalysis.tables.fetched import Fetched, fetched_accounts

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.accounts import Accounts


@pytest.fixture
def project(fetched_copy: Project) -> Project:
    """Fetched accounts, to be spoilt."""
    return fetched_copy


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
