"""Own notebooks: an analyst's own reports in `analyses/egne`, found by themselves.

They are not held to the form of the shipped ones, but to the same proofs: what they print is a key
figure, an own computation that tells its rule and source, or a numeral that is none (a year ...).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kdanalysis.project import InputError, Project
from kdanalysis.render.configuration import (
    OWN,
    Metadata,
    Profile,
    configuration_base,
    read_yaml,
)
from kdanalysis.render.outputs import IMAGES, MARKDOWN

if TYPE_CHECKING:
    from nbformat import NotebookNode

READER: Final = "Egne analyser"
"""Whom they are for, unless a front matter says otherwise; and their list on the site."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_TITLE = re.compile(r"\s*#[ \t]+([^\n]*?)[ \t]*(?:<!--[^\n]*-->)?[ \t]*(?:\n|$)")
_FIGURE_OPENS: Final = "{#fig-"
_BARE_IMAGE = re.compile(r"!\[\s*\]\(")
_NUMBER = "Skriv et nøgletal med n(...), dit eget tal med n(own(tal, enhed, rule=..., source=...))."


def own_reports(project: Project) -> tuple[str, ...]:
    """Return the own notebooks as reports, `egne/<name>`, in order of their names.

    Files whose names begin with a dot or an underscore are drafts, and no reports.
    """
    files = sorted((project.analyses / OWN).glob("*.ipynb"))
    return tuple(f"{OWN}/{file.stem}" for file in files if file.name[0] not in "._")


def own_reader(project: Project) -> Profile:
    """Return the settings that all reports share, with the own notebooks as its reports."""
    base = configuration_base(project)
    settings = read_yaml(base.read_text(encoding="utf-8"), base)
    return Profile(OWN, {**settings, "committee": READER}, own_reports(project))


def is_own_report(project: Project, source: Path) -> bool:
    """Return whether a notebook is an analyst's own."""
    return source.parent == project.analyses / OWN


def opening(notebook: NotebookNode, where: str) -> tuple[Metadata, str | None]:
    """Return what a notebook's first cell says of the report, and the Markdown left of it.

    It is a raw cell with front matter, a Markdown cell with front matter, or one that begins with
    the title: `# Titel`. Of a raw cell nothing is left.

    Raises:
        InputError: the front matter cannot be read.
    """
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type == "code":
        return {}, None
    if found := _FRONT_MATTER.match(first.source):
        told = read_yaml(found[1], f"{where}, celle 1")
        return told, None if first.cell_type == "raw" else first.source[found.end() :]
    if first.cell_type == "markdown" and (found := _TITLE.match(first.source)):
        return {"title": found[1]}, first.source[found.end() :]
    return {}, None


def prove(notebook: NotebookNode, project: Project, where: str) -> None:
    """Stop at the first number of an own notebook that nothing stands behind.

    Raises:
        InputError: a numeral is neither a key figure, nor an own computation, nor classed; or a
            picture has no alternative text. The message names cell and, where found, line.
    """
    from kdanalysis.render.reading import (  # noqa: PLC0415
        read_classes,
        read_document,
        unclassed,
    )

    classes = read_classes(project.raw / "local" / "talklasser.csv")
    for number, text in _texts(notebook, where):
        if _BARE_IMAGE.search(text):
            raise InputError(
                "Billedet har ingen alternativ tekst.",
                _place(notebook, number, "![", where),
                "Skriv, hvad billedet viser: ![Hvad man ser](fil.png).",
            )
        for passage in read_document(text).passages:
            if loose := unclassed(passage, classes):
                raise InputError(
                    f"Tallet {loose[0]} er hverken nøgletal eller egen beregning: "
                    f"»{' '.join(passage.split())[:120]}«",
                    _place(notebook, number, loose[0], where),
                    _NUMBER,
                )


def _texts(notebook: NotebookNode, where: str) -> Iterator[tuple[int, str]]:
    """Yield cell number and Markdown, one for each cell that prints any."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            yield number, cell.source
        elif cell.cell_type == "code":
            yield number, "\n\n".join(_printed(cell.outputs, f"{where}, celle {number}"))


def _printed(outputs: list[Any], place: str) -> Iterator[str]:
    before = ""
    for output in outputs:
        data = output.get("data", {})
        if MARKDOWN in data:
            before = str(data[MARKDOWN])
            yield before
        elif set(data) & set(IMAGES):
            if _FIGURE_OPENS not in before:
                raise InputError(
                    "Figuren har hverken titel eller alternativ tekst.",
                    place,
                    "Vis den med show(own_figure(figur, title=..., alt=..., data=..., ...)).",
                )
            yield ":::"


def _place(notebook: NotebookNode, number: int, sought: str, where: str) -> str:
    """Return the cell and, where what is sought stands in its source, the line."""
    source = notebook.cells[number - 1].source
    plain = sought.replace("−", "-")
    for line, text in enumerate(source.splitlines(), start=1):
        if sought in text or plain in text:
            return f"{where}, celle {number}, linje {line}: {text.strip()}"
    return f"{where}, celle {number}"
