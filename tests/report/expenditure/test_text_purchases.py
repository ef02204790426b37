"""Sentences on purchases: one case per branch, and never "private botilbud"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read
from tests.support.raw_files import replace_and_sign

from kdanalysis.project import InputError
from kdanalysis.report.subjects.accounts import View
from kdanalysis.report.subjects.care import (
    ALL,
    art_of,
    private_against_municipal,
    purchase_share,
    purchase_trend,
)
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.project import Project


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


@pytest.mark.parametrize(
    ("supplier", "art", "subject"),
    [
        ("state", "46", "Betalinger til staten"),
        ("craft", "45", "Køb af entreprenør- og håndværkerydelser"),
        ("other", "49", "Køb af øvrige tjenesteydelser"),
    ],
)
def test_the_smaller_arts_have_their_sentences(
    data: Dataset, supplier: str, art: str, subject: str
) -> None:
    view = invented(data, here={art: (10, 10, 10, 10, 15)}).here
    assert read(purchase_trend(view, supplier)) == (
        f"{subject} steg i Midtjylland med 50,0 %, fra 10 mio. kr. i 2018 til 15 mio. kr. i 2022."
    )
    assert read(purchase_share(view, supplier)).startswith(f"{subject} udgjorde 2,9 % af alle køb")


def test_a_supplier_new_in_the_plan_goes_by_its_label(project_copy: Project) -> None:
    file = project_copy.raw / "local" / "purchase_arts.csv"
    replace_and_sign(file, "49,other,", "49,andet,")
    view = View(Dataset(project_copy, 2022), "082", Period(2018, 2022))
    assert read(purchase_share(view, "andet")).startswith(
        "Køb af art 4.9 Øvrige tjenesteydelser udgjorde"
    )


def test_every_art_of_the_plan_has_a_trend(midt: View) -> None:
    suppliers = [art.supplier for art in midt.data.plan.arts.values()]
    assert sorted(suppliers) == ["craft", "municipal", "other", "private", "regional", "state"]
    assert all("i Midtjylland" in purchase_trend(midt, supplier) for supplier in suppliers)


def test_suppliers_are_those_of_the_account_plan(midt: View) -> None:
    assert [art_of(midt, s) for s in (ALL, "private", "regional")] == ["all", "40", "48"]
    with pytest.raises(InputError, match="Ukendt leverandør: andre"):
        purchase_trend(midt, "andre")
