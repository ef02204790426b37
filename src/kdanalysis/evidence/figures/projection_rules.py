"""The project's assumptions on projections, read from the raw data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.expenditure.projection import Rules
from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kdanalysis.tables.dataset import Dataset


def projection_rules(data: Dataset) -> Rules:
    """Return what a projection must fulfil.

    Raises:
        InputError: a rule is missing, is no number, or cannot be followed.
    """
    file = _file(data)
    values = _column(data, "value")
    try:
        return Rules(
            first_fit_years=int(_number(values, "foerste_tilpasning", file)),
            least_trials=int(_number(values, "mindste_proever", file)),
            horizon=int(_number(values, "horisont", file)),
            coverage=_number(values, "daekning", file) / 100,
            least_improvement=_number(values, "mindste_forbedring", file) / 100,
        )
    except ValueError as error:
        raise InputError(f"Reglerne kan ikke følges: {error}.", file, "Ret rækken.") from error


def reasons(data: Dataset) -> Mapping[str, str]:
    """Return why each rule is as it is, by its key (Danish)."""
    return {key: reason or "" for key, reason in _column(data, "reason").items()}


def deciders(data: Dataset) -> Mapping[str, str]:
    """Return who answers for each rule, by its key (Danish)."""
    return {key: decider or "" for key, decider in _column(data, "decided_by").items()}


def _file(data: Dataset) -> Path:
    return data.project.raw / "local" / "fremskrivning.csv"


def _column(data: Dataset, name: str) -> Mapping[str, str | None]:
    return {row["key"]: row[name] for row in read_raw_csv(_file(data)).iter_rows(named=True)}


def _number(values: Mapping[str, str | None], key: str, file: Path) -> float:
    try:
        return float(str(values[key]))
    except (KeyError, ValueError) as error:
        raise InputError(
            f"Reglen »{key}« mangler eller er ikke et tal.", file, "Skriv et tal."
        ) from error
