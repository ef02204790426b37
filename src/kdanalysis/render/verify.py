"""`kdanalysis verify`: every rendered report against what is computed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from pypdf import PdfReader

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.project import Project
from kdanalysis.render import checks
from kdanalysis.render.annex import collect, with_own_numbers
from kdanalysis.render.checks import Truth, check_annex, check_csv
from kdanalysis.render.configuration import (
    Profile,
    executed_path,
    notebook_path,
    site_place,
)
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.render.outputs import to_markdown
from kdanalysis.render.reading import (
    Document,
    numerals,
    read_classes,
    read_document,
    read_page,
    wording,
)
from kdanalysis.report.elements.tables import ShownData
from kdanalysis.sources.receipts import read_raw_csv
from kdanalysis.tables.dataset import open_newest

_BARE = "may-be-without-key-figures"
"""Front matter of a report that has nothing to tell when nothing changed."""
# Texts that are data with evidence of their own, and so may hold numbers.
_QUOTABLE: dict[str, list[str]] = {
    "kdnet/claims.csv": ["quote"],
    "local/claims_deviations.csv": ["explanation", "evidence", "consequence", "reason"],
    "local/claims_audit.csv": ["reason", "remark"],
    "local/trykfejl_regneeksempel.csv": ["cause"],
    "local/kapacitet_tolkning.csv": ["reason"],
}


@dataclass(frozen=True)
class Proof:
    """What the check of one rendered report saw and found."""

    place: str
    """Where the report stands in the site, without suffix."""
    figures: int
    """Key figures in the text and tables."""
    cells: int
    """Numbers behind tables and figures."""
    faults: tuple[str, ...]


def truth(project: Project) -> Truth:
    """Return what printed numbers are held against, from the project's data."""
    all_figures()
    data = open_newest(project)
    classes = read_classes(project.raw / "local" / "talklasser.csv")
    return Truth(cache(partial(evaluate, data=data)), classes, _quotable(project))


def _quotable(project: Project) -> frozenset[str]:
    """Return what may be quoted: the agendas' statements and the audit's words on them."""
    return frozenset(
        wording(text)
        for name, columns in _QUOTABLE.items()
        for row in read_raw_csv(project.raw / name).select(columns).iter_rows()
        for text in row
        if text
    )


def verify_report(project: Project, profile: Profile, report: str, held_against: Truth) -> Proof:
    """Check one rendered report in all its formats against its executed notebook."""
    notebook = read_notebook(executed_path(project, report))
    where = project.relative(notebook_path(project, report))
    datasets = collect(notebook, where)
    with tempfile.TemporaryDirectory() as scratch:
        document = read_document(to_markdown(notebook, Path(scratch)))
    stated = front_matter(notebook, where)
    title = [str(stated.get(name, "")) for name in ("title", "subtitle")]
    folder, stem = site_place(project, profile.name, report)
    faults = [
        *_title_faults(title, profile.committee),
        *checks.check_document(document, held_against, may_be_bare=bool(stated.get(_BARE))),
        *checks.check_datasets(datasets, held_against),
        *checks.check_alternatives(document, datasets, held_against),
        *_format_faults(folder / stem, document, title, datasets),
    ]
    cells = sum(key is not None for d in datasets for row in d.keys for key in row)
    return Proof(f"{folder.name}/{stem}", len(document.figures), cells, tuple(faults))


def _title_faults(title: Sequence[str], committee: str) -> list[str]:
    """A title stands in every page's head, so it must not hold numbers."""
    found = numerals(" ".join([*title, committee]))
    return [f"Titlen indeholder tal: {', '.join(found)}"] if found else []


def _format_faults(
    place: Path,
    document: Document,
    title: Sequence[str],
    datasets: Sequence[ShownData],
) -> Iterator[str]:
    page = read_page(place.with_suffix(".html").read_text(encoding="utf-8"))
    yield from checks.check_page(document, page, title)
    reader = PdfReader(place.with_suffix(".pdf"))
    texts = [sheet.extract_text() for sheet in reader.pages]
    yield from checks.check_pdf(document, page, title, texts, section_starts(reader))
    told = [(str(piece.key), piece.look) for piece in document.figures]
    yield from check_annex(place.with_suffix(".xlsx"), with_own_numbers(datasets, told))
    yield from check_csv(place, datasets)


def section_starts(reader: PdfReader) -> dict[str, int]:
    """Return the page on which each section begins, by its number, from the PDF's outline."""
    return dict(_starts(reader, reader.outline))


def _starts(reader: PdfReader, outline: Sequence[object]) -> Iterator[tuple[str, int]]:
    """Yield the number and page of each section in the PDF's outline."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _starts(reader, entry)
        else:
            number = str(entry.title).partition(" ")[0]  # type: ignore[attr-defined]
            at = reader.get_destination_page_number(entry)  # type: ignore[arg-type]
            yield number, 1 + (at or 0)
