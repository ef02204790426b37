"""Editions of a notebook: parameters set, kernels lent, files in place, and nothing made twice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from pypdf import PdfReader
from rich.console import Console
from typer.testing import CliRunner

from kdanalysis.cli.program import app
from kdanalysis.project import InputError, Project
from kdanalysis.render.configuration import executed_path, inject, notebook_path, site_place
from kdanalysis.render.execution import execute_edition, newest_data, read_notebook
from kdanalysis.render.kernels import Kernels, run_notebook
from kdanalysis.render.profiles import (
    editions,
    profile_reader,
    render_profiles,
    rendered_editions,
)
from kdanalysis.render.site import profile_section

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

QUIET = Console(quiet=True)


def notebook(*sources: str, tags: tuple[str, ...] = ()) -> NotebookNode:
    cells = [new_code_cell(source) for source in sources]  # type: ignore[no-untyped-call]
    for cell in cells[: len(tags)]:
        cell.metadata["tags"] = list(tags)
    made: NotebookNode = new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    return made


def last_line(told: NotebookNode) -> str:
    """Return the plain text that the last cell shows."""
    return str(told.cells[-1].outputs[0]["data"]["text/plain"])


@pytest.fixture(scope="module")
def rendered(checkout: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project in which the profile of Samsø has been rendered."""
    root = tmp_path_factory.mktemp("profiles")
    for name in ("data", "analyses"):
        shutil.copytree(checkout.root / name, root / name)
    for path in checkout.root.glob("_quarto*.yml"):
        shutil.copy(path, root)
    project = Project(root)
    assert render_profiles(project, QUIET, "Samsø") == [
        "execute:kommuneprofil/samsoe",
        "render:kommuneprofil/samsoe",
    ]
    return project


def test_parameters_are_set_last_in_their_cell() -> None:
    told = notebook('area = "751"\nperiod = None', "area", tags=("parameters",))
    inject(told, {"area": "741"}, "x")
    assert told.cells[0].source.splitlines()[-1] == "area = '741'"
    assert len(told.cells) == 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (notebook("area = 1"), "0 celler"),
        (notebook("area = 1", "area = 2", tags=("parameters",)), None),
        (notebook("period = 1", tags=("parameters",)), "ikke parametrene area"),
    ],
)
def test_a_notebook_without_the_parameter_is_refused(told: NotebookNode, said: str | None) -> None:
    if said is None:
        told.cells[1].metadata["tags"] = ["parameters"]
        said = "2 celler"
    with pytest.raises(InputError, match=said):
        inject(told, {"area": "741"}, "x")


def test_a_kernel_is_lent_again_without_variables(tmp_path: Path) -> None:
    with Kernels() as kernels:
        with kernels.lent(tmp_path) as first:
            run_notebook(notebook("import json; left = 1"), tmp_path, first)
        with kernels.lent(tmp_path) as second:
            told = notebook("import sys; ('left' in globals(), 'json' in sys.modules)")
            run_notebook(told, tmp_path, second)
        assert first is second
        assert last_line(told) == "(False, True)"


def test_two_at_a_time_get_two_kernels_and_a_failed_one_is_not_lent_again(tmp_path: Path) -> None:
    with Kernels() as kernels:
        with kernels.lent(tmp_path) as first, kernels.lent(tmp_path) as second:
            assert first is not second
        with pytest.raises(ValueError, match="broken"), kernels.lent(tmp_path) as broken:
            raise ValueError("broken")
        with kernels.lent(tmp_path) as third, kernels.lent(tmp_path) as fourth:
            assert broken not in (third, fourth)


def test_editions_have_a_folder_of_their_own(checkout: Project) -> None:
    (edition,) = editions(checkout, "Ringkøbing-Skjern")
    assert edition.path == "kommuneprofil/ringkoebing-skjern"
    assert notebook_path(checkout, edition.path) == checkout.analyses / "kommuneprofil.ipynb"
    folder, stem = site_place(checkout, "dassos", edition.path)
    assert (folder, stem) == (checkout.site / "kommuneprofil", "ringkoebing-skjern")
    assert site_place(checkout, "dassos", "x") == (checkout.site / "dassos", "x")
    assert len(editions(checkout, "all")) == 19
    several = editions(checkout, "Samsø, odder,741")
    assert [edition.name for edition in several] == ["samsoe", "odder"]


def test_a_profile_is_two_pages_with_all_its_files(rendered: Project) -> None:
    folder = rendered.site / "kommuneprofil"
    beside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert beside == {
        "samsoe.html",
        "samsoe.pdf",
        "samsoe.xlsx",
        "samsoe/fig-placering.csv",
        "samsoe/fig-udvikling.csv",
    }
    pdf = PdfReader(folder / "samsoe.pdf")
    assert len(pdf.pages) == 2
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Kommuneprofil: Samsø"
    page = (folder / "samsoe.html").read_text(encoding="utf-8")
    assert "Uddrag: tre funktioner" in page
    assert 'href="samsoe.pdf"' in page


def test_the_notebook_itself_is_left_alone(rendered: Project, checkout: Project) -> None:
    name = "kommuneprofil"
    assert notebook_path(rendered, name).read_bytes() == notebook_path(checkout, name).read_bytes()


def test_the_site_lists_the_profiles_that_are_there(rendered: Project, tmp_path: Path) -> None:
    section = profile_section(rendered)
    assert section.count("\n- ") == 1
    assert "[Samsø](kommuneprofil/samsoe.html) – data pr. " in section
    assert "Odder" not in section
    page = (rendered.site / "index.html").read_text(encoding="utf-8")
    assert "kommuneprofil/samsoe.html" in page
    assert [edition.name for edition in rendered_editions(rendered)] == ["samsoe"]
    assert profile_section(Project(tmp_path)) == ""
    shutil.copytree(rendered.site, tmp_path / "sent" / "build" / "site")
    shutil.copytree(rendered.root / "data", tmp_path / "sent" / "data")
    alone = profile_section(Project(tmp_path / "sent"))
    assert "[Samsø](kommuneprofil/samsoe.html) ([PDF]" in alone
    (tmp_path / "build" / "site" / "kommuneprofil").mkdir(parents=True)
    shutil.copytree(rendered.root / "data", tmp_path / "data")
    assert profile_section(Project(tmp_path)) == ""


def test_nothing_is_made_twice(rendered: Project) -> None:
    assert render_profiles(rendered, QUIET, "741") == []


def test_the_reader_is_named_by_the_notebook(rendered: Project) -> None:
    assert profile_reader(rendered).committee == "Kommunerne i Midtjylland"


def test_a_fault_names_the_municipality_and_leaves_the_page(
    rendered: Project, tmp_path: Path
) -> None:
    project = Project(tmp_path)
    shutil.copytree(rendered.root, tmp_path, dirs_exist_ok=True)
    source = notebook_path(project, "kommuneprofil")
    source.write_text(source.read_text("utf-8").replace("say(booking", "say(bookin"), "utf-8")
    page = project.site / "kommuneprofil" / "samsoe.html"
    before = page.read_bytes()
    with pytest.raises(InputError, match="NameError") as caught:
        render_profiles(project, QUIET, "Samsø")
    assert "kommuneprofil.ipynb (Samsø), celle 10, linje 1" in caught.value.where
    assert page.read_bytes() == before


def test_a_used_kernel_gives_the_same_as_a_new_one(rendered: Project) -> None:
    new = read_notebook(executed_path(rendered, "kommuneprofil/samsoe")).cells
    chosen = [editions(rendered, name)[0] for name in ("Odder", "Samsø")]
    newest = newest_data(rendered)
    with Kernels() as kernels:
        for edition in chosen:
            execute_edition(rendered, edition, newest, kernels)
    assert read_notebook(executed_path(rendered, chosen[1].path)).cells == new


def test_the_command_renders_one_and_refuses_the_unknown(
    rendered: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(rendered.root)
    told = CliRunner().invoke(app, ["render", "kommuneprofil", "--kommune", "741"])
    assert told.exit_code == 0, told.output
    assert "build/site/kommuneprofil" in told.output
    unknown = CliRunner().invoke(app, ["render", "--kommune", "Skagen"])
    assert isinstance(unknown.exception, InputError)
    assert "Mente du Skanderborg" not in unknown.exception.remedy
    misspelt = CliRunner().invoke(app, ["render", "--kommune", "Skanderbog"])
    assert isinstance(misspelt.exception, InputError)
    assert misspelt.exception.remedy.startswith("Mente du Skanderborg? Skriv all, en kode")
    quarto = CliRunner().invoke(app, ["render", "--kommune", "741", "--engine", "quarto"])
    assert isinstance(quarto.exception, InputError)
    assert "ikke af Quarto" in quarto.exception.what
