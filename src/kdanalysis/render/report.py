"""Everything that comes out of one report for one committee, moved into the site when whole."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kdanalysis.publishing import publish_set
from kdanalysis.render import quarto
from kdanalysis.render.annex import Annex, write_annex
from kdanalysis.render.configuration import (
    Metadata,
    executed_path,
    notebook_path,
    site_place,
)
from kdanalysis.render.datasets import collect, labels
from kdanalysis.render.documents import write_html, write_pdf
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.render.markdown import to_markdown
from kdanalysis.render.own_numbers import own_spans, with_own_numbers

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.render.configuration import Profile
    from kdanalysis.report.elements.dataset import ShownData


@dataclass(frozen=True)
class Report:
    """One executed report, read for one profile."""

    project: Project
    profile: Profile
    name: str
    """The stem of its files in the site."""
    where: str
    """The notebook, for messages."""
    front_matter: Metadata
    datasets: tuple[ShownData, ...]
    markdown: str

    @property
    def figures(self) -> tuple[ShownData, ...]:
        """The datasets that are also written as CSV."""
        return tuple(dataset for dataset in self.datasets if dataset.kind == "figure")

    def metadata(self, output: str) -> Metadata:
        """Return the metadata for `output`, with the addresses of what lies beside the page."""
        beside = {
            "render-profile": self.profile.name,
            "downloads": [
                {"href": f"{quote(self.name)}.pdf", "text": "Rapporten som PDF"},
                {"href": f"{quote(self.name)}.xlsx", "text": "Tallene i Excel"},
            ],
        }
        return self.profile.metadata(self.front_matter, output) | beside


def render_report(
    project: Project, profile: Profile, name: str, executable: str | None
) -> list[Path]:
    """Render the executed report `name` into the site and return the files made.

    Args:
        project: The checkout.
        profile: Whom the report is for.
        name: The report; its executed copy must be there.
        executable: Quarto, or `None` for the default engine.

    Raises:
        InputError: the report has a fault; the files of an earlier run are then as they were.
    """
    project.build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".report-", dir=project.build) as scratch:
        work, ready = Path(scratch, "work"), Path(scratch, "ready")
        report_folder, stem = site_place(project, profile.name, name)
        (ready / stem).mkdir(parents=True)
        work.mkdir()
        report = _read(project, profile, name, work)
        if executable:
            _by_quarto(report, executable, ready)
        else:
            _by_pandoc(report, work, ready)
        _write_data(report, ready)
        (report_folder / stem).mkdir(parents=True, exist_ok=True)
        earlier = [path for path in (report_folder / stem).rglob("*") if path.is_file()]
        return publish_set(ready, report_folder, instead_of=earlier)


def _read(project: Project, profile: Profile, name: str, work: Path) -> Report:
    notebook = read_notebook(executed_path(project, name))
    where = project.relative(notebook_path(project, name))
    return Report(
        project=project,
        profile=profile,
        name=site_place(project, profile.name, name)[1],
        where=where,
        front_matter=front_matter(notebook, where),
        datasets=collect(notebook, where),
        markdown=to_markdown(notebook, work),
    )


def _write_data(report: Report, ready: Path) -> None:
    metadata = report.metadata("html")
    page = (ready / f"{report.name}.html").read_text(encoding="utf-8")
    annex = Annex(
        title=metadata["title"],
        committee=metadata["committee"],
        day=metadata["date"],
        datasets=with_own_numbers(report.datasets, own_spans(report.markdown)),
        labels=labels(page, [data.id for data in report.datasets], metadata["language"]),
    )
    write_annex(annex, ready / f"{report.name}.xlsx")
    for figure in report.figures:
        (ready / report.name / f"{figure.id}.csv").write_bytes(figure.csv_bytes())


def _by_pandoc(report: Report, work: Path, ready: Path) -> None:
    for suffix, output, write in (("html", "html", write_html), ("pdf", "typst", write_pdf)):
        target = ready / f"{report.name}.{suffix}"
        write(report.markdown, report.metadata(output), work, report.where, target)


def _by_quarto(report: Report, executable: str, ready: Path) -> None:
    made = quarto.render(report.project, executable, report.profile.name, report.name)
    for suffix, content in made.items():
        (ready / f"{report.name}.{suffix}").write_bytes(content)
