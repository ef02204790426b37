"""The whole site of a copy of the repository, made once by the commands that users type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from tests.support.shared import Store, relocated

from kdanalysis.project import Project

if TYPE_CHECKING:
    from pathlib import Path

_PARTS: Final = ("analyses", "data")
_MAKING: Final = (("render", "--kommune", "Samsø"), ("refresh", "--offline"))


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
def desk(checkout: Project, store: Store) -> Desk:
    """All reports and one profile, to be read; no command that writes may be typed here."""

    def make(root: Path) -> None:
        for part in _PARTS:
            left_out = shutil.ignore_patterns(".*", "egne")
            shutil.copytree(checkout.root / part, root / part, ignore=left_out)
        for settings in checkout.root.glob("_quarto*.yml"):
            shutil.copy(settings, root)
        for words in _MAKING:
            ended = Desk(Project(root)).types(*words)
            assert ended.returncode == 0, ended.stderr

    return Desk(Project(store.once("site", make)))


@pytest.fixture
def own_desk(desk: Desk, tmp_path: Path) -> Desk:
    """A copy of it, to be worked at."""
    return Desk(relocated(desk.project.root, tmp_path / "desk"))
