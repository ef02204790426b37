"""What can go wrong at Danmarks Statistik, told in Danish with what to do about it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence


class StatbankError(InputError):
    """A pull from Danmarks Statistik could not be made, or cannot be trusted."""


class UnreachableError(StatbankError):
    """No usable answer after all attempts: connection, time-out, 429 or 5xx.

    The one error a refresh may survive, by staying on its newest vintage.
    """


class InvalidAnswerError(StatbankError):
    """An answer came, but it is not what was asked for; nothing of it is used."""


class RefusedError(StatbankError):
    """The API refused the query.

    Attributes:
        error_type: `errorTypeCode` of the answer; empty if the client itself refused.
        message: the API's own words.
        unmatched: the table, variables or values that do not exist, e.g. `53899 (FUNKTION)`.
    """

    def __init__(
        self,
        what: str,
        where: object,
        remedy: str,
        *,
        error_type: str = "",
        message: str = "",
        unmatched: Sequence[str] = (),
    ) -> None:
        """Keep the parts of the message and what the API said."""
        self.error_type = error_type
        self.message = message
        self.unmatched = tuple(unmatched)
        super().__init__(what, where, remedy)


class NotFoundError(RefusedError):
    """The table, a variable or a value does not exist (EXTRACT-NOTFOUND)."""


class CellLimitError(RefusedError):
    """The query asks for more cells than the format may hold (REQUEST-LIMIT)."""


_KINDS: Final[dict[str, type[RefusedError]]] = {
    "EXTRACT-NOTFOUND": NotFoundError,
    "REQUEST-LIMIT": CellLimitError,
}
_REMEDIES: Final[dict[str, str]] = {
    "EXTRACT-NOTFOUND": "Slå koderne op med tablesummary() og variable_levels(...), og ret dem.",
    "EXTRACT-NOTALLOWED": "Angiv værdier for alle tabellens variable.",
    "EXTRACT-STREAMINGTIMESORT": "Udelad timeOrder: BULK har ingen rækkefølge.",
    "REQUEST-LIMIT": "Hent med format BULK, eller vælg færre værdier.",
    "REQUEST-MISSING": "Angiv både tabel og et gyldigt format.",
    "REQUEST-EMPTY": "Send et gyldigt JSON-objekt.",
    "REQUEST-NOTFOUND": "Kontrollér basisadressen; den slutter normalt på /v1.",
}
_UNMATCHED: Final = re.compile(
    r"^(?:Tabel findes ikke|Kan ikke finde (?:variablen|værdien)): (.+)$"
)


def refusal(status: int, content: bytes, where: str) -> StatbankError:
    """Return the error that a 4xx answer amounts to, by its `errorTypeCode` and `message`."""
    try:
        answer = json.loads(content)
        code, message = str(answer["errorTypeCode"]), str(answer["message"])
    except (ValueError, KeyError, TypeError):
        return InvalidAnswerError(
            f"Svaret har status {status} og er ikke Statistikbankens.",
            where,
            "Kontrollér basisadressen, og om en proxy eller firewall svarer i stedet.",
        )
    found = _UNMATCHED.match(message)
    return _KINDS.get(code, RefusedError)(
        f"Danmarks Statistik afviste forespørgslen: {message} ({code})",
        where,
        _REMEDIES.get(code, "Ret forespørgslen efter meddelelsen."),
        error_type=code,
        message=message,
        unmatched=found.group(1).split(", ") if found else (),
    )
