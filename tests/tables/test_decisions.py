"""Decisions of the committees as data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import signed

from kdanalysis.project import InputError, Project
from kdanalysis.tables.decisions import read_decision

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "key,date,body,subject,decision,amount_kr,doc,line\n"


def test_the_decision_of_2023_is_as_printed(checkout: Project) -> None:
    """2023: 2556, with the amount of the recommendation at 2552."""
    decision = read_decision(checkout.raw / "local" / "decisions.csv", "udgiftsanalyse")
    assert decision.day == date(2023, 11, 10)
    assert decision.body == "KD-Net"
    assert "tilsynets rolle" in decision.text
    assert (decision.amount_kr, decision.line) == (200_000, 2556)


def test_a_decision_may_be_without_an_amount(tmp_path: Path) -> None:
    file = signed(tmp_path / "decisions.csv", HEADER + "x,2024-01-26,KD-Net,Emne,drøftede,,d,12\n")
    assert read_decision(file, "x").amount_kr is None


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("y,2024-01-26,KD-Net,Emne,drøftede,,d,12\n", "Ukendt beslutning: x."),
        ("x,26-01-2024,KD-Net,Emne,drøftede,,d,12\n", "(x), date: »26-01-2024« er ikke en dato"),
        (
            "x,2024-01-26,KD-Net,Emne,drøftede,mange,d,12\n",
            "(x), amount_kr: »mange«",
        ),
    ],
)
def test_a_missing_or_unreadable_decision_stops(tmp_path: Path, row: str, what: str) -> None:
    file = signed(tmp_path / "decisions.csv", HEADER + row)
    with pytest.raises(InputError) as fault:
        read_decision(file, "x")
    assert what in fault.value.what
    assert fault.value.where == file.as_posix()
    assert fault.value.remedy
