"""One report as HTML and PDF by the default engine or Quarto, moved into the site when whole."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import font_source_sans_pro
import pypandoc
import typst
from babel.dates import format_date

from kdanalysis.project import InputError, Project
from kdanalysis.publishing import publish_set
from kdanalysis.render import quarto
from kdanalysis.render.annex import Annex, collect, labels, own_spans, with_own_numbers, write_annex
from kdanalysis.render.configuration import (
    Metadata,
    Profile,
    executed_path,
    notebook_path,
    site_place,
)
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.render.outputs import to_markdown
from kdanalysis.report.elements.tables import ShownData

# One call of pandoc: Markdown in, a whole HTML page or Typst source out; every warning stops.


TEMPLATES = Path(__file__).parent / "templates"

# What the filters report: kind -> (what is wrong, what to do).
_FAULTS = {
    "missing-alt": (
        "Alternativ tekst mangler: {}",
        'Giv figuren fig-alt="...", formlen {{#eq-navn alt="..."}}.',
    ),
    "missing-caption": (
        "Figuren eller tabellen har ingen billedtekst: {}",
        "Slut figurens blok med en linje tekst; giv tabellen en linje : tekst {{#tbl-navn}}.",
    ),
    "duplicate-id": (
        "Navnet er brugt to gange: {}",
        "Giv hver figur, tabel og overskrift sit eget navn.",
    ),
    "unknown-reference": (
        "Henvisningen peger ikke på noget: {}",
        "Ret navnet, eller indsæt det, der henvises til.",
    ),
    "words-in-reference": (
        "Ord i en henvisning går tabt: {}",
        "Skriv ordene uden for klammerne: se [@fig-navn].",
    ),
    "unknown-callout": ("Ukendt boks: {}", "Brug note, tip, warning, important eller caution."),
    "missing-word": ("Ordet mangler i language: {}", "Tilføj det i _quarto.yml."),
}
_FAULT = re.compile(r"^([a-z-]+)\t(.*)$", re.MULTILINE)
_WARNING = re.compile(r"\[WARNING\] (.*)")


def convert(
    markdown: str,
    output: str,
    metadata: Metadata,
    folder: Path,
    where: str,
    *options: str,
    shift: int = 0,
) -> str:
    """Return `markdown` as a whole document in the format `output` (`html` or `typst`).

    Args:
        markdown: The report's text.
        output: pandoc's name of the format.
        metadata: The document's metadata, merged.
        folder: Where the images stand; a file with the metadata is written there too.
        where: The notebook, for messages.
        options: Further options of pandoc.
        shift: How many levels headings move down.

    Raises:
        InputError: pandoc or a filter found fault with the text.
    """
    arguments = [*_common(metadata, folder, output), *_structure(metadata, shift), *options]
    try:
        document: str = pypandoc.convert_text(
            markdown, output, format="markdown", extra_args=arguments, verify_format=False
        )
    except RuntimeError as error:
        raise _fault(str(error), where) from error
    return document


def _common(metadata: Metadata, folder: Path, output: str) -> list[str]:
    stated = folder / f"{output}.json"
    stated.write_text(json.dumps(_printable(metadata), default=str), encoding="utf-8")
    return [
        "--standalone",
        "--wrap=none",
        "--fail-if-warnings",
        f"--metadata-file={stated}",
        f"--resource-path={folder}",
        f"--lua-filter={TEMPLATES / 'shared.lua'}",
        f"--lua-filter={TEMPLATES / 'report.lua'}",
    ]


def _printable(metadata: Metadata) -> Metadata:
    """Dates as Danish readers see them; the heading of the contents where templates look for it."""
    shown = dict(metadata)
    shown["toc-title"] = metadata.get("language", {}).get("toc-title-document", "Indhold")
    if hasattr(metadata.get("date"), "isoformat"):
        shown["date"] = format_date(metadata["date"], format="d. MMMM y", locale="da")
    return shown


def _structure(metadata: Metadata, shift: int) -> list[str]:
    options = [f"--shift-heading-level-by={shift}"]
    if metadata.get("toc"):
        options += ["--toc", f"--toc-depth={metadata.get('toc-depth', 3) + shift}"]
    if metadata.get("number-sections"):
        options.append("--number-sections")
    return options


def _fault(said: str, where: str) -> InputError:
    found = [
        (_FAULTS[kind][0].format(place), _FAULTS[kind][1].format())
        for kind, place in _FAULT.findall(said)
        if kind in _FAULTS
    ]
    if not found:
        warnings = "; ".join(dict.fromkeys(_WARNING.findall(said))) or said.strip()
        return InputError(f"pandoc siger: {warnings}", where, "Ret teksten i notebooken.")
    whats, remedies = zip(*found, strict=True)
    return InputError("\n  ".join(dict.fromkeys(whats)), where, " ".join(dict.fromkeys(remedies)))


# One report as HTML and PDF by the default engine.

# Tagged for assistive technology and kept for good: Typst refuses to write what is neither.
STANDARDS: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")


def write_html(markdown: str, metadata: Metadata, folder: Path, where: str, target: Path) -> None:
    """Write the report as one HTML file with everything but the charting script inside.

    Raises:
        InputError: the text has a fault.
    """
    page = convert(
        markdown,
        "html",
        metadata,
        folder,
        where,
        f"--template={TEMPLATES / 'page.html'}",
        "--embed-resources",
        "--mathml",
        shift=1,
    )
    target.write_text(page, encoding="utf-8")


def write_pdf(markdown: str, metadata: Metadata, folder: Path, where: str, target: Path) -> None:
    """Write the report as PDF/UA-1 and PDF/A-2a; the same text gives the same bytes.

    Raises:
        InputError: the text has a fault, or the page cannot be set accessibly.
    """
    template = f"--template={TEMPLATES / 'template.typ'}"
    source = folder / "report.typ"
    source.write_text(
        convert(markdown, "typst", metadata, folder, where, template), encoding="utf-8"
    )
    try:
        pdf, warnings = typst.compile_with_warnings(
            source,
            root=folder,
            font_paths=[font_source_sans_pro.font_directory],
            ignore_system_fonts=True,
            pdf_standards=list(STANDARDS),
            timestamp=_timestamp(metadata["date"]),
        )
    except typst.TypstError as error:
        raise _document_fault(error.diagnostic or str(error), where) from error
    if warnings:
        raise _document_fault("; ".join(warning.message for warning in warnings), where)
    target.write_bytes(pdf)


def _timestamp(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _document_fault(said: str, where: str) -> InputError:
    return InputError(f"PDF'en kan ikke sættes: {said}", where, "Ret teksten i notebooken.")


# Everything that comes out of one report for one committee, moved into the site when whole.


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
