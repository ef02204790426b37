"""A project of its own with the report on changes and a small report that follows the data."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pypdf import PdfReader
from tests.render.notebooks import code, text, write_notebook
from tests.support.fetching import copied
from tests.support.place import ROOT

from kdanalysis import cli

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from typer.testing import CliRunner, Result

    from kdanalysis.project import Project

SMALL = "lille"
CHANGES = "aendringer"
FRONT = "---\ntitle: Lille rapport\n---"
READS = (
    "from kdanalysis.notebook import *\n"
    "from kdanalysis.report.expenditure import net_expenditure_table\n"
    "from kdanalysis.report.subjects.accounts import choose, price_level\n"
    "from kdanalysis.report.subjects.trends import trend\n"
    'valg = choose(area="082", period="2018-")\n'
    'say(trend(valg.here, "adults"), price_level(valg))\n'
    'show(net_expenditure_table(valg.here, "adults"))'
)


def make(root: Path, *reports: str) -> Project:
    """Return a project with the repository's data and the named reports for one committee."""
    project = copied(ROOT, root)
    shutil.copy(ROOT / "_quarto.yml", root)
    write_notebook(project.analyses / f"{SMALL}.ipynb", [text("# Voksne"), code(READS)], FRONT)
    shutil.copy(ROOT / "analyses" / f"{CHANGES}.ipynb", project.analyses)
    listed = "".join(f"    - build/executed/{name}.ipynb\n" for name in reports)
    for profile, named in (("dassos", listed), ("kdnet", listed)):
        body = f"project:\n  render:\n{named}committee: Prøveudvalget\n"
        (root / f"_quarto-{profile}.yml").write_text(body, encoding="utf-8")
    base = root / "_quarto.yml"
    settings = base.read_text(encoding="utf-8").replace("[dassos, kdnet]", "[dassos]")
    base.write_text(settings, encoding="utf-8")
    (root / "_quarto-kdnet.yml").unlink()
    return project


def call(runner: CliRunner, *arguments: str) -> Result:
    """Run a command in the working directory."""
    return runner.invoke(cli.app, arguments, catch_exceptions=False)


def at(project: Project, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the project, with `url` as the address of the API."""
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("KDANALYSIS_STATBANK_URL", url)
    monkeypatch.delenv("QUARTO_PROFILE", raising=False)


def page(project: Project, report: str) -> str:
    """Return a rendered page as text, with plain spaces."""
    html = (project.site / "dassos" / f"{report}.html").read_text(encoding="utf-8")
    return html.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def title_page(project: Project, report: str) -> str:
    """Return the text of the first page of the PDF, as one line."""
    reader = PdfReader(project.site / "dassos" / f"{report}.pdf")
    return " ".join(reader.pages[0].extract_text().split())


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return time of change and content of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".db", ".log"}
    }
