"""What a report's cells may put out, and all of it joined as one Markdown text."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What a report's cells may put out; anything else stops before it can reach a reader.


MARKDOWN = "text/markdown"
PLAIN = "text/plain"
IMAGES = {"image/svg+xml": "svg", "image/png": "png"}

_ALLOWED = frozenset({MARKDOWN, PLAIN, *IMAGES})


def outputs(notebook: NotebookNode) -> Iterator[tuple[int, int, Any]]:
    """Yield (cell number, output number, output) in document order; both count from 1."""
    for number, cell in enumerate(notebook.cells, start=1):
        for place, output in enumerate(cell.get("outputs", []), start=1):
            yield number, place, output


def check_outputs(notebook: NotebookNode, where: str) -> None:
    """Stop at the first output that a report may not hold.

    Raises:
        InputError: a cell printed text, warned, showed HTML (a bare table does), or showed another
            kind of content that the printed report cannot carry.
    """
    for number, _, output in outputs(notebook):
        place = f"{where}, celle {number}"
        if output.output_type == "stream":
            raise InputError(
                f"Cellen skriver til {output.name}: {output.text.strip()[:200]}",
                place,
                "Fjern print, eller ret det, der advares om; tekst til læseren vises som Markdown.",
            )
        told_as = set(output.get("data", {}))
        if output.output_type == "execute_result" and not told_as & {MARKDOWN, *IMAGES}:
            told = " ".join(str(output.get("data", {}).get(PLAIN, "")).split())
            raise InputError(
                f"Cellens sidste linje viser en værdi, som ikke er tekst til læseren: {told[:120]}",
                place,
                "Skriv et tal i en sætning, fx say(n(tal)), vis tabeller med show(...), egne med "
                "show(own_table(...)), eller slut linjen med semikolon.",
            )
        if foreign := sorted(told_as - _ALLOWED):
            raise InputError(
                f"Cellen viser {', '.join(foreign)}, som ikke kan trykkes.",
                place,
                "Vis tabeller og figurer med show(...), egne med show(own_table(...)) og "
                "show(own_figure(...)); slut cellen med semikolon, hvis værdien ikke skal vises.",
            )


# An executed notebook as one Markdown text, joined as Quarto does (`echo: false`, `asis`).


def to_markdown(notebook: NotebookNode, folder: Path) -> str:
    """Return the text of the report; its images are written to `folder` and named from there.

    Front matter is left out. A div opened by one output may be closed by a later one: pandoc must
    read all of it at once.
    """
    return "\n\n".join(_texts(notebook, folder)) + "\n"


def _texts(notebook: NotebookNode, folder: Path) -> Iterator[str]:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            for place, output in enumerate(cell.outputs, start=1):
                yield _shown(output.get("data", {}), folder, f"celle-{number}-{place}")
        elif number > 1 or cell.cell_type == "markdown":
            yield cell.source


def _shown(data: dict[str, Any], folder: Path, stem: str) -> str:
    """Return the richest form of one output."""
    if MARKDOWN in data:
        return str(data[MARKDOWN])
    for kind, suffix in IMAGES.items():
        if kind in data:
            return _image(data[kind], folder / f"{stem}.{suffix}")
    return f"```\n{data.get(PLAIN, '')}\n```"


def _image(content: str, path: Path) -> str:
    as_bytes = content.encode() if path.suffix == ".svg" else base64.b64decode(content)
    path.write_bytes(as_bytes)
    return f"![]({path.name})"
