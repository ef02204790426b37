"""Sentences on development: one case per branch, each a whole Danish sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.report.subjects.trends import comparison, contribution, driver, kinds, path, trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.report.subjects.accounts import View
    from kdanalysis.tables.dataset import Dataset


def test_trends_of_the_report(landet: View, midt: View) -> None:
    """2023: 2646-2654."""
    assert read(trend(landet, "adults")) == (
        "Udgifterne på voksenområdet steg på landsplan med 3,47 mia. kr. svarende til 9,7 %, "
        "fra 35,75 mia. kr. i 2018 til 39,22 mia. kr. i 2022."
    )
    assert read(trend(midt, "placements")) == (
        "Udgifterne til anbringelser faldt i Midtjylland med 56 mio. kr. svarende til 2,6 %, "
        "fra 2,12 mia. kr. i 2018 til 2,07 mia. kr. i 2022."
    )


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        (
            (100, 0, 0, 0, 150),
            "steg i Midtjylland med 50 mio. kr. svarende til 50,0 %, "
            "fra 100 mio. kr. i 2018 til 150 mio. kr. i 2022.",
        ),
        (
            (100, 0, 0, 0, 75),
            "faldt i Midtjylland med 25 mio. kr. svarende til 25,0 %, "
            "fra 100 mio. kr. i 2018 til 75 mio. kr. i 2022.",
        ),
        (
            (100, 0, 0, 0, 100.4),
            # 0,4 % is told elsewhere on the page: "unchanged" would contradict it.
            "steg i Midtjylland med 0,4 mio. kr. svarende til 0,4 %, "
            "fra 100,0 mio. kr. i 2018 til 100,4 mio. kr. i 2022.",
        ),
        (
            (100.4, 0, 0, 0, 100.6),
            "steg i Midtjylland med 0,2 mio. kr. svarende til 0,2 %, "
            "fra 100,4 mio. kr. i 2018 til 100,6 mio. kr. i 2022.",
        ),
        (
            (1000.4, 0, 0, 0, 1000.6),
            "var stort set uændrede i Midtjylland: 1.000 mio. kr. i 2018 og 1.001 mio. kr. i 2022.",
        ),
        (
            (0, 0, 0, 0, 5),
            "steg i Midtjylland med 5 mio. kr., fra 0 mio. kr. i 2018 til 5 mio. kr. i 2022.",
        ),
        (
            (2000, 0, 0, 0, 2003),
            "steg i Midtjylland med 3 mio. kr. svarende til 0,2 %, "
            "fra 2.000 mio. kr. i 2018 til 2.003 mio. kr. i 2022.",
        ),
        (
            (999, 0, 0, 0, 2400),
            "steg i Midtjylland med 1,40 mia. kr. svarende til 140,2 %, "
            "fra 1,00 mia. kr. i 2018 til 2,40 mia. kr. i 2022.",
        ),
    ],
)
def test_trend(data: Dataset, levels: Sequence[float], sentence: str) -> None:
    view = invented(data, here={"53840": levels}).here
    assert read(trend(view, "counselling")) == f"Udgifterne til rådgivning {sentence}"


def test_a_trend_from_before_the_account_existed_is_not_called_unchanged(midt: View) -> None:
    assert read(trend(midt, "youth_crime")) == (
        "Udgifterne til indsatser efter lov om bekæmpelse af ungdomskriminalitet kan ikke følges "
        "i Midtjylland fra 2018, hvor kontoen ikke fandtes; i 2022 var de 82 mio. kr."
    )


def test_a_trend_that_ends_before_the_account_existed(data: Dataset) -> None:
    plan = data.plan
    assert not plan.existing("52826", 2018)
    view = invented(data).here.within(2017, 2018)
    assert read(trend(view, "youth_crime")) == (
        "Udgifterne til indsatser efter lov om bekæmpelse af ungdomskriminalitet fandtes ikke "
        "i Midtjylland i perioden 2017-2018."
    )


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ((1, 2, 3, 4, 5), "steg hvert år i Midtjylland."),
        ((5, 4, 3, 2, 1), "faldt hvert år i Midtjylland."),
        # A change of some per cent is told, however few mio. kr. it is.
        ((5, 5.2, 4.9, 5, 5), "svingede i Midtjylland uden en entydig retning."),
        ((5, 5, 5, 5, 5), "var uændrede alle år i Midtjylland."),
        (
            (9, 5, 4, 6, 8),
            "faldt med 5 mio. kr. i Midtjylland fra 2018 til 2020 "
            "og steg med 4 mio. kr. fra 2020 til 2022.",
        ),
        (
            (4, 6, 9, 7, 5),
            "steg med 5 mio. kr. i Midtjylland fra 2018 til 2020 "
            "og faldt med 4 mio. kr. fra 2020 til 2022.",
        ),
        (
            (5.4, 5.6, 5, 5, 3),
            "steg med 200.000 kr. i Midtjylland fra 2018 til 2019 "
            "og faldt med 3 mio. kr. fra 2019 til 2022.",
        ),
        ((1, 3, 2, 4, 5), "var i Midtjylland lavest i 2018 og højest i 2022."),
        ((5, 3, 4, 2, 1), "var i Midtjylland højest i 2018 og lavest i 2022."),
        ((1, 1, 2, 3, 3), "var i Midtjylland lavest i 2018 og højest i 2022."),
        ((5, 9, 1, 6, 5), "svingede i Midtjylland uden en entydig retning."),
    ],
)
def test_path(data: Dataset, levels: Sequence[float], sentence: str) -> None:
    view = invented(data, here={"53840": levels}).here
    assert read(path(view, "counselling")) == f"Udgifterne {sentence}"


def test_the_path_of_a_newer_account_starts_with_it(data: Dataset) -> None:
    view = invented(data, here={"52826": (0, 9, 8, 7, 6)}).here
    assert read(path(view, "youth_crime")) == "Udgifterne faldt hvert år i Midtjylland."
    early = view.within(2018, 2019)
    assert read(path(early, "youth_crime")) == (
        "Udgifterne kan ikke følges over flere år i Midtjylland."
    )


def test_paths_of_the_report(midt: View) -> None:
    """2023: 2898, 2917, 2923; in the original 92, 87, 101 and 45 mio. kr. too."""
    assert read(path(midt, "prevention")) == (
        "Udgifterne faldt med 92 mio. kr. i Midtjylland fra 2018 til 2020 "
        "og steg med 87 mio. kr. fra 2020 til 2022."
    )
    assert read(path(midt, "placements")) == (
        "Udgifterne faldt med 101 mio. kr. i Midtjylland fra 2018 til 2021 "
        "og steg med 45 mio. kr. fra 2021 til 2022."
    )


@pytest.mark.parametrize(
    ("here", "country", "sentence"),
    [
        (110, 109, "Midtjylland følger landstendensen, men med en større stigning: 10,0 % mod 9,0"),
        (109, 110, "Midtjylland følger landstendensen, men med en mindre stigning: 9,0 % mod 10,0"),
        (90, 91, "Midtjylland følger landstendensen, men med et større fald: −10,0 % mod −9,0"),
        (91, 90, "Midtjylland følger landstendensen, men med et mindre fald: −9,0 % mod −10,0"),
        (90, 110, "Midtjylland afviger fra landstendensen: −10,0 % mod 10,0"),
        (100, 110, "Midtjylland afviger fra landstendensen: 0,0 % mod 10,0"),
        (110, 110.04, "Midtjylland udvikler sig som landet: 10,0 % mod 10,0"),
        (100, 100, "Midtjylland udvikler sig som landet: 0,0 % mod 0,0"),
    ],
)
def test_comparison(data: Dataset, here: float, country: float, sentence: str) -> None:
    choice = invented(
        data,
        here={"53840": (100, 0, 0, 0, here)},
        country={"53840": (100, 0, 0, 0, country)},
    )
    assert read(comparison(choice, "counselling")) == f"{sentence} % på landsplan."


def test_contributions_of_the_report(landet: View, midt: View) -> None:
    """2023: 2790, 2798."""
    assert read(contribution(landet, "residential_care", "adults")) == (
        "Udgifterne til botilbud steg med 2,37 mia. kr. på landsplan, "
        "hvilket er 68,3 % af stigningen på hele voksenområdet."
    )
    assert read(contribution(midt, "residential_care", "adults")) == (
        "Udgifterne til botilbud steg med 695 mio. kr. i Midtjylland, "
        "hvilket er 80,9 % af stigningen på hele voksenområdet."
    )


@pytest.mark.parametrize(
    ("part", "rest", "sentence"),
    [
        (-40, -10, "faldt med 40 mio. kr. i Midtjylland, hvilket er 80,0 % af faldet på hele "),
        (20, -50, "steg med 20 mio. kr. i Midtjylland, mens voksenområdet under ét faldt med 30 m"),
        (-20, 50, "faldt med 20 mio. kr. i Midtjylland, mens voksenområdet under ét steg med 30 m"),
        (0, 50, "var uændrede i Midtjylland, mens voksenområdet under ét steg med 50 mio. kr."),
        (20, -20, "steg med 20 mio. kr. i Midtjylland, mens voksenområdet under ét var uændret."),
        (0, 0, "var uændrede i Midtjylland, mens voksenområdet under ét var uændret."),
    ],
)
def test_contribution(data: Dataset, part: int, rest: int, sentence: str) -> None:
    accounts = {"53840": (100, 0, 0, 0, 100 + part), "53841": (100, 0, 0, 0, 100 + rest)}
    view = invented(data, here=accounts).here
    told = read(contribution(view, "counselling", "adults"))
    assert told.startswith(f"Udgifterne til rådgivning {sentence}")
    assert told.endswith(".")
    assert not told.endswith("..")


def test_drivers_of_the_report(landet: View, midt: View) -> None:
    assert read(driver(landet, "adults")) == (
        "Den største stigning på landsplan er til botilbud: 2,37 mia. kr."
    )
    assert read(driver(midt, "adults")) == (
        "Den største stigning i Midtjylland er til botilbud: 695 mio. kr."
    )


def test_a_new_account_drives_by_all_it_has(midt: View) -> None:
    """2023: 2657: "Ny udgiftsdriver"; from nothing in 2018 to 82 mio. kr."""
    assert read(driver(midt, "children")) == (
        "Den største stigning i Midtjylland er til indsatser efter lov om bekæmpelse af "
        "ungdomskriminalitet: 82 mio. kr."
    )


@pytest.mark.parametrize(
    ("counselling", "aids", "sentence"),
    [
        (120, 90, "Den største stigning i Midtjylland er til rådgivning: 20 mio. kr."),
        (105, 60, "Det største fald i Midtjylland er til hjælpemidler m.v.: 40 mio. kr."),
        (120, 80, "Ingen enkelt gruppe driver udviklingen på voksenområdet i Midtjylland."),
    ],
)
def test_driver(data: Dataset, counselling: int, aids: int, sentence: str) -> None:
    accounts = {"53840": (100, 0, 0, 0, counselling), "53841": (100, 0, 0, 0, aids)}
    assert read(driver(invented(data, here=accounts).here, "adults")) == sentence


def test_kinds(data: Dataset) -> None:
    accounts = {
        "53850": (100, 0, 0, 0, 110),
        "53851": (100, 0, 0, 0, 90),
        "53852": (100, 0, 0, 0, 100),
    }
    assert read(kinds(invented(data, here=accounts).here, "residential_care")) == (
        "I Midtjylland udviklede udgifterne sig sådan: til længerevarende botilbud steg de 10,0 %, "
        "til botilbudslignende tilbud faldt de 10,0 % og til midlertidigt botilbud var de uændrede."
    )


def test_a_kind_that_is_newer_is_said_to_be(midt: View) -> None:
    assert read(kinds(midt, "youth_crime")) == (
        "I Midtjylland udviklede udgifterne sig sådan: til afgørelser efter lov om bekæmpelse af "
        "ungdomskriminalitet kan de ikke opgøres i hele perioden."
    )
