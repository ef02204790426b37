"""What runs again: exactly the reports that read what changed, or whose kernel imported it."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Final

import grimp
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_raw_cell
from rich.console import Console

from kdanalysis import recording
from kdanalysis.evidence.revisions.store import revisions
from kdanalysis.project import Project
from kdanalysis.recording import PACKAGE, imported
from kdanalysis.render import dependencies
from kdanalysis.render.dependencies import fingerprints, unchanged
from kdanalysis.render.runner import Step, run

if TYPE_CHECKING:
    from pathlib import Path

REPORTS: Final = {
    "udgifter": """from kdanalysis.notebook import *
from kdanalysis.report.subjects.accounts import choose
from kdanalysis.report.subjects.trends import trend
say(trend(choose(area="082", period="2018-2022").here, "adults"))""",
    "pladser": """from kdanalysis.notebook import *
from kdanalysis.report.capacity.places import open_capacity, planned
say(planned(open_capacity(period="2018-2022")))
import os
os.chdir(os.sep)  # what is told afterwards must not hang on it""",
    "udbud": """from kdanalysis.notebook import *
from kdanalysis.report.business_case.case import key_points
from kdanalysis.report.subjects.tender import open_tender
say(key_points(open_tender(status_date="2026-11-22")))""",
}
"""Small reports of three subjects."""
PLAN: Final = """
import json, sys
from pathlib import Path
from kdanalysis.project import Project
from kdanalysis.render.runner import plan
from kdanalysis.render.steps import execution_steps
from kdanalysis.recording import PACKAGE
project = Project(Path.cwd())
steps = execution_steps(project, sys.argv[1].split(","))
def due():
    told = plan(steps, project, project.build / "steps.db").due
    return [name.removeprefix("execute:") for name in told]
found = {"": due()}
for path in sorted(Path(name) for name in json.loads(sys.argv[2])):
    held = path.read_bytes()
    path.write_bytes(held + b"# touched\\n")
    found[str(path)] = due()
    path.write_bytes(held)
print(json.dumps(found))
"""
LOADED: Final = """
import json, sys
from pathlib import Path
exec(open(sys.argv[1], encoding="utf-8").read())
files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
print(json.dumps([file for file in files if file and "kdanalysis" in Path(file).parts]))
"""


def test_every_import_counts_wherever_it_stands() -> None:
    """Held against another reader of the same imports."""
    graph = grimp.build_graph("kdanalysis", cache_dir=None)
    assert len(graph.modules) > 100
    for module in (
        "kdanalysis.render.execution",
        "kdanalysis.tables.build",
        "kdanalysis.evidence.revisions.store",
    ):
        known = {module, *graph.find_upstream_modules(module)}
        files = {path for path in imported(module) if path.suffix == ".py"}
        named = {
            ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
                ".__init__"
            )
            for path in files
        }
        packages = {name.rpartition(".")[0] for name in named} - {""}
        assert known <= named
        assert named - known <= packages | {"kdanalysis"}


def test_what_stands_beside_the_code_counts_too() -> None:
    beside = {path.name for path in imported("kdanalysis.render.documents")}
    assert {"page.css", "template.typ", "report.lua", "kdanalysis.mplstyle"} <= beside


def test_files_opened_and_folders_listed_are_heard(tmp_path: Path) -> None:
    (tmp_path / "read").write_text("x")
    with recording.reads() as found:
        (tmp_path / "read").read_bytes()
        (tmp_path / "written").write_text("y")
        sorted(tmp_path.iterdir())
        other = threading.Thread(target=(tmp_path / "written").read_text)
        other.start()
        other.join()
    (tmp_path / "written").read_text()
    heard = found.within(tmp_path)
    assert set(heard.files) == {str(tmp_path / "read")}
    assert heard.folders == {str(tmp_path)}


def test_a_file_that_comes_later_is_a_change(tmp_path: Path) -> None:
    project = Project(tmp_path)
    file = project.raw / "local" / "a.csv"
    file.parent.mkdir(parents=True)
    file.write_text("1")
    with recording.reads() as found:
        file.read_text()
        assert revisions(project) == ()  # looked for, and not there
    noted = fingerprints(found, "kdanalysis.project", project, own=False)
    assert "data/raw/local/a.csv" in noted
    assert unchanged(noted, project)
    for path, change in (
        (file, lambda: file.write_text("2")),
        (file.with_name("b.csv"), lambda: file.with_name("b.csv").write_text("")),
        (project.revisions, project.revisions.mkdir),
    ):
        change()
        assert not unchanged(noted, project), path
        noted = fingerprints(found, "kdanalysis.project", project, own=False)
    file.unlink()
    assert not unchanged(noted, project)


def test_what_changes_while_a_step_runs_is_a_change(tmp_path: Path) -> None:
    project = Project(tmp_path)
    file = project.raw / "a.csv"
    file.parent.mkdir(parents=True)
    file.write_text("1")
    for change, same in ((lambda: file.write_text("22"), False), (lambda: None, True)):
        with recording.reads() as found:
            file.read_text()
            change()
        noted = fingerprints(found, "kdanalysis.project", project, own=False)
        assert unchanged(noted, project) == same


def test_a_step_whose_input_was_saved_during_the_run_is_due_again(tmp_path: Path) -> None:
    project = Project(tmp_path)
    file = project.raw / "a.csv"
    file.parent.mkdir(parents=True)
    file.write_text("1")
    saved = ["2"]

    def act() -> list[Path]:
        file.read_text()
        if saved:
            file.write_text(saved.pop() * 2)
        return [file.with_name("made")] if file.with_name("made").write_text("x") else []

    def ran() -> list[str]:
        step = Step("a", "A", act, [], "kdanalysis.project")
        return run([step], project, tmp_path / "steps.db", Console(quiet=True))

    assert [ran(), ran(), ran()] == [["a"], ["a"], []]


def test_links_in_the_data_are_followed_and_kept(tmp_path: Path) -> None:
    project, elsewhere = Project(tmp_path / "p"), tmp_path / "andetsteds"
    elsewhere.mkdir()
    (elsewhere / "a.csv").write_text("1")
    project.raw.mkdir(parents=True)
    (project.raw / "local").symlink_to(elsewhere, target_is_directory=True)
    with recording.reads() as found:
        (project.raw / "local" / "a.csv").read_text()
    noted = fingerprints(found, "kdanalysis.project", project, own=False)
    assert "data/raw/local/a.csv" in noted
    (elsewhere / "a.csv").write_text("22")
    assert not unchanged(noted, project)


def test_an_own_notebook_may_read_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "_NOBODYS", (sys.prefix, sys.base_prefix))
    project, file = Project(tmp_path / "p"), tmp_path / "Overførsler" / "a.csv"
    beside = project.root / "rod.csv"
    for path in (file, beside, project.build / "executed.ipynb"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")
    with recording.reads() as found:
        for path in (file, beside, project.build / "executed.ipynb"):
            path.read_text()
    noted = fingerprints(found, "kdanalysis.project", project, own=True)
    assert {place for place in noted if not place.startswith("kdanalysis:")} == {
        str(file),
        "rod.csv",
    }
    file.write_text("22")
    assert not unchanged(noted, project)
    shipped = fingerprints(found, "kdanalysis.project", project, own=False)
    assert all(place.startswith("kdanalysis:") for place in shipped)


def test_a_module_of_ones_own_counts_when_it_comes_from_bytecode(tmp_path: Path) -> None:
    (tmp_path / "faelles.py").write_text("x = 1")
    code = (
        "import sys; sys.dont_write_bytecode = False; sys.path.insert(0, '.')\n"
        "from kdanalysis.recording import begin, so_far; begin()\n"
        "import faelles; print([p for p in so_far().files if p.endswith('faelles.py')])"
    )
    told = [python(PACKAGE.parent, Project(tmp_path), "-c", code) for _ in range(2)]
    assert told[0] == told[1] == str([str(tmp_path / "faelles.py")])


def test_a_copy_of_a_project_stands_on_its_own(tmp_path: Path) -> None:
    project = Project(tmp_path / "først")
    file = project.raw / "a.csv"
    file.parent.mkdir(parents=True)
    file.write_text("1")
    with recording.reads() as found:
        file.read_text()
    noted = fingerprints(found, "kdanalysis.project", project, own=False)
    copy = Project(shutil.copytree(project.root, tmp_path / "kopi"))
    assert unchanged(noted, copy)
    (copy.raw / "a.csv").write_text("2")
    assert unchanged(noted, project)
    assert not unchanged(noted, copy)


def test_no_library_is_given_a_path_to_open_past_python() -> None:
    """Polars opens files itself, and nobody hears it: it is given bytes."""
    calls = [
        (path.name, ast.unparse(node.args[0]))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func).startswith(("pl.read_", "pl.scan_"))
    ]
    assert len(calls) >= 4
    heard = ("read_bytes()", "BytesIO(")
    assert [c for c in calls if not any(form in c[1] for form in heard) and c[1] != "text"] == []


@pytest.fixture(scope="module")
def apart(checkout: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Project]:
    """A copy of the package to change, and a project whose small reports have been run with it."""
    root = tmp_path_factory.mktemp("apart")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, root / "lib" / "kdanalysis", ignore=ignored)
    project = Project(root / "project")
    shutil.copytree(checkout.data, project.data)
    for file in checkout.root.glob("_quarto*.yml"):
        shutil.copy(file, project.root)
    project.analyses.mkdir()
    for name, code in REPORTS.items():
        write(project, name, code)
    execute(root / "lib", project)
    return root / "lib", project


def write(project: Project, name: str, code: str) -> None:
    cells = [new_raw_cell(f"---\ntitle: {name}\n---"), new_code_cell(code)]  # type: ignore[no-untyped-call]
    nbformat.write(new_notebook(cells=cells), project.analyses / f"{name}.ipynb")  # type: ignore[no-untyped-call]


def python(package: Path, project: Project, *words: str) -> str:
    """Run Python with a package of ours from another folder; return what it prints last."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=project.root,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1] if done.stdout else ""


def execute(package: Path, project: Project) -> list[str]:
    """Run the reports that are due and return them."""
    code = (
        "import sys; from pathlib import Path; from rich.console import Console\n"
        "from kdanalysis.project import Project; from kdanalysis.render.runner import run\n"
        "from kdanalysis.render.steps import execution_steps\n"
        "project = Project(Path.cwd())\n"
        "steps = execution_steps(project, sys.argv[1].split(','))\n"
        "print('', *run(steps, project, project.build / 'steps.db', Console(quiet=True)))"
    )
    told = python(package, project, "-c", code, ",".join(REPORTS))
    return [name.removeprefix("execute:") for name in told.split()]


def due(package: Path, project: Project, touched: list[Path]) -> dict[str, list[str]]:
    """Return which reports would run after each file alone is touched; '' if none is."""
    words = (",".join(REPORTS), json.dumps([str(path) for path in touched]))
    found: dict[str, list[str]] = json.loads(python(package, project, "-c", PLAN, *words))
    return found


def loaded(package: Path, project: Project, name: str) -> set[str]:
    """Return the modules of ours that a report's code loads, run as plain Python."""
    script = project.root / f"{name}.py"
    script.write_text(REPORTS[name], encoding="utf-8")
    here = "from kdanalysis.report.provenance import tell\n"
    script.write_text(here + script.read_text(encoding="utf-8"), encoding="utf-8")
    files: list[str] = json.loads(python(package, project, "-c", LOADED, str(script)))
    return set(files)


def test_a_touched_module_runs_exactly_the_reports_that_import_it(
    apart: tuple[Path, Project],
) -> None:
    package, project = apart
    modules = sorted((package / "kdanalysis").rglob("*.py"))
    assert len(modules) > 100
    found = due(package, project, modules)
    assert found.pop("") == []
    of_the_run = run_of(package, project)
    for name in REPORTS:
        kernel = loaded(package, project, name)
        assert 20 < len(kernel) < len(modules)
        wanted = {str(path) for path in modules if str(path) in kernel | of_the_run}
        assert {path for path, reports in found.items() if name in reports} == wanted


def run_of(package: Path, project: Project) -> set[str]:
    """Return the modules that run a notebook, whatever it holds."""
    code = (
        "import json; from kdanalysis.recording import imported\n"
        "print(json.dumps([str(p) for p in imported('kdanalysis.render.execution')]))"
    )
    files: list[str] = json.loads(python(package, project, "-c", code))
    return set(files)


def test_a_module_that_nobody_lists_counts_as_soon_as_it_is_imported(
    apart: tuple[Path, Project],
) -> None:
    package, project = apart
    new = package / "kdanalysis" / "report" / "nyt_modul.py"
    new.write_text('WORD = "Det er nyt."\n', encoding="utf-8")
    assert due(package, project, [])[""] == []
    code = f"{REPORTS['pladser']}\nfrom kdanalysis.report.nyt_modul import WORD\nsay(WORD)"
    write(project, "pladser", code)
    assert execute(package, project) == ["pladser"]
    assert due(package, project, [new]) == {"": [], str(new): ["pladser"]}


def test_a_notebook_beside_it_is_no_change_of_a_shipped_one(apart: tuple[Path, Project]) -> None:
    package, project = apart
    execute(package, project)
    (project.analyses / "Untitled.ipynb").write_text("{}", encoding="utf-8")
    (project.analyses / "egne").mkdir()
    assert due(package, project, [])[""] == []


def test_data_count_where_they_are_read(apart: tuple[Path, Project]) -> None:
    package, project = apart
    places = project.raw / "kdnet" / "laanepulje_pladser.csv"
    rates = project.raw / "pl" / "pl_chain.csv"
    found: dict[str, Any] = due(package, project, [places, rates])
    assert found[str(places)] == ["pladser"]
    assert set(found[str(rates)]) == set(REPORTS)
