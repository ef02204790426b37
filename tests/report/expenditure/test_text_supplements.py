"""Sentences on supplementary services and on the decision: one case per branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read
from tests.support.raw_files import replace_and_sign

from kdanalysis.project import InputError
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.care import decision, income_change, share_change, who_moved
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from kdanalysis.project import Project


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ("8.35", "faldt fra 8,66 % i 2021 til 8,35 % i 2022, en ændring på −0,31 procentpoint."),
        ("9.00", "steg fra 8,66 % i 2021 til 9,00 % i 2022, en ændring på 0,34 procentpoint."),
        ("8.66", "var uændret fra 8,66 % i 2021 til 8,66 % i 2022, en ændring på 0,00 procentpoin"),
    ],
)
def test_share_change(data: Dataset, last: str, sentence: str) -> None:
    """2023: 2944."""
    choice = invented(data, quotes={"tillaegsydelse_andel_2022": last})
    told = read(share_change(choice))
    assert told.startswith(f"Tillægsydelsens andel af tilbuddenes samlede regnskab {sentence}")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("-14", "til et fald på 14 mio. kr. fra 2021 til 2022."),
        ("7", "til en stigning på 7 mio. kr. fra 2021 til 2022."),
        ("0", "som uændrede."),
    ],
)
def test_income_change(data: Dataset, change: str, sentence: str) -> None:
    choice = invented(data, quotes={"tillaegsydelse_aendring": change})
    assert read(income_change(choice)) == (
        f"Driftsherrernes indtægter fra tillægsydelse er opgjort {sentence}"
    )


def test_who_moved(choice: Choice) -> None:
    """2023: 2946: 11 down, 6 and the region up, so that 2 of 19 are not stated."""
    assert read(who_moved(choice)) == (
        "Indtægterne faldt i 11 kommuner og steg i 6 kommuner og i Region Midtjylland. For 2 af de "
        "19 kommuner er udviklingen ikke oplyst."
    )


def test_decision(choice: Choice) -> None:
    """2023: 2552-2556."""
    assert read(decision(choice, "udgiftsanalyse")) == (
        "KD-Net godkendte indstillingen med den tilføjelse, at der skal være fokus på tilsynets "
        "rolle i forhold til at påvirke udgifterne ved at præge botilbuddenes adfærd "
        "(10. november 2023). Der er afsat en ramme på 200.000 kr. til det videre arbejde."
    )


def test_a_decision_without_an_amount(project_copy: Project, choice: Choice) -> None:
    replace_and_sign(project_copy.raw / "local" / "decisions.csv", ",200000,", ",,")
    other = Dataset(project_copy, 2022)
    view = View(other, "082", choice.period)
    told = read(decision(Choice(view, view), "udgiftsanalyse"))
    assert told.endswith("botilbuddenes adfærd (10. november 2023).")


def test_an_unknown_decision_stops(choice: Choice) -> None:
    with pytest.raises(InputError, match="Ukendt beslutning: andet"):
        decision(choice, "andet")
