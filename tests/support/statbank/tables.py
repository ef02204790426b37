"""A table of the local statbank: what `tableinfo` tells, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = Callable[[Mapping[str, Sequence[str]]], NDArray[np.float64]]


@dataclass
class LocalVariable:
    """One variable; `total` is the code that stands for leaving it out."""

    id: str
    text: str
    titles: dict[str, str]
    total: str | None = None
    time: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the variable as in `tableinfo`."""
        return {
            "id": self.id,
            "text": self.text,
            "elimination": self.total is not None,
            "time": self.time,
            "values": [{"id": code, "text": title} for code, title in self.titles.items()],
        }


@dataclass
class LocalTable:
    """One table.

    `numbers` takes codes per variable id and returns the array of all their combinations, in the
    order of the variables; NaN is a missing value.
    """

    id: str
    text: str
    unit: str
    variables: list[LocalVariable]
    numbers: Numbers
    footnote: str | None = None
    suppressed: str = "0"
    decimals: int = 0
    updated: datetime = field(default=datetime(2024, 5, 8, 8))  # noqa: DTZ001 naive at DST too

    def variable(self, name: str) -> LocalVariable | None:
        """Return the variable called `name`, whatever its case."""
        return next((v for v in self.variables if v.id.casefold() == name.casefold()), None)

    @property
    def periods(self) -> dict[str, str]:
        """Code → title of the periods."""
        return next(v.titles for v in self.variables if v.time)

    def touch(self) -> None:
        """Move `updated`, as DST does with or without a change."""
        self.updated += timedelta(days=1)

    def info(self) -> dict[str, Any]:
        """Return the answer of `tableinfo`."""
        names = " efter " + ", ".join(variable.text for variable in self.variables)
        return {
            "id": self.id,
            "text": self.text,
            "description": self.text + names,
            "unit": self.unit,
            "suppressedDataValue": self.suppressed,
            "updated": self.updated.isoformat(),
            "active": True,
            "contacts": [],
            "documentation": None,
            "footnote": self.footnote and {"text": self.footnote, "mandatory": True},
            "variables": [variable.as_json() for variable in self.variables],
        }

    def entry(self) -> dict[str, Any]:
        """Return the entry in the answer of `tables`."""
        return {
            "id": self.id,
            "text": self.text,
            "unit": self.unit,
            "updated": self.updated.isoformat(),
            "firstPeriod": next(iter(self.periods)),
            "latestPeriod": list(self.periods)[-1],
            "active": True,
            "variables": [variable.text for variable in self.variables],
        }
