"""Saving a run notebook makes no difference to git, whatever the program that saved it wrote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from tests.support.place import ROOT

from kdanalysis.project import InputError, Project
from kdanalysis.render.stored import FILTER, clean, set_up_filter, stored_form

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = sorted((ROOT / "analyses").glob("*.ipynb"))


def git(project: Project, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(project.root), *words], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A git checkout with two of the notebooks, committed as they are stored."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    (tmp_path / "_quarto.yml").touch()
    (tmp_path / "analyses" / "egne").mkdir(parents=True)
    for name in (".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copy(ROOT / "analyses" / "overblik.ipynb", tmp_path / "analyses")
    shutil.copy(ROOT / "analyses" / "kapacitet.ipynb", tmp_path / "analyses" / "egne")
    found = Project(tmp_path)
    git(found, "init", "--quiet")
    git(found, "config", "user.email", "en@eksempel.dk")
    git(found, "config", "user.name", "En")
    assert set_up_filter(found)
    git(found, "add", ".")
    git(found, "commit", "--quiet", "-m", "Start")
    return found


@cache
def ran(source: str) -> NotebookNode:
    """Return a code cell as it is after a run; each is run once."""
    notebook = new_notebook(cells=[new_code_cell(source)])  # type: ignore[no-untyped-call]
    NotebookClient(notebook).execute()
    cell: NotebookNode = notebook.cells[0]
    assert cell.outputs
    assert cell.execution_count
    return cell


def saved_after_a_run(path: Path) -> None:
    """Do what a person does in JupyterLab or VS Code: run some code, fold a cell, and save."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    first, *rest = [cell for cell in notebook.cells if cell.cell_type == "code"]
    after = ran(f"print('hej')\n{first.source}")
    first.outputs, first.execution_count = after.outputs, after.execution_count
    first.metadata |= after.metadata
    rest[0].outputs = [nbformat.v4.new_output("display_data", {"text/html": "<b>9</b>"})]  # type: ignore[no-untyped-call]
    rest[0].execution_count = 7
    rest[0].metadata |= {"scrolled": True, "collapsed": True, "editable": True, "vscode": {"a": 1}}
    rest[0].metadata["tags"] = ["keep_output"]
    notebook.metadata["kernelspec"]["display_name"] = ".venv (3.12.1)"
    notebook.metadata["language_info"] |= {"version": "3.12.1", "file_extension": ".py"}
    notebook.metadata["widgets"] = {"x": {}}
    del rest[0].metadata["tags"]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda file: file.stem)
def test_the_notebooks_are_in_their_stored_form(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert stored_form(text, path) == text


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 10


def test_a_run_notebook_makes_no_difference(project: Project) -> None:
    for name in ("overblik.ipynb", "egne/kapacitet.ipynb"):
        path = project.analyses / name
        before = path.read_bytes()
        saved_after_a_run(path)
        assert path.read_bytes() != before
    assert git(project, "diff") == ""
    git(project, "add", ".")
    assert git(project, "status", "--short") == ""


def test_without_the_filter_it_would(project: Project) -> None:
    git(project, "config", "--unset", f"filter.{FILTER}.clean")
    saved_after_a_run(project.analyses / "overblik.ipynb")
    assert "analyses/overblik.ipynb" in git(project, "status", "--short")


def test_a_changed_sentence_is_still_a_difference(project: Project) -> None:
    path = project.analyses / "overblik.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# Beslutninger", "# Valg"), encoding="utf-8")
    assert git(project, "diff", "--stat").count("overblik.ipynb") == 1


def test_where_the_interpreter_is_gone_git_goes_on_without_a_word(project: Project) -> None:
    name = f"filter.{FILTER}.clean"
    told = git(project, "config", name).strip()
    git(project, "config", name, told.replace(Path(sys.executable).as_posix(), "/findes/ikke"))
    saved_after_a_run(project.analyses / "overblik.ipynb")
    words = ["git", "-C", str(project.root), "add", "."]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "analyses/overblik.ipynb" in git(project, "status", "--short")


def test_what_is_no_notebook_goes_into_git_as_it_is(project: Project) -> None:
    path = project.analyses / "egne" / "halv.ipynb"
    path.write_bytes(b'{"cells": [')
    git(project, "add", ".")
    assert git(project, "show", ":analyses/egne/halv.ipynb") == '{"cells": ['


def test_setting_up_twice_is_as_once_and_without_git_nothing(
    project: Project, tmp_path: Path
) -> None:
    before = git(project, "config", "--list", "--local")
    assert set_up_filter(project)
    assert git(project, "config", "--list", "--local") == before
    assert Path(sys.executable).as_posix() in before
    bare = tmp_path / "andet"
    bare.mkdir()
    assert not set_up_filter(Project(bare))


def test_clean_writes_only_what_is_not_clean_and_check_writes_nothing(project: Project) -> None:
    path = project.analyses / "overblik.ipynb"
    stored = path.read_bytes()
    assert clean(project) == []
    saved_after_a_run(path)
    spoilt = path.read_bytes()
    assert clean(project, check=True) == [path]
    assert path.read_bytes() == spoilt
    assert clean(project) == [path]
    assert path.read_bytes() == stored


def test_what_is_no_notebook_is_named(project: Project) -> None:
    path = project.analyses / "egne" / "halv.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="ikke en notebook") as fault:
        clean(project)
    assert fault.value.where == "analyses/egne/halv.ipynb"
    assert path.read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 3}', '{"worksheets": []}', "null"])
def test_any_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError, match="ikke en notebook"):
        stored_form(text, "x.ipynb")


def test_cells_keep_their_ids_tags_and_source() -> None:
    content: dict[str, Any] = json.loads((ROOT / "analyses" / "overblik.ipynb").read_text("utf-8"))
    again = json.loads(stored_form(json.dumps(content), "x"))
    assert again == content
    assert any(cell["metadata"].get("tags") for cell in again["cells"])


def test_what_a_person_says_of_a_cell_stays_and_how_it_was_shown_goes() -> None:
    content: dict[str, Any] = json.loads((ROOT / "analyses" / "overblik.ipynb").read_text("utf-8"))
    said = {"name": "a", "slideshow": {"slide_type": "slide"}, "tags": ["x"]}
    content["cells"][-1]["metadata"] = said | {"jupyter": {"source_hidden": True}, "scrolled": True}
    assert json.loads(stored_form(json.dumps(content), "x"))["cells"][-1]["metadata"] == said


def test_an_interpreter_whose_path_holds_signs_of_the_shell_is_found(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.root / "Bo's $HOME mappe, år"
    folder.mkdir()
    script = f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n"
    (folder / "python").write_text(script, encoding="utf-8")
    (folder / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    assert set_up_filter(project)
    saved_after_a_run(project.analyses / "overblik.ipynb")
    assert git(project, "diff") == ""
