"""The printed sources read without the package, for independent recomputation."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

from kdanalysis.report.elements.tables import plain_text

RAW = Path(__file__).parents[2] / "data" / "raw"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a raw file."""
    text = (RAW / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def case() -> dict[str, Fraction]:
    """Return the printed figures of the business case by key."""
    return {row["key"]: Fraction(row["value"]) for row in rows("kdnet/business_case_urologi")}


def read(text: str) -> str:
    """Return a sentence as a reader sees it: no spans, plain spaces."""
    return plain_text(text).replace("\N{NO-BREAK SPACE}", " ")
