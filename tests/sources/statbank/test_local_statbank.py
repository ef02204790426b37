"""The local statbank speaks as recorded, and changes when told."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, Final

import httpx
import numpy as np
import pytest
from tests.support.place import ROOT
from tests.support.statbank import LocalStatbank, LocalTable, LocalVariable
from tests.support.statbank.geography import DATA, REGIONS, members
from tests.support.statbank.regk31 import Accounts

if TYPE_CHECKING:
    from pathlib import Path

RECORDED: Final[dict[str, Any]] = json.loads(
    (DATA / "api_responses_observed.json").read_text(encoding="utf-8")
)
RAW: Final = ROOT / "data" / "raw"
ACCOUNTS: Final = Accounts()
AREAS: Final = ["000", *(code for region in REGIONS for code in (region, *members(region)))]
FOLK1A: Final = {"table": "FOLK1A", "format": "CSV"}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


REFUSED: Final[dict[str, tuple[str, object]]] = {
    "invalid_table_id": ("data", {"table": "INVALIDTABLE999", "format": "CSV"}),
    "invalid_format": ("data", {"table": "FOLK1A", "format": "NOFORMAT"}),
    "missing_table_param": ("data", {"format": "CSV"}),
    "invalid_variable_code": (
        "data",
        FOLK1A | {"variables": [{"code": "INVALIDVAR", "values": ["*"]}]},
    ),
    "invalid_value_code": (
        "data",
        FOLK1A | {"variables": [{"code": "OMRÅDE", "values": ["999999"]}]},
    ),
    "malformed_json": ("data", "{"),
    "nonexistent_endpoint": ("nothing", {}),
    "empty_post_body_to_data": ("data", {}),
    "bulk_variable_omitted": (
        "data",
        {
            "table": "FOLK1A",
            "format": "BULK",
            "variables": [
                {"code": code, "values": ["*"]} for code in ("OMRÅDE", "KØN", "ALDER", "Tid")
            ],
        },
    ),
    "bulk_with_timeOrder": (
        "data",
        {"table": "FOLK1A", "format": "BULK", "timeOrder": "Ascending"},
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_are_the_recorded_ones(bank: LocalStatbank, case: str) -> None:
    path, posted = REFUSED[case]
    content = posted if isinstance(posted, str) else json.dumps(posted)
    answer = httpx.post(f"{bank.base_url}/{path}", content=content)
    assert answer.status_code == RECORDED[case]["status"]
    assert answer.json() == RECORDED[case]["body"]


@pytest.mark.parametrize(
    ("case", "periods", "fmt"),
    [("csv_over_limit", 4, "CSV"), ("jsonstat_over_limit", 71, "JSONSTAT")],
)
def test_limits_count_cells_as_recorded(
    bank: LocalStatbank, case: str, periods: int, fmt: str
) -> None:
    chosen = {"OMRÅDE": ["*"], "KØN": ["*"], "ALDER": ["*"], "CIVILSTAND": ["*"]}
    chosen["Tid"] = list(bank.tables["FOLK1A"].periods)[:periods]
    variables = [{"code": code, "values": values} for code, values in chosen.items()]
    answer = httpx.post(
        f"{bank.base_url}/data", json={"table": "FOLK1A", "format": fmt, "variables": variables}
    )
    assert answer.json() == RECORDED[case]["body"]


def test_csv_has_byte_order_mark_and_bulk_has_none(bank: LocalStatbank) -> None:
    chosen = {"OMRÅDE": "000", "KØN": "TOT", "ALDER": "IALT", "CIVILSTAND": "TOT", "Tid": "2020K1"}
    variables = [{"code": code, "values": [value]} for code, value in chosen.items()]
    asked = {"table": "FOLK1A", "variables": variables}
    csv_text = httpx.post(f"{bank.base_url}/data", json=asked | {"format": "CSV"}).content.decode()
    bulk = httpx.post(f"{bank.base_url}/data", json=asked | {"format": "BULK"}).content.decode()
    assert csv_text == "\ufeff" + bulk
    recorded_header, *recorded_rows = RECORDED["bulk_200_first_chars"].split("\r\n")
    assert bulk.split("\r\n")[0] == recorded_header
    assert bulk.split("\r\n")[1] == recorded_rows[2]


def test_left_out_variables_stand_at_total_and_newest_period(bank: LocalStatbank) -> None:
    answer = httpx.post(f"{bank.base_url}/data", json=FOLK1A).content.decode("utf-8-sig")
    assert answer == "TID;INDHOLD\r\n2026K1;6025603\r\n"


def test_jsonstat_has_the_recorded_shape(bank: LocalStatbank) -> None:
    asked = {
        "table": "folk1a",
        "format": "JSONSTAT",
        "variables": [{"code": "Tid", "values": ["2020K1"]}],
    }
    ours = httpx.post(f"{bank.base_url}/data", json=asked).json()["dataset"]
    recorded = RECORDED["jsonstat_200_example"]["dataset"]
    assert ours["value"] == recorded["value"]
    assert set(ours) == set(recorded)
    for part in ("id", "size", "role"):
        assert ours["dimension"][part] == recorded["dimension"][part]
    assert ours["dimension"]["Tid"]["category"]["index"] == {"2020K1": 0}


def decimals() -> LocalTable:
    periods = LocalVariable("Tid", "tid", {"2021": "2021", "2022": "2022"}, time=True)
    return LocalTable(
        id="ANDEL",
        text="Andele [PRØVEUDGAVE, SYNTETISK]",
        unit="Procent",
        variables=[LocalVariable("KØN", "køn", {"1": "Mænd", "2": "Kvinder"}), periods],
        numbers=lambda codes: np.array(
            [
                [np.nan if (k, t) == ("2", "2022") else int(k) + 0.5 for t in codes["Tid"]]
                for k in codes["KØN"]
            ]
        ),
        decimals=1,
    )


@pytest.mark.parametrize(("language", "mark"), [("da", ","), ("en", ".")])
def test_missing_values_and_decimals(bank: LocalStatbank, language: str, mark: str) -> None:
    bank.add(decimals())
    variables = [{"code": code, "values": ["*"]} for code in ("KØN", "Tid")]
    asked = {"table": "ANDEL", "variables": variables, "lang": language}
    text = httpx.post(f"{bank.base_url}/data", json=asked | {"format": "CSV"}).text
    assert text.split("\r\n")[1:-1] == [
        f"Mænd;2021;1{mark}5",
        f"Mænd;2022;1{mark}5",
        f"Kvinder;2021;2{mark}5",
        "Kvinder;2022;..",
    ]
    dataset = httpx.post(f"{bank.base_url}/data", json=asked | {"format": "JSONSTAT"}).json()
    assert dataset["dataset"]["value"] == [1.5, 1.5, 2.5, None]
    assert dataset["dataset"]["status"] == {"3": ".."}


def test_bulk_is_unordered_and_leaves_suppressed_out(bank: LocalStatbank) -> None:
    variables = [
        {"code": "OMRÅDE", "values": ["000", "082"]},
        {"code": "FUNKTION", "values": ["*"]},
        {"code": "DRANST", "values": ["1"]},
        {"code": "ART", "values": ["*"]},
        {"code": "PRISENHED", "values": ["LOBM"]},
        {"code": "Tid", "values": ["2018"]},
    ]
    asked = {"table": "REGK31", "variables": variables, "valuePresentation": "Code"}
    full = httpx.post(f"{bank.base_url}/data", json=asked | {"format": "CSV"}).text.splitlines()
    bulk = httpx.post(f"{bank.base_url}/data", json=asked | {"format": "BULK"}).text.splitlines()
    kept = [line for line in full[1:] if not line.endswith(";0")]
    assert len(kept) < len(full) - 1
    assert sorted(bulk[1:]) == sorted(kept)
    assert bulk[1:] != kept


def test_presentations(bank: LocalStatbank) -> None:
    def first(presentation: str) -> str:
        asked = FOLK1A | {
            "valuePresentation": presentation,
            "variables": [{"code": "OMRÅDE", "values": ["082"]}],
        }
        return httpx.post(f"{bank.base_url}/data", json=asked).text.splitlines()[1].split(";")[0]

    assert first("Code") == "082"
    assert first("Value") == first("Default") == "Region Midtjylland"
    assert first("CodeAndValue") == "082 Region Midtjylland"
    assert first("ValueAndCode") == "Region Midtjylland 082"


def test_tableinfo_answers_get_and_post_whatever_the_case(bank: LocalStatbank) -> None:
    got = httpx.get(f"{bank.base_url}/tableinfo", params={"id": "regk31", "format": "JSON"}).json()
    assert got == httpx.post(f"{bank.base_url}/tableinfo", json={"table": "REGK31"}).json()
    order = ["OMRÅDE", "FUNKTION", "DRANST", "ART", "PRISENHED", "Tid"]
    assert [variable["id"] for variable in got["variables"]] == order


def test_synthetic_figures_are_labelled(bank: LocalStatbank) -> None:
    info = httpx.get(f"{bank.base_url}/tableinfo", params={"id": "REGK31"}).json()
    assert "SYNTETISK" in info["text"]
    assert "ikke Danmarks Statistik" in info["footnote"]["text"]
    years = {value["id"]: value["text"] for value in info["variables"][-1]["values"]}
    labelled = {code for code, text in years.items() if "syntetisk" in text}
    assert labelled == {str(y) for y in (*range(2007, 2018), *range(2023, 2026))}


def test_tables_are_listed(bank: LocalStatbank) -> None:
    listed = {entry["id"]: entry for entry in httpx.post(f"{bank.base_url}/tables", json={}).json()}
    assert listed["REGK31"]["firstPeriod"] == "2007"
    assert listed["FOLK1A"]["latestPeriod"] == "2026K1"


def test_control_changes_the_world_from_outside(bank: LocalStatbank) -> None:
    control = bank.base_url.removesuffix("/v1") + "/control"
    before = ACCOUNTS.cube(2020, "1")
    booked = {"year": 2020, "area": "615", "function": "53850", "art": "40", "delta_tkr": 7}
    httpx.post(control, json={"do": "restate"} | booked).raise_for_status()
    changed = bank.accounts.cube(2020, "1") - before
    # 615, its region and the country; type 40, main type 4, gross and net
    assert (changed != 0).sum() == 3 * 4
    assert set(changed[changed != 0].tolist()) == {7}
    httpx.post(control, json={"do": "publish", "year": 2026}).raise_for_status()
    assert list(bank.tables["REGK31"].periods)[-1] == "2026"


@pytest.mark.parametrize(
    "order",
    [
        {"do": "explode"},
        {"do": "fault", "name": "explode"},
        {"do": "restate", "year": 2020},
        {"do": "vanish", "code": "1"},
        {
            "do": "restate",
            "year": 2020,
            "area": "082",
            "function": "53850",
            "art": "40",
            "delta_tkr": 1,
        },
    ],
)
def test_unusable_orders_are_refused(bank: LocalStatbank, order: dict[str, object]) -> None:
    control = bank.base_url.removesuffix("/v1") + "/control"
    assert httpx.post(control, json=order).json()["errorTypeCode"] == "CONTROL"
