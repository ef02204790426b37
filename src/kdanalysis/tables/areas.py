"""Areas: the country, Midtjylland (its 19 municipalities together) and each of the 19.

"Midtjylland" is never the regional authority; that is "Region Midtjylland".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Code, column, read_register

JOINED = "+"
"""Between the codes of several areas taken together: `740+746`."""
COUNTRY = "000"
MIDTJYLLAND = "082"


@dataclass(frozen=True)
class Area:
    """One area; `phrase` is how it stands in a sentence (`på landsplan`)."""

    code: Annotated[Code, column("area_code")]
    kind: str
    name: str
    phrase: str
    printed_key: str | None = None
    """What the printed tables call it."""


@dataclass(frozen=True)
class Areas:
    """All areas by code, and the names that the printed tables use for two of them."""

    by_code: Mapping[str, Area]
    printed: Mapping[str, str]

    def __getitem__(self, code: str) -> Area:
        """Return an area, or several taken together as one.

        Raises:
            InputError: the code is unknown.
        """
        if JOINED in code:
            return _together([self[part] for part in self.members(code)])
        if code not in self.by_code:
            raise InputError(
                f"Ukendt områdekode: {code}.", "areas.csv", f"Brug en af {', '.join(self.by_code)}."
            )
        return self.by_code[code]

    def members(self, code: str) -> tuple[str, ...]:
        """Return the codes that a code stands for: itself, or those it takes together."""
        return tuple(code.split(JOINED))

    def printed_code(self, key: str) -> str:
        """Return the code of an area by its name in the printed tables.

        Raises:
            InputError: no area has that name.
        """
        if key not in self.printed:
            raise InputError(
                f"Ukendt område: »{key}«.", "areas.csv", f"Brug en af {', '.join(self.printed)}."
            )
        return self.printed[key]


def _together(areas: Sequence[Area]) -> Area:
    """Return several areas as one: `Silkeborg og Skanderborg`."""
    *most, last = areas
    names = f"{', '.join(area.name for area in most)} og {last.name}"
    ways = [area.phrase.partition(" ") for area in areas]
    same = len({way for way, *_ in ways}) == 1
    places = [f"{area.name}" if same else area.phrase for area in areas]
    phrase = f"{', '.join(places[:-1])} og {places[-1]}"
    code = JOINED.join(area.code for area in areas)
    return Area(code, "several", names, f"{ways[0][0]} {phrase}" if same else phrase)


def read_areas(file: Path) -> Areas:
    """Return the areas of `file`.

    Raises:
        InputError: a column or cell is missing, or a code stands twice.
    """
    areas = read_register(file, Area, key=("area_code",))
    printed = {area.printed_key: area.code for area in areas if area.printed_key}
    return Areas({area.code: area for area in areas}, printed)
