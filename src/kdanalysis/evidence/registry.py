"""Key figures as plain functions that are listed with unit, rule and sources."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeVar

from kdanalysis.evidence.value import Provenance, Unit, Value, usual_decimals
from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.dataset import Dataset, kept

# Key figures as plain functions that can be listed, and computed again from their printed key.
#
# A key reads like the call that computes the number, e.g. `growth_pct(area=082, group=adults,
# period=2018-2022, prices=2022)`.


P = ParamSpec("P")


@dataclass(frozen=True)
class KeyFigure:
    """A listed key figure: its function, unit, rule (Danish) and the tables it draws on."""

    name: str
    compute: Callable[..., Value]
    unit: Unit
    rule: str
    tables: tuple[str, ...]
    parameters: tuple[str, ...]


_listed: dict[str, KeyFigure] = {}


def key_figure(
    unit: Unit, rule: str, *tables: str, decimals: int | None = None
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the data as a key figure; it then returns a `Value`.

    Args:
        unit: the unit of the amount the function returns.
        rule: the formula in words (Danish), shown to readers.
        tables: the processed tables it draws on; their source lines follow the value.
        decimals: printed decimals; by default those usual for the unit.
    """

    def sources(data: Dataset) -> Iterable[str]:
        return map(data.citation, tables)

    return sourced_figure(unit, rule, sources, *tables, decimals=decimals)


def sourced_figure(
    unit: Unit,
    rule: str,
    sources: Callable[[Dataset], Iterable[str]],
    *tables: str,
    decimals: int | None = None,
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """Do as `key_figure` for a function whose source lines follow from the data at hand."""
    places = usual_decimals(unit) if decimals is None else decimals

    def listed(
        function: Callable[Concatenate[Dataset, P], Fraction | None],
    ) -> Callable[Concatenate[Dataset, P], Value]:
        @wraps(function)
        def compute(data: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> Value:
            key = figure_key(function.__name__, kwargs, data)
            amount = function(data, *args, **kwargs)
            lines = tuple(dict.fromkeys(sources(data)))
            return Value(amount, unit, places, Provenance(key, rule, lines))

        list_figure(compute, unit, rule, *tables)
        return compute

    return listed


def list_figure(compute: Callable[..., Value], unit: Unit, rule: str, *tables: str) -> None:
    """List a function that makes its `Value` itself (its unit differs from case to case)."""
    name = compute.__name__
    if name in _listed:
        raise ValueError(f"two key figures are named {name}")
    parameters = tuple(inspect.signature(compute).parameters)[1:]
    _listed[name] = KeyFigure(name, compute, unit, rule, tables, parameters)


def key_figures() -> Mapping[str, KeyFigure]:
    """Return the key figures of the modules loaded so far, by name."""
    return MappingProxyType(_listed)


def figure_key(name: str, arguments: Mapping[str, object], data: Dataset) -> str:
    """Return the key that `evaluate` reads."""
    told = [f"{key}={value}" for key, value in arguments.items()]
    return f"{name}({', '.join([*told, f'prices={data.price_year}'])})"


# Key figures computed from raw files by the procurement models, with those files as sources.

K = TypeVar("K")
V = TypeVar("V")


def raw_figure(
    unit: Unit, rule: str, *files: str, decimals: int | None = None, tables: tuple[str, ...] = ()
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the data as a key figure whose sources are raw files.

    Args:
        unit: the unit of the amount the function returns.
        rule: the formula in words (Danish), shown to readers.
        files: the files it draws on, without `.csv`; those outside `data/raw/kdnet` are named with
            their folder (`local/intervaller_urologi`).
        decimals: printed decimals; by default those usual for the unit.
        tables: processed tables that it also draws on.
    """

    def sources(data: Dataset) -> Iterable[str]:
        yield from (citation(data, raw_file(data, name)) for name in files)
        yield from map(data.citation, tables)

    return sourced_figure(unit, rule, sources, decimals=decimals)


def raw_file(data: Dataset, name: str) -> Path:
    """Return the path of a raw file by the name that `raw_figure` takes."""
    return raw_path(data.project, name)


def raw_path(project: Project, name: str) -> Path:
    """Return the path of a project's raw file by the name that `raw_figure` takes."""
    return project.raw / (f"{name}.csv" if "/" in name else f"kdnet/{name}.csv")


def known(options: Mapping[K, V], key: K) -> V:
    """Return what stands for `key`.

    Raises:
        InputError: nothing does; what does is named.
    """
    if key not in options:
        raise InputError(
            f"Der findes ikke {key}.",
            "nøgletallets argumenter",
            f"Brug en af: {'; '.join(map(str, options))}.",
        )
    return options[key]


@kept
def citation(_project: Project, file: Path) -> str:
    """Return the source line of a raw file."""
    return read_receipt(file).citation
