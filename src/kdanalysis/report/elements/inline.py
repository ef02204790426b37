"""Computed numbers in Markdown: a span that carries the key of its key figure."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.elements.numbers import plain, with_unit

if TYPE_CHECKING:
    from collections.abc import Callable

_SHORT = 80
"""A longer field says too much for one line."""
_THOUSANDS = -3
_BILLION_TKR = 1_000_000
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
WORD_JOINER = "\N{WORD JOINER}"
_LIST_MARKS = ("-", "+", "=", "/")
_BACKSLASHED = r"\\\g<0>"
_DOUBLE_STOP = re.compile(r"(kr\.(?:\]\{[^}]*\})?)\.")
_written: dict[tuple[str, str], Value] = {}


def n(value: Value) -> str:
    """Return `value` as in running text (with unit), as a span with its key.

    Thousands of kroner are written out: 226.000 kr., and less than half a thousand as it is.
    """
    return _span(_kroner(value) if value.unit is Unit.TKR else value, with_unit)


def _kroner(value: Value) -> Value:
    whole = value.to(Unit.KR, _THOUSANDS)
    return value.to(Unit.KR) if value.amount and not whole.rounded else whole


def cell(value: Value) -> str:
    """Return `value` as in a table cell (without unit), as a span with its key."""
    return _span(value, plain)


def money(value: Value) -> str:
    """Return an amount of 1,000 kr. in mia. kr. from one billion up, else in mio. kr."""
    return n(in_readable_unit(value))


def in_readable_unit(value: Value) -> Value:
    """Return an amount of 1,000 kr. in the unit a reader would choose: the largest that tells it.

    What would be printed as no mio. kr. stays in 1,000 kr.
    """
    large = value.amount is not None and abs(value.amount) >= _BILLION_TKR
    shown = value.to(Unit.MIA_KR if large else Unit.MIO_KR)
    return value if value.amount and not shown.rounded else shown


def written(key: str, look: str) -> Value | None:
    """Return the value behind a span that this process wrote; for the view on screen only.

    What is printed is proven from the executed document, never from here.
    """
    return _written.get((key, look))


def _span(value: Value, write: Callable[[Value], str]) -> str:
    _written[value.provenance.key, value.look] = value
    return f'[{write(value)}]{{.n k="{value.provenance.key}" look="{value.look}"}}'


def verbatim(text: str) -> str:
    """Return text word for word as a span of class `q`: no character of it is read as markup."""
    return f"[{unmarked(text)}]{{.q}}"


def unmarked(text: str) -> str:
    """Return text as Markdown of which no character is read as markup."""
    line = one_line(text)
    # Typst reads a hyphen at the start of a cell as a list, escaped or not.
    guard = WORD_JOINER if line[:1] in _LIST_MARKS else ""
    return f"{guard}{_PUNCTUATION.sub(_BACKSLASHED, line)}"


def callout(title: str, text: str) -> str:
    """Return a box with a title, as a sentence for `say`."""
    return f'::: {{.callout-note title="{title}"}}\n{text}\n:::\n'


class OneLine:
    """What a notebook shows of a dataclass that holds much: one line of its plain fields.

    The dataclass must leave `repr` to it: `@dataclass(frozen=True, repr=False)`.
    """

    def __repr__(self) -> str:
        """Return the class and its short fields."""
        told = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))  # type: ignore[arg-type]
        short = [text for text in told if len(text) <= _SHORT]
        return f"<{type(self).__name__} {', '.join(short)}>"


def one_line(text: str) -> str:
    """Return text on one line, with single spaces for tabs and breaks."""
    return " ".join(text.split())


def tidy(markdown: str) -> str:
    """Return text without a second full stop after one that ends in an abbreviation (kr.)."""
    return _DOUBLE_STOP.sub(r"\1", markdown)


def escaped(text: str) -> str:
    """Return `text` with the characters that Markdown would read as markup escaped."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|$@^~" else c for c in text)
