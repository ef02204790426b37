"""Sentences on residential care and quoted findings: one case per branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.project import InputError
from kdanalysis.report.subjects import care as text_care
from kdanalysis.report.subjects.conclusions import committee_total
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import View
    from kdanalysis.tables.dataset import Dataset

CARE = "53850"


def test_recipients(landet: View) -> None:
    """2023: 2848."""
    assert text_care.quoted_period(landet) == Period(2018, 2021)
    assert read(text_care.recipients(landet)) == (
        "Antallet af modtagere af botilbud (helårspersoner) er på landsplan opgjort til 27.100 i "
        "2018 og 28.000 i 2021, en stigning på 3,3 %; ekspertudvalget angiver 3 %."
    )


@pytest.mark.parametrize(
    ("last", "words"), [("26000", "et fald på 4,1 %"), ("27100", "altså uændret")]
)
def test_recipients_that_do_not_rise(data: Dataset, last: str, words: str) -> None:
    view = invented(data, quotes={"botilbud_modtagere_2021": last}).country
    assert f" i 2021, {words}; ekspertudvalget" in read(text_care.recipients(view))


def test_unit_cost(landet: View) -> None:
    """2023: 2850-2853; the own figure and why it differs."""
    assert read(text_care.unit_cost(landet)) == (
        "Ekspertudvalgets enhedsudgift er steget 6 %: udgifterne steg 9 %, og modtagerne steg 3 %, "
        "begge afrundet. Genberegnet ud fra udgifterne i @tbl-voksne-landet og det oplyste antal "
        "modtagere er enhedsudgiften steget 5,4 %; da modtagerne er afrundet til hundreder, ligger "
        "tallet mellem 5,0 % og 5,8 %. Forskellen skyldes formentlig, at ekspertudvalgets tal "
        "bygger på de to afrundede procenter."
    )


@pytest.mark.parametrize(
    ("care", "people", "words"),
    [
        (200, "27100", "er enhedsudgiften faldet 33,3 %"),
        (400, "27100", "er enhedsudgiften steget 33,3 %"),
        (300, "27100", "er enhedsudgiften uændret;"),
    ],
)
def test_the_own_unit_cost_follows_the_data(
    data: Dataset, care: int, people: str, words: str
) -> None:
    accounts = {CARE: (100, 100, 100, care - 200, 100)}
    quotes = {"botilbud_modtagere_2021": people}
    view = invented(data, country=accounts, quotes=quotes).country
    assert words in read(text_care.unit_cost(view))


@pytest.mark.parametrize(
    ("expenditure", "people", "words"),
    [
        ("3", "3", "enhedsudgift er uændret: udgifterne steg 3 %, og modtagerne steg 3 %"),
        ("-9", "0", "enhedsudgift er faldet 9 %: udgifterne faldt 9 %, og modtagerne var uændrede"),
    ],
)
def test_the_committees_unit_cost_follows_its_rates(
    data: Dataset, expenditure: str, people: str, words: str
) -> None:
    quotes = {"botilbud_udgift_stigning": expenditure, "botilbud_modtagere_stigning": people}
    view = invented(data, quotes=quotes).country
    assert words in read(text_care.unit_cost(view))


def test_volume_and_price_are_in_one_unit_and_add_up(landet: View) -> None:
    assert read(text_care.volume_and_price(landet)) == (
        "Ændringen i botilbudsudgifterne på landsplan fra 2018 til 2021 var 1.701 mio. kr. Heraf "
        "kan 654 mio. kr. henføres til antallet af modtagere og 1.047 mio. kr. til enhedsudgiften; "
        "krydsledet på 34 mio. kr. er delt lige mellem de to. Da modtagerne er afrundet til "
        "hundreder, ligger den første del mellem 581 mio. kr. og 727 mio. kr."
    )
    assert 654 + 1047 == 1701


def test_average_cost(landet: View) -> None:
    assert read(text_care.average_cost(landet)) == (
        "Den gennemsnitlige botilbudsudgift var på landsplan 707.524 kr. pr. helårsperson i 2018 "
        "og 745.517 kr. i 2021."
    )


@pytest.mark.parametrize("sentence", ["unit_cost", "volume_and_price", "average_cost"])
def test_midtjylland_has_no_recipients(midt: View, sentence: str) -> None:
    with pytest.raises(InputError, match="kun oplyst på landsplan"):
        getattr(text_care, sentence)(midt)


def test_quoted_supply(midt: View) -> None:
    """2023: 2844, 2865."""
    assert read(text_care.quoted_supply(midt)) == (
        "KL's analyse (data fra 22 kommuner, altså ikke fuldt repræsentativ) opgør væksten i "
        "modtagere til 25,7 % for private tilbud, 6,6 % for regionale og 0 % for kommunale. "
        "Private tilbud er desuden steget mest i pris, 21,1 %. Tallene er citeret og kan ikke "
        "efterregnes her."
    )


def test_costly_cases(midt: View) -> None:
    """2023: 2896; the municipalities are counted, not named."""
    assert read(text_care.costly_cases(midt)) == (
        "Komponents undersøgelse af særligt dyre enkeltsager omfatter 683 borgersager fra 47 "
        "kommuner, heraf 3 midtjyske."
    )


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("57.8", "en stigning på 8,9 %."),
        ("50.0", "et fald på 5,8 %."),
        ("53.1", "altså uændret."),
    ],
)
def test_committee_total(data: Dataset, last: str, words: str) -> None:
    """2023: 2638."""
    view = invented(data, quotes={"socialomraadet_2022": last}).country
    told = read(committee_total(view))
    shown = last.replace(".", ",")
    assert told.startswith(
        "Ekspertudvalget opgør de samlede udgifter på landsplan til 53,1 mia. kr. i 2018 og "
        f"{shown} mia. kr. i 2022, {words} Forskellen til de genberegnede tal skyldes formentlig "
    )
    assert told.endswith("vises ved siden af hinanden og blandes ikke.")
