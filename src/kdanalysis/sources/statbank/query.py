"""A query with every variable and code spelled out, so that the answer can be checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import groupby
from math import prod
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.errors import NotFoundError

if TYPE_CHECKING:
    from kdanalysis.sources.statbank.tableinfo import TableInfo, Variable

Selection: TypeAlias = Mapping[str, Sequence[str]]
"""Variable → values as a user states them: codes, `*` (all), `>=2018`, `<=2022`, `>=2018<=2022`."""

VALUE: Final = "INDHOLD"
"""The API's name of the column with the numbers."""
_RANGE: Final = re.compile(r"^(?:>=(?P<low>[^<>=]+))?(?:<=(?P<high>[^<>=]+))?$")


class Format(StrEnum):
    """The two text formats used: CSV is complete, BULK is streamed and leaves suppressed out."""

    CSV = "CSV"
    BULK = "BULK"


@dataclass(frozen=True)
class Query:
    """An explicit query; made by `resolve`."""

    table: str
    codes: Mapping[str, tuple[str, ...]]
    """Variable id → codes, both in the order of the table."""
    time: str
    """Id of the variable of periods."""

    @property
    def rows(self) -> int:
        """How many combinations are asked for."""
        return prod(len(codes) for codes in self.codes.values())

    @property
    def cells(self) -> int:
        """The size the API holds against its limit: rows × (variables + 1)."""
        return self.rows * (len(self.codes) + 1)

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Column in the answer → codes. The API writes variable ids in capitals there."""
        return {name.upper(): codes for name, codes in self.codes.items()}

    def body(self, fmt: Format) -> dict[str, Any]:
        """Return the JSON to post to `data`."""
        return {
            "table": self.table,
            "format": fmt.value,
            "lang": "da",
            "valuePresentation": "Code",
            "variables": [
                {"code": name, "values": list(codes)} for name, codes in self.codes.items()
            ],
        }

    def by_year(self) -> tuple[Query, ...]:
        """Return one query per year; quarters and months of a year stay together."""
        periods = sorted(self.codes[self.time])
        return tuple(
            replace(self, codes={**self.codes, self.time: tuple(group)})
            for _, group in groupby(periods, key=lambda period: period[:4])
        )


def resolve(info: TableInfo, selection: Selection) -> Query:
    """Return the explicit query for `selection`.

    The API fails a whole query for one unknown value, and takes the newest period where none is
    given; so every variable must be there, and every value is checked here against `tableinfo`.

    Raises:
        NotFoundError: variables or values that the table does not have; all values are named.
        InputError: a variable is left out, given twice or has no values.
    """
    wanted: dict[str, Sequence[str]] = {}
    for name, values in selection.items():
        wanted[_named_once(info, name, wanted)] = _listed(info, name, values)
    if missing := [variable.id for variable in info.variables if variable.id not in wanted]:
        raise InputError(
            f"Forespørgslen mangler {', '.join(missing)}: hver variabel skal vælges.",
            info.id,
            'Angiv koder, eller ["*"] for alle.',
        )
    _refuse_unmatched(info, wanted)
    codes = {
        variable.id: chosen_codes(variable, wanted[variable.id]) for variable in info.variables
    }
    return Query(info.id, codes, info.time.id)


def _named_once(info: TableInfo, name: str, seen: Mapping[str, object]) -> str:
    variable = info.variable(name).id
    if variable in seen:
        raise InputError(f"{variable} er valgt to gange.", info.id, "Saml koderne i én liste.")
    return variable


def _listed(info: TableInfo, name: str, values: Sequence[str]) -> Sequence[str]:
    """Return `values` if they are a list of strings: a bare string would be read by letter."""
    if isinstance(values, str) or not values or not all(isinstance(v, str) for v in values):
        raise InputError(
            f"{name} skal være en liste af koder som tekst, ikke {values!r}.",
            info.id,
            f'Skriv fx {{"{name}": ["000", "082"]}}.',
        )
    return values


def _matches(variable: Variable, value: str) -> frozenset[str]:
    if value == "*":
        return frozenset(variable.codes)
    span = _RANGE.match(value) if variable.time and value else None
    if span is None:
        return frozenset({value} & set(variable.codes))
    low, high = span["low"] or "", span["high"] or "9999"
    # A bound holds the periods within it: `<=2022` holds 2022K4.
    return frozenset(c for c in variable.codes if low <= c and c[: len(high)] <= high)


def chosen_codes(variable: Variable, values: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that `values` choose, in the order of the table, each once."""
    chosen = frozenset[str]().union(*(_matches(variable, value) for value in values))
    return tuple(code for code in variable.codes if code in chosen)


def _refuse_unmatched(info: TableInfo, wanted: Mapping[str, Sequence[str]]) -> None:
    unmatched = [
        (value, variable)
        for variable in info.variables
        for value in wanted[variable.id]
        if not _matches(variable, value)
    ]
    if not unmatched:
        return
    named = [f"{value} ({variable.id})" for value, variable in unmatched]
    near = [
        f"{value}: {' eller '.join(close)}"
        for value, variable in unmatched
        if (close := get_close_matches(value, variable.codes, n=3))
    ]
    raise NotFoundError(
        f"Tabellen har ikke {', '.join(named)}.",
        info.id,
        "Slå koderne op med variable_levels(...)."
        + (f" Nærliggende koder: {'; '.join(near)}." if near else ""),
        unmatched=named,
    )
