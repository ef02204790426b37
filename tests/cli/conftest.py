"""The command line as a user meets it: words in, exit code and two streams out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kdanalysis import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdanalysis.project import Project


@dataclass(frozen=True)
class Ended:
    """How a command line ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What is on standard output: one JSON document, and nothing else."""
        return json.loads(self.out)


@pytest.fixture
def types(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Return what runs a command line in this process."""

    def typed(*words: str) -> Ended:
        capfd.readouterr()
        code = cli.run(list(words))
        out, err = capfd.readouterr()
        return Ended(code, out, err)

    return typed


@pytest.fixture
def here(checkout: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The checkout, standing in it."""
    monkeypatch.chdir(checkout.root)
    return checkout
