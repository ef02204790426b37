"""`import kdanalysis as kd; data = kd.open_project()`: from anywhere, and nothing before asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import polars as pl
import pytest

import kdanalysis as kd
from kdanalysis.project import PROJECT_VARIABLE, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.interface import Data
    from kdanalysis.project import Project


@pytest.fixture(scope="module")
def data(checkout: Project) -> Data:
    return kd.open_project(checkout.root)


def test_it_opens_from_any_working_directory(
    data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(PROJECT_VARIABLE, raising=False)
    root = data.dataset.project.root
    assert kd.open_project().dataset.project.root == root
    assert kd.open_project(str(root / "analyses")).dataset.project.root == root
    monkeypatch.setenv(PROJECT_VARIABLE, str(tmp_path))
    with pytest.raises(InputError, match="hører ikke til"):
        kd.open_project()
    with pytest.raises(InputError, match="hører ikke til"):
        kd.open_project(tmp_path)


def test_every_table_comes_as_polars_and_as_pandas(data: Data) -> None:
    assert "net_expenditure" in data.tables
    for name in data.tables:
        first, other = data.table(name), data.pandas(name)
        assert isinstance(first, pl.DataFrame)
        assert isinstance(other, pd.DataFrame)
        assert list(other.columns) == first.columns
        assert len(other) == first.height > 0
    codes = data.pandas("net_expenditure")["area_code"]
    assert {type(code) for code in codes} == {str}


def test_an_unknown_table_is_refused_with_those_there_are(data: Data) -> None:
    with pytest.raises(InputError, match="net_expenditure"):
        data.pandas("udgifter")


def test_key_figures_by_name_and_by_key(data: Data) -> None:
    value = data.figures.growth_pct(area="082", group="adults", period="2018-2022")
    assert data.figure(value.provenance.key) == value


def test_areas_and_groups_have_names(data: Data) -> None:
    assert data.areas.row(by_predicate=pl.col("area_code") == "082")[1] == "Midtjylland"
    care = data.groups.filter(pl.col("group") == "residential_care")
    assert set(care["name"]) == {"botilbud"}
    assert set(care["function_code"]) <= set(data.table("net_expenditure")["function_code"])


def test_prices_can_be_chosen(data: Data, checkout: Project) -> None:
    older = data.in_prices_of(2018)
    assert (data.price_year, older.price_year) == (2022, 2018)
    assert kd.open_project(checkout.root, price_year=2018).price_year == 2018
    told = {"area": "000", "group": "adults", "year": 2022}
    assert older.figures.amount(**told).exact < data.figures.amount(**told).exact
    assert older.years == data.years == range(2018, 2023)


def test_it_shows_itself(data: Data) -> None:
    assert "\n" not in repr(data)
    assert "2018-2022" in repr(data)
    assert "<table>" in data._repr_html_()


def test_the_package_tells_its_names() -> None:
    assert {"open_project", "__version__"} <= set(dir(kd))
    with pytest.raises(AttributeError):
        _ = kd.aabn_projekt
