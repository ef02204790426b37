"""Rules and spans of the project's own, as data: each with unit, value and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


_COLUMNS = ("key", "label", "value", "unit", "decided_by")


@dataclass(frozen=True)
class Parameter:
    """One parameter with its values in order: one for a rule, several for a span to look up."""

    key: str
    label: str
    values: tuple[Fraction, ...]
    unit: str
    decided_by: str

    @property
    def value(self) -> Fraction:
        """The only value.

        Raises:
            ValueError: there are several.
        """
        (only,) = self.values
        return only


def read_parameters(file: Path) -> Mapping[str, Parameter]:
    """Return the parameters of `file` (key, label, value, unit, decided_by, reason) by key.

    Rows of one key give its values.

    Raises:
        InputError: a column is missing, a value is not a positive number or stands twice, or nobody
            answers for it.
    """
    found: dict[str, Parameter] = {}
    for row in read_raw_csv(file, *_COLUMNS).iter_rows(named=True):
        earlier = found.get(row["key"])
        values = (*(earlier.values if earlier else ()), _value(row, file))
        if len(set(values)) != len(values) or not row["decided_by"]:
            raise _fault("står to gange, eller ingen har besluttet den", row, file)
        found[row["key"]] = Parameter(
            row["key"], row["label"], values, row["unit"], row["decided_by"]
        )
    return found


def _value(row: Mapping[str, str], file: Path) -> Fraction:
    try:
        value = Fraction(row["value"])
    except (TypeError, ValueError):
        raise _fault("er ikke et tal", row, file) from None
    if value <= 0:
        raise _fault("skal være større end nul", row, file)
    return value


def _fault(what: str, row: Mapping[str, str], file: Path) -> InputError:
    return InputError(
        f"Værdien {row['value']} for {row['key']} {what}.", file, "Ret rækken, og underskriv igen."
    )
