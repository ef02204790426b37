"""The client against the local statbank: what it asks, what it gets, what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest
from tests.sources.statbank.selections import REPORTED, SMALL, TOTALS
from tests.support.statbank.geography import population
from tests.support.statbank.regk31 import Accounts

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import (
    OFFICIAL_URL,
    URL_VARIABLE,
    CellLimitError,
    InvalidAnswerError,
    NotFoundError,
    RefusedError,
    Settings,
    StatbankError,
    refusal,
)
from kdanalysis.sources.statbank.query import Format

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.statbank import LocalStatbank


GOLDEN: Final = Accounts().golden


def asked_for_data(bank: LocalStatbank) -> list[str]:
    return [str(posted["format"]) for path, posted in bank.posted if path == "data"]


def test_amounts_arrive_as_printed(settings: Settings, tmp_path: Path) -> None:
    frame = StatbankTable("regk31", settings=settings).download(REPORTED, tmp_path).frame
    assert frame.height == 2 * 21 * 5
    for area, function, _, _, _, year, amount in frame.iter_rows():
        assert amount == GOLDEN[area, function, int(year)]


def test_population_arrives_as_recorded(settings: Settings, tmp_path: Path) -> None:
    frame = StatbankTable("FOLK1A", settings=settings).download(TOTALS, tmp_path).frame
    for area, _, _, _, quarter, inhabitants in frame.iter_rows():
        assert inhabitants == population(int(quarter[:4]))[area]


def test_under_the_limit_it_is_one_csv(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    download = StatbankTable("REGK31", settings=settings).download(SMALL, tmp_path)
    assert asked_for_data(bank) == ["CSV"]
    assert download.format is Format.CSV
    assert download.body.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("above", [0, 1])
def test_at_the_limit_it_is_bulk_year_by_year_with_the_same_rows(
    bank: LocalStatbank, settings: Settings, tmp_path: Path, above: int
) -> None:
    cells = 2 * 3 * 5 * 7
    tight = replace(settings, cell_limit=cells + above)
    download = StatbankTable("REGK31", settings=tight).download(SMALL, tmp_path)
    assert asked_for_data(bank) == (["CSV"] if above else ["BULK"] * 5)
    plain = StatbankTable("REGK31", settings=settings).download(SMALL, tmp_path)
    assert download.frame.equals(plain.frame)


def test_suppressed_cells_of_bulk_come_back(settings: Settings, tmp_path: Path) -> None:
    tight = replace(settings, cell_limit=1)
    download = StatbankTable("REGK31", settings=tight).download(SMALL, tmp_path)
    crime_2018 = download.frame.filter(pl.col("FUNKTION") == "52826", pl.col("TID") == "2018")
    assert crime_2018["INDHOLD"].to_list() == [0, 0]
    assert ";52826;" not in "".join(
        line for line in download.body.read_text(encoding="utf-8").splitlines() if ";2018;" in line
    )


def test_only_the_body_is_left_behind(settings: Settings, tmp_path: Path) -> None:
    tight = replace(settings, cell_limit=1)
    StatbankTable("REGK31", settings=tight).download(SMALL, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["body.csv"]


def test_columns_must_not_turn_between_years(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = StatbankTable("REGK31", settings=replace(settings, cell_limit=1))
    original = StatbankTable._fetch_part  # noqa: SLF001 the turn happens on the wire

    def turned(self: StatbankTable, part: object, fmt: Format, answer: Path) -> None:
        original(self, part, fmt, answer)  # type: ignore[arg-type]
        if "2019" in str(part):
            lines = answer.read_text(encoding="utf-8").splitlines()
            text = "".join(";".join(reversed(line.split(";"))) + "\n" for line in lines)
            answer.write_text(text, encoding="utf-8")

    monkeypatch.setattr(StatbankTable, "_fetch_part", turned)
    with pytest.raises(InvalidAnswerError, match="rækkefølge"):
        client.download(SMALL, tmp_path)


@pytest.mark.parametrize("zipped", [True, False])
def test_answers_may_be_compressed(bank: LocalStatbank, settings: Settings, zipped: bool) -> None:  # noqa: FBT001
    bank.zipped = zipped
    assert StatbankTable("REGK31", settings=settings).info.id == "REGK31"


def test_an_unknown_table_is_named(settings: Settings) -> None:
    with pytest.raises(NotFoundError) as caught:
        _ = StatbankTable("REGK99", settings=settings).info
    assert caught.value.unmatched == ("REGK99",)
    assert caught.value.error_type == "EXTRACT-NOTFOUND"


def test_a_period_that_is_not_there_yet_stops_before_anything_is_sent(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError, match=r"2026 \(Tid\)"):
        StatbankTable("REGK31", settings=settings).download(SMALL | {"Tid": ["2026"]}, tmp_path)
    assert asked_for_data(bank) == []


def test_codes_that_vanish_after_tableinfo_are_named_by_the_api(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    client = StatbankTable("REGK31", settings=settings)
    assert client.info.id == "REGK31"
    bank.renumber("53850", "53860")
    with pytest.raises(NotFoundError) as caught:
        client.download(SMALL, tmp_path)
    assert caught.value.unmatched == ("53850 (FUNKTION)",)


def test_a_lower_limit_at_the_api_is_told(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    everything = SMALL | {"OMRÅDE": ["*"], "FUNKTION": ["*"], "ART": ["*"], "Tid": ["*"]}
    loose = replace(settings, cell_limit=10**9)
    with pytest.raises(CellLimitError, match="celler"):
        StatbankTable("REGK31", settings=loose).download(everything, tmp_path)
    assert asked_for_data(bank) == ["CSV"]


def test_too_large_a_pull_is_refused_before_it_starts(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    client = StatbankTable("REGK31", settings=replace(settings, row_limit=29))
    with pytest.raises(InputError, match="på 30 rækker; højst 29"):
        client.download(SMALL, tmp_path)
    assert asked_for_data(bank) == []


def test_unknown_refusals_keep_the_words_of_the_api() -> None:
    body = b'{"errorTypeCode": "NEW-CODE", "message": "Noget nyt"}'
    error = refusal(400, body, "REGK31")
    assert isinstance(error, RefusedError)
    assert (error.error_type, error.message, error.unmatched) == ("NEW-CODE", "Noget nyt", ())
    assert "Noget nyt" in str(error)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"message": "x"}'])
def test_refusals_that_are_not_the_api_s_are_told_apart(body: bytes) -> None:
    assert isinstance(refusal(403, body, "REGK31"), InvalidAnswerError)


def test_every_error_is_one_that_users_can_mend() -> None:
    assert issubclass(StatbankError, InputError)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.statbank.dk/v1",
        "api.statbank.dk",
        "https://",
        "ftp://x",
        "https://[x",
        "https://a:b/",
    ],
)
def test_unusable_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="https://"):
        Settings(url)


def test_the_address_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    assert Settings.from_environment().base_url == OFFICIAL_URL
    assert StatbankTable("REGK31").settings.is_official
    monkeypatch.setenv(URL_VARIABLE, "https://example.dk/v1/")
    assert Settings.from_environment().base_url == "https://example.dk/v1"
    told = StatbankTable("REGK31", base_url="http://localhost:1/v1").settings
    assert told.base_url == "http://localhost:1/v1"
    assert not told.is_official
