"""What a notebook's cell puts into the report: text, tables and figures, never HTML tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.display import publish_display_data

from kdanalysis.report.charts.figure import Figure
from kdanalysis.report.elements.inline import tidy
from kdanalysis.report.elements.tables import Table

if TYPE_CHECKING:
    from kdanalysis.report.charts.interactive import Interactive


def say(*sentences: str) -> None:
    """Put sentences into the report as one paragraph."""
    _publish("text/markdown", tidy(" ".join(sentences)) + "\n")


def show(*items: Table | Figure | Interactive) -> None:
    """Put tables and figures into the report, each with its numbers as metadata."""
    for item in items:
        if isinstance(item, Figure):
            _publish("text/markdown", item.opening)
            _publish("image/svg+xml", item.svg)
            _publish("text/markdown", item.closing, item.data.metadata())
        elif isinstance(item, Table):
            _publish("text/markdown", item.markdown(), item.data().metadata())
        else:
            _publish("text/markdown", item.markdown())


def _publish(kind: str, content: str, metadata: dict[str, Any] | None = None) -> None:
    publish_display_data({kind: content}, metadata=metadata)  # type: ignore[no-untyped-call]
