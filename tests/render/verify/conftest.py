"""The expenditure report of the whole site, read, with what it is held against."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from kdanalysis.project import Project
from kdanalysis.render.annex import collect
from kdanalysis.render.configuration import executed_path
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.render.outputs import to_markdown
from kdanalysis.render.reading import Document, Page, read_document, read_page
from kdanalysis.render.verify import section_starts, truth

if TYPE_CHECKING:
    from tests.support.site import Desk

    from kdanalysis.project import Project
    from kdanalysis.render.checks import Truth
    from kdanalysis.report.elements.tables import ShownData

REPORT = "udgiftsudvikling"


@dataclass(frozen=True)
class Rendered:
    """One rendered report, read in all its forms."""

    project: Project
    markdown: str
    document: Document
    titles: tuple[str, ...]
    datasets: tuple[ShownData, ...]
    html: str
    page: Page
    pdf: tuple[str, ...]
    starts: dict[str, int]

    @property
    def folder(self) -> Path:
        return self.project.site / "dassos"


@pytest.fixture(scope="session")
def report(desk: Desk) -> Rendered:
    return _read(desk.project)


def _read(project: Project) -> Rendered:
    notebook = read_notebook(executed_path(project, REPORT))
    with tempfile.TemporaryDirectory() as scratch:
        markdown = to_markdown(notebook, Path(scratch))
    folder = project.site / "dassos"
    html = (folder / f"{REPORT}.html").read_text(encoding="utf-8")
    reader = PdfReader(folder / f"{REPORT}.pdf")
    return Rendered(
        project=project,
        markdown=markdown,
        document=read_document(markdown),
        titles=tuple(str(front_matter(notebook, REPORT)[n]) for n in ("title", "subtitle")),
        datasets=collect(notebook, REPORT),
        html=html,
        page=read_page(html),
        pdf=tuple(page.extract_text() for page in reader.pages),
        starts=section_starts(reader),
    )


@pytest.fixture(scope="session")
def held_against(report: Rendered) -> Truth:
    return truth(report.project)
