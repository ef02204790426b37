"""The report on one page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.report.elements.numbers import callout
from kdanalysis.report.expenditure import key_points

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import Choice
    from kdanalysis.tables.dataset import Dataset

NAMES = [
    "Begge områder",
    "Voksne",
    "Botilbud",
    "Enhedsudgift",
    "Køb",
    "Børn og unge",
    "Anbringelser",
    "Ungdomskriminalitet",
    "Tillægsydelse",
]


def test_there_is_one_point_per_section(choice: Choice) -> None:
    points = key_points(choice).splitlines()
    assert [point.split("**")[1] for point in points] == [f"{name}." for name in NAMES]


@pytest.mark.parametrize(
    "sentence",
    [
        "Udgifterne til det specialiserede socialområde steg 7,9 % i Midtjylland og 8,2 % på lands",
        "Udgifterne på voksenområdet steg 10,9 % i Midtjylland og 9,7 % på landsplan.",
        "Botilbud udgør 80,9 % af ændringen på voksenområdet i Midtjylland og 68,3 % på landsplan.",
        "Botilbudsudgiften pr. modtager steg 5,4 % på landsplan fra 2018 til 2021.",
        "Køb hos private og selvejende steg 33,1 % i Midtjylland og 29,7 % på landsplan. I Midtjyl",
        "Udgifterne på børne- og ungeområdet steg 1,4 % i Midtjylland og 5,2 % på landsplan.",
        "Udgifterne til anbringelser faldt 2,6 % i Midtjylland og 1,2 % på landsplan.",
        "en ændring på −0,31 procentpoint.",
    ],
)
def test_the_points_of_the_report(choice: Choice, sentence: str) -> None:
    assert sentence in read(key_points(choice))


def test_every_number_is_a_span(choice: Choice) -> None:
    """Digits outside spans are years of the period and of the quoted figures only."""
    outside = re.sub(r"\[[^][]*\]\{[^}]*\}", "", key_points(choice))
    years = {str(year) for year in range(2018, 2023)}
    assert set(re.findall(r"\d+", outside)) <= years


def test_points_follow_other_accounts(data: Dataset) -> None:
    choice = invented(data, here={"53840": (100, 0, 0, 0, 50)}, country={})
    assert (
        "**Voksne.** Udgifterne på voksenområdet faldt 3,6 % i Midtjylland, men var uændrede på "
        "landsplan." in key_points_of(choice)
    )


def key_points_of(choice: Choice) -> str:
    """Return the points with emphasis, but without spans."""
    spans = re.sub(r"\[([^][]*)\]\{[^}]*\}", r"\1", key_points(choice))
    return spans.replace("\N{NO-BREAK SPACE}", " ")


def test_a_callout_is_one_block() -> None:
    assert callout("Kort", "Tekst") == '::: {.callout-note title="Kort"}\nTekst\n:::\n'
