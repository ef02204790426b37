"""What a notebook's cell puts into the report, in two views of one output.

The pipeline gets annotated Markdown and SVG, from which both engines set the page; a person who
runs the notebook in JupyterLab, Notebook or VS Code gets the same as HTML to read.
"""

from __future__ import annotations

import os
from typing import Any, Final

from IPython.display import publish_display_data

from kdanalysis.report.charts.figure import Figure
from kdanalysis.report.charts.interactive import Interactive
from kdanalysis.report.elements.numbers import tidy
from kdanalysis.report.elements.tables import Table, plain_text
from kdanalysis.report.session import prepare

VIEW: Final = "KDANALYSIS_VIEW"
"""Environment variable: `page` where the pipeline runs the notebook; a person's kernel has none."""
PAGE: Final = "page"

_MARKDOWN, _SVG, _HTML, _PLAIN = "text/markdown", "image/svg+xml", "text/html", "text/plain"


def for_page() -> bool:
    """Return whether the pipeline runs this notebook, to set it as a page."""
    return os.environ.get(VIEW) == PAGE


def say(*sentences: str) -> None:
    """Put sentences into the report as one paragraph."""
    text = tidy(" ".join(sentences)) + "\n"
    if for_page():
        _publish({_MARKDOWN: text})
    else:
        from kdanalysis.report.screen import markdown_html  # noqa: PLC0415 - not for pages

        _publish({_HTML: markdown_html(text), _PLAIN: plain_text(text)})


def show(*items: Table | Figure | Interactive) -> None:
    """Put tables and figures into the report, each with its numbers as metadata."""
    for item in items:
        if for_page():
            _typeset(item)
        else:
            _draw(item)


def _typeset(item: Table | Figure | Interactive) -> None:
    if isinstance(item, Figure):
        _publish({_MARKDOWN: item.opening})
        _publish({_SVG: item.svg})
        _publish({_MARKDOWN: item.closing}, item.data.metadata())
    elif isinstance(item, Table):
        _publish({_MARKDOWN: item.markdown()}, item.data().metadata())
    else:
        _publish({_MARKDOWN: item.markdown()})


def _draw(item: Table | Figure | Interactive) -> None:
    from kdanalysis.report.screen import figure_html, markdown_html, table_html  # noqa: PLC0415

    if isinstance(item, Figure):
        _publish({_HTML: figure_html(item), _PLAIN: item.alt})
    elif isinstance(item, Table):
        _publish({_HTML: table_html(item), _PLAIN: repr(item)})
    else:
        told = f"*Den interaktive udgave af figuren »{item.id}« vises på den færdige side.*"
        _publish({_HTML: markdown_html(told), _PLAIN: plain_text(told)})


def _publish(content: dict[str, str], metadata: dict[str, Any] | None = None) -> None:
    publish_display_data(content, metadata=metadata)  # type: ignore[no-untyped-call]


prepare(show, quiet=not for_page())
