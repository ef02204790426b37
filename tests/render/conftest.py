"""One report with every construct, rendered once for all tests that only look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from tests.render.notebooks import everything, make_project
from tests.support.browser import browser, visit

from kdanalysis.project import Project
from kdanalysis.render import Engine, render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.shared import Store


__all__ = ["browser", "visit"]


@pytest.fixture
def console() -> Console:
    return Console(quiet=True)


@pytest.fixture(scope="session")
def rendered(store: Store) -> Project:
    def make(root: Path) -> None:
        project = make_project(root, everything())
        render_site(project, Console(quiet=True), engine=Engine.PANDOC)

    return Project(store.once("rendered", make))
