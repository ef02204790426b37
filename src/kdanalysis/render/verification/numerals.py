"""Numerals in text: found, normalised, and classed where they are no key figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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


@dataclass(frozen=True)
class NumeralClass:
    """A kind of numeral that is no key figure: a year, a paragraph, a reference ..."""

    name: str
    pattern: re.Pattern[str]


def read_classes(file: Path) -> tuple[NumeralClass, ...]:
    """Return the classes of `file` (class, pattern, example), in order.

    Raises:
        InputError: a pattern cannot be read, does not fit its own example, or there are none.
    """
    classes = []
    for row in read_raw_csv(file).iter_rows(named=True):
        try:
            pattern = re.compile(row["pattern"], re.IGNORECASE)
        except re.error as error:
            raise _fault(f"Mønstret {row['pattern']} kan ikke læses: {error}", file) from error
        if not pattern.search(normalised(row["example"])):
            raise _fault(f"Mønstret {row['pattern']} passer ikke på {row['example']}", file)
        classes.append(NumeralClass(row["class"], pattern))
    if not classes:
        raise _fault("Der er ingen talklasser", file)
    return tuple(classes)


def _fault(what: str, file: Path) -> InputError:
    return InputError(f"{what}.", file, "Ret rækken i filen, og underskriv den igen.")


def unclassed(text: str, classes: Sequence[NumeralClass]) -> list[str]:
    """Return the numerals of a text that belong to none of the classes."""
    rest = normalised(text)
    for kind in classes:
        rest = kind.pattern.sub(lambda match: re.sub(r"\d", "x", match[0]), rest)
    return numerals(rest)
