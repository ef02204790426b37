"""The client when the wire or the answers are bad: retried, refused, never believed."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from tests.sources.statbank.selections import SMALL

from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import InvalidAnswerError, Settings, UnreachableError
from kdanalysis.sources.statbank.transport import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.statbank import LocalStatbank


def asked_for_data(bank: LocalStatbank) -> list[str]:
    return [str(posted["format"]) for path, posted in bank.posted if path == "data"]


TRANSIENT: Final = ["429", "500", "503", "cut"]


@pytest.mark.parametrize("limit", [1, 1_000_000], ids=["BULK", "CSV"])
@pytest.mark.parametrize("zipped", [True, False], ids=["gzip", "plain"])
@pytest.mark.parametrize("fault", TRANSIENT)
def test_passing_faults_are_retried(
    bank: LocalStatbank,
    settings: Settings,
    tmp_path: Path,
    fault: str,
    zipped: bool,  # noqa: FBT001
    limit: int,
) -> None:
    bank.zipped = zipped
    bank.fault(fault, times=2)
    client = StatbankTable("REGK31", settings=replace(settings, cell_limit=limit))
    assert client.download(SMALL, tmp_path).frame.height == 30
    assert len(asked_for_data(bank)) == 2 + (5 if limit == 1 else 1)


def test_a_body_that_is_not_the_gzip_it_says_is_retried(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    bank.zipped = False
    bank.fault("not-gzip")
    client = StatbankTable("REGK31", settings=settings)
    assert client.download(SMALL, tmp_path).frame.height == 30
    assert len(asked_for_data(bank)) == 2


def test_a_publication_during_the_pull_is_noticed(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    """The object looked the table up before; once told, it has the new description."""
    client = StatbankTable("REGK31", settings=settings)
    assert client.info.time.codes[-1] == "2025"
    bank.publish(2026)
    with pytest.raises(InvalidAnswerError, match="opdateret, siden"):
        client.download(SMALL, tmp_path)
    assert client.download(SMALL, tmp_path).info.time.codes[-1] == "2026"


def test_slow_answers_time_out_and_are_retried(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    bank.fault("slow")
    client = StatbankTable("REGK31", settings=replace(settings, read_s=0.3))
    assert client.download(SMALL, tmp_path).frame.height == 30
    assert len(asked_for_data(bank)) == 2


@pytest.mark.parametrize("fault", TRANSIENT)
def test_lasting_faults_end_as_unreachable(
    bank: LocalStatbank, settings: Settings, tmp_path: Path, fault: str
) -> None:
    bank.fault(fault, times=9)
    with pytest.raises(UnreachableError, match="efter 3 forsøg"):
        StatbankTable("REGK31", settings=settings).download(SMALL, tmp_path)
    assert len(asked_for_data(bank)) == 3


def test_nobody_there_ends_as_unreachable(settings: Settings) -> None:
    nowhere = replace(settings, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(UnreachableError, match="ConnectError"):
        _ = StatbankTable("REGK31", settings=nowhere).info


REFUSED: Final = {
    "html": "HTML",
    "html-404": "status 404",
    "redirect": "status 301",
    "header": "NOTE",
    "duplicate": "flere gange",
    "drop": "mangler 1 af 30",
    "empty": "mangler 30 af 30",
    "foreign": "ikke er spurgt om: x082",
    "text": "'1.234' er ikke et tal",
    "blank": "tomme felter",
    "half-line": "midt i en linje",
}


@pytest.mark.parametrize("fault", REFUSED)
def test_wrong_answers_are_refused_at_once(
    bank: LocalStatbank, settings: Settings, tmp_path: Path, fault: str
) -> None:
    bank.fault(fault)
    with pytest.raises(InvalidAnswerError, match=re.escape(REFUSED[fault])):
        StatbankTable("REGK31", settings=settings).download(SMALL, tmp_path)
    assert len(asked_for_data(bank)) == 1


def test_a_bad_part_stops_before_the_next_is_asked_for(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    bank.fault("empty", after=1)
    with pytest.raises(InvalidAnswerError, match="intet for 2019"):
        StatbankTable("REGK31", settings=replace(settings, cell_limit=1)).download(SMALL, tmp_path)
    assert len(asked_for_data(bank)) == 2


def test_missing_values_are_missing_not_zero(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    bank.fault("missing")
    frame = StatbankTable("REGK31", settings=settings).download(SMALL, tmp_path).frame
    assert frame["INDHOLD"].null_count() == 1
    assert frame["INDHOLD"][-1] is None


def test_an_end_that_cannot_be_proven_is_refused(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    """A BULK cut at a line end looks whole; its lost rows would pass for suppressed ones."""
    bank.zipped = False
    bank.fault("unframed-cut")
    with pytest.raises(InvalidAnswerError, match="hvor det slutter"):
        StatbankTable("REGK31", settings=settings).download(SMALL, tmp_path)


def test_gzip_proves_the_end_by_itself(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    bank.fault("unframed")
    bank.fault("unframed-cut")
    client = StatbankTable("REGK31", settings=settings)
    client.download(SMALL, tmp_path)
    assert client.download(SMALL, tmp_path).frame.height == 30
    assert len(asked_for_data(bank)) == 3


def test_requests_keep_their_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, slept = [0.0], list[float]()
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", slept.append)
    pace = Pace(0.5)
    pace.wait()
    clock[0] = 0.2
    pace.wait()
    clock[0] = 9.0
    pace.wait()
    assert slept == pytest.approx([0.0, 0.3, 0.0])


def test_waiting_grows_heeds_the_server_and_has_an_end(
    bank: LocalStatbank, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = list[float]()
    monkeypatch.setattr("tenacity.nap.time.sleep", slept.append)
    patient = replace(settings, backoff_s=1.0, longest_wait_s=3.0, attempts=5)
    bank.fault("500", times=4, path="tableinfo")
    assert StatbankTable("REGK31", settings=patient).info.id == "REGK31"
    assert [pause for pause in slept if pause] == [1.0, 2.0, 3.0, 3.0]
