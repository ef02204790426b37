"""The data of a project for Python: tables as frames, and key figures by name.

import kdanalysis as kd

data = kd.open_project()
data.table("net_expenditure")
data.figures.growth_pct(area="082", group="adults", period="2018-2022")
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

import pandas as pd
import polars as pl

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import KeyFigures, all_figures
from kdanalysis.evidence.value import Value
from kdanalysis.project import PROJECT_VARIABLE, InputError, Project
from kdanalysis.tables.dataset import Dataset, open_priced
from kdanalysis.tables.schemas import SCHEMAS


def open_project(path: str | Path | None = None, price_year: int | None = None) -> Data:
    """Return the data of a project, from any working directory.

    Args:
        path: the project's folder or one inside it; by default the folder that the environment's
            `KDANALYSIS_PROJECT` names, the one around the working directory, or the checkout that
            kdanalysis is installed from.
        price_year: the price level of amounts from key figures; by default that of the newest
            accounts. Tables hold the prices that their column `price_level` says.

    Raises:
        InputError: there is no project there, or the PL chain does not have the price year.
    """
    return Data(open_priced(_find(path), price_year))


def _find(path: str | Path | None) -> Project:
    if path is not None:
        return Project.find(Path(path))
    try:
        return Project.find()
    except InputError:
        if os.environ.get(PROJECT_VARIABLE):
            raise
        try:
            return Project.find(Path(__file__))
        except InputError:
            pass
        raise


class Data:
    """A project's tables and key figures, in one price level."""

    def __init__(self, dataset: Dataset) -> None:
        """Take the opened data; `open_project` does it."""
        self._dataset = dataset

    def __repr__(self) -> str:
        """Return one line: years, price level and project."""
        years = f"{self.years[0]}-{self.years[-1]}"
        return f"<Data {self.dataset.project.root.name}: {years}, prices of {self.price_year}>"

    def _repr_html_(self) -> str:
        from kdanalysis.report.screen import dataset_html  # noqa: PLC0415 - only where it is shown

        return dataset_html(self.dataset)

    @property
    def dataset(self) -> Dataset:
        """The data as the reports' own functions take them."""
        return self._dataset

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the processed tables."""
        return tuple(SCHEMAS)

    def table(self, name: str) -> pl.DataFrame:
        """Return a processed table as a frame of polars; columns and units: docs/data.md.

        Raises:
            InputError: there is none of that name, or it has not been built.
        """
        if name not in SCHEMAS:
            raise InputError(
                f"Tabellen »{name}« findes ikke.", "data.table", f"Vælg en af {', '.join(SCHEMAS)}."
            )
        return self.dataset.table(name)

    def pandas(self, name: str) -> pd.DataFrame:
        """Return a processed table as a frame of pandas.

        Raises:
            InputError: as `table`.
        """
        import pandas as pd  # noqa: PLC0415 - only for those who ask for it

        return pd.DataFrame(self.table(name).to_dict(as_series=False))

    @cached_property
    def figures(self) -> KeyFigures:
        """All key figures: `data.figures.growth_pct(area=..., group=..., period=...)`."""
        return KeyFigures(self.dataset)

    def figure(self, key: str) -> Value:
        """Return the value of a printed key, computed anew.

        Raises:
            InputError: the key names no key figure, or its arguments do not fit.
        """
        all_figures()
        return evaluate(key, self.dataset)

    @property
    def areas(self) -> pl.DataFrame:
        """The areas: `area_code`, `name`, `kind`."""
        areas = self.dataset.areas.by_code.values()
        rows = [(area.code, area.name, area.kind) for area in areas]
        return pl.DataFrame(rows, schema=["area_code", "name", "kind"], orient="row")

    @property
    def groups(self) -> pl.DataFrame:
        """The groups of the account plan and their functions: `group`, `name`, `function_code`."""
        plan = self.dataset.plan
        rows = [(name, plan.label(name), code) for name in plan.groups for code in plan.codes(name)]
        return pl.DataFrame(rows, schema=["group", "name", "function_code"], orient="row")

    @property
    def years(self) -> range:
        """The accounting years, from the oldest to the newest."""
        return self.dataset.years

    @property
    def price_year(self) -> int:
        """The price level of amounts from key figures."""
        return self.dataset.price_year

    def in_prices_of(self, year: int) -> Data:
        """Return the same data in another price level.

        Raises:
            InputError: the PL chain does not have the year.
        """
        return Data(self.dataset.in_prices_of(year))
