"""The rules of the notebooks: thin, without outputs, without numbers of their own."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from pathlib import Path
from typing import Any

import pytest

from kdanalysis.project import Project

NOTEBOOKS = sorted(Project.find(Path(__file__)).analyses.glob("*.ipynb"))
EXPLORING = {"udforsk_statistikbanken"}
"""Notebooks outside the site, which show how to look things up."""
MOST_LINES = 40
WRANGLING = {"polars", "pandas", "numpy", "csv", "openpyxl", "xlsxwriter"}

notebooks = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
reports = pytest.mark.parametrize(
    "notebook", [f for f in NOTEBOOKS if f.stem not in EXPLORING], ids=lambda file: file.stem
)


def cells(notebook: Path, kind: str = "code") -> list[dict[str, Any]]:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    return [cell for cell in content["cells"] if cell["cell_type"] == kind]


def is_parameters(cell: dict[str, Any]) -> bool:
    return "parameters" in cell["metadata"].get("tags", [])


def code(notebook: Path, *, with_parameters: bool = True) -> str:
    chosen = (c for c in cells(notebook) if with_parameters or not is_parameters(c))
    return "\n".join("".join(cell["source"]) for cell in chosen)


def test_there_are_notebooks() -> None:
    assert "udgiftsudvikling" in {file.stem for file in NOTEBOOKS}


@notebooks
def test_there_are_no_outputs_in_git(notebook: Path) -> None:
    assert cells(notebook)
    for cell in cells(notebook):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@notebooks
def test_cells_have_ids_of_their_own(notebook: Path) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in content["cells"]]
    assert len(ids) == len(set(ids))
    assert content["nbformat"] == 4


@reports
def test_there_is_one_cell_of_parameters_and_it_comes_first(notebook: Path) -> None:
    assert [is_parameters(cell) for cell in cells(notebook)].index(True) == 0
    assert sum(map(is_parameters, cells(notebook))) == 1


@reports
def test_parameters_are_plain_values(notebook: Path) -> None:
    (parameters,) = filter(is_parameters, cells(notebook))
    for statement in ast.parse("".join(parameters["source"])).body:
        assert isinstance(statement, ast.Assign)
        ast.literal_eval(statement.value)


@reports
def test_no_number_is_typed_outside_the_parameters(notebook: Path) -> None:
    tree = ast.parse(code(notebook, with_parameters=False))
    numbers = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and re.search(r"\d", str(node.value))
    ]
    assert numbers == []


@reports
def test_it_only_uses_the_verbs_of_the_report(notebook: Path) -> None:
    imported = [
        node for node in ast.walk(ast.parse(code(notebook))) if isinstance(node, ast.ImportFrom)
    ]
    assert imported
    assert all((node.module or "").startswith("kdanalysis.report.") for node in imported)


@notebooks
def test_it_does_not_wrangle_data(notebook: Path) -> None:
    tree = ast.parse(code(notebook))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    modules = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert not {name.split(".")[0] for name in names | modules} & WRANGLING
    defined = (ast.FunctionDef, ast.ClassDef, ast.While, ast.BinOp)
    assert not [node for node in ast.walk(tree) if isinstance(node, defined)]


@notebooks
def test_it_is_thin(notebook: Path) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(code(notebook)).readline)
    kinds = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    lines = {token.start[0] for token in tokens if token.type not in kinds}
    assert 0 < len(lines) <= MOST_LINES


@reports
def test_it_is_in_danish_and_has_a_title(notebook: Path) -> None:
    (front, *_) = cells(notebook, "raw")
    assert re.search(r'^title: ".+"$', "".join(front["source"]), re.MULTILINE)
    prose = " ".join("".join(cell["source"]) for cell in cells(notebook, "markdown")).lower()
    words = re.findall(r"[a-zæøå]+", prose)
    assert len({"og", "er", "til", "af", "det", "ikke", "på", "i", "de"} & set(words)) >= 4
    assert not {"the", "and", "with"} & set(words)


def test_the_site_is_in_danish() -> None:
    config = (Project.find(Path(__file__)).root / "_quarto.yml").read_text(encoding="utf-8")
    assert re.search(r"^\s*lang: da$", config, re.MULTILINE)
