"""One report with every construct, rendered once for all tests that only look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from tests.render.notebooks import everything, make_project
from tests.support.browser import browser, visit

from kdanalysis.render import Engine, render_site

if TYPE_CHECKING:
    from kdanalysis.project import Project


__all__ = ["browser", "visit"]


@pytest.fixture
def console() -> Console:
    return Console(quiet=True)


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("rendered"), everything())
    render_site(project, Console(quiet=True), engine=Engine.PANDOC)
    return project
