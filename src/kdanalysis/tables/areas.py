"""Areas: the country, Midtjylland (its 19 municipalities together) and each of the 19.

"Midtjylland" is never the regional authority; that is "Region Midtjylland".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv

JOINED = "+"
"""Between the codes of several areas taken together: `740+746`."""
COUNTRY = "000"
MIDTJYLLAND = "082"
_COLUMNS = ("area_code", "kind", "name", "printed_key", "phrase")


@dataclass(frozen=True)
class Area:
    """One area; `phrase` is how it stands in a sentence (`på landsplan`)."""

    code: str
    kind: str
    name: str
    phrase: str


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
    """Return the areas of `file` (area_code, kind, name, printed_key, phrase).

    Raises:
        InputError: a column is missing, or a code stands twice.
    """
    rows = read_raw_csv(file, *_COLUMNS).iter_rows(named=True)
    by_code: dict[str, Area] = {}
    printed: dict[str, str] = {}
    for row in rows:
        code = row["area_code"]
        if code in by_code:
            raise InputError(f"Områdekoden {code} står to gange.", file, "Slet den ene række.")
        by_code[code] = Area(code, row["kind"], row["name"], row["phrase"])
        if row["printed_key"]:
            printed[row["printed_key"]] = code
    return Areas(by_code, printed)
