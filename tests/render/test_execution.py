"""Running notebooks: in this interpreter, never in place, and only what a report may hold."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from tests.render.notebooks import FRONT, REPORT, code, make_project, markdown, shows, text

from kdanalysis.project import InputError, Project
from kdanalysis.render import kernels
from kdanalysis.render.configuration import executed_path, notebook_path
from kdanalysis.render.execution import execute, front_matter, newest_data, read_notebook

if TYPE_CHECKING:
    from pathlib import Path


def run(root: Path, cells: list[Any], front: str | None = FRONT) -> tuple[Project, Any]:
    project = make_project(root, cells, front)
    target = executed_path(project, REPORT)
    execute(project, notebook_path(project, REPORT), target)
    return project, read_notebook(target)


def fault(root: Path, cells: list[Any], front: str | None = FRONT) -> InputError:
    with pytest.raises(InputError) as caught:
        run(root, cells, front)
    assert not (root / "build" / "executed" / f"{REPORT}.ipynb").exists()
    return caught.value


def test_the_source_is_left_alone_and_the_copy_has_the_outputs(tmp_path: Path) -> None:
    cells = [shows(markdown("Et tal"))]
    before = notebook_path(make_project(tmp_path / "same", cells), REPORT).read_bytes()
    project, executed = run(tmp_path / "run", cells)
    assert notebook_path(project, REPORT).read_bytes() == before
    assert executed.cells[1].outputs[0].data["text/markdown"] == "Et tal"


def test_the_same_notebook_gives_the_same_bytes(tmp_path: Path) -> None:
    cells = [
        code("x = {'b', 'a', 'c'}"),
        code("from IPython.display import Markdown; Markdown(str(x))"),
    ]
    written = []
    for name in ("one", "two"):
        project, executed = run(tmp_path / name, cells)
        assert "execution" not in executed.cells[1].metadata
        written.append(executed_path(project, REPORT).read_bytes())
    assert written[0] == written[1]


def test_the_kernel_is_this_interpreter_whatever_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": ["/nonexistent"], "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    probe = (
        "import os, sys; from IPython.display import Markdown\n"
        "Markdown('|'.join([sys.executable, os.getcwd(), os.environ['OMP_NUM_THREADS'],"
        " os.environ['POLARS_MAX_THREADS']]))"
    )
    project, executed = run(tmp_path / "run", [code(probe)])
    told = executed.cells[1].outputs[0].data["text/markdown"].split("|")
    assert told == [sys.executable, str(project.analyses), "1", "1"]


def test_a_failing_cell_is_named_with_number_line_and_reason(tmp_path: Path) -> None:
    told = fault(tmp_path, [text("Tekst"), code("a = 1\nb = a / 0\nc = 2")])
    assert "ZeroDivisionError" in told.what
    assert told.where == f"analyses/{REPORT}.ipynb, celle 3, linje 2: b = a / 0"


def test_a_cell_that_is_not_python_is_named(tmp_path: Path) -> None:
    told = fault(tmp_path, [code("a = (")])
    assert "SyntaxError" in told.what or "IncompleteInput" in told.what
    assert "celle 2" in told.where


def test_a_cell_that_leaves_python_is_named_without_a_line(tmp_path: Path) -> None:
    told = fault(tmp_path, [code("raise SystemExit(1)")])
    assert "SystemExit" in told.what
    assert told.where == f"analyses/{REPORT}.ipynb, celle 2"


def test_a_system_without_unix_sockets_runs_notebooks_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "socket", SimpleNamespace())
    _, executed = run(tmp_path, [shows(markdown("Et tal"))])
    assert executed.cells[1].outputs[0].data["text/markdown"] == "Et tal"


def test_a_kernel_that_dies_stops(tmp_path: Path) -> None:
    told = fault(tmp_path, [code("import os; os._exit(3)")])
    assert "Kernen gik ned" in told.what


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (code("print('hej')"), "stdout: hej"),
        (code("import sys; print('pas på', file=sys.stderr)"), "stderr: pas på"),
        (code("import warnings; warnings.warn('gammelt', stacklevel=1)"), "stderr"),
        (shows(({"text/html": "<table></table>", "text/plain": "x"}, {})), "text/html"),
        (shows(({"application/vnd.plotly.v1+json": {}, "text/plain": "x"}, {})), "plotly"),  # type: ignore[dict-item]
    ],
)
def test_what_a_report_may_not_hold_stops(tmp_path: Path, cell: Any, said: str) -> None:
    told = fault(tmp_path, [cell])
    assert said in told.what
    assert told.where == f"analyses/{REPORT}.ipynb, celle 2"


def test_the_copy_is_dated_with_the_newest_data(tmp_path: Path) -> None:
    project, executed = run(tmp_path, [])
    told = front_matter(executed, "")
    assert told["date"] == newest_data(project)
    assert isinstance(told["date"], date)
    assert told["title"] == "Prøverapport"


def test_a_date_of_the_notebooks_own_stands(tmp_path: Path) -> None:
    _, executed = run(tmp_path, [], "---\ntitle: T\ndate: 2024-05-08\n---")
    assert front_matter(executed, "")["date"] == date(2024, 5, 8)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (None, "ingen titel"),
        ("---\nsubtitle: kun det\n---", "ingen titel"),
        ("---\ntitle: T\ndate: i går\n---", "i går"),
        ("---\ntitle: [\n---", "YAML"),
    ],
)
def test_bad_front_matter_stops(tmp_path: Path, front: str | None, said: str) -> None:
    assert said in fault(tmp_path, [text("# A")], front).what


def test_a_notebook_without_cells_has_no_title(tmp_path: Path) -> None:
    assert "ingen titel" in fault(tmp_path, [], None).what


def test_a_file_that_is_no_notebook_stops(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text("ikke json", encoding="utf-8")
    with pytest.raises(InputError, match="ikke en notebook"):
        read_notebook(path)


def test_a_project_without_receipts_stops(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ingen data"):
        newest_data(Project(tmp_path))


def test_no_command_loads_the_grammar_of_addresses() -> None:
    told = "import kdanalysis.render.execution, sys; print(sys.modules['rfc3987_syntax'])"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "None"
