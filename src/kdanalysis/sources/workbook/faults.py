"""Faults in a delivered file: where, what, and what to do; collected, never one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A place in a delivered file, as its sender sees it."""

    sheet: str
    """The sheet; the name of the file for CSV; the option for the command line."""
    row: int | None = None
    """Row in the sheet or line in the file, from 1."""
    column: str | None = None
    """Heading of the column."""

    def __str__(self) -> str:
        """Return the place in Danish: arket »Parter«, række 7, kolonne »Region«."""
        parts = (
            self.sheet,
            None if self.row is None else f"række {self.row}",
            None if self.column is None else f"kolonne »{self.column}«",
        )
        return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Fault:
    """One thing to mend."""

    place: Place
    what: str
    """What is wrong (Danish)."""
    remedy: str
    """What to do (Danish)."""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.place}: {self.what} {self.remedy}"


class InputFaultsError(InputError):
    """All faults of a delivered file at once."""

    def __init__(self, file: Path, faults: Sequence[Fault]) -> None:
        """Keep the faults in the order of the file's places.

        Raises:
            ValueError: there are none.
        """
        if not faults:
            raise ValueError("no faults to report")
        self.faults = tuple(faults)
        lines = "".join(f"\n  {number}. {fault}" for number, fault in enumerate(faults, start=1))
        count = "1 fejl" if len(faults) == 1 else f"{len(faults)} fejl"
        remedy = "Ret fejlene i filen, og kør kommandoen igen. Intet er beregnet eller overskrevet."
        super().__init__(f"Filen har {count}:{lines}", file, remedy)
