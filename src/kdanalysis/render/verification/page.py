"""What a rendered HTML page shows: text in pieces, without what the engine itself numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kdanalysis.render.verification.document import Piece

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_HIDDEN = frozenset({"script", "style", "svg", "math", "template", "title"})
# Sections, figures, tables and equations are numbered by the engine; their order is checked.
_ENGINE = {
    "header-section-number": "sections",
    "label": "labels",
    "ref": "references",
    "footnote-ref": "notes",
    "equation": "equations",
    "date": "dates",
}
_SECTION = re.compile(r"\d+(?:\.\d+)*")
_ARROW = "footnote-back"
_CONTENTS, _SOURCES = "TOC", "tal-kilder"
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "caption",
        "figcaption",
        "div",
        "section",
        "table",
    ]
)


@dataclass
class Page:
    """The text of a page, its key figures, what the engine numbered, and the alt texts."""

    pieces: list[Piece] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    """The table of contents, text by text."""
    sections: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    """`Figur 1`, `Tabel 1` ... as they stand at the captions."""
    references: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    equations: list[str] = field(default_factory=list)
    """`(1)`, `(2)` ... as they stand beside the formulas."""
    dates: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All visible text but what the engine numbers."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def contents_numbers(self) -> list[str]:
        """The section numbers in the table of contents."""
        return [text.strip() for text in self.contents if _SECTION.fullmatch(text.strip())]

    @property
    def figures(self) -> list[Piece]:
        """The pieces that are key figures."""
        return [piece for piece in self.pieces if piece.key is not None]


def read_page(html: str) -> Page:
    """Return what a page shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Walks the elements; each open one knows whether it is hidden, numbered, or a key figure."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.page.alternatives.append(named.get("alt", ""))
        if tag in _BLOCKS:
            self.page.pieces.append(Piece("\n"))
        if tag not in _VOID:
            self._open.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in _BLOCKS:
            self.page.pieces.append(Piece("\n"))

    def handle_data(self, data: str) -> None:
        ids = {a.get("id") for _, a in self._open}
        if _SOURCES in ids or any(tag in _HIDDEN for tag, _ in self._open):
            return
        classes = {name for _, a in self._open for name in a.get("class", "").split()}
        engine = next((kind for name, kind in _ENGINE.items() if name in classes), None)
        if _CONTENTS in ids:
            self.page.contents.append(data)
        elif engine is not None:
            getattr(self.page, engine).append(data.strip(" :\N{NO-BREAK SPACE}"))
        elif _ARROW not in classes:
            self._keep(data)

    def _keep(self, data: str) -> None:
        named = next((a for _, a in reversed(self._open) if "data-k" in a), None)
        if named is None:
            self.page.pieces.append(Piece(data))
        else:
            self.page.pieces.append(Piece(data, named["data-k"], named.get("data-look", "")))
