"""What an executed notebook prints and a page shows: text in pieces, and the numerals in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, Any

import pypandoc

from kdanalysis.sources.registers import column, kind_of_cell, read_register

# Numerals in text: found, normalised, and classed where they are no key figures.

# A sign belongs to a number only where no letter, digit or bracket stands before it.
_NUMERAL = re.compile(r"(?:(?<![\w)\]])[−-])?\d+(?:[.,]\d+)*")
_SOFT = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}"))
_TYPED = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "−": "-"}
)
_SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")


def normalised(text: str) -> str:
    """Return text with plain spaces, no soft hyphens, and one minus sign."""
    return _SPACES.sub(" ", text.translate(_SOFT)).replace("\N{HYPHEN}", "-")


def wording(text: str) -> str:
    """Return text as compared word for word: typographic signs as they are typed."""
    return normalised(text).translate(_TYPED).strip()


def numerals(text: str) -> list[str]:
    """Return the numerals of a text in order, signs included (a leading hyphen counts as minus)."""
    return [found.replace("-", "−") for found in _NUMERAL.findall(normalised(text))]


def counted(texts: Sequence[str]) -> Counter[str]:
    """Return how often each numeral stands in the texts."""
    return Counter(numeral for text in texts for numeral in numerals(text))


def _pattern(cell: str) -> re.Pattern[str]:
    try:
        return re.compile(cell, re.IGNORECASE)
    except re.error as error:
        raise ValueError(cell) from error


@dataclass(frozen=True)
class NumeralClass:
    """A kind of numeral that is no key figure: a year, a paragraph, a reference ..."""

    name: Annotated[str, column("class")]
    pattern: Annotated[
        re.Pattern[str],
        kind_of_cell(".+", _pattern, "er ikke et læseligt mønster", "Ret mønstret."),
    ]
    example: str
    """What the pattern finds."""


def read_classes(file: Path) -> tuple[NumeralClass, ...]:
    """Return the classes of `file`, in order.

    Raises:
        InputError: a pattern cannot be read, does not fit its own example, or there are none.
    """
    return read_register(file, NumeralClass, rule=_misses)


def _misses(numeral: NumeralClass) -> str | None:
    if numeral.pattern.search(normalised(numeral.example)):
        return None
    return f"mønstret {numeral.pattern.pattern} passer ikke på {numeral.example}"


def unclassed(text: str, classes: Sequence[NumeralClass]) -> list[str]:
    """Return the numerals of a text that belong to none of the classes."""
    rest = normalised(text)
    for kind in classes:
        rest = kind.pattern.sub(lambda match: re.sub(r"\d", "x", match[0]), rest)
    return numerals(rest)


# What an executed notebook prints: its text in pieces, each a key figure or plain text.
#
# Read with pandoc's own parser, so that it is the text the engines see.

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
    if kind in _DOCUMENT_SPACES:
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
_DOCUMENT_SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})
_READERS: dict[str, Callable[[Any], Iterator[Piece]]] = {
    "Str": _text,
    "Code": _code,
    "Span": _span,
    "OrderedList": _items,
    "Table": _table,
}


# What a rendered HTML page shows: text in pieces, without what the engine itself numbers.

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
_PAGE_BLOCKS = frozenset(
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
        if tag in _PAGE_BLOCKS:
            self.page.pieces.append(Piece("\n"))
        if tag not in _VOID:
            self._open.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in _PAGE_BLOCKS:
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
