"""Sentences of the driver report: one case per branch, each a whole Danish sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented, read

from kdanalysis.project import InputError
from kdanalysis.report.drivers.comparison import (
    against_country,
    inhabitants,
    key_points,
    local_extremes,
    local_robustness,
    local_sign,
    per_inhabitant_finding,
)
from kdanalysis.report.subjects.accounts import source_line
from kdanalysis.report.subjects.care import against_constant_shares, who_lost_to_whom

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdanalysis.report.subjects.accounts import Choice, View
    from kdanalysis.tables.dataset import Dataset


UP, DOWN = (100, 100, 100, 100, 150), (100, 100, 100, 100, 50)
CARE = "53850"


def test_the_area_against_the_country(midt: View) -> None:
    assert read(against_country(midt, "adults")) == (
        "Udgifterne på voksenområdet steg 10,9 % i Midtjylland fra 2018 til 2022. Heraf svarer "
        "9,7 procentpoint til landets vækst, 0,0 procentpoint til områdets sammensætning og 1,2 "
        "procentpoint til den lokale del: at grupperne udviklede sig anderledes end de samme "
        "grupper på landsplan."
    )


@pytest.mark.parametrize(
    ("here", "sentence"),
    [
        ({}, "I Midtjylland udvikler alle grupper sig som på landsplan."),
        ({CARE: UP}, "I Midtjylland trækker botilbud mest op i forhold til landet: 50 mio. kr."),
        (
            {CARE: DOWN},
            "I Midtjylland trækker botilbud mest ned i forhold til landet: −50 mio. kr.",
        ),
        (
            {CARE: UP, "53840": DOWN},
            "I Midtjylland trækker botilbud mest op (50 mio. kr.) og rådgivning mest ned "
            "(−50 mio. kr.) i forhold til landet.",
        ),
    ],
)
def test_who_pulls_the_local_part(
    data: Dataset, here: Mapping[str, Sequence[float]], sentence: str
) -> None:
    assert read(local_extremes(invented(data, here=here, country={}).here, "adults")) == sentence


def test_the_local_parts_sign_can_depend_on_the_account(midt: View) -> None:
    assert read(local_robustness(midt, "adults")) == (
        "Den lokale del på voksenområdet er 92 mio. kr., når der deles op i grupper, −19 mio. kr., "
        "når hver funktion er sin egen gruppe, og 116 mio. kr., når resten af landet er målestok. "
        "Den lokale dels fortegn afhænger af opgørelsen; det kan ikke sluttes, at udgifterne "
        "lokalt udvikler sig anderledes, end landets udvikling tilsiger."
    )
    assert read(local_sign(midt, "children")) == (
        "Den lokale dels fortegn er det samme i alle tre opgørelser."
    )


def test_inhabitants_when_cost_rises_and_falls(midt: View) -> None:
    assert read(inhabitants(midt, "adults")) == (
        "I Midtjylland steg folketallet 2,2 %, og udgiften pr. indbygger på voksenområdet steg "
        "8,6 %. Af ændringen på 858 mio. kr. kan 176 mio. kr. henføres til folketallet og "
        "682 mio. kr. til udgiften pr. indbygger; krydsledet på 15 mio. kr. er delt lige mellem "
        "de to."
    )
    assert "på børne- og ungeområdet faldt 0,7 %." in read(inhabitants(midt, "children"))


def test_inhabitants_when_cost_is_level(midt: View) -> None:
    same = midt.within(2018, 2018)
    assert read(inhabitants(same, "adults")).startswith(
        "I Midtjylland var folketallet uændret, og udgiften pr. indbygger på voksenområdet var "
        "uændret."
    )


def test_cost_per_inhabitant_as_a_finding(choice: Choice) -> None:
    assert read(per_inhabitant_finding(choice, "children")) == (
        "Udgifterne pr. indbygger på børne- og ungeområdet faldt 0,7 % i Midtjylland, men steg "
        "3,5 % på landsplan."
    )


def test_sources_on_one_line() -> None:
    assert source_line(["Kilde: A", "Kilde: B"]) == "Kilde: A; B"


def test_who_gained_and_lost(midt: View) -> None:
    assert read(against_constant_shares(midt)) == (
        "Med leverandørernes andele fra 2018 som målestok fik private "
        "(inkl. selvejende) 376 mio. kr. mere, andre kommuner 451 mio. kr. mindre og regioner "
        "75 mio. kr. mere i Midtjylland i 2022."
    )
    assert read(who_lost_to_whom(midt)) == (
        "I Midtjylland har andre kommuner mistet 376 mio. kr. til private (inkl. selvejende) og "
        "75 mio. kr. til regioner i 2022, målt mod andelene i 2018."
    )


def test_nobody_gained(data: Dataset) -> None:
    here = invented(data).here
    assert read(against_constant_shares(here)) == (
        "Med leverandørernes andele fra 2018 som målestok fik private "
        "(inkl. selvejende) det samme, andre kommuner det samme og regioner det samme i "
        "Midtjylland i 2022."
    )
    assert read(who_lost_to_whom(here)) == (
        "I Midtjylland er de tre leverandørers andele i 2022 som i 2018."
    )


def test_two_lost_to_one(data: Dataset) -> None:
    # Of 400 each would have a third; private has 200, the others 100.
    here = invented(data, here={"40": (100, 100, 100, 100, 200)}).here
    assert read(who_lost_to_whom(here)) == (
        "I Midtjylland har andre kommuner mistet 33 mio. kr. til private (inkl. selvejende) og "
        "regioner mistet 33 mio. kr. til private (inkl. selvejende) i 2022, målt mod andelene i "
        "2018."
    )


def test_no_shares_to_keep(data: Dataset) -> None:
    nothing = dict.fromkeys(("40", "47", "48"), (0, 1, 1, 1, 1))
    with pytest.raises(InputError, match="ingen køb i 2018"):
        who_lost_to_whom(invented(data, here=nothing).here)


def test_key_points_hold_every_part(choice: Choice) -> None:
    lines = read(key_points(choice)).splitlines()
    assert [line.split(".")[0] for line in lines] == [
        "- Voksne",
        "- Mod landet",
        "- Indbyggere",
        "- Leverandører",
        "- Prisniveau",
        "- Ekspertudvalget",
        "- Fremskrivning",
    ]
