"""Vintages: new content is kept beside the old, the same content is not kept twice."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.sources.statbank.selections import SMALL, table

from kdanalysis.project import InputError, Project
from kdanalysis.sources.statbank.errors import (
    InvalidAnswerError,
    NotFoundError,
    Settings,
    UnreachableError,
)
from kdanalysis.sources.statbank.pulls import Pull, _moment, local_status, pull, status
from kdanalysis.sources.statbank.vintage import Vintage, newest, vintages

if TYPE_CHECKING:
    from tests.support.statbank import LocalStatbank


def contents(project: Project) -> dict[str, str]:
    """Return path → hash of every file of the project."""
    return {
        path.relative_to(project.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(project.root.rglob("*"))
        if path.is_file()
    }


def test_same_content_makes_no_new_vintage(
    first: Pull, settings: Settings, project: Project
) -> None:
    before = contents(project)
    again = pull(table(settings), SMALL, project)
    assert again == Pull(first.vintage, is_new=False)
    assert contents(project) == before
    assert [path.name for path in first.vintage.folder.parent.iterdir()] == [first.vintage.name]


def test_another_format_or_code_order_is_the_same_content(
    first: Pull, settings: Settings, project: Project
) -> None:
    turned = {name: list(reversed(values)) for name, values in reversed(SMALL.items())}
    bulk = replace(settings, cell_limit=1)
    assert pull(table(bulk), turned, project) == Pull(first.vintage, is_new=False)


@pytest.mark.usefixtures("first")
def test_moved_date_alone_is_no_new_content(
    bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    bank.touch()
    (told,) = status(project, settings, compare_content=True)
    assert (told.is_moved, told.is_newer) == (True, False)
    assert not pull(table(settings), None, project).is_new


def test_restated_cell_makes_a_vintage_and_leaves_the_old_one(
    first: Pull, bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    before, old = contents(project), first.vintage.frame()
    bank.restate(2020, "615", "53850", "40", 500)
    (told,) = status(project, settings)
    assert (told.is_moved, told.is_newer) == (True, None)
    second = pull(table(settings), None, project)
    assert second.is_new
    assert vintages("REGK31", project) == (first.vintage, second.vintage)
    assert before.items() <= contents(project).items()
    change = second.vintage.frame()["INDHOLD"] - old["INDHOLD"]
    assert sorted(change.to_list()) == [0] * 28 + [500, 500]


def test_new_year_comes_along_where_the_selection_is_open(
    bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    pull(table(settings), SMALL | {"Tid": [">=2018"]}, project)
    bank.publish(2026)
    (told,) = status(project, settings)
    assert told.published is not None
    assert told.published.new_codes == {"Tid": ("2026",)}
    assert told.is_newer
    second = pull(table(settings), None, project)
    assert second.is_new
    assert second.vintage.frame()["TID"].max() == "2026"


def test_rewritten_title_is_new_content(
    first: Pull, bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    bank.retitle("53850", "5.38.50 Botilbud til længerevarende ophold")
    second = pull(table(settings), None, project)
    assert second.is_new
    assert second.vintage.info.variable("FUNKTION").texts["53850"].endswith("ophold")
    assert first.vintage.info.variable("FUNKTION").texts["53850"].endswith("botilbud")


@pytest.mark.usefixtures("first")
def test_renumbered_function_stops_and_is_told(
    bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    bank.renumber("53850", "53860")
    (told,) = status(project, settings, compare_content=True)
    assert told.published is not None
    assert told.published.vanished_codes == {"FUNKTION": ("53850",)}
    assert told.published.content_sha256 is None
    assert told.is_newer
    before = contents(project)
    with pytest.raises(NotFoundError, match="53850"):
        pull(table(settings), None, project)
    assert contents(project) == before


@pytest.mark.usefixtures("first")
def test_trusting_updated_fetches_nothing_until_it_moves(
    bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    bank.posted.clear()
    assert not pull(table(settings), None, project, trust_updated=True).is_new
    assert [path for path, _ in bank.posted] == ["tableinfo"]
    bank.restate(2021, "615", "53850", "40", 1)
    assert pull(table(settings), None, project, trust_updated=True).is_new


def test_status_offline_and_online(first: Pull, settings: Settings, project: Project) -> None:
    (offline,) = local_status(project)
    assert (offline.table, offline.stored) == ("REGK31", (first.vintage,))
    assert (offline.published, offline.is_moved, offline.is_newer) == (None, False, None)
    (online,) = status(project, settings)
    assert (online.is_moved, online.is_newer) == (False, False)


@pytest.mark.usefixtures("first")
def test_status_tells_a_variable_that_is_gone(
    bank: LocalStatbank, settings: Settings, project: Project
) -> None:
    variable = bank.tables["REGK31"].variable("DRANST")
    assert variable is not None
    variable.id = "DRANST2"
    (told,) = status(project, settings)
    assert told.published is not None
    assert told.published.vanished_codes == {"DRANST": ("1",)}


def test_extracts_handed_over_stand_beside_the_pulls(first: Pull, project: Project) -> None:
    handed = first.vintage.folder.parent / "2026-11-22"
    handed.mkdir()
    (handed / "population.csv").write_text("kode\n", encoding="utf-8")
    assert vintages("REGK31", project) == (first.vintage,)
    other = project.raw / "statbank" / "FOLK1A" / "2026-11-22"
    other.mkdir(parents=True)
    assert [told.table for told in local_status(project)] == ["REGK31"]


def test_never_pulled(
    project: Project, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert local_status(project) == ()
    assert vintages("REGK31", project) == ()
    with pytest.raises(InputError, match="ingen gemt udgave af REGK31"):
        pull(table(settings), None, project)
    monkeypatch.chdir(project.root)
    with pytest.raises(InputError, match="ingen gemt udgave af REGK31"):
        newest("regk31")


@pytest.mark.parametrize(
    ("fault", "expected"), [("500", UnreachableError), ("drop", InvalidAnswerError)]
)
def test_failed_pulls_leave_nothing(
    bank: LocalStatbank,
    settings: Settings,
    project: Project,
    fault: str,
    expected: type[Exception],
) -> None:
    bank.fault(fault, times=9)
    with pytest.raises(expected):
        pull(table(settings), SMALL, project)
    assert list(contents(project)) == ["_quarto.yml"]
    assert list((project.raw / "statbank" / "REGK31").iterdir()) == []


def test_what_a_killed_run_left_goes_after_a_day(
    first: Pull, settings: Settings, project: Project
) -> None:
    shelf = first.vintage.folder.parent
    old, fresh = shelf / ".pull-1-1", shelf / ".pull-2-2"
    old.mkdir()
    fresh.mkdir()
    two_days_ago = time.time() - 48 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    pull(table(settings), None, project)
    assert not old.exists()
    assert fresh.exists()
    assert vintages("REGK31", project) == (first.vintage,)


def test_names_follow_the_order_of_pulls_even_if_the_clock_is_set_back(project: Project) -> None:
    known = [Vintage(project.raw / "statbank" / "REGK31" / "2026-12-31T235959")]
    assert _moment(known, datetime(2026, 5, 8, tzinfo=UTC)) == "2027-01-01T000000"
    assert _moment(known, datetime(2027, 5, 8, 8, 5, tzinfo=UTC)) == "2027-05-08T080500"
    assert _moment([], datetime(2026, 5, 8, 8, 5, tzinfo=UTC)) == "2026-05-08T080500"


def test_a_vintage_is_never_overwritten(
    bank: LocalStatbank,
    first: Pull,
    settings: Settings,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two runs at the same second: the later one fails and the earlier one's files stand."""
    before = contents(project)
    bank.restate(2020, "615", "53850", "40", 1)
    monkeypatch.setattr("kdanalysis.sources.statbank.pulls._moment", lambda *_: first.vintage.name)
    with pytest.raises(InputError, match="på plads"):
        pull(table(settings), None, project)
    assert contents(project) == before
