"""The rules of the shipped notebooks: thin, without outputs, without numbers of their own.

They keep the reports alike and all prose and rules tested. Notebooks in `analyses/egne` are held to
none of them: what a rule stops here may stand there.
"""

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
EXPLORING = {"udforsk_statistikbanken", "udforsk_data"}
"""Notebooks outside the site, which show how to look things up."""
MOST_LINES = 40
INSTEAD = (
    "Put it in a notebook of your own, which is held to none of this: kdanalysis new rapport NAVN "
    "(analyses/egne), or put the words into src/kdanalysis/report and test them."
)
WRANGLING = {"polars", "pandas", "numpy", "csv", "openpyxl", "xlsxwriter"}


def told(rule: str, why: str, instead: str = INSTEAD) -> str:
    """Return what a broken rule says: the rule, why it is there, and what to do instead."""
    return f"Rule of the shipped notebooks: {rule}. Why: {why}. Instead: {instead}"


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
        stored = cell["outputs"] or cell["execution_count"] is not None
        assert not stored, told(
            "no outputs in git",
            "outputs are computed anew, and make differences that nobody wrote",
            "clear them before committing",
        )


@notebooks
def test_cells_have_ids_of_their_own(notebook: Path) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in content["cells"]]
    assert len(ids) == len(set(ids)), told(
        "every cell has an id of its own", "Jupyter needs it", "give the copied cell another id"
    )
    assert content["nbformat"] == 4


@reports
def test_there_is_one_cell_of_parameters_and_it_comes_first(notebook: Path) -> None:
    tagged = [is_parameters(cell) for cell in cells(notebook)]
    assert tagged == [True] + [False] * (len(tagged) - 1), told(
        "the first code cell is tagged `parameters`, and no other is",
        "editions for one municipality set their parameters there",
        "keep what can be chosen together in the first code cell",
    )


def is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True


@reports
def test_parameters_are_plain_values(notebook: Path) -> None:
    (parameters,) = filter(is_parameters, cells(notebook))
    for statement in ast.parse("".join(parameters["source"])).body:
        plain = isinstance(statement, ast.Assign) and is_literal(statement.value)
        assert plain, told(
            "parameters are plain values",
            "they are set from outside, without running code",
            "compute in a later cell",
        )


@reports
def test_no_number_is_typed_outside_the_parameters(notebook: Path) -> None:
    tree = ast.parse(code(notebook, with_parameters=False))
    numbers = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and re.search(r"\d", str(node.value))
    ]
    assert numbers == [], told(
        "no number is typed outside of the parameters",
        "a typed number stays when the data change",
    )


@reports
def test_it_only_uses_the_verbs_of_the_report(notebook: Path) -> None:
    imported = [
        node for node in ast.walk(ast.parse(code(notebook))) if isinstance(node, ast.ImportFrom)
    ]
    assert imported
    other = [m for n in imported if not (m := n.module or "").startswith("kdanalysis.report.")]
    assert other == ["kdanalysis.notebook"], told(
        "it imports what all notebooks share, and what its report says",
        "what a shipped report says is written and tested in src/kdanalysis/report",
    )


@reports
def test_it_uses_what_it_imports(notebook: Path) -> None:
    tree = ast.parse(code(notebook))
    named = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    } - {"*"}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert named
    assert named <= used, told(
        "it uses all that it imports", "a name that nothing uses misleads", "delete the name"
    )


@reports
def test_it_does_not_wrangle_data(notebook: Path) -> None:
    tree = ast.parse(code(notebook))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    modules = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    defined = (ast.FunctionDef, ast.ClassDef, ast.While, ast.BinOp)
    found = {name.split(".")[0] for name in names | modules} & WRANGLING
    found |= {type(node).__name__ for node in ast.walk(tree) if isinstance(node, defined)}
    assert not found, told(
        "it neither computes nor moves data about",
        "what is computed in a cell has no test and no key figure",
    )


@reports
def test_it_is_thin(notebook: Path) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(code(notebook)).readline)
    kinds = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    imports = {
        line
        for node in ast.walk(ast.parse(code(notebook)))
        if isinstance(node, ast.ImportFrom)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = {token.start[0] for token in tokens if token.type not in kinds} - imports
    assert 0 < len(lines) <= MOST_LINES, told(
        f"at most {MOST_LINES} lines of code, here {len(lines)}",
        "a shipped notebook is read as a report's outline",
    )


@reports
def test_it_is_in_danish_and_has_a_title(notebook: Path) -> None:
    (front, *_) = cells(notebook, "raw")
    assert re.search(r'^title: ".+"$', "".join(front["source"]), re.MULTILINE)
    prose = " ".join("".join(cell["source"]) for cell in cells(notebook, "markdown")).lower()
    words = re.findall(r"[a-zæøå]+", prose)
    danish = {"og", "er", "til", "af", "det", "ikke", "på", "i", "de"} & set(words)
    english = {"the", "and", "with"} & set(words)
    is_danish = len(danish) >= 4 and not english
    assert is_danish, told(
        "the prose is Danish", "its readers are", "write the Markdown cells in Danish"
    )


def test_the_site_is_in_danish() -> None:
    config = (Project.find(Path(__file__)).root / "_quarto.yml").read_text(encoding="utf-8")
    assert re.search(r"^\s*lang: da$", config, re.MULTILINE)
