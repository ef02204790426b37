"""The commands, as a user types them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.render.notebooks import REPORT, make_project, text
from tests.support.place import ROOT
from typer.testing import CliRunner

from kdanalysis import cli
from kdanalysis.project import InputError
from kdanalysis.render.configuration import executed_path, notebook_path

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from kdanalysis.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = make_project(tmp_path, [text("# A")])
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUARTO_PROFILE", raising=False)
    return made


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments, catch_exceptions=False)


def test_render_tells_what_ran_and_where_to_look(project: Project) -> None:
    first = call("render", "--engine", "pandoc", "--verbose")
    assert f"execute:{REPORT}" in first.stdout
    assert first.stdout.endswith("Se build/site/index.html\n")
    assert (project.site / "kdnet" / f"{REPORT}.pdf").is_file()
    second = call("render", "--engine", "pandoc").stdout
    assert second == "Intet er ændret.\nSe build/site/index.html\n"


def test_execute_only_makes_no_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_PROFILE", "kdnet")
    call("render", "--execute-only")
    assert executed_path(project, REPORT).is_file()
    assert not project.site.exists()


def test_several_profiles_may_be_named_as_quarto_names_them(project: Project) -> None:
    call("render", "--engine", "pandoc", "--profile", "dassos,kdnet")
    assert {folder.name for folder in project.site.iterdir()} == {
        "assets",
        "dassos",
        "kdnet",
        "index.html",
    }


@pytest.mark.usefixtures("project")
def test_a_mistyped_profile_stops() -> None:
    with pytest.raises(InputError, match="dassoss"):
        call("render", "--profile", "dassoss")


def test_refresh_builds_the_tables_and_renders(project: Project) -> None:
    shutil.rmtree(project.raw)
    shutil.copytree(ROOT / "data" / "raw", project.raw)
    told = call("refresh", "--offline").stdout
    assert "build/site/index.html" in told
    built = sorted(path.name for path in project.processed.glob("*.csv"))
    assert built == sorted(path.name for path in (ROOT / "data" / "processed").glob("*.csv"))
    assert (project.site / "dassos" / f"{REPORT}.html").is_file()


def test_a_fault_is_one_message_and_exit_code_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook_path(project, REPORT).write_text("[WARNING] ikke json", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["kdanalysis", "render", "--engine", "pandoc"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    told = capsys.readouterr().err
    assert "ikke en notebook" in told
    assert f"analyses/{REPORT}.ipynb" in told
    assert "Traceback" not in told
