"""Titles of functions: how they are compared, and the registers of what was decided on them.

Both registers are optional; `kdanalysis inputs new kontotitler` and `... udeladte` begin them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = re.compile(r"^\s*\d\.\d{2}\.\d{2}\s*")
_NOISE = re.compile(r"\bm\.?\s?v\b|[^a-zæøå]+")


def normalised(title: str) -> str:
    """Return a title without number, case, punctuation and `m.v.`."""
    return _NOISE.sub("", _NUMBER.sub("", title).casefold())


def read_titles(file: Path) -> dict[str, frozenset[str]]:
    """Return the accepted titles of `file` (function_code, title, ...), none without the file."""
    found: dict[str, frozenset[str]] = {}
    if file.is_file():
        for row in read_raw_csv(file).iter_rows(named=True):
            code = row["function_code"]
            found[code] = found.get(code, frozenset()) | {normalised(row["title"])}
    return found


def read_left_out(file: Path) -> frozenset[str]:
    """Return the functions of `file` that are no part of the analysis, none without the file."""
    return frozenset(read_raw_csv(file)["function_code"]) if file.is_file() else frozenset()
