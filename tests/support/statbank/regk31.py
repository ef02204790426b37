"""The local REGK31: real national and Midtjylland amounts of 2018-2022, the rest synthetic.

Real are, in 1,000 kr. at current prices and for DRANST 1: the net total of each of the 21 functions
and, over the 14 adult functions together, the types 40-49; each for 000 and 082. They are what the
printed tables imply. The split on types, functions and municipalities is made up so that it adds up
to them exactly; so are all other years, functions and DRANST.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from tests.support.statbank import geography
from tests.support.statbank.account_plan import (
    ADULT,
    ARTS,
    DRANST,
    FUNCTIONS,
    LEAVES,
    OTHER,
    PRICE_UNITS,
    PURCHASES,
    SUMS,
)
from tests.support.statbank.exact import shared_out
from tests.support.statbank.tables import LocalTable, LocalVariable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

REAL_YEARS: Final = range(2018, 2023)
FIRST_YEAR: Final = 2007
LABEL: Final = "PRØVEUDGAVE, DELVIS SYNTETISK"
FOOTNOTE: Final = (
    "Lokal prøveudgave, ikke Danmarks Statistik. Beløb for hele landet og Midtjylland 2018-2022 er "
    "afledt af KD-Net 10-11-2023, tabel 1-6. Fordelingen på kommuner, øvrige regioner, arter pr. "
    "funktion samt alle andre år er syntetisk."
)
_FUNCTION_CODES: Final = list(FUNCTIONS)
_SYNTHETIC_TOTAL: Final = 4_000_000
_MIDTJYLLAND_SHARE: Final = 0.23
_GROWTH: Final = 1.03
# Parts of a function's net total that are booked on each type; S1, wages, takes what is left.
_PARTS: Final = {"S2": 0.04, "S5": 0.03, "S7": -0.12, "S9": 0.01}
_PURCHASE_PARTS: Final = {"40": 0.2, "45": 0.01, "47": 0.15, "48": 0.05, "49": 0.04}
# Synthetic size of the other DRANST, relative to operation.
_DRANST_SCALE: Final = {"1": 1.0, "2": -0.03, "3": 0.02}


def _golden() -> dict[tuple[str, str, int], int]:
    """Return (area, function or type, year) → amount, as implied by the printed tables."""
    amounts: dict[tuple[str, str, int], int] = {}
    for row in geography.rows_of("tables1-6_with_implied_current_prices.csv"):
        if row["raekke"] == "I alt":
            continue
        code = row["formodet_funktion" if row["formodet_art"] == "TOT" else "formodet_art"]
        amount = int(row["implicit_lobende_1000kr"] or 0)
        amounts[row["omraade"], code, int(row["tid"])] = amount
    return amounts


def _aggregation() -> Ints:
    """Return the matrix that turns leaves into all types."""
    matrix = np.zeros((len(LEAVES), len(ARTS)), dtype=np.int64)
    for column, art in enumerate(ARTS):
        for leaf in SUMS.get(art, (art,)):
            matrix[LEAVES.index(leaf), column] = 1
    return matrix


@dataclass(frozen=True)
class Restatement:
    """An amount booked later: it shows in the leaf and in every sum above it."""

    year: int
    area: str
    function: str
    art: str
    delta_tkr: int


@dataclass
class Accounts:
    """The amounts, computed year by year when asked for."""

    golden: dict[tuple[str, str, int], int] = field(default_factory=_golden)
    restatements: list[Restatement] = field(default_factory=list)
    renumbered: dict[str, str] = field(default_factory=dict)
    """New code → the code it was before."""
    _kept: dict[tuple[int, str], Ints] = field(default_factory=dict)

    def restate(self, change: Restatement) -> None:
        """Book `change`; it must be on a municipality and a type that is no sum."""
        if change.area not in geography.municipalities() or change.art not in LEAVES:
            raise ValueError("restate a municipality and a type that is booked, not a sum")
        self.restatements.append(change)
        self._kept.clear()

    def numbers(self, codes: Mapping[str, Sequence[str]]) -> NDArray[np.float64]:
        """Return the amounts of all combinations, in the order of the variables."""
        functions = [self.renumbered.get(code, code) for code in codes["FUNKTION"]]
        place = np.ix_(
            _positions(geography.area_titles(), codes["OMRÅDE"]),
            _positions(FUNCTIONS, functions),
            _positions(ARTS, codes["ART"]),
        )
        years = [
            np.stack(
                [
                    self._in_unit(int(year), dranst, codes)[..., place[0], place[1], place[2]]
                    for dranst in codes["DRANST"]
                ]
            )
            for year in codes["Tid"]
        ]
        # (year, dranst, unit, area, function, art) → the order of the variables
        return np.stack(years).transpose(3, 4, 1, 5, 2, 0)

    def _in_unit(
        self, year: int, dranst: str, codes: Mapping[str, Sequence[str]]
    ) -> NDArray[np.float64]:
        amounts = self.cube(year, dranst).astype(np.float64)
        inhabitants = geography.population(year)
        people = np.array([inhabitants[area] for area in geography.area_titles()])[:, None, None]
        in_units = {"LOBM": amounts, "INDL": np.floor(amounts * 1000 / people + 0.5)}
        return np.stack([in_units[unit] for unit in codes["PRISENHED"]])

    def cube(self, year: int, dranst: str) -> Ints:
        """Return the amounts of one year: (area, function, type), in 1,000 kr."""
        if (year, dranst) not in self._kept:
            local = self._municipal(year, dranst)
            codes = list(geography.municipalities())
            sums = [
                local[[codes.index(member) for member in geography.members(area)]].sum(axis=0)
                for area in geography.area_titles()
            ]
            self._kept[year, dranst] = np.stack(sums) @ _aggregation()
        return self._kept[year, dranst]

    def _municipal(self, year: int, dranst: str) -> Ints:
        """Return the leaves of the 98 municipalities."""
        parts: dict[str, Ints] = {}
        for is_midtjylland in (True, False):
            leaves = self._leaves(year, is_midtjylland=is_midtjylland)
            scaled = np.floor(leaves * _DRANST_SCALE.get(dranst, 0.0) + 0.5).astype(np.int64)
            parts |= _split(scaled, is_midtjylland=is_midtjylland)
        local = np.stack([parts[code] for code in geography.municipalities()])
        for change in self.restatements:
            if change.year == year and dranst == "1":
                area = list(geography.municipalities()).index(change.area)
                function = _FUNCTION_CODES.index(change.function)
                local[area, function, LEAVES.index(change.art)] += change.delta_tkr
        return local

    def _leaves(self, year: int, *, is_midtjylland: bool) -> Ints:
        """Return (function, leaf) for Midtjylland or for the rest of the country."""
        totals = np.array([self._amount(f, year, is_midtjylland) for f in _FUNCTION_CODES])
        leaves = np.zeros((len(totals), len(LEAVES)), dtype=np.int64)
        for leaf, part in (_PURCHASE_PARTS | _PARTS).items():
            leaves[:, LEAVES.index(leaf)] = np.floor(totals * part)
        adult = [_FUNCTION_CODES.index(code) for code in ADULT]
        for art in PURCHASES:
            bought = np.array(self._amount(art, year, is_midtjylland))
            leaves[adult, LEAVES.index(art)] = shared_out(bought, totals[adult])
        leaves[:, LEAVES.index("S1")] += totals - leaves.sum(axis=1)
        return leaves

    def _amount(self, code: str, year: int, is_midtjylland: bool) -> int:  # noqa: FBT001
        if code in OTHER:
            share = _MIDTJYLLAND_SHARE if is_midtjylland else 1 - _MIDTJYLLAND_SHARE
            return round(_SYNTHETIC_TOTAL * share * _GROWTH ** (year - FIRST_YEAR))
        nearest = min(max(year, REAL_YEARS[0]), REAL_YEARS[-1])
        here = self.golden[geography.MIDTJYLLAND, code, nearest]
        amount = here if is_midtjylland else self.golden[geography.COUNTRY, code, nearest] - here
        return amount if year == nearest else round(amount * _GROWTH ** (year - nearest))


def _split(leaves: Ints, *, is_midtjylland: bool) -> dict[str, Ints]:
    """Share the leaves out on the municipalities, by population and made-up differences."""
    codes = [
        code
        for code, (_, region) in geography.municipalities().items()
        if (region == geography.MIDTJYLLAND) is is_midtjylland
    ]
    inhabitants = np.array([geography.population(2022)[code] for code in codes])
    uneven = np.random.default_rng(20231110).random((len(codes), len(leaves))) * 0.6 + 0.7
    parts = shared_out(leaves, (inhabitants[:, None] * uneven)[:, :, None])
    return dict(zip(codes, parts, strict=True))


def _positions(titles: Mapping[str, str], codes: Sequence[str]) -> list[int]:
    order = list(titles)
    return [order.index(code) for code in codes]


def year_title(year: int) -> str:
    """Return the title of a year; it says so if nothing in the year is real."""
    return str(year) if year in REAL_YEARS else f"{year} (syntetisk)"


def regk31(accounts: Accounts, last_year: int) -> LocalTable:
    """Return the table with the years up to `last_year`."""
    years = {str(year): year_title(year) for year in range(FIRST_YEAR, last_year + 1)}
    return LocalTable(
        id="REGK31",
        text=f"Kommunernes regnskaber på funktioner [{LABEL}]",
        unit="-",
        variables=[
            LocalVariable("OMRÅDE", "område", dict(geography.area_titles())),
            LocalVariable("FUNKTION", "funktion", dict(FUNCTIONS)),
            LocalVariable("DRANST", "dranst", dict(DRANST)),
            LocalVariable("ART", "art", dict(ARTS)),
            LocalVariable("PRISENHED", "prisenhed", dict(PRICE_UNITS)),
            LocalVariable("Tid", "tid", years, time=True),
        ],
        numbers=accounts.numbers,
        footnote=FOOTNOTE,
    )
