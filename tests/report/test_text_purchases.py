"""Sentences on purchases: one case per branch, and never "private botilbud"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.project import InputError
from kdanalysis.report.expenditure.purchases import (
    ALL,
    art_of,
    private_against_municipal,
    purchase_share,
    purchase_trend,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.report.expenditure.choice import View
    from kdanalysis.tables.dataset import Dataset


def test_trends_of_the_report(landet: View, midt: View) -> None:
    """2023: 2808-2831."""
    assert read(purchase_trend(landet, "private")) == (
        "Køb hos private og selvejende leverandører uden driftsaftale steg på landsplan "
        "med 29,7 %, fra 9,41 mia. kr. i 2018 til 12,21 mia. kr. i 2022."
    )
    assert read(purchase_trend(midt, "municipal")) == (
        "Betalinger til andre kommuner faldt i Midtjylland med 20,9 %, "
        "fra 1,67 mia. kr. i 2018 til 1,32 mia. kr. i 2022."
    )
    assert read(purchase_trend(midt, "regional")) == (
        "Betalinger til regioner steg i Midtjylland med 14,3 %, "
        "fra 0,93 mia. kr. i 2018 til 1,06 mia. kr. i 2022."
    )


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        (
            (1000, 0, 0, 0, 1000.4),
            "var uændrede i Midtjylland: 1.000 mio. kr. i 2018 og 1.000 mio. kr. i 2022.",
        ),
        (
            (22_000, 0, 0, 0, 22_005),
            "var stort set uændrede i Midtjylland: 22,00 mia. kr. i 2018 og 22,01 mia. kr. i 2022.",
        ),
        ((0, 0, 0, 0, 5), "udgjorde i Midtjylland 0 mio. kr. i 2018 og 5 mio. kr. i 2022."),
    ],
)
def test_trends_that_do_not_move_or_start_from_nothing(
    data: Dataset, levels: Sequence[float], sentence: str
) -> None:
    view = invented(data, here={"48": levels}).here
    assert read(purchase_trend(view, "regional")) == f"Betalinger til regioner {sentence}"


def test_share(midt: View) -> None:
    assert read(purchase_share(midt, "private")) == (
        "Køb hos private og selvejende leverandører uden driftsaftale udgjorde 39,9 % af alle køb "
        "i Midtjylland i 2022 mod 32,1 % i 2018."
    )


@pytest.mark.parametrize(
    ("private", "sentence"),
    [
        ((6, 6, 6, 6, 6), "ligger køb hos private over betalinger til kommuner i hele perioden."),
        ((5, 4, 5, 4, 3), "ligger køb hos private ikke over betalinger til kommuner i perioden."),
        ((4, 4, 4, 6, 6), "overstiger køb hos private betalinger til kommuner fra 2021."),
        (
            (6, 6, 5, 4, 4),
            "overstiger køb hos private ikke længere betalinger til kommuner fra 2020.",
        ),
        (
            (6, 4, 6, 4, 6),
            "skiftes køb hos private og betalinger til kommuner til at være størst.",
        ),
    ],
)
def test_courses(data: Dataset, private: Sequence[float], sentence: str) -> None:
    view = invented(data, here={"40": private, "47": (5, 5, 5, 5, 5)}).here
    assert read(private_against_municipal(view)) == f"I Midtjylland {sentence}"


def test_courses_of_the_report(landet: View, midt: View) -> None:
    assert read(private_against_municipal(midt)) == (
        "I Midtjylland overstiger køb hos private betalinger til kommuner fra 2021."
    )
    assert read(private_against_municipal(landet)) == (
        "På landsplan ligger køb hos private over betalinger til kommuner i hele perioden."
    )


def test_art_4_0_is_never_called_private_residential_care(landet: View) -> None:
    told = purchase_trend(landet, "private") + purchase_share(landet, "private")
    assert "botilbud" not in (told + private_against_municipal(landet)).lower()


def test_suppliers_are_those_of_the_account_plan(midt: View) -> None:
    assert [art_of(midt, s) for s in (ALL, "private", "regional")] == ["all", "40", "48"]
    with pytest.raises(InputError, match="Ukendt leverandør: andre"):
        purchase_trend(midt, "andre")
