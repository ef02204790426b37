"""The verbs of dstapi on our client: same names, same shapes, checked answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.sources.statbank.selections import SMALL

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import NotFoundError, Settings

if TYPE_CHECKING:
    from tests.support.statbank import LocalStatbank


@pytest.fixture
def regk31(settings: Settings) -> StatbankTable:
    return StatbankTable("regk31", settings=settings)


def narrowed(table: StatbankTable, /, **changes: object) -> dict[str, Any]:
    params = table.define_base_params()
    for variable in params["variables"]:
        variable["values"] = SMALL[variable["code"]]
    return params | changes


def test_tablesummary(regk31: StatbankTable, capsys: pytest.CaptureFixture[str]) -> None:
    summary = regk31.tablesummary()
    assert list(summary.columns) == [
        "variable name",
        "# values",
        "First value",
        "First value label",
        "Last value",
        "Last value label",
        "Time variable",
    ]
    assert list(summary["variable name"]) == list(SMALL)
    assert list(summary.iloc[0])[1:4] == [104, "000", "Hele landet"]
    assert list(summary["Time variable"]) == [False] * 5 + [True]
    printed = capsys.readouterr().out
    assert "REGK31" in printed
    assert "08-05-2024 08:00" in printed
    regk31.tablesummary(verbose=False, language="en")
    assert not capsys.readouterr().out


def test_variable_levels(regk31: StatbankTable) -> None:
    levels = regk31.variable_levels("OMRÅDE")
    assert list(levels.columns) == ["id", "text"]
    assert dict(levels.to_numpy())["082"] == "Region Midtjylland"
    with pytest.raises(NotFoundError, match="ingen variabel AREA"):
        regk31.variable_levels("AREA")


def test_base_params_have_dstapi_s_form(regk31: StatbankTable) -> None:
    params = regk31.define_base_params()
    assert params == {
        "table": "REGK31",
        "format": "BULK",
        "lang": "da",
        "valuePresentation": "Code",
        "variables": [{"code": code, "values": ["*"]} for code in SMALL],
    }


def test_get_data_gives_codes_as_text(regk31: StatbankTable) -> None:
    data = regk31.get_data(narrowed(regk31))
    assert data.shape == (30, 7)
    assert set(data["OMRÅDE"]) == {"000", "082"}
    assert data["INDHOLD"].dtype == np.int64


@pytest.mark.parametrize("presentation", ["Value", "Default", None])
def test_get_data_gives_titles_on_demand(regk31: StatbankTable, presentation: str | None) -> None:
    data = regk31.get_data(narrowed(regk31, valuePresentation=presentation))
    assert set(data["OMRÅDE"]) == {"Hele landet", "Region Midtjylland"}
    assert "5.38.50 Længerevarende botilbud" in set(data["FUNKTION"])


def test_missing_values_are_nan(bank: LocalStatbank, regk31: StatbankTable) -> None:
    bank.fault("missing")
    data = regk31.get_data(narrowed(regk31))
    assert data["INDHOLD"].isna().sum() == 1


def test_the_whole_table_is_too_much(bank: LocalStatbank, regk31: StatbankTable) -> None:
    params = regk31.define_base_params()
    with pytest.raises(InputError, match="højst 5000000"):
        regk31.get_data(params)
    assert all(path == "tableinfo" for path, _ in bank.posted)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"table": "FOLK1A"}, "passer ikke til REGK31"),
        ({"variables": [{"code": "ART"}]}, "kan ikke læses"),
        ({"variables": None}, "kan ikke læses"),
        ({"variables": [{"code": "ART", "values": ["TOT"]}] * 2}, "to gange"),
        ({"variables": [{"code": "ART", "values": ["TOT"]}]}, "mangler OMRÅDE"),
        ({"valuePresentation": "CodeAndValue"}, "CodeAndValue kendes ikke"),
    ],
)
def test_unusable_parameters_are_told(
    bank: LocalStatbank, regk31: StatbankTable, changes: dict[str, object], expected: str
) -> None:
    with pytest.raises(InputError, match=expected):
        regk31.get_data(narrowed(regk31, **changes))
    assert all(path == "tableinfo" for path, _ in bank.posted)
