"""Whole paragraphs: the country first, then the area, with nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.invented import read

from kdanalysis.report.subjects import trends
from kdanalysis.report.subjects.care import private_against_municipal, purchase_share
from kdanalysis.report.subjects.trends import development, purchasing, what_drives

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import Choice, View


def test_a_development_is_told_of_the_country_and_then_compared(choice: Choice) -> None:
    country, here = development(choice, "children").split("\n\n")
    assert read(country).startswith("Udgifterne på børne- og ungeområdet steg på landsplan med")
    assert read(country).endswith(read(trends.path(choice.country, "children")))
    assert read(here).startswith("Udgifterne på børne- og ungeområdet steg i Midtjylland med")
    assert read(here).endswith(read(trends.comparison(choice, "children")))


def test_by_kind_each_place_has_its_own_kinds(choice: Choice) -> None:
    country, here = development(choice, "placements", by_kind=True).split("\n\n")
    assert country.endswith(trends.kinds(choice.country, "placements"))
    assert here.endswith(trends.kinds(choice.here, "placements"))
    assert trends.comparison(choice, "placements") in here


def test_what_drives_names_driver_and_contribution_of_both(choice: Choice) -> None:
    country, here = map(read, what_drives(choice, "residential_care", "adults").split("\n\n"))
    assert country.startswith("Den største stigning på landsplan er til botilbud")
    assert country.endswith("68,3 % af stigningen på hele voksenområdet.")
    assert here.startswith("Den største stigning i Midtjylland er til botilbud")
    assert here.endswith("80,9 % af stigningen på hele voksenområdet.")


def test_purchasing_tells_all_then_each_supplier_then_shares(midt: View) -> None:
    suppliers, shares = purchasing(midt).split("\n\n")
    told = read(suppliers)
    subjects = ("Køb af tjenesteydelser", "Køb hos private", "andre kommuner", "regioner")
    places = [told.index(subject) for subject in subjects]
    assert places == sorted(places)
    assert shares == f"{purchase_share(midt, 'private')} {private_against_municipal(midt)}"
