"""One call of pandoc: Markdown in, a whole HTML page or Typst source out; every warning stops."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypandoc
from babel.dates import format_date

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from kdanalysis.render.configuration import Metadata

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
