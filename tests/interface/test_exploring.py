"""The notebook on the data layer, and the laid out one: each runs in a kernel as it stands."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from kdanalysis.report.own_notebook import lay_out
from kdanalysis.tables.schemas import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.project import Project

MARKUP = ("{.n", ":::", "{#", "Fraction(")


def run(file: Path, project: Project) -> Any:
    notebook = nbformat.read(file, 4)  # type: ignore[no-untyped-call]
    environment = os.environ | {"KDANALYSIS_PROJECT": str(project.root)}
    client = NotebookClient(notebook, resources={"metadata": {"path": str(file.parent)}})
    client.execute(env=environment)
    return notebook


def outputs(notebook: Any) -> list[dict[str, Any]]:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [dict(o.get("data", {})) for cell in cells for o in cell.outputs]


def test_it_shows_every_table_a_figure_and_numbers(checkout: Project) -> None:
    shown = outputs(run(checkout.analyses / "udforsk_data.ipynb", checkout))
    names = [o.get("text/plain") for o in shown]
    assert all(names.count(repr(name)) == 1 for name in SCHEMAS)
    frames = [o for o in shown if "<table" in o.get("text/html", "")]
    assert len(frames) >= 2 * len(SCHEMAS)  # each in polars and in pandas
    assert sum("image/png" in o for o in shown) == 1
    told = "".join(o.get("text/html", "") for o in shown)
    assert told.count('class="kd-n"') >= 2
    assert "Egen beregning" in told
    assert not any(mark in told for mark in MARKUP)


def test_it_is_stored_as_the_others(checkout: Project) -> None:
    text = (checkout.analyses / "udforsk_data.ipynb").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("view", ["", "page"])
def test_a_laid_out_notebook_runs_as_it_is(
    project_copy: Project, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDANALYSIS_VIEW", view)
    shown = outputs(run(lay_out(project_copy, "prøve"), project_copy))
    kind = "text/markdown" if view else "text/html"
    told = "".join(o.get(kind, "") for o in shown)
    assert "215" in told
    assert any(mark in told for mark in MARKUP) is bool(view)
    assert all("image/png" not in o for o in shown)
    if view:
        assert sum("image/svg+xml" in o for o in shown) == 1
        assert all(set(o) <= {"text/markdown", "image/svg+xml"} for o in shown)
