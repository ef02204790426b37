"""Where the API is, how patiently it is asked, and what can go wrong, told in Danish."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kdanalysis.project import InputError

# Where the API is and how patiently it is asked.

OFFICIAL_URL: Final = "https://api.statbank.dk/v1"
URL_VARIABLE: Final = "KDANALYSIS_STATBANK_URL"
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Settings:
    """Address and manners of the client; times in seconds.

    Raises:
        InputError: the address is neither https nor on this machine. The API redirects http to
            https, and the body of the query is lost on the way.
    """

    base_url: str = OFFICIAL_URL
    connect_s: float = 10.0
    read_s: float = 60.0
    """Longest silence, not longest answer: a streamed body may take as long as it needs."""
    attempts: int = 5
    backoff_s: float = 1.0
    """Wait before the second attempt; doubles each time."""
    longest_wait_s: float = 30.0
    pause_s: float = 0.5
    """Least time between two requests. No rate limit is documented; this is courtesy."""
    cell_limit: int = 1_000_000
    """Cells in one answer that is not streamed, counted as rows × (variables + 1)."""
    row_limit: int = 5_000_000
    """Rows in one pull; more is a mistaken `*` rather than a wish."""

    def __post_init__(self) -> None:
        """Check the address and drop its final slash."""
        if not _is_usable(self.base_url):
            raise InputError(
                "Basisadressen til Statistikbanken skal begynde med https://",
                self.base_url,
                f"Ret {URL_VARIABLE} eller --base-url; normalt er den {OFFICIAL_URL}",
            )
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))

    @classmethod
    def from_environment(cls, base_url: str | None = None) -> Settings:
        """Return the settings for `base_url`, else for the environment's, else for DST's own."""
        return cls(base_url or os.environ.get(URL_VARIABLE) or OFFICIAL_URL)

    @property
    def is_official(self) -> bool:
        """Whether the figures come from Danmarks Statistik itself."""
        return self.base_url == OFFICIAL_URL


def _is_usable(url: str) -> bool:
    try:
        address = urlsplit(url)
        host, _ = address.hostname, address.port  # a port that is no number raises here
    except ValueError:
        return False
    return bool(host) and (
        address.scheme == "https" or (address.scheme == "http" and host in _LOOPBACK)
    )


# What can go wrong at Danmarks Statistik, told in Danish with what to do about it.


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
