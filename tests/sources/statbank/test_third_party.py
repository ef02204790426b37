"""Clients of others: dstapi inside ours, and the requests that dstapi and denstatbank make.

dstapi is not on the package index, and denstatbank installs a package called `tests`, which would
hide this one; so their requests are made here as they make them. Where dstapi is installed, the
last tests drive it for real.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest
from tests.sources.statbank.selections import SMALL

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import (
    InvalidAnswerError,
    NotFoundError,
    Settings,
    UnreachableError,
)
from kdanalysis.sources.statbank.pulls import pull
from kdanalysis.sources.statbank.vintage import newest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.statbank import LocalStatbank

    from kdanalysis.project import Project

HAS_DSTAPI: Final = importlib.util.find_spec("dstapi") is not None


class RequestError(Exception):
    """Stands for `requests.RequestException`."""


@dataclass
class DstApiByWire:
    """Sends what `DstApi.get_data(params, as_DataFrame=False)` sends."""

    table: str
    apiip: str = "https://api.statbank.dk/v1"
    sent: list[dict[str, Any]] = field(default_factory=list)

    def get_data(self, params: dict[str, Any], *, as_DataFrame: bool) -> httpx.Response:  # noqa: N803
        assert not as_DataFrame
        try:
            return httpx.post(f"{self.apiip}/data", json=params)
        except httpx.TransportError as fault:
            raise RequestError(str(fault)) from fault


@pytest.fixture
def _by_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dstapi", SimpleNamespace(DstApi=DstApiByWire))
    requests = SimpleNamespace(RequestException=RequestError)
    monkeypatch.setitem(sys.modules, "requests", requests)


def dstapi_table(settings: Settings) -> StatbankTable:
    return StatbankTable("REGK31", client="dstapi", settings=settings)


@pytest.mark.usefixtures("_by_wire")
@pytest.mark.parametrize("limit", [1, 1_000_000], ids=["BULK", "CSV"])
def test_pulls_through_dstapi_say_the_same(
    settings: Settings, project: Project, limit: int
) -> None:
    through = pull(dstapi_table(replace(settings, cell_limit=limit)), SMALL, project)
    assert through.is_new
    assert through.vintage.asked.client == "dstapi"
    assert not pull(StatbankTable("REGK31", settings=settings), None, project).is_new
    assert newest("REGK31", project).frame().height == 30


@pytest.mark.usefixtures("_by_wire")
@pytest.mark.parametrize("fault", ["429", "500", "cut"])
def test_dstapi_gets_the_retries_it_lacks(
    bank: LocalStatbank, settings: Settings, tmp_path: Path, fault: str
) -> None:
    bank.zipped = False
    bank.fault(fault, times=2)
    assert dstapi_table(settings).download(SMALL, tmp_path).frame.height == 30
    bank.fault(fault, times=9)
    with pytest.raises(UnreachableError):
        dstapi_table(settings).download(SMALL, tmp_path)


@pytest.mark.usefixtures("_by_wire")
@pytest.mark.parametrize("fault", ["html", "header", "duplicate", "drop", "text", "unframed"])
def test_dstapi_gets_the_checks_it_lacks(
    bank: LocalStatbank, settings: Settings, tmp_path: Path, fault: str
) -> None:
    bank.fault(fault)
    with pytest.raises(InvalidAnswerError):
        dstapi_table(settings).download(SMALL, tmp_path)


@pytest.mark.usefixtures("_by_wire")
def test_refusals_come_through_dstapi(
    bank: LocalStatbank, settings: Settings, tmp_path: Path
) -> None:
    client = dstapi_table(settings)
    assert client.info.id == "REGK31"
    bank.vanish("53850")
    with pytest.raises(NotFoundError, match="53850"):
        client.download(SMALL, tmp_path)


@pytest.mark.parametrize("missing", ["dstapi", "requests"])
@pytest.mark.usefixtures("_by_wire")
def test_without_dstapi_the_choice_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError, match=f"pakken {missing}|tilvalget dst"):
        dstapi_table(settings)


def test_what_dstapi_asks_is_answered(bank: LocalStatbank) -> None:
    """GET tableinfo with a lower-case id; POST data with every variable at `*` and narrowed."""
    asked = {"id": "regk31", "format": "JSON", "lang": "da"}
    info = httpx.get(f"{bank.base_url}/tableinfo", params=asked).json()
    params = {
        "table": "regk31",
        "format": "BULK",
        "lang": "da",
        "variables": [
            {"code": variable["id"], "values": SMALL.get(variable["id"], ["*"])}
            for variable in info["variables"]
        ],
    }
    params["variables"][-1]["values"] = ["2022"]  # type: ignore[index]
    text = httpx.post(f"{bank.base_url}/data", json=params).text
    assert "Region Midtjylland;5.38.50 Længerevarende botilbud;1 Driftskonti" in text
    assert text.splitlines()[0] == "OMRÅDE;FUNKTION;DRANST;ART;PRISENHED;TID;INDHOLD"


def test_what_denstatbank_asks_is_answered(bank: LocalStatbank) -> None:
    """POST tables, tableinfo and data as JSONSTAT, with `lang` in each, to paths after a slash."""
    base = bank.base_url + "/"
    listed = httpx.post(f"{base}tables", json={"pastdays": None, "lang": "da"}).json()
    assert {"REGK31", "FOLK1A"} <= {entry["id"] for entry in listed}
    info = httpx.post(f"{base}tableinfo", json={"table": "folk1a", "lang": "da"}).json()
    assert [level["id"] for level in info["variables"][1]["values"]] == ["TOT", "1", "2"]
    variables = [
        {"code": "Tid", "values": ["2018K1", "2019K1"]},
        {"code": "KØN", "values": ["TOT"]},
    ]
    asked = {"format": "JSONSTAT", "table": "folk1a", "variables": variables, "lang": "da"}
    dataset = httpx.post(f"{base}data", json=asked).json()["dataset"]
    # denstatbank labels the values by the product of these, in this order
    labels = [list(dataset["dimension"][name]["category"]["label"]) for name in ("KØN", "Tid")]
    assert labels == [["TOT"], ["2018K1", "2019K1"]]
    assert dataset["value"] == [5781190, 5806081]


if HAS_DSTAPI:

    def test_dstapi_itself_works_against_the_local_statbank(bank: LocalStatbank) -> None:
        api = importlib.import_module("dstapi").DstApi("REGK31")
        api.apiip = bank.base_url
        assert list(api.tablesummary(verbose=False)["variable name"]) == list(SMALL)
        assert "082" in set(api.variable_levels("OMRÅDE")["id"])
        params = api.define_base_params()
        for variable in params["variables"]:
            variable["values"] = SMALL[variable["code"]]
        params["variables"][-1]["values"] = ["2022"]
        assert len(api.get_data(params)) == 6

    def test_pulls_through_dstapi_itself_say_the_same(settings: Settings, project: Project) -> None:
        pull(dstapi_table(settings), SMALL, project)
        assert not pull(StatbankTable("REGK31", settings=settings), None, project).is_new
