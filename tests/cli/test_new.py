"""The command that lays out an own report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.cli.exits import FAULT, OK
from kdanalysis.project import PROJECT_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from tests.cli.conftest import Ended

    from kdanalysis.project import Project


def test_it_says_where_it_is_and_what_comes_next(
    types: Callable[..., Ended], project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(project_copy.root))
    told = types("new", "rapport", "Børn og unge")
    assert told.code == OK
    assert "analyses/egne/Børn og unge.ipynb" in told.out + told.err
    assert 'kdanalysis render "egne/Børn og unge"' in told.out + told.err
    again = types("new", "rapport", "børn og unge")
    assert again.code == FAULT
    assert "ikke rørt" in again.err
