"""What a reader must know before any number stands at the top of every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbformat.v4 import new_markdown_cell

from kdanalysis.tables.notices import notices

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from kdanalysis.project import Project


def add_notices(notebook: NotebookNode, project: Project) -> None:
    """Put trial data, an outage and a missing PL rate right below the front matter."""
    for place, notice in enumerate(notices(project), start=1):
        cell = new_markdown_cell(notice.markdown)  # type: ignore[no-untyped-call]
        cell.id = f"forbehold-{place}"
        notebook.cells.insert(place, cell)
