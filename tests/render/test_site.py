"""What comes out, when it is made again, and what a failure leaves behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from rich.console import Console
from tests.render.notebooks import (
    REPORT,
    code,
    figure,
    make_project,
    markdown,
    shows,
    table,
    text,
    write_notebook,
)
from tests.support.shared import Store, relocated

from kdanalysis.project import InputError, Project
from kdanalysis.render import Engine, render_site, steps
from kdanalysis.render.configuration import executed_path, notebook_path

if TYPE_CHECKING:
    from pathlib import Path

    import nbformat

EXECUTE = f"execute:{REPORT}"
RENDER = [f"render:dassos:{REPORT}", f"render:kdnet:{REPORT}"]
CELLS = [text("# A\n\nSe @fig-a."), figure("fig-a"), table("tbl-a")]


def files(project: Project) -> dict[str, tuple[bytes, int]]:
    """Return every file of the site with its content and time."""
    return {
        path.relative_to(project.site).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(project.site.rglob("*"))
        if path.is_file()
    }


def render(project: Project, console: Console, **choice: object) -> set[str]:
    return set(render_site(project, console, engine=Engine.PANDOC, **choice))  # type: ignore[arg-type]


def edit(project: Project, old: str, new: str) -> None:
    path = notebook_path(project, REPORT)
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture
def project(store: Store, tmp_path: Path) -> Project:
    """A project whose small report has been rendered, to be worked at."""

    def make(root: Path) -> None:
        render(make_project(root, CELLS), Console(quiet=True))

    return relocated(store.once("cells", make), tmp_path / "project")


def test_each_committee_gets_its_files_and_the_site_a_list(rendered: Project) -> None:
    beside = [f"{REPORT}.html", f"{REPORT}.pdf", f"{REPORT}.xlsx"]
    beside += [f"{REPORT}/fig-botilbud.csv", f"{REPORT}/fig-privat.csv"]
    wanted = [f"{profile}/{name}" for profile in ("dassos", "kdnet") for name in beside]
    assert sorted(files(rendered)) == sorted([*wanted, "assets/plotly.min.js", "index.html"])


def test_links_of_the_list_and_the_page_lead_to_files(rendered: Project) -> None:
    for page in (rendered.site / "index.html", rendered.site / "dassos" / f"{REPORT}.html"):
        links = re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8"))
        assert len(links) >= 2
        assert [link for link in links if not (page.parent / link).is_file()] == []


def test_the_list_names_committee_title_and_date_of_data(rendered: Project) -> None:
    index = (rendered.site / "index.html").read_text(encoding="utf-8")
    assert "DASSOS</h2>" in index
    assert "Prøverapport" in index
    assert re.search(r"data pr\. \d+\.\u00a0\w+ 20\d\d", index)


def test_a_figure_is_data_for_danish_excel(rendered: Project) -> None:
    content = (rendered.site / "dassos" / REPORT / "fig-privat.csv").read_bytes()
    expected = "\ufeffOmråde;2021;2022\r\nBotilbud;1234,5;-2\r\nI alt;;3\r\n"
    assert content.decode() == expected


def test_the_sheets_bear_the_names_printed_in_the_report(rendered: Project) -> None:
    folder = rendered.site / "dassos"
    book = openpyxl.load_workbook(folder / f"{REPORT}.xlsx")
    html = (folder / f"{REPORT}.html").read_text(encoding="utf-8")
    printed = re.findall(r'<span class="label">([^<]+):', html)
    labels = [label.replace("\u00a0", " ") for label in printed]
    assert sorted(book.sheetnames[1:]) == sorted(labels)
    for label, caption in re.findall(r'<span class="label">([^<]+): </span>([^<.]+)', html):
        if "Figur" in label:
            assert book[label.replace("\u00a0", " ")]["A1"].value.startswith("Titel på fig")
            assert caption


def test_a_second_run_does_and_touches_nothing(tmp_path: Path, console: Console) -> None:
    project = make_project(tmp_path, CELLS)
    assert render(project, console) == {EXECUTE, *RENDER, "site:script", "site:index"}
    before = files(project)
    assert render(project, console) == set()
    assert files(project) == before


def test_only_what_depends_on_a_change_runs_again(
    tmp_path: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which code and which data count: tests/render/test_dependencies.py."""
    project = make_project(tmp_path / "project", CELLS)
    render(project, console)

    def after(path: Path, content: str) -> set[str]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return render(project, console)

    # The day of the newest file is looked for among the raw ones; what leaves the executed
    # notebook as it was sets nothing again.
    assert after(project.raw / "ny.csv", "a\n1\n") == {EXECUTE}
    assert after(project.raw / "ny.csv", "a\n2\n") == set()
    (project.raw / "ny.csv").unlink()
    assert render(project, console) == {EXECUTE}
    kdnet = (project.root / "_quarto-kdnet.yml").read_text(encoding="utf-8")
    assert after(project.root / "_quarto-kdnet.yml", kdnet + "toc: false\n") == {
        RENDER[1],
        "site:index",
    }
    monkeypatch.setattr(steps, "versions", lambda: {"python": "4"})
    assert render(project, console) == {EXECUTE, *RENDER, "site:script", "site:index"}


def test_a_changed_text_is_rendered_again(project: Project, console: Console) -> None:
    edit(project, "# A", "# Nyt navn")
    assert render(project, console) == {EXECUTE, *RENDER, "site:index"}
    assert b"Nyt navn" in files(project)[f"dassos/{REPORT}.html"][0]


def test_a_lost_file_is_made_again(project: Project, console: Console) -> None:
    (project.site / "dassos" / REPORT / "fig-a.csv").unlink()
    assert render(project, console) == {RENDER[0]}
    executed_path(project, REPORT).unlink()
    assert EXECUTE in render(project, console)


def test_the_data_of_a_figure_that_is_gone_goes_too(tmp_path: Path, console: Console) -> None:
    project = make_project(tmp_path, [*CELLS, figure("fig-b")])
    render(project, console)
    assert f"dassos/{REPORT}/fig-b.csv" in files(project)
    write_notebook(notebook_path(project, REPORT), CELLS)
    render(project, console)
    assert f"dassos/{REPORT}/fig-b.csv" not in files(project)
    assert f"dassos/{REPORT}/fig-a.csv" in files(project)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (code("1 / 0"), "ZeroDivisionError"),
        (shows(({"text/html": "<b>x</b>"}, {})), "text/html"),
        (text("Se @fig-mangler."), "@fig-mangler"),
        (text("# C\n\n### Kun PDF'en standser her"), "PDF'en"),
        (shows(markdown("x", {"kdanalysis": {"dataset": {}}})), "Datasættet"),
    ],
)
def test_a_fault_stops_and_leaves_the_site_as_it_was(
    project: Project, console: Console, cell: nbformat.NotebookNode, said: str
) -> None:
    before = files(project)
    write_notebook(notebook_path(project, REPORT), [*CELLS, cell])
    with pytest.raises(InputError, match=said):
        render(project, console)
    assert files(project) == before
    assert list(project.build.glob(".report-*")) == []
    write_notebook(notebook_path(project, REPORT), CELLS)
    render(project, console)
    assert {name: content for name, (content, _) in files(project).items()} == {
        name: content for name, (content, _) in before.items()
    }


def test_one_report_of_one_committee_may_be_chosen(tmp_path: Path, console: Console) -> None:
    project = make_project(tmp_path, CELLS)
    ran = render(project, console, reports=[REPORT], profile="kdnet")
    assert ran == {EXECUTE, RENDER[1], "site:script", "site:index"}
    assert "DASSOS" not in (project.site / "index.html").read_text(encoding="utf-8")
    assert not (project.site / "dassos").exists()


def test_quotation_marks_in_a_title_reach_the_list(tmp_path: Path, console: Console) -> None:
    project = make_project(tmp_path, [text("# A")], '---\ntitle: Hvad er "Midtjylland"?\n---')
    render(project, console)
    index = (project.site / "index.html").read_text(encoding="utf-8")
    assert 'aria-label="Hvad er &quot;Midtjylland&quot;? som PDF"' in index


def test_an_unknown_report_stops_and_names_the_known(tmp_path: Path, console: Console) -> None:
    project = make_project(tmp_path, CELLS)
    with pytest.raises(InputError, match=rf"budget(?s:.)*{REPORT}"):
        render(project, console, reports=["budget"])


def test_a_sheet_keeps_its_printed_name_where_committees_see_different_figures(
    tmp_path: Path, console: Console
) -> None:
    hidden = [text('::: {.content-visible when-profile="kdnet"}'), figure("fig-kun"), text(":::")]
    project = make_project(tmp_path, [*hidden, *CELLS])
    render(project, console)
    for profile, label in (("dassos", "Figur 1"), ("kdnet", "Figur 2")):
        book = openpyxl.load_workbook(project.site / profile / f"{REPORT}.xlsx")
        assert book[label]["A1"].value == "Titel på fig-a"
