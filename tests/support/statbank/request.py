"""Reading a query as the API does, and refusing it in the API's recorded words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.support.statbank.tables import LocalTable, LocalVariable

FORMATS: Final = ("CSV", "BULK", "JSONSTAT")
CELL_LIMIT: Final = 1_000_000


class RefusalError(Exception):
    """An answer with `errorTypeCode` and `message`."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status

    def body(self) -> bytes:
        """Return the JSON body."""
        answer = {"errorTypeCode": self.code, "message": self.message}
        return json.dumps(answer, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Asked:
    """A query that can be answered."""

    table: LocalTable
    format: str
    language: str
    presentation: str
    codes: dict[str, list[str]]
    """Every variable of the table; the ones left out stand at their total or newest period."""
    shown: tuple[str, ...]
    """The variables that the answer has columns for: those asked for, and always the periods."""

    @property
    def cells(self) -> int:
        """The size held against the limit."""
        rows = prod(len(codes) for codes in self.codes.values())
        return rows if self.format == "JSONSTAT" else rows * (len(self.shown) + 1)


def json_object(content: bytes) -> dict[str, Any]:
    """Return the posted object."""
    try:
        posted = json.loads(content)
    except ValueError:
        posted = None
    if not isinstance(posted, dict):
        raise RefusalError(
            "REQUEST-EMPTY",
            "Medsend gyldigt JSON-objekt når der postes. / Supply valid JSON-object when posting.",
        )
    return posted


def find_table(tables: Mapping[str, LocalTable], name: object) -> LocalTable:
    """Return the table called `name`, whatever its case."""
    if not name:
        raise RefusalError("REQUEST-MISSING", "Der er ikke angivet nogen tabel-id.")
    if str(name).upper() not in tables:
        raise RefusalError("EXTRACT-NOTFOUND", f"Tabel findes ikke: {name}")
    return tables[str(name).upper()]


def understand(tables: Mapping[str, LocalTable], posted: Mapping[str, Any]) -> Asked:
    """Return the query in `posted`, checked in the order the API checks it."""
    fmt = str(posted.get("format", "")).upper()
    if fmt not in FORMATS:
        raise RefusalError("REQUEST-MISSING", "Format ikke angivet, eller ikke gyldigt.")
    table = find_table(tables, posted.get("table"))
    if fmt == "BULK" and "timeOrder" in posted:
        raise RefusalError(
            "EXTRACT-STREAMINGTIMESORT",
            "Der kan ikke vælges sortering af tid for streamede formater.",
        )
    chosen = _chosen(table, posted.get("variables") or [])
    asked = Asked(
        table,
        fmt,
        str(posted.get("lang", "da")),
        str(posted.get("valuePresentation", "Default")),
        {v.id: chosen.get(v.id) or _left_out(v, fmt) for v in table.variables},
        tuple(v.id for v in table.variables if v.id in chosen or v.time),
    )
    _refuse_excess(asked)
    return asked


def _chosen(table: LocalTable, variables: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    chosen = {}
    for entry in variables:
        variable = table.variable(entry["code"])
        if variable is None:
            raise RefusalError("EXTRACT-NOTFOUND", f"Kan ikke finde variablen: {entry['code']}")
        chosen[variable.id] = _codes(variable, entry["values"])
    return chosen


def _codes(variable: LocalVariable, values: Sequence[str]) -> list[str]:
    wanted: list[str] = []
    for value in values:
        if value != "*" and value not in variable.titles:
            raise RefusalError(
                "EXTRACT-NOTFOUND", f"Kan ikke finde værdien: {value} ({variable.id})"
            )
        wanted += list(variable.titles) if value == "*" else [value]
    return list(dict.fromkeys(wanted))


def _left_out(variable: LocalVariable, fmt: str) -> list[str]:
    if fmt != "BULK" and variable.time:
        return [list(variable.titles)[-1]]
    if fmt == "BULK" or variable.total is None:
        raise RefusalError(
            "EXTRACT-NOTALLOWED", f"Der skal vælges værdier for variabel: {variable.id}"
        )
    return [variable.total]


def _refuse_excess(asked: Asked) -> None:
    if asked.format == "BULK" or asked.cells <= CELL_LIMIT:
        return
    cells, limit = (f"{count:,}".replace(",", ".") for count in (asked.cells, CELL_LIMIT))
    raise RefusalError(
        "REQUEST-LIMIT",
        f"Forespørgslen på op mod {cells} celler er over begrænsningen på {limit} celler for denne "
        "filtype. Anvend BULK eller andet streaming format i stedet.",
    )
