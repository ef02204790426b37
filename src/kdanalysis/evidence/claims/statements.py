"""The quantitative statements of the two agendas, and what each one rests on, as data.

`claims.csv` holds the statements as printed; `claims_audit.csv` ties each to an expression over key
figures or says why it has none; `claims_deviations.csv` explains and acknowledges deviations.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kdanalysis.evidence.claims.quantity import UNITS, Quantity, quantity_in
from kdanalysis.project import InputError


class Relation(StrEnum):
    """How the statement relates to its value."""

    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"
    WITHIN_ONE = "~1"
    """A total printed within one unit of the sum of its printed, rounded parts."""


class Basis(StrEnum):
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


class Status(StrEnum):
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
    Status.MATCH: "genberegnet",
    Status.ROUNDING_OK: "genberegnet efter afrunding",
    Status.MISMATCH: "afviger",
    Status.NOT_DERIVABLE: "kan ikke efterregnes",
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


class Row(BaseModel):
    """A row about one statement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Z]\d{3}$")


class Claim(Row):
    """One quantitative statement, exactly as printed."""

    doc: str
    line: int
    section: str
    quote: str
    metric: str
    area: str | None
    value: str
    unit: str
    rounding: int
    """Printed decimals; negative for tens, hundreds ..."""
    relation: Relation
    period_from: int | None
    period_to: int | None
    derivable_from: str | None

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        if unit not in UNITS:
            raise ValueError(f"unknown unit: {unit}")
        return unit

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


class AuditRow(Row):
    """What one statement rests on."""

    basis: Basis
    expression: str | None
    """Over key figures; for a basis other than `computed` a check of consistency only."""
    reason: str | None
    """Why it cannot be recomputed (Danish); for computed claims absent."""
    remark: str | None
    """What a reader must know although the number holds, e.g. a base the wording mistakes."""


class Deviation(Row):
    """A deviation that is explained and acknowledged, or one that was and has vanished."""

    status: Status
    """The status that is acknowledged."""
    recomputed: str | None
    """The recomputed value that is acknowledged, as the audit writes it."""
    cause: Cause
    explained_by: str | None
    """The expression that gives the printed number, where one was found."""
    explanation: str = Field(min_length=1)
    """What deviates and why, presumably (Danish)."""
    evidence: str = Field(min_length=1)
    """Where to see it: documents and lines."""
    consequence: str = Field(min_length=1)
    """What it means for the conclusions (Danish)."""
    importance: int = Field(ge=1, le=3)
    """1: a conclusion changes; 2: a number in use changes; 3: form only."""
    acknowledged: date | None
    reason: str | None
