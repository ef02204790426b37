"""The raw files of the business case: typed, and refused when they cannot be meant."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.procurement.business_case.published import KDNET, LOCAL, ranges

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import sign
from kdanalysis.tables.tender import read_joining, read_ranges, read_status, read_timeline

if TYPE_CHECKING:
    from pathlib import Path


def signed(folder: Path, *lines: str) -> Path:
    file = folder / "input.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sign(file, "test", date(2026, 1, 1), source="test", citation="test", licence="test")
    return file


def test_the_status_opens_with_the_decision_of_the_day() -> None:
    status = read_status(LOCAL / "status_urologi.csv", date(2024, 1, 26))
    decided = status.filter(topic="beslutning", day=date(2024, 1, 26))
    assert decided["status"][0] == "ikke godkendt"
    assert set(status["topic"]) == {"beslutning", "tilslutning", "datakvalitet"}
    assert status["line"].to_list() == [1313, 1303, 1303, 1323, 1334, 1330, 1284]


def test_an_earlier_report_knows_only_what_was_known() -> None:
    earlier = read_status(LOCAL / "status_urologi.csv", date(2024, 1, 25))
    assert earlier["status"].to_list() == ["godkendt med forbehold"]
    with pytest.raises(InputError, match="ingen status"):
        read_status(LOCAL / "status_urologi.csv", date(2023, 11, 9))


def test_the_timeline_is_in_days() -> None:
    timeline = read_timeline(KDNET / "tidsplan_urologi.csv")
    assert timeline.height == 12
    assert timeline["first_day"].null_count() == 0
    assert timeline.filter(pl.col("last_day").is_null())["printed"].to_list() == [
        "Tidligst august 2024"
    ]


def test_shares_are_read_as_fractions_of_one() -> None:
    assert ranges()["produktrabat"].low == Fraction(1, 20)
    assert ranges()["ski_bundet_andel"].high == Fraction(1)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x,X,1,2,tre,kr,os,fordi", "high: »tre« er ikke et tal"),
        ("x,X,1,,3,kr,os,fordi", "expected: cellen er tom"),
        ("x,X,3,2,1,kr,os,fordi", "ikke ordnet"),
        ("x,X,1,2,3,kr,,fordi", "hvem der har besluttet"),
    ],
)
def test_a_range_nobody_could_mean_is_refused(tmp_path: Path, row: str, fault: str) -> None:
    file = signed(tmp_path, "key,label,low,expected,high,unit,decided_by,reason", row)
    with pytest.raises(InputError, match=fault):
        read_ranges(file)


@pytest.mark.parametrize(
    "rows",
    [
        ["Viborg,kommune,M,måske,,"],
        ["Viborg,kommune,M,,,"],
        ["Viborg,kommune,M,ja,,brev"],
        ["Viborg,kommune,M,nej,2024-03-01,"],
        ["Viborg,kommune,M,afventer,,", "Viborg,kommune,M,afventer,,"],
    ],
)
def test_an_answer_without_proof_is_refused(tmp_path: Path, rows: list[str]) -> None:
    file = signed(tmp_path, "party,party_type,region,joined,day,source", *rows)
    with pytest.raises(InputError, match="Viborg"):
        read_joining(file)


def test_an_answer_with_proof_is_read(tmp_path: Path) -> None:
    file = signed(
        tmp_path,
        "party,party_type,region,joined,day,source",
        "Viborg,kommune,M,ja,2024-03-01,brev",
        "Odder,kommune,M,nej,2024-03-02,brev",
        "Skive,kommune,M,afventer,,",
    )
    assert read_joining(file)["joined"].to_list() == [True, False, None]
