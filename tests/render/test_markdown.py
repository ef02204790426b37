"""Cells joined to one text: prose, the richest form of each output, and no code."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from kdanalysis.render.outputs import to_markdown

if TYPE_CHECKING:
    from pathlib import Path

_PNG = base64.b64encode(b"\x89PNG...").decode()


def joined(folder: Path, *cells: Any) -> str:
    return to_markdown(new_notebook(cells=list(cells)), folder)  # type: ignore[no-untyped-call]


def shown(*bundles: dict[str, str]) -> Any:
    outputs = [new_output("display_data", bundle) for bundle in bundles]  # type: ignore[no-untyped-call]
    return new_code_cell("secret = 1", outputs=outputs)  # type: ignore[no-untyped-call]


def prose(text: str) -> Any:
    return new_markdown_cell(text)  # type: ignore[no-untyped-call]


def raw(text: str) -> Any:
    return new_raw_cell(text)  # type: ignore[no-untyped-call]


def test_prose_and_outputs_follow_each_other_without_code(tmp_path: Path) -> None:
    text = joined(
        tmp_path,
        raw("---\ntitle: T\n---"),
        prose("# A"),
        shown({"text/markdown": "::: {#fig-a}"}, {"image/svg+xml": "<svg/>", "text/plain": "F"}),
        shown({"text/markdown": "Tekst\n:::"}),
        raw("Rå tekst"),
    )
    assert text == "# A\n\n::: {#fig-a}\n\n![](celle-3-2.svg)\n\nTekst\n:::\n\nRå tekst\n"
    assert (tmp_path / "celle-3-2.svg").read_text() == "<svg/>"


def test_a_notebook_may_begin_with_prose(tmp_path: Path) -> None:
    assert joined(tmp_path, prose("# A")) == "# A\n"


def test_the_richest_form_is_shown(tmp_path: Path) -> None:
    everything = {"text/plain": "p", "image/png": _PNG, "image/svg+xml": "<svg/>"}
    assert joined(tmp_path, shown({**everything, "text/markdown": "m"})) == "m\n"
    assert joined(tmp_path, shown(everything)) == "![](celle-1-1.svg)\n"
    del everything["image/svg+xml"]
    assert joined(tmp_path, shown(everything)) == "![](celle-1-1.png)\n"
    assert (tmp_path / "celle-1-1.png").read_bytes() == b"\x89PNG..."


def test_a_bare_value_is_set_as_it_is(tmp_path: Path) -> None:
    assert joined(tmp_path, shown({"text/plain": "*42*"})) == "```\n*42*\n```\n"
