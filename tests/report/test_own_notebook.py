"""`kdanalysis new rapport NAVN`: a notebook that runs, and nothing overwritten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest
import yaml

from kdanalysis.project import InputError, Project
from kdanalysis.report.own_notebook import lay_out

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def title(file: Path) -> str:
    front = nbformat.read(file, 4).cells[0].source  # type: ignore[no-untyped-call]
    return str(yaml.safe_load(front.strip("-"))["title"])


@pytest.mark.parametrize(
    ("name", "stem", "named"),
    [
        ("botilbud", "botilbud", "Botilbud"),
        ("egne/Ældre på Ø.ipynb", "Ældre på Ø", "Ældre på Ø"),
        ("budget-2027_a", "budget-2027_a", "Budget a"),
        ("2027", "2027", "Egen analyse"),
        ("con artist", "con artist", "Con artist"),
    ],
)
def test_it_lays_out_a_notebook(project: Project, name: str, stem: str, named: str) -> None:
    file = lay_out(project, name)
    assert file == project.analyses / "egne" / f"{stem}.ipynb"
    assert title(file) == named
    nbformat.validate(nbformat.read(file, 4))  # type: ignore[no-untyped-call]
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    assert [cell["id"] for cell in cells] == [f"celle-{i:02d}" for i in range(len(cells))]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    words = "\n".join("".join(cell["source"]) for cell in code)
    assert all(verb in words for verb in ("n(", "own(", "own_table(", "own_figure(", "alt="))


@pytest.mark.parametrize("name", ["botilbud", "BOTILBUD"])
def test_it_overwrites_nothing(project: Project, name: str) -> None:
    file = lay_out(project, "botilbud")
    file.write_text("mit", encoding="utf-8")
    with pytest.raises(InputError, match="ikke rørt"):
        lay_out(project, name)
    assert [f.read_text(encoding="utf-8") for f in file.parent.iterdir()] == ["mit"]


@pytest.mark.parametrize(
    "name",
    ["", " ", "../x", "a/b", "a\\b", ".x", "-x", "a.b", "CON", "com1", "a" * 61, "x:y", "x-"],
)
def test_a_name_that_cannot_be_used_is_refused(project: Project, name: str) -> None:
    with pytest.raises(InputError, match="kan ikke være navn"):
        lay_out(project, name)
    assert not project.analyses.exists()
