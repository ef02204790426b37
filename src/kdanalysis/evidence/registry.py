"""Key figures as plain functions that can be listed, and computed again from their printed key.

A key reads like the call that computes the number, e.g.
`growth_pct(area=082, group=adults, period=2018-2022, prices=2022)`.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from kdanalysis.evidence.value import Provenance, Unit, Value, usual_decimals
from kdanalysis.project import InputError
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction

    from kdanalysis.tables.dataset import Dataset

P = ParamSpec("P")
_KEY = re.compile(r"(?P<name>\w+)\((?P<arguments>[^()]*)\)")


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
    """Return all key figures by name."""
    return dict(_listed)


def figure_key(name: str, arguments: Mapping[str, object], data: Dataset) -> str:
    """Return the key that `evaluate` reads."""
    told = [f"{key}={value}" for key, value in arguments.items()]
    return f"{name}({', '.join([*told, f'prices={data.price_year}'])})"


def evaluate(key: str, data: Dataset) -> Value:
    """Return the value of a printed key, computed anew in the key's own price level.

    Raises:
        InputError: the key names no key figure, or its arguments do not fit.
    """
    match = _KEY.fullmatch(key)
    figure = _listed.get(match["name"]) if match else None
    if match is None or figure is None:
        raise _unknown(key)
    try:
        arguments = _arguments(match["arguments"])
    except ValueError as error:
        raise _unknown(key) from error
    at = data.in_prices_of(int(str(arguments.pop("prices", data.price_year))))
    if set(arguments) != set(figure.parameters):
        raise _unknown(key)
    return figure.compute(at, **arguments)


def _arguments(text: str) -> dict[str, str | int | Period]:
    """Return the arguments of a key by name.

    Raises:
        ValueError: one has no name or no readable year, or a name stands twice.
    """
    pairs = [part.split("=", 1) for part in text.split(", ")] if text else []
    arguments = {name: _typed(name, value) for name, value in pairs}
    if len(arguments) != len(pairs):
        raise ValueError("a name stands twice")
    return arguments


def _typed(name: str, text: str) -> str | int | Period:
    """Read an argument by the convention of its name: `period`, a year, or text."""
    if name == "period":
        return Period.parse(text)
    return int(text) if name.endswith("year") or name == "prices" else text


def _unknown(key: str) -> InputError:
    return InputError(
        f"Nøglen passer ikke til et nøgletal: {key}",
        "nøgletal",
        "Se navne og argumenter med: kdanalysis figures",
    )
