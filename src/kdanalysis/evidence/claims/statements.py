"""Quantities of claims: money, plain numbers, days and truth values that cannot be mixed up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

from pydantic import Field

from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError, Project
from kdanalysis.sources.registers import Day, Whole, Year, kind_of_cell, read_register


@dataclass(frozen=True, order=True)
class Money:
    """An exact amount of kroner; adds to money only, and divides by money to a plain number."""

    kr: Fraction

    def __add__(self, other: object) -> Money:
        """Return the sum of two amounts."""
        return Money(self.kr + other.kr) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: object) -> Money:
        """Return the difference of two amounts."""
        return Money(self.kr - other.kr) if isinstance(other, Money) else NotImplemented

    def __mul__(self, other: object) -> Money:
        """Return a multiple of the amount."""
        return Money(self.kr * other) if isinstance(other, Fraction) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Money | Fraction:
        """Return a part of the amount, or its ratio to another amount."""
        if isinstance(other, Money):
            return self.kr / other.kr
        return Money(self.kr / other) if isinstance(other, Fraction) else NotImplemented

    def __neg__(self) -> Money:
        """Return the amount with the opposite sign."""
        return Money(-self.kr)

    def __abs__(self) -> Money:
        """Return the amount without its sign."""
        return Money(abs(self.kr))


Quantity: TypeAlias = Money | Fraction | date | bool | str | None
"""`bool` is the truth of a statement, `str` a code, `None` a figure that does not exist."""

_KRONER = {Unit.KR: 1, Unit.TKR: 10**3, Unit.MIO_KR: 10**6, Unit.MIA_KR: 10**9}
_MONEY_UNITS = {"kr": 1, "mio_kr": 10**6, "mia_kr": 10**9}
_NUMBER_UNITS = ("pct", "count", "places", "score", "factor", "days", "weeks", "months", "years")
_OTHER_UNITS: dict[str, type] = {"bool": bool, "date": date, "code": str}
UNITS = frozenset({*_MONEY_UNITS, *_NUMBER_UNITS, "year", *_OTHER_UNITS})
"""The units of claims."""
_KIND_NAMES: dict[type, str] = {
    Money: "et beløb",
    Fraction: "et tal",
    date: "en dato",
    bool: "et udsagn",
    str: "en kode",
    type(None): "et tal, der ikke findes",
}


def kind_name(quantity: Quantity) -> str:
    """Return what a quantity is, in Danish, for messages."""
    return _KIND_NAMES[type(quantity)]


def quantity_of(value: Value) -> Quantity:
    """Return the quantity of a key figure: money in kroner, anything else as a plain number."""
    if value.amount is None:
        return None
    kroner = _KRONER.get(value.unit)
    return value.amount if kroner is None else Money(value.amount * kroner)


def kind_of_unit(unit: str) -> type:
    """Return the type that a quantity in a claim's unit has."""
    if unit in _MONEY_UNITS:
        return Money
    return _OTHER_UNITS.get(unit, Fraction)


def number_in(quantity: Money | Fraction, unit: str) -> Fraction:
    """Return the number of `quantity` in a claim's unit (`mia_kr`: kroner / 10**9)."""
    return quantity.kr / _MONEY_UNITS[unit] if isinstance(quantity, Money) else quantity


def quantity_in(text: str, unit: str) -> Quantity:
    """Return the quantity written as `text` in a claim's unit.

    Raises:
        ValueError: the text is not of that unit.
    """
    kind = kind_of_unit(unit)
    if kind is Money:
        return Money(Fraction(text) * _MONEY_UNITS[unit])
    if kind is date:
        return date.fromisoformat(text)
    if kind is bool:
        return _truth(text)
    return text if kind is str else Fraction(text)


def _unit(text: str) -> str:
    if text not in UNITS:
        raise ValueError(f"unknown unit: {text}")
    return text


def _truth(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(f"neither 0 nor 1: {text}")
    return text == "1"


# The quantitative statements of the two agendas, and what each one rests on, as data.
#
# `claims.csv` holds the statements as printed; `claims_audit.csv` ties each to an expression
# over key figures or says why it has none; `claims_deviations.csv` explains and acknowledges
# deviations.


class Relation(StrEnum):
    """How the statement relates to its value."""

    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"
    WITHIN_ONE = "~1"
    """A total printed within one unit of the sum of its printed, rounded parts."""


class ClaimBasis(StrEnum):
    """What a statement rests on."""

    COMPUTED = "computed"
    """Follows from tables, models or other printed numbers: it can be reproduced or deviate."""
    INPUT = "input"
    """A number that the source decides or reports, and nothing else in it determines."""
    EXTERNAL = "external"
    """Quoted from others, whose data are not here."""
    DAY = "date"
    """A date, year or deadline that the source sets."""
    REFERENCE = "reference"
    """A reference to an agreement, an act, a definition or a price level."""
    NOT_PUBLIC = "not_public"
    """Follows from data that exist but are not public."""
    WORDING = "wording"
    """A figure of speech or an opinion with a number in it."""


class ClaimStatus(StrEnum):
    """The result of the audit of one statement."""

    MATCH = "match"
    ROUNDING_OK = "rounding_ok"
    MISMATCH = "mismatch"
    NOT_DERIVABLE = "not_derivable"

    @property
    def danish(self) -> str:
        """The result as readers see it."""
        return _DANISH[self]


_DANISH = {
    ClaimStatus.MATCH: "genberegnet",
    ClaimStatus.ROUNDING_OK: "genberegnet efter afrunding",
    ClaimStatus.MISMATCH: "afviger",
    ClaimStatus.NOT_DERIVABLE: "kan ikke efterregnes",
}


class Cause(StrEnum):
    """The likely cause of a deviation."""

    ROUNDED_PARTS = "afrundede led"
    """Calculated from numbers that were rounded before; gives `rounding_ok`, never `mismatch`."""
    TRUNCATION = "afkortet"
    WRONG_BASE = "grundlag ikke som angivet"
    OTHER_BASE = "andet grundlag"
    LEVEL_FOR_CHANGE = "niveau for stigning"
    CHANGE_FOR_LEVEL = "stigning for niveau"
    WRONG_SIGN = "fortegn"
    INVERTED = "omvendt brøk"
    STALE = "ældre version"
    MISPRINT = "trykfejl"
    WRONG_REFERENCE = "henvisning ikke som angivet"
    NOT_STATED = "uoplyst del"
    OVERSTATED = "konklusion for vidt"
    UNKNOWN = "ukendt"


@dataclass(frozen=True)
class ClaimRow:
    """A row about one statement."""

    id: Annotated[str, Field(pattern=r"^[A-Z]\d{3}$")]


_UNIT = kind_of_cell(
    r"\w+", _unit, "er ikke en kendt enhed", f"Brug en af {', '.join(sorted(UNITS))}."
)


@dataclass(frozen=True)
class Claim(ClaimRow):
    """One quantitative statement, exactly as printed."""

    doc: str
    line: Whole
    section: str
    quote: str
    metric: str
    area: str | None
    value: str
    unit: Annotated[str, _UNIT]
    rounding: Whole
    """Printed decimals; negative for tens, hundreds ..."""
    relation: Relation
    period_from: Year | None
    period_to: Year | None
    derivable_from: str | None

    @property
    def printed(self) -> Quantity:
        """The printed quantity.

        Raises:
            InputError: the value is not of its unit.
        """
        try:
            return quantity_in(self.value, self.unit)
        except ValueError as error:
            raise InputError(
                f"»{self.value}« er ikke af enheden {self.unit}.",
                f"påstand {self.id}",
                "Ret value eller unit i claims.csv.",
            ) from error

    @property
    def printed_number(self) -> Decimal:
        """The printed number in the claim's own unit, for units that are numbers."""
        return Decimal(self.value)

    @property
    def wording(self) -> str | None:
        """The word before the number that says on which side of it the truth lies."""
        found = re.search(r"\b(knap|godt)\s+(?=\d)", self.quote)
        return found[1] if found else None


@dataclass(frozen=True)
class AuditRow(ClaimRow):
    """What one statement rests on."""

    basis: ClaimBasis
    expression: str | None
    """Over key figures; for a basis other than `computed` a check of consistency only."""
    reason: str | None
    """Why it cannot be recomputed (Danish); for computed claims absent."""
    remark: str | None
    """What a reader must know although the number holds, e.g. a base the wording mistakes."""


@dataclass(frozen=True)
class Deviation(ClaimRow):
    """A deviation that is explained and acknowledged, or one that was and has vanished."""

    status: ClaimStatus
    """The status that is acknowledged."""
    recomputed: str | None
    """The recomputed value that is acknowledged, as the audit writes it."""
    cause: Cause
    explained_by: str | None
    """The expression that gives the printed number, where one was found."""
    explanation: str
    """What deviates and why, presumably (Danish)."""
    evidence: str
    """Where to see it: documents and lines."""
    consequence: str
    """What it means for the conclusions (Danish)."""
    importance: Annotated[Whole, Field(ge=1, le=3)]
    """1: a conclusion changes; 2: a number in use changes; 3: form only."""
    acknowledged: Day | None
    reason: str | None


# Reading claims, what they rest on, and the deviations that are explained.

R = TypeVar("R", bound=ClaimRow)


def read_claims(project: Project) -> dict[str, Claim]:
    """Return all statements by id, in printed order.

    Raises:
        InputError: there are none, or rows cannot be read; all faults are named.
    """
    return _by_id(project.raw / "kdnet" / "claims.csv", Claim)


def read_audit_rows(project: Project, claims: Iterable[str]) -> dict[str, AuditRow]:
    """Return what each statement rests on, by id.

    Raises:
        InputError: a statement has no row, or a row no statement; or rows cannot be read.
    """
    file = project.raw / "local" / "claims_audit.csv"
    rows = _by_id(file, AuditRow)
    silent = [i for i, row in rows.items() if not (row.expression or row.reason)]
    loose = [
        i for i, row in rows.items() if row.basis is ClaimBasis.COMPUTED and not row.expression
    ]
    _refuse("Påstande uden række i kontrollen", sorted(set(claims) - set(rows)), file)
    _refuse("Rækker uden påstand", sorted(set(rows) - set(claims)), file)
    _refuse("Rækker uden hverken udtryk eller begrundelse", silent, file)
    _refuse("Beregnede påstande uden udtryk", loose, file)
    return rows


def read_deviations(project: Project, claims: Iterable[str]) -> dict[str, Deviation]:
    """Return the deviations that are explained, by id.

    Raises:
        InputError: a row has no statement, or rows cannot be read.
    """
    file = project.raw / "local" / "claims_deviations.csv"
    rows = _by_id(file, Deviation)
    _refuse("Rækker uden påstand", sorted(set(rows) - set(claims)), file)
    return rows


def _by_id(file: Path, row: type[R]) -> dict[str, R]:
    return {found.id: found for found in read_register(file, row, key=("id",))}


def _refuse(what: str, ids: Sequence[str], file: Path) -> None:
    if ids:
        raise InputError(f"{what}: {', '.join(ids)}.", file, "Ret rækkerne, og kvittér igen.")
