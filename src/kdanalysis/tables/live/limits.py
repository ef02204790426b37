"""Limits of the checks, as data with reasons: what may deviate, and what is worth a question."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """The limits of `check_limits.csv`; shares are fractions (0.015 for 1.5 %)."""

    golden_match: Fraction
    """Share of the printed amounts a function must still have to be taken for the same one."""
    per_inhabitant: Fraction
    per_inhabitant_cells: Fraction
    implausible_change: Fraction
    implausible_amount_tkr: Fraction
    counterpart: Fraction


def read_limits(file: Path) -> Limits:
    """Return the limits of `file` (key, value, unit, reason, ...).

    Raises:
        InputError: a limit is missing or no number.
    """
    values = {row["key"]: row["value"] for row in read_raw_csv(file).iter_rows(named=True)}
    try:
        return Limits(
            golden_match=Fraction(values["golden_match"]) / 100,
            per_inhabitant=Fraction(values["per_inhabitant"]) / 100,
            per_inhabitant_cells=Fraction(values["per_inhabitant_cells"]) / 100,
            implausible_change=Fraction(values["implausible_change"]) / 100,
            implausible_amount_tkr=Fraction(values["implausible_amount"]),
            counterpart=Fraction(values["counterpart"]) / 100,
        )
    except KeyError as error:
        raise InputError(f"Grænsen {error} mangler.", file, "Tilføj rækken.") from error
    except (TypeError, ValueError) as error:
        raise InputError(f"En grænse er ikke et tal: {error}.", file, "Ret rækken.") from error
