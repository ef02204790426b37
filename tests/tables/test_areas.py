"""Areas: the country, Midtjylland and its 19 municipalities, by codes that keep their zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import signed

from kdanalysis.project import InputError, Project
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND, Areas, read_areas

if TYPE_CHECKING:
    from pathlib import Path

MUNICIPALITIES = "615 657 661 665 671 706 707 710 727 730 740 741 746 751 756 760 766 779 791"


@pytest.fixture(scope="module")
def areas(checkout: Project) -> Areas:
    return read_areas(checkout.raw / "local" / "areas.csv")


def test_the_areas_are_the_country_midtjylland_and_its_19(areas: Areas) -> None:
    assert list(areas.by_code) == [COUNTRY, MIDTJYLLAND, *MUNICIPALITIES.split()]
    kinds = [area.kind for area in areas.by_code.values()]
    assert kinds == ["country", "region", *["municipality"] * 19]


def test_an_area_is_named_in_danish(areas: Areas) -> None:
    assert (areas["082"].name, areas["082"].phrase) == ("Midtjylland", "i Midtjylland")
    assert areas["000"].phrase == "på landsplan"
    assert areas["741"].phrase == "på Samsø"


def test_midtjylland_is_not_the_regional_authority(areas: Areas) -> None:
    assert all("Region" not in area.name for area in areas.by_code.values())


@pytest.mark.parametrize("code", ["82", "0", "851", ""])
def test_an_unknown_code_stops_with_the_known_ones(areas: Areas, code: str) -> None:
    with pytest.raises(InputError) as fault:
        areas[code]
    assert fault.value.what == f"Ukendt områdekode: {code}."
    assert fault.value.where == "areas.csv"
    assert "082" in fault.value.remedy


def test_the_printed_tables_name_two_areas(areas: Areas) -> None:
    assert areas.printed == {"hele_landet": COUNTRY, "midtjylland": MIDTJYLLAND}
    assert areas.printed_code("midtjylland") == MIDTJYLLAND


def test_a_code_that_stands_twice_stops(tmp_path: Path) -> None:
    rows = "area_code,kind,name,printed_key,phrase\n000,country,A,,a\n000,country,B,,b\n"
    with pytest.raises(InputError, match="000 står to gange"):
        read_areas(signed(tmp_path / "areas.csv", rows))
