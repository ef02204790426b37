"""The whole site of a copy of the repository, made once by the command that users type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.support.browser import browser, visit

from kdanalysis.project import Project

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["browser", "visit"]

_PARTS = ("analyses", "data")


@dataclass(frozen=True)
class Desk:
    """A project and the commands typed in it."""

    project: Project

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Return how `kdanalysis` with these words ended."""
        return subprocess.run(
            [sys.executable, "-m", "kdanalysis", *words],
            cwd=self.project.root,
            env={k: v for k, v in os.environ.items() if k != "QUARTO_PROFILE"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def desk(checkout: Project, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("site")
    for part in _PARTS:
        left_out = shutil.ignore_patterns(".*")
        shutil.copytree(checkout.root / part, root / part, ignore=left_out)
    for settings in checkout.root.glob("_quarto*.yml"):
        shutil.copy(settings, root)
    made = Desk(Project(root))
    refresh = ("refresh", "--offline")
    for words in (refresh, ("render", "--kommune", "Samsø"), refresh):
        ended = made.types(*words)
        assert ended.returncode == 0, ended.stderr
    return made


@pytest.fixture(scope="session")
def site(desk: Desk) -> Path:
    return desk.project.site
