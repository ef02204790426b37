"""The command that lays out a project: what it lays, what it refuses, and that no rest is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kdanalysis import starter
from kdanalysis.cli.exits import FAULT, OK
from kdanalysis.project import PROJECT_VARIABLE, Project
from kdanalysis.render.configuration import profile_names, read_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ended


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder outside every project, standing in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_lays_out_what_the_checkout_holds(
    types: Callable[..., Ended], inside: Path, checkout: Project
) -> None:
    told = types("init", "nyt/projekt")
    assert (told.code, told.err) == (OK, "")
    assert "kdanalysis refresh --offline --project nyt/projekt" in told.out
    project = Project.find(inside / "nyt" / "projekt")
    files = [path.relative_to(project.root) for path in starter.contents(project.root)]
    assert files == [path.relative_to(checkout.root) for path in starter.contents(checkout.root)]
    for file in files:
        if file.name != "_quarto.yml":
            assert (project.root / file).read_bytes() == starter.content(checkout.root / file), file
    for profile in profile_names(project):
        assert read_profile(project, profile).reports
    assert not [path for path in everything(project.root) if path.startswith(".kdanalysis")]


def test_what_the_settings_name_is_there(types: Callable[..., Ended], inside: Path) -> None:
    """Quarto reads filter and partials from the project; `build/` is made by a run."""
    types("init", "p")
    settings: dict[str, Any] = yaml.safe_load((inside / "p" / "_quarto.yml").read_text("utf-8"))
    named = [entry["path"] for entry in settings["filters"]]
    named += settings["format"]["typst"]["template-partials"]
    assert len(named) == 3
    assert [name for name in named if not (inside / "p" / name).is_file()] == []


def test_what_a_run_or_an_analyst_made_stays_where_it_is(tmp_path: Path) -> None:
    for name in (
        *("_quarto.yml", "analyses/a.ipynb", "data/raw/x/a.csv", "data/revisions/1/state.json"),
        *("analyses/egne/min.ipynb", "analyses/.ipynb_checkpoints/a.ipynb", "build/site/a.html"),
        *(
            "data/raw/statbank/T/.pull-1/a.csv",
            "data/.processed-1/a.csv",
            "data/revisions/.new-1/a",
        ),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    laid = [path.relative_to(tmp_path).as_posix() for path in starter.contents(tmp_path)]
    assert laid == [
        *("_quarto.yml", "analyses/a.ipynb", "data/raw/x/a.csv", "data/revisions/1/state.json")
    ]


def test_a_run_notebook_is_taken_without_its_outputs(tmp_path: Path, checkout: Project) -> None:
    stored = checkout.analyses / "overblik.ipynb"
    notebook = json.loads(stored.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(execution_count=1, outputs=[{"output_type": "stream", "text": ["tal"]}])
    ran = tmp_path / stored.name
    ran.write_text(json.dumps(notebook), encoding="utf-8")
    assert starter.content(ran) == starter.content(stored) == stored.read_bytes()


def test_here_is_a_place_too_also_beside_a_repository_and_an_environment(
    types: Callable[..., Ended], inside: Path
) -> None:
    for name in (".git", ".venv"):
        (inside / name).mkdir()
    told = types("init", ".")
    assert told.code == OK
    assert told.out.endswith("kdanalysis refresh --offline\n")
    assert (inside / "_quarto.yml").is_file()
    assert (inside / ".venv").is_dir()


def test_another_project_in_the_environment_is_not_taken_for_the_new_one(
    types: Callable[..., Ended], inside: Path, checkout: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(checkout.root))
    told = types("init", "min mappe")
    assert told.code == OK
    assert '--project "min mappe"' in told.out
    assert (inside / "min mappe" / "_quarto.yml").is_file()


def test_a_folder_with_content_is_refused(types: Callable[..., Ended], inside: Path) -> None:
    (inside / "p").mkdir()
    (inside / "p" / "noter.txt").write_text("mine", encoding="utf-8")
    told = types("init", "p")
    assert told.code == FAULT
    assert "er ikke tom: der ligger noter.txt" in told.err
    assert everything(inside) == ["p", "p/noter.txt"]


def test_a_file_in_the_way_is_refused(types: Callable[..., Ended], inside: Path) -> None:
    (inside / "p").write_text("mine", encoding="utf-8")
    for name in ("p", "p/under"):
        told = types("init", name)
        assert told.code == FAULT
        assert "Der ligger en fil, hvor mappen skal være." in told.err
    assert everything(inside) == ["p"]


@pytest.mark.parametrize(
    ("where", "said"),
    [(".", "er allerede et kdanalysis-projekt"), ("a/b", "inde i et andet kdanalysis-projekt")],
)
def test_a_project_within_a_project_is_refused(
    where: str, said: str, types: Callable[..., Ended], inside: Path
) -> None:
    (inside / "_quarto.yml").touch()
    told = types("init", where)
    assert told.code == FAULT
    assert said in told.err
    assert f"Hvor: {inside.as_posix()}" in told.err
    assert not (inside / "a").exists()


def fails_at(what: Any, name: str, error: OSError) -> Callable[..., object]:
    """Return the function `what`, but failing for the file of a name."""

    def failing(file: Path, target: Path) -> object:
        if target.name == name:
            raise error
        return what(file, target)

    return failing


@pytest.mark.parametrize("there", [[], [".git"]])
@pytest.mark.parametrize("place", ["copy", "move"])
def test_a_fault_leaves_nothing(
    place: str,
    there: list[str],
    types: Callable[..., Ended],
    inside: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in there:
        (inside / "a" / "p" / name).mkdir(parents=True)
    before = everything(inside)
    full, locked = OSError(28, "disken er fuld"), PermissionError(13, "mappen er i brug")
    with monkeypatch.context() as patch:
        if place == "copy":
            patch.setattr(starter, "write", fails_at(starter.write, "talklasser.csv", full))
        else:
            patch.setattr(Path, "rename", fails_at(Path.rename, "data", locked))
        told = types("init", "a/p")
    assert told.code == FAULT
    assert f"({full.strerror if place == 'copy' else locked.strerror}); intet er lagt" in told.err
    assert everything(inside) == before
    assert types("init", "a/p").code == OK


def test_an_installation_without_the_files_says_so(
    types: Callable[..., Ended], inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = inside / "elsewhere" / "kdanalysis"
    package.mkdir(parents=True)
    monkeypatch.setattr(starter, "_PACKAGE", package)
    told = types("init", "p")
    assert told.code == FAULT
    assert "ingen filer til et nyt projekt" in told.err
    assert not (inside / "p").exists()
