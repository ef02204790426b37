"""What an executed notebook prints: its text in pieces, each a key figure or plain text.

Read with pandoc's own parser, so that it is the text the engines see.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypandoc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CAPTION_MARK = re.compile(r"\{#[^}]*\}")
_BLOCKS = frozenset(
    {"Para", "Plain", "Header", "BulletList", "OrderedList", "Div", "Table", "BlockQuote"}
)


@dataclass(frozen=True)
class Piece:
    """A run of printed text; with `key` and `look` where it is a key figure, or a quotation."""

    text: str
    key: str | None = None
    look: str = ""
    is_quote: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the piece is the report's own words."""
        return self.key is None and not self.is_quote


@dataclass(frozen=True)
class Document:
    """The printed text of an executed report, and the alternative texts of its figures."""

    pieces: tuple[Piece, ...]
    alternatives: tuple[str, ...]

    @property
    def figures(self) -> tuple[Piece, ...]:
        """The pieces that are key figures."""
        return tuple(piece for piece in self.pieces if piece.key is not None)

    @property
    def passages(self) -> tuple[str, ...]:
        """The report's own words, block by block; figures and quotations stand as bullets."""
        shown = "".join(piece.text if piece.is_plain else "•" for piece in self.pieces)
        return tuple(shown.split("\n"))

    @property
    def quotes(self) -> tuple[str, ...]:
        """The quotations, word for word."""
        return tuple(piece.text for piece in self.pieces if piece.is_quote)

    @property
    def text(self) -> str:
        """All printed text."""
        return "".join(piece.text for piece in self.pieces)


def read_document(markdown: str) -> Document:
    """Return what a report's Markdown prints; references and raw HTML are left to the engines."""
    tree = json.loads(pypandoc.convert_text(markdown, "json", format="markdown"))
    pieces = tuple(_pieces(tree["blocks"]))
    return Document(pieces, tuple(_alternatives(tree["blocks"])))


def _pieces(node: Any) -> Iterator[Piece]:  # noqa: ANN401 - pandoc's tree
    if isinstance(node, list):
        for part in node:
            yield from _pieces(part)
    elif isinstance(node, dict) and "t" in node:
        yield from _of_kind(node["t"], node.get("c"))
        if node["t"] in _BLOCKS:
            yield Piece("\n")


def _of_kind(kind: str, content: Any) -> Iterator[Piece]:  # noqa: ANN401 - pandoc's tree
    if kind in _LEFT_TO_ENGINES:
        return
    if kind in _SPACES:
        yield Piece(" ")
    elif kind in _READERS:
        yield from _READERS[kind](content)
    else:
        yield from _pieces(content)


def _text(content: str) -> Iterator[Piece]:
    yield Piece(_CAPTION_MARK.sub("", content))


def _code(content: Any) -> Iterator[Piece]:  # noqa: ANN401 - pandoc's tree
    yield Piece(content[1])


def _span(content: Any) -> Iterator[Piece]:  # noqa: ANN401 - pandoc's tree
    (_, classes, attributes), inner = content
    text = "".join(piece.text for piece in _pieces(inner))
    if "n" in classes:
        named = dict(attributes)
        yield Piece(text, named["k"], named["look"])
    else:
        yield Piece(text, is_quote="q" in classes)


def _items(content: Any) -> Iterator[Piece]:  # noqa: ANN401 - pandoc's tree
    """Yield the items of a numbered list; the engine writes the numbers."""
    yield from _pieces(content[1])


def _table(content: Any) -> Iterator[Piece]:  # noqa: ANN401 - pandoc's tree
    """Yield caption and cells, a line each, so that neighbours never run together."""
    _, caption, _, head, bodies, foot = content
    yield from _pieces(caption)
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    for row in rows:
        for cell in row[1]:
            yield from _pieces(cell[4])
            yield Piece("\n")


def _alternatives(node: Any) -> Iterator[str]:  # noqa: ANN401 - pandoc's tree
    if isinstance(node, list):
        for part in node:
            yield from _alternatives(part)
    elif isinstance(node, dict):
        if node.get("t") == "Div":
            yield from (text for name, text in node["c"][0][2] if name == "fig-alt")
        yield from _alternatives(node.get("c"))


_LEFT_TO_ENGINES = frozenset({"Cite", "Math", "RawInline", "RawBlock", "CodeBlock"})
_SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})
_READERS: dict[str, Callable[[Any], Iterator[Piece]]] = {
    "Str": _text,
    "Code": _code,
    "Span": _span,
    "OrderedList": _items,
    "Table": _table,
}
