"""What a reader must know before any number stands at the top of every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbformat.v4 import new_markdown_cell

from kdanalysis.tables.notice import missing_rate
from kdanalysis.tables.notices import notices, trial_tables

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from kdanalysis.project import Project
    from kdanalysis.render.configuration import Metadata

_TRIAL = "PRØVEDATA, ikke Danmarks Statistiks tal"


def marked(told: Metadata, project: Project) -> Metadata:
    """Return the front matter with trial data told below the title, so on the first page too."""
    if not trial_tables(project):
        return told
    subtitle = told.get("subtitle")
    return told | {"subtitle": f"{_TRIAL} – {subtitle}" if subtitle else _TRIAL}


def add_notices(notebook: NotebookNode, project: Project, *, deflated: bool = True) -> None:
    """Put trial data, an outage and a missing PL rate right below the front matter.

    Args:
        notebook: The notebook.
        project: The checkout.
        deflated: Whether its amounts need PL rates; one in current prices waits for none.
    """
    left_out = None if deflated else missing_rate(project)
    told = [notice for notice in notices(project) if notice != left_out]
    for place, notice in enumerate(told, start=1):
        cell = new_markdown_cell(notice.markdown)  # type: ignore[no-untyped-call]
        cell.id = f"forbehold-{place}"
        notebook.cells.insert(place, cell)
