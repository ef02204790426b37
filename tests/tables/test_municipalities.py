"""Municipalities by name, and rules of comparison as data."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import signed

from kdanalysis.project import InputError
from kdanalysis.tables.given import file_name, find_municipalities, municipalities
from kdanalysis.tables.registers import read_parameters

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.tables.dataset import Dataset

HEADER = "key,label,value,unit,decided_by,reason\n"


def test_danes_sort_aa_last(data: Dataset) -> None:
    names = [area.name for area in municipalities(data.areas)]
    assert len(names) == 19
    assert (names[0], names[-1]) == ("Favrskov", "Aarhus")
    assert names.index("Samsø") < names.index("Silkeborg")


@pytest.mark.parametrize(
    "wanted", ["760", "Ringkøbing-Skjern", "ringkoebing-skjern", " RINGKØBING-skjern "]
)
def test_a_municipality_is_found(data: Dataset, wanted: str) -> None:
    (found,) = find_municipalities(data.areas, wanted)
    assert found.code == "760"
    assert file_name(found) == "ringkoebing-skjern"


def test_all_are_found_and_have_files_of_their_own(data: Dataset) -> None:
    found = find_municipalities(data.areas, "ALL")
    assert len({file_name(area) for area in found}) == 19
    assert all(file_name(area).replace("-", "").isascii() for area in found)


@pytest.mark.parametrize("wanted", ["", "082", "000", "Midtjylland", "Skagen"])
def test_others_are_refused(data: Dataset, wanted: str) -> None:
    with pytest.raises(InputError, match="Ukendt kommune") as caught:
        find_municipalities(data.areas, wanted)
    assert "Samsø" in caught.value.remedy


def test_rows_of_one_key_are_its_values(tmp_path: Path) -> None:
    rows = "a,A,5,pct,projektet,\na,A,7.5,pct,projektet,\nb,B,1,kr,projektet,\n"
    found = read_parameters(signed(tmp_path / "p.csv", HEADER + rows))
    assert found["a"].values == (Fraction(5), Fraction(15, 2))
    assert found["b"].value == 1
    with pytest.raises(ValueError, match="too many"):
        _ = found["a"].value


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,A,x,pct,projektet,\n", "ikke et tal"),
        ("a,A,,pct,projektet,\n", "value: cellen er tom"),
        ("a,A,0,pct,projektet,\n", "større end nul"),
        ("a,A,-1,pct,projektet,\n", "større end nul"),
        ("a,A,1,pct,,\n", "decided_by: cellen er tom"),
        ("a,A,1,pct,p,\na,A,1,pct,p,\n", "to gange"),
    ],
)
def test_spoilt_parameters_stop(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_parameters(signed(tmp_path / "p.csv", HEADER + rows))
