"""The local FOLK1A: recorded totals of first quarters where there are any, the rest synthetic."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from tests.support.statbank import geography
from tests.support.statbank.exact import shared_out
from tests.support.statbank.tables import LocalTable, LocalVariable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FIRST_YEAR: Final = 2008
LAST_PERIOD: Final = "2026K1"
FOOTNOTE: Final = (
    "Lokal prøveudgave, ikke Danmarks Statistik. 1. kvartal 2016-2026 for hele landet og "
    "Midtjyllands kommuner er Danmarks Statistiks tal; alt andet er syntetisk."
)
SEXES: Final = {"TOT": "I alt", "1": "Mænd", "2": "Kvinder"}
AGES: Final = {"IALT": "Alder i alt"} | {str(age): f"{age} år" for age in range(126)}
STATUSES: Final = {
    "TOT": "I alt",
    "U": "Ugift",
    "G": "Gift/separeret",
    "E": "Enke",
    "F": "Fraskilt",
}


def _weights() -> NDArray[np.float64]:
    """Return made-up shares of (sex, age, civil status); none is older than 109."""
    ages = np.clip(110.0 - np.arange(126), 0, 70)
    sexes = np.array([0.4975, 0.5025])[:, None, None]
    weights: NDArray[np.float64] = sexes * ages[:, None] * np.array([0.48, 0.38, 0.05, 0.09])
    return weights


@lru_cache(maxsize=4096)
def _people(area: str, period: str) -> NDArray[np.int64]:
    """Return (sex, age, civil status) with totals first on each axis."""
    parts = shared_out(np.array(_total(area, period)), _weights().ravel()).reshape(2, 126, 4)
    for axis in range(3):
        parts = np.concatenate([parts.sum(axis=axis, keepdims=True), parts], axis=axis)
    return parts


def _total(area: str, period: str) -> int:
    """Return the inhabitants; between two first quarters on a straight line."""
    year, quarter = int(period[:4]), int(period[-1])
    if area not in geography.municipalities() and area != geography.CHRISTIANSOE:
        extra = geography.CHRISTIANSOE if area in {geography.COUNTRY, "084"} else None
        parts = [*geography.members(area), *([extra] if extra else [])]
        return sum(_total(part, period) for part in parts)
    now, after = geography.population(year)[area], geography.population(year + 1)[area]
    return now + (after - now) * (quarter - 1) // 4


def _numbers(codes: Mapping[str, Sequence[str]]) -> NDArray[np.float64]:
    place = np.ix_(
        [list(SEXES).index(code) for code in codes["KØN"]],
        [list(AGES).index(code) for code in codes["ALDER"]],
        [list(STATUSES).index(code) for code in codes["CIVILSTAND"]],
    )
    areas = [
        np.stack([_people(area, period)[place] for period in codes["Tid"]], axis=-1)
        for area in codes["OMRÅDE"]
    ]
    return np.stack(areas).astype(np.float64)


def _periods() -> dict[str, str]:
    quarters = [
        f"{year}K{q}" for year in range(FIRST_YEAR, int(LAST_PERIOD[:4]) + 1) for q in range(1, 5)
    ]
    return {period: period for period in quarters if period <= LAST_PERIOD}


def folk1a() -> LocalTable:
    """Return the table."""
    areas = geography.area_titles() | {geography.CHRISTIANSOE: "Christiansø"}
    return LocalTable(
        id="FOLK1A",
        text="Befolkningen den 1. i kvartalet [PRØVEUDGAVE, DELVIS SYNTETISK]",
        unit="Antal",
        variables=[
            LocalVariable("OMRÅDE", "område", areas, total=geography.COUNTRY),
            LocalVariable("KØN", "køn", dict(SEXES), total="TOT"),
            LocalVariable("ALDER", "alder", dict(AGES), total="IALT"),
            LocalVariable("CIVILSTAND", "civilstand", dict(STATUSES), total="TOT"),
            LocalVariable("Tid", "tid", _periods(), time=True),
        ],
        numbers=_numbers,
        footnote=FOOTNOTE,
    )
