"""The notebook on looking a table up runs as it stands, and keeps what it is told to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.support.place import ROOT

from kdanalysis.sources.statbank.errors import URL_VARIABLE
from kdanalysis.sources.statbank.vintage import newest, vintages

if TYPE_CHECKING:
    from tests.support.statbank import LocalStatbank

    from kdanalysis.project import Project

NOTEBOOK: Final = ROOT / "analyses" / "udforsk_statistikbanken.ipynb"


def stored_cells() -> list[dict[str, Any]]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def code_cells() -> list[str]:
    return ["".join(cell["source"]) for cell in stored_cells()]


def run(**parameters: object) -> dict[str, Any]:
    """Run the cells in order, with the parameters changed after the cell that sets them."""
    shown: list[object] = []
    names: dict[str, Any] = {"display": shown.append}
    first, *others = code_cells()
    exec(first, names)
    names |= parameters
    for cell in others:
        exec(cell, names)
    return names | {"shown": shown}


@pytest.fixture(autouse=True)
def _at_the_local_statbank(
    bank: LocalStatbank, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, bank.base_url)
    monkeypatch.chdir(project.root)


def test_it_runs_and_keeps_nothing_unless_told(project: Project) -> None:
    names = run()
    assert "53850" in set(names["funktioner"]["id"])
    assert vintages("REGK31", project) == ()


def test_it_adds_the_choice_to_the_data(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run(gem_udgave=True)
    assert newest("REGK31", project).frame().height == 2 * 3 * 8
    assert "Ny udgave" in capsys.readouterr().out
    (head,) = names["shown"]
    assert head.columns[-1] == "INDHOLD"


def test_it_is_short_and_without_outputs() -> None:
    lines = [line for cell in code_cells() for line in cell.splitlines() if line.strip()]
    assert 0 < len(lines) <= 40
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in stored_cells())
