"""Where each printed number comes from, carried by the executed notebook itself.

So both engines get it, and only HTML shows it: hovering or focusing a number tells its rule,
unrounded amount and source.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_code_cell, new_output

from kdanalysis.evidence.catalogue import recompute_all
from kdanalysis.render.outputs import MARKDOWN, outputs
from kdanalysis.report.elements.numbers import unrounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

    from kdanalysis.evidence.value import Value
    from kdanalysis.project import Project

CELL_ID = "talkilder"
_KEY = re.compile(r'\{\.n k="([^"]+)"')
_TEMPLATE = Path(__file__).parent / "templates" / "provenance.html"


def add_provenance(notebook: NotebookNode, project: Project) -> None:
    """Append a cell that tells, in HTML only, where each printed number comes from.

    Raises:
        InputError: a number carries a key that fits no key figure.
    """
    keys = printed_keys(notebook)
    if not keys:
        return
    data = _told(recompute_all(keys, project))
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    page = _TEMPLATE.read_text(encoding="utf-8").replace("$data$", text)
    markdown = f':::: {{.content-visible when-format="html"}}\n```{{=html}}\n{page}```\n::::\n'
    shown = new_output("display_data", data={MARKDOWN: markdown})  # type: ignore[no-untyped-call]
    cell = new_code_cell("", outputs=[shown], id=CELL_ID)  # type: ignore[no-untyped-call]
    notebook.cells.append(cell)


def printed_keys(notebook: NotebookNode) -> list[str]:
    """Return the keys of all printed numbers, each once, in document order."""
    texts = (output.get("data", {}).get(MARKDOWN, "") for _, _, output in outputs(notebook))
    return list(dict.fromkeys(key for text in texts for key in _KEY.findall(text)))


def _told(values: dict[str, Value]) -> dict[str, Any]:
    """Return rule, unrounded amount and sources by key; repeated texts are told once."""
    rules = _numbered(value.provenance.rule for value in values.values())
    sources = _numbered(_bare(s) for value in values.values() for s in value.provenance.sources)
    figures = {
        key: {
            "r": rules[value.provenance.rule],
            "s": [sources[_bare(source)] for source in value.provenance.sources],
            "x": unrounded(value),
        }
        for key, value in values.items()
    }
    return {"figures": figures, "rules": list(rules), "sources": list(sources)}


def _numbered(texts: Iterable[str]) -> dict[str, int]:
    return {text: i for i, text in enumerate(dict.fromkeys(texts))}


def _bare(source: str) -> str:
    return source.removeprefix("Kilde: ")
