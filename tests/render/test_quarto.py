"""Quarto as the engine: what it is asked, with a stand-in that records its calls."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from tests.render.notebooks import REPORT, figure, make_project, markdown, shows, text
from tests.support.place import ROOT

from kdanalysis.project import InputError, Project
from kdanalysis.render import Engine, execute_only, quarto, render_site
from kdanalysis.render.configuration import executed_path
from kdanalysis.render.execution import read_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

_STAND_IN = """#!{python}
import json, os, pathlib, sys
if sys.argv[1:] == ["--version"]:
    print({version!r}); sys.exit()
with open({log!r}, "a") as log:
    call = {{"arguments": sys.argv[1:], "folder": os.getcwd(),
            "executed": os.environ.get("KDANALYSIS_EXECUTED"),
            "fonts": sorted(os.listdir("build/fonts"))}}
    print(json.dumps(call), file=log)
made = pathlib.Path("build/quarto", sys.argv[2])
made.parent.mkdir(parents=True, exist_ok=True)
for suffix in {suffixes!r}:
    made.with_suffix(suffix).write_text("by quarto " + sys.argv[4])
print("besked fra quarto", file=sys.stderr)
sys.exit({code})
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project", [text("# A"), figure("fig-a")])


class StandIn:
    """A program called quarto that records how it is called."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.log = folder / "log"
        self.path = folder / "bin" / "quarto"
        self.path.parent.mkdir(parents=True)
        monkeypatch.setenv("PATH", str(self.path.parent))

    def install(
        self, version: str = "1.11.0", suffixes: tuple[str, ...] = (".html", ".pdf"), code: int = 0
    ) -> None:
        content = _STAND_IN.format(
            python=sys.executable, version=version, log=str(self.log), suffixes=suffixes, code=code
        )
        self.path.write_text(content)
        self.path.chmod(0o755)

    @property
    def calls(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    return StandIn(tmp_path, monkeypatch)


@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.QUARTO])
def test_quarto_is_asked_for_each_report_of_each_committee(
    project: Project, stand_in: StandIn, console: Console, engine: Engine
) -> None:
    stand_in.install()
    render_site(project, console, engine=engine)
    calls = sorted(stand_in.calls, key=lambda call: str(call["arguments"]))
    notebook = f"build/executed/{REPORT}.ipynb"
    assert [call["arguments"] for call in calls] == [
        ["render", notebook, "--profile", profile] for profile in ("dassos", "kdnet")
    ]
    assert {call["folder"] for call in calls} == {str(project.root)}
    assert {call["executed"] for call in calls} == {"1"}
    assert all("SourceSansPro-Regular.ttf" in str(call["fonts"]) for call in calls)
    for profile in ("dassos", "kdnet"):
        page = project.site / profile / f"{REPORT}.html"
        assert page.read_text() == f"by quarto {profile}"
        assert page.with_suffix(".pdf").is_file()
        assert page.with_suffix(".xlsx").is_file()
        assert (project.site / profile / REPORT / "fig-a.csv").is_file()


def test_another_quarto_renders_again(
    project: Project, stand_in: StandIn, console: Console
) -> None:
    stand_in.install("1.11.0")
    render_site(project, console)
    assert render_site(project, console) == []
    stand_in.install("1.12.0")
    assert len(stand_in.calls) == 2
    render_site(project, console)
    assert len(stand_in.calls) == 4


@pytest.mark.parametrize("version", ["1.8.27", "", "99.9.9-local"])
def test_auto_takes_quarto_only_when_it_is_new_enough(
    project: Project, stand_in: StandIn, console: Console, version: str
) -> None:
    stand_in.install(version)
    render_site(project, console, profile="dassos")
    page = (project.site / "dassos" / f"{REPORT}.html").read_text(encoding="utf-8")
    assert page.startswith("by quarto") == version.startswith("99")


def test_asking_for_a_quarto_that_is_not_there_stops(
    project: Project, stand_in: StandIn, console: Console
) -> None:
    with pytest.raises(InputError, match=r"1\.9 eller nyere"):
        render_site(project, console, engine=Engine.QUARTO)
    stand_in.install("1.8.0")
    with pytest.raises(InputError, match=r"1\.9 eller nyere"):
        render_site(project, console, engine=Engine.QUARTO)


@pytest.mark.parametrize(
    ("suffixes", "code", "said"),
    [((".html", ".pdf"), 1, "besked fra quarto"), ((".html",), 0, f"{REPORT}.pdf")],
)
def test_what_quarto_says_reaches_the_user(
    project: Project,
    stand_in: StandIn,
    console: Console,
    suffixes: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    stand_in.install(suffixes=suffixes, code=code)
    with pytest.raises(InputError) as fault:
        render_site(project, console, profile="dassos")
    assert said in fault.value.what
    assert fault.value.where == f"quarto render build/executed/{REPORT}.ipynb --profile dassos"
    assert not (project.site / "dassos" / f"{REPORT}.html").exists()


def test_a_page_left_by_an_earlier_quarto_is_not_taken_for_a_new_one(
    project: Project, stand_in: StandIn, console: Console
) -> None:
    stand_in.install("1.11.0")
    render_site(project, console, profile="dassos")
    stand_in.install("1.12.0", suffixes=(".html",))
    with pytest.raises(InputError, match="skrev ikke"):
        render_site(project, console, profile="dassos")


def test_the_pre_render_command_executes_and_lays_out_the_fonts(tmp_path: Path) -> None:
    project = make_project(tmp_path, [shows(markdown("Vist tekst"))])
    settings = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    command = shlex.split(settings["project"]["pre-render"])
    assert command[0] == "python"
    environment = {**os.environ, "QUARTO_PROFILE": "kdnet"}
    ended = subprocess.run(
        [sys.executable, *command[1:]],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    executed = read_notebook(executed_path(project, REPORT))
    assert executed.cells[1].outputs[0].data["text/markdown"] == "Vist tekst"
    fonts = settings["format"]["typst"]["font-paths"]
    assert len(fonts) == 1
    assert list((tmp_path / fonts[0]).glob("SourceSansPro-*.ttf"))
    assert not project.site.exists()


def test_pre_render_does_nothing_when_quarto_was_started_from_here(
    project: Project, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(quarto.EXECUTED, "1")
    assert execute_only(project, console) == []
    assert not project.build.exists()
