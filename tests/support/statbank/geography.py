"""The areas of the local tables, and their population."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from tests.support.statbank.exact import shared_out

DATA: Final = Path(__file__).parent / "data"
COUNTRY: Final = "000"
MIDTJYLLAND: Final = "082"
CHRISTIANSOE: Final = "411"
REGIONS: Final[dict[str, str]] = {
    "084": "Hovedstaden",
    "085": "Sjælland",
    "083": "Syddanmark",
    "082": "Midtjylland",
    "081": "Nordjylland",
}
FIRST_REAL_YEAR: Final = 2016
LAST_REAL_YEAR: Final = 2026
_YEARLY_GROWTH: Final = 1.005
_CHRISTIANSOE_INHABITANTS: Final = 90


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a recorded CSV file."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def municipalities() -> dict[str, tuple[str, str]]:
    """Return code → (name, region code) of the 98, region by region."""
    code_of = {name: code for code, name in REGIONS.items()}
    rows = [(r["kode"], r["navn"], code_of[r["region"]]) for r in rows_of("municipalities.csv")]
    order = list(REGIONS)
    rows.sort(key=lambda row: (order.index(row[2]), row[0]))
    return {code: (name, region) for code, name, region in rows}


@lru_cache(maxsize=1)
def area_titles() -> dict[str, str]:
    """Return code → name: the country, then each region followed by its municipalities."""
    titles = {COUNTRY: "Hele landet"}
    for region, name in REGIONS.items():
        titles[region] = f"Region {name}"
        titles |= {c: n for c, (n, within) in municipalities().items() if within == region}
    return titles


def members(area: str) -> list[str]:
    """Return the municipalities that make up `area`."""
    if area == COUNTRY:
        return list(municipalities())
    within = [code for code, (_, region) in municipalities().items() if region == area]
    return within or [area]


@lru_cache(maxsize=1)
def _weights() -> dict[str, int]:
    return {r["kode"]: int(r["folketal_2025K1"]) for r in rows_of("municipalities.csv")}


@lru_cache(maxsize=1)
def _recorded() -> dict[tuple[str, int], int]:
    return {
        (r["kode"], int(r["tid"][:4])): int(r["folketal"])
        for r in rows_of("folk1a_midtjylland_2016_2026.csv")
    }


@lru_cache(maxsize=64)
def population(year: int) -> dict[str, int]:
    """Return inhabitants on 1 January of every area.

    Recorded for the country, Midtjylland and its 19 municipalities 2016-2026; the other
    municipalities share the rest by their population in 2025, other years grow evenly: synthetic.
    """
    nearest = min(max(year, FIRST_REAL_YEAR), LAST_REAL_YEAR)
    scale = _YEARLY_GROWTH ** (year - nearest)
    inhabitants = {
        code: round(count * scale) for (code, y), count in _recorded().items() if y == nearest
    }
    inhabitants[MIDTJYLLAND] = sum(inhabitants[code] for code in members(MIDTJYLLAND))
    inhabitants[CHRISTIANSOE] = _CHRISTIANSOE_INHABITANTS
    others = [code for code in municipalities() if code not in inhabitants]
    rest = inhabitants[COUNTRY] - inhabitants[MIDTJYLLAND] - _CHRISTIANSOE_INHABITANTS
    parts = shared_out(np.array(rest), np.array([_weights()[code] for code in others]))
    inhabitants |= dict(zip(others, parts.tolist(), strict=True))
    for region in REGIONS:
        inhabitants[region] = sum(inhabitants[code] for code in members(region))
    inhabitants["084"] += _CHRISTIANSOE_INHABITANTS
    return inhabitants
