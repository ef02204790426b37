"""Danish words that follow the data: direction, verbs, lists."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.report.elements.inline import in_readable_unit, n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.evidence.value import Value


class Direction(Enum):
    """Which way a printed change points."""

    UP = 1
    FLAT = 0
    DOWN = -1


def direction(change: Value) -> Direction:
    """Return the direction of a change *as printed*: what rounds to zero is unchanged.

    Raises:
        InputError: there is no change, as an account or figure is missing in one of the years.
    """
    printed = change.rounded
    if printed is None:
        raise InputError(
            "Udviklingen kan ikke opgøres i hele perioden.",
            change.provenance.key,
            "Vælg en periode, hvor tallet findes i både det første og det sidste år.",
        )
    return Direction((printed > 0) - (printed < 0))


def rose(change: Value) -> str:
    """Return `steg`, `faldt` or `var uændrede` (expenditure, in the plural)."""
    return {
        Direction.UP: "steg",
        Direction.DOWN: "faldt",
        Direction.FLAT: "var uændrede",
    }[direction(change)]


def went(growth: Value) -> str:
    """Return `steg 10,9 %`, `faldt 2,6 %` or `var uændrede`."""
    if direction(growth) is Direction.FLAT:
        return rose(growth)
    return f"{rose(growth)} {n(growth.size())}"


def moved(change: Value) -> str:
    """Return `steg med 858 mio. kr.`, `faldt med ...` or `var uændrede` of an amount of money."""
    shown = in_readable_unit(change)
    if direction(shown) is Direction.FLAT:
        return rose(shown)
    return f"{rose(shown)} med {n(shown.size())}"


def almost(first: Value, last: Value) -> str:
    """Return what goes before "uændret": `stort set ` where the printed levels still differ."""
    return "" if first.rounded == last.rounded else "stort set "


def listed(parts: Sequence[str]) -> str:
    """Return `a, b og c`."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} og {parts[-1]}"


def capitalised(text: str) -> str:
    """Return `text` with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]
