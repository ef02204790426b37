"""The small language that ties a claim to key figures: arithmetic, comparison, and calls.

    change(area=082, group=residential_care, period=2018-2022)
        / change(area=082, group=adults, period=2018-2022) * 100

A call with named arguments is a key figure and is written as in its printed key. `+ - * /`,
`== != < <= > >=` (chains too), `and`, `or`, `not` and parentheses mean what they do in Python; so
do `abs`, `min` and `max`. `round(x, n)` rounds half up, `truncate(x, n)` cuts off; `mio(x)` and
`mia(x)` turn money into a plain number, as where the source calculates on printed numbers;
`exists(x)` asks whether a figure exists. Days are written 2025-09-01; a difference of days is a
number of days, and a number of days may be added. Money and plain numbers never mix.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_STAND_IN = re.compile(r"\b_\d+")
_LEAF = re.compile(r"\d{4}-\d{2}-\d{2}|[a-z]\w*\(\s*(?:\w+=[^()]*)?\)")


@dataclass(frozen=True)
class Expression:
    """A parsed expression."""

    text: str
    tree: ast.expr
    leaves: Mapping[str, str]
    """Key figures and days by the name that stands for them in `tree`."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the key figures it draws on, in order."""
        return tuple(leaf for leaf in self.leaves.values() if leaf.endswith(")"))


def parse(text: str) -> Expression:
    """Return the expression written as `text`.

    Raises:
        InputError: it cannot be read; the message says at which character.
    """
    text = re.sub(r"\s", " ", text.strip())
    leaves: dict[str, str] = {}

    def stand_in(match: re.Match[str]) -> str:
        # A name padded to the same length keeps every position as the reader sees it.
        name = f"_{len(leaves)}"
        leaves[name] = _tidy(match[0])
        return name.ljust(len(match[0]))

    if taken := _STAND_IN.search(_LEAF.sub(_blank, text)):
        refuse("Udtrykket kan ikke læses.", text, taken.start())
    try:
        tree = ast.parse(_LEAF.sub(stand_in, text), mode="eval").body
    except SyntaxError as error:
        refuse("Udtrykket kan ikke læses.", text, (error.offset or len(text) + 1) - 1)
    return Expression(text, tree, leaves)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _tidy(leaf: str) -> str:
    """Return a call written as in a printed key: one space after each comma."""
    return re.sub(r"\s*,\s*", ", ", " ".join(leaf.split())).replace("( ", "(").replace(" )", ")")


def refuse(what: str, text: str, column: int) -> NoReturn:
    """Refuse an expression at one of its characters, counted from 0.

    Raises:
        InputError: always.
    """
    raise InputError(
        what,
        f"tegn {column + 1} i »{text}«",
        "Ret udtrykket; sproget er beskrevet i docs/claims.md.",
    )
