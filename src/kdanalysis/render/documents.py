"""One report as HTML and PDF by the default engine."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

import font_source_sans_pro
import typst

from kdanalysis.project import InputError
from kdanalysis.render.pandoc import TEMPLATES, convert

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.render.configuration import Metadata

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
        raise _fault(error.diagnostic or str(error), where) from error
    if warnings:
        raise _fault("; ".join(warning.message for warning in warnings), where)
    target.write_bytes(pdf)


def _timestamp(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _fault(said: str, where: str) -> InputError:
    return InputError(f"PDF'en kan ikke sættes: {said}", where, "Ret teksten i notebooken.")
