"""Sentences on the price level and on the newest account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.report.subjects.accounts import price_level
from kdanalysis.report.subjects.trends import youth_crime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.report.subjects.accounts import Choice, View
    from kdanalysis.tables.dataset import Dataset


def test_price_level_says_what_is_derived_and_what_presumed(choice: Choice) -> None:
    assert read(price_level(choice)) == (
        "Alle beløb er i 2022-priser, omregnet med den samme pris- og lønkæde (2018-2022) for alle "
        "rækker, områder og arter. Kæden er afledt af de trykte tabeller: den er den eneste med én "
        "decimal, der genskaber alle rækker og alle totaler. At den svarer til KL's sammensatte "
        "sats, er en formodning."
    )


def test_youth_crime_has_level_and_increase(landet: View, midt: View) -> None:
    """2023: 2657 gives the level of 2022 as the increase."""
    assert read(youth_crime(landet)) == (
        "Udgiften på landsplan var 421 mio. kr. i 2022, 374 mio. kr. mere end i 2019, "
        "hvor den var 47 mio. kr."
    )
    assert read(youth_crime(midt)) == (
        "Udgiften i Midtjylland var 82 mio. kr. i 2022, 73 mio. kr. mere end i 2019, "
        "hvor den var 9 mio. kr."
    )


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ((0, 9, 9, 9, 5), "var 5 mio. kr. i 2022, 4 mio. kr. mindre end i 2019, hvor den var 9"),
        (
            (0, 9.4, 9, 9, 9.6),
            "var 9,6 mio. kr. i 2022, 0,2 mio. kr. mere end i 2019, hvor den var 9,4",
        ),
        (
            (0, 9, 9, 9, 9.4),
            "var 9,4 mio. kr. i 2022, 0,4 mio. kr. mere end i 2019, hvor den var 9,0",
        ),
        ((0, 9, 9, 9, 9), "var 9 mio. kr. i 2022, uændret fra 2019, hvor den var 9"),
    ],
)
def test_youth_crime_that_does_not_rise(
    data: Dataset, levels: Sequence[float], sentence: str
) -> None:
    view = invented(data, here={"52826": levels}).here
    assert read(youth_crime(view)) == f"Udgiften i Midtjylland {sentence} mio. kr."


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (2020, 2022, "Udgiften i Midtjylland var 82 mio. kr. i 2022, 35 mio. kr. mere end i 2020"),
        (2018, 2019, "Udgiften i Midtjylland var 9 mio. kr. i 2019, det første år."),
        (2017, 2018, "Indsatserne fandtes ikke i Midtjylland i perioden 2017-2018."),
    ],
)
def test_youth_crime_in_another_period(midt: View, first: int, last: int, sentence: str) -> None:
    assert read(youth_crime(midt.within(first, last))).startswith(sentence)
