"""What a table holds: its variables and codes as `tableinfo` tells them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kdanalysis.sources.statbank.errors import InvalidAnswerError, NotFoundError

_MODEL: Final = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Level(BaseModel):
    """One value of a variable. Codes are strings: `082` is not 82."""

    model_config = _MODEL

    id: str = Field(min_length=1)
    text: str = ""
    """Newest wording; DST rewrites titles retroactively, so key on `id`."""


class Variable(BaseModel):
    """One variable with its values in the order of the table."""

    model_config = _MODEL

    id: str = Field(min_length=1)
    text: str = ""
    elimination: bool = False
    """Whether it may be left out of a query. The project never leaves any out."""
    time: bool = False
    levels: tuple[Level, ...] = Field(min_length=1, alias="values")

    @field_validator("levels")
    @classmethod
    def _distinct(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        if len({level.id for level in levels}) < len(levels):
            raise ValueError("samme kode står to gange")
        return levels

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order of the table."""
        return tuple(level.id for level in self.levels)

    @property
    def texts(self) -> dict[str, str]:
        """Code → title; the code itself where DST gives no title."""
        return {level.id: level.text or level.id for level in self.levels}


class TableInfo(BaseModel):
    """The answer of `tableinfo` for one table."""

    model_config = _MODEL

    id: str = Field(min_length=1)
    text: str = ""
    description: str = ""
    unit: str = ""
    suppressed: str | None = Field(default=None, alias="suppressedDataValue")
    """What a combination that BULK leaves out stands for."""
    updated: datetime
    """Local Danish time without zone; moves without a new period, so no proof of change."""
    variables: tuple[Variable, ...] = Field(min_length=1)

    @field_validator("variables")
    @classmethod
    def _one_time(cls, variables: tuple[Variable, ...]) -> tuple[Variable, ...]:
        if sum(variable.time for variable in variables) != 1:
            raise ValueError("tabellen skal have én tidsvariabel")
        return variables

    @property
    def time(self) -> Variable:
        """The variable of periods."""
        return next(variable for variable in self.variables if variable.time)

    def variable(self, name: str) -> Variable:
        """Return the variable called `name`, whatever its case.

        Raises:
            NotFoundError: the table has no such variable.
        """
        for variable in self.variables:
            if variable.id.casefold() == name.casefold():
                return variable
        raise NotFoundError(
            f"Tabellen har ingen variabel {name}; den har "
            + ", ".join(variable.id for variable in self.variables)
            + ".",
            self.id,
            "Ret variablens navn.",
            unmatched=(name,),
        )


def parse_tableinfo(content: bytes, table: str) -> TableInfo:
    """Return the answer of `tableinfo` for `table`.

    Raises:
        InvalidAnswerError: it is not such an answer, or it is about another table.
    """
    remedy = "Prøv igen senere; varer det ved, er API'et ændret, og klienten skal rettes."
    try:
        info = TableInfo.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "svaret"
        raise InvalidAnswerError(
            f"tableinfo kan ikke læses ({place}: {first['msg']}).", table, remedy
        ) from error
    if info.id.casefold() != table.casefold():
        raise InvalidAnswerError(f"tableinfo handler om {info.id}.", table, remedy)
    return info
