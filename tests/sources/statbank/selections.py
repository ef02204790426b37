"""What the tests pull."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.support.statbank.account_plan import ADULT, CHILDREN

from kdanalysis.sources.statbank.client import StatbankTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.sources.statbank.errors import Settings

    Chosen = dict[str, Sequence[str]]

SMALL: Final[Chosen] = {
    "OMRÅDE": ["000", "082"],
    "FUNKTION": ["53850", "53851", "52826"],
    "DRANST": ["1"],
    "ART": ["TOT"],
    "PRISENHED": ["LOBM"],
    "Tid": [">=2018<=2022"],
}
REPORTED: Final[Chosen] = SMALL | {"FUNKTION": [*ADULT, *CHILDREN]}
LARGE: Final[Chosen] = SMALL | {"OMRÅDE": ["*"], "FUNKTION": ["*"], "Tid": ["*"]}
"""47,424 rows: a body above the size that is kept as plain text."""
TOTALS: Final[Chosen] = {
    "OMRÅDE": ["*"],
    "KØN": ["TOT"],
    "ALDER": ["IALT"],
    "CIVILSTAND": ["TOT"],
    "Tid": ["2020K1", "2021K1"],
}


def table(settings: Settings) -> StatbankTable:
    """Return a client that has asked nothing yet."""
    return StatbankTable("REGK31", settings=settings)
