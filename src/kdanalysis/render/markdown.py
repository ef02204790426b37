"""An executed notebook as one Markdown text, joined as Quarto does (`echo: false`, `asis`)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from kdanalysis.render.outputs import IMAGES, MARKDOWN, PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode


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
