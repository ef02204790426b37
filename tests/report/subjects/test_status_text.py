"""The status a report opens with, on the day, before it, after it, and when answers come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.support.printed_tender import read

from kdanalysis.project import InputError
from kdanalysis.report.business_case.case import key_points
from kdanalysis.report.subjects.tender import (
    data_quality,
    decision,
    joining,
    open_tender,
    status_box,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.tender import Changed

    from kdanalysis.project import Project
    from kdanalysis.report.subjects.tender import Tender

NOT_APPROVED = "KD-Net godkendte ikke udligningen"


def test_the_box_opens_with_the_decision_and_says_that_nobody_has_joined(tender: Tender) -> None:
    box = read(status_box(tender))
    assert box.startswith('::: {.callout-important title="Status for beslutningen"}')
    assert "Pr. 26. januar 2024 er status:" in box
    assert f"26. januar 2024. {NOT_APPROVED}" in box
    assert "Tilslutningsfristen den 22. marts 2024 søges forlænget." in box
    assert "19 midtjyske og 17 syddanske kommuner *kan* tilslutte sig; ingen har bekræftet." in box
    assert "efter" not in box.rsplit("bekræftet.", maxsplit=1)[1]


def test_decisions_of_one_day_stand_together(tender: Tender) -> None:
    assert status_box(tender).count("26.\N{NO-BREAK SPACE}januar 2024.**") == 1


def test_a_later_report_says_that_it_knows_no_later_decision(tender: Tender) -> None:
    later = replace(tender, as_of=date(2024, 6, 1))
    assert "Data indeholder ingen beslutning efter 26. januar 2024." in read(status_box(later))
    assert read(decision(later)).startswith(f"26. januar 2024: {NOT_APPROVED}")


def test_an_earlier_report_knows_only_the_approval_of_principles(tender: Tender) -> None:
    earlier = replace(tender, as_of=date(2023, 11, 10))
    assert NOT_APPROVED not in status_box(earlier)
    assert read(decision(earlier)).startswith("10. november 2023: KD-Net godkendte principperne")
    assert read(data_quality(earlier)) == (
        "Pr. 10. november 2023 er intet oplyst om datakvaliteten."
    )


def test_a_report_before_anything_was_known_stops(tender: Tender) -> None:
    with pytest.raises(InputError, match="ingen status"):
        status_box(replace(tender, as_of=date(2023, 1, 1)))


def test_answers_are_told_by_region(changed: Changed) -> None:
    answered = changed(
        "local/tilslutning_urologi",
        "party",
        {
            ("Odder", "joined"): "ja",
            ("Odder", "day"): "2024-01-20",
            ("Odder", "source"): "brev",
            ("Vejle", "joined"): "nej",
            ("Vejle", "day"): "2024-01-20",
            ("Vejle", "source"): "brev",
        },
    )
    assert read(joining(answered)) == (
        "19 midtjyske og 17 syddanske kommuner *kan* tilslutte sig; 1 midtjyske og 0 syddanske har "
        "bekræftet og 0 midtjyske og 1 syddanske har afslået."
    )


def test_data_quality_is_a_list_by_status(tender: Tender) -> None:
    lines = data_quality(tender).splitlines()
    assert [line.split(".**")[0] for line in lines] == [
        "- **Stor usikkerhed",
        "- **Anslået",
        "- **Mangler",
    ]


def test_key_points_open_with_the_decision_and_hold_no_assumption(tender: Tender) -> None:
    points = read(key_points(tender)).splitlines()
    assert points[0].startswith(f"- Beslutning. 26. januar 2024: {NOT_APPROVED}")
    assert not any("spænd" in point or "antagelse" in point for point in points)


def test_a_day_that_is_none_stops() -> None:
    with pytest.raises(InputError, match="ikke en dato"):
        open_tender(status_date="i går")


def test_a_tender_is_opened_on_the_data_around(
    checkout: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(checkout.analyses)
    tender = open_tender(status_date="2024-01-26")
    assert tender.data.project == checkout
    assert tender.as_of == date(2024, 1, 26)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        open_tender(status_date="2024-01-26")


def test_sources_are_named_once(tender: Tender) -> None:
    assert tender.cited("business_case_urologi", "tidsplan_urologi") == "Kilde: KD-Net 26-01-2024"
    assert tender.cited("business_case_urologi", "local/intervaller_udligning") == (
        "Kilde: KD-Net 26-01-2024; antagelse, projektets egen"
    )
