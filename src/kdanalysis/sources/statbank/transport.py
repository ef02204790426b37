"""Getting bytes from the API: streamed, retried where that helps, gently, and provably whole."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from ssl import SSLContext
from typing import IO, Any, Final, Protocol

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from kdanalysis.sources.statbank.errors import (
    InvalidAnswerError,
    Settings,
    UnreachableError,
    refusal,
)

_OK: Final = 200
_TOO_MANY: Final = 429
_GZIP_ONLY: Final = 31
"""zlib's window size for a body that must be gzip; the check sum at its end is verified."""


class BusyError(Exception):
    """The server asks for time (429) or stumbles (5xx): worth another attempt."""

    def __init__(self, reason: str, retry_after: str = "") -> None:
        """Keep how long the server wants to be left alone, if it says so in seconds."""
        super().__init__(reason)
        self.wait_s = float(retry_after) if retry_after.isdecimal() else 0.0


TRANSIENT: Final = (
    BusyError,
    httpx.NetworkError,
    httpx.TimeoutException,
    httpx.RemoteProtocolError,
    httpx.ProxyError,
    httpx.DecodingError,
)
"""Faults that may be gone at the next attempt. Refusals and wrong answers are not among them."""


class Transport(Protocol):
    """A way of posting a query and getting the body of the answer."""

    def data(self, body: Mapping[str, Any], sink: IO[bytes]) -> None:
        """Write the answer to `body` into `sink`."""


class Pace:
    """Keeps requests at least `pause_s` seconds apart."""

    def __init__(self, pause_s: float) -> None:
        """Start with no request made."""
        self._pause_s = pause_s
        self._free_at = 0.0

    def wait(self) -> None:
        """Return when the next request may be sent."""
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        self._free_at = time.monotonic() + self._pause_s


def retrying(settings: Settings, attempt: Callable[[], None], where: str) -> None:
    """Call `attempt` until it succeeds, waiting longer each time.

    Raises:
        UnreachableError: the last attempt failed in a transient way too.
    """
    retries = Retrying(
        retry=retry_if_exception_type(TRANSIENT),
        stop=stop_after_attempt(settings.attempts),
        wait=lambda state: _wait_s(state, settings),
        reraise=True,
    )
    try:
        retries(attempt)
    except TRANSIENT as fault:
        raise UnreachableError(
            f"Statistikbanken svarer ikke efter {settings.attempts} forsøg "
            f"({type(fault).__name__}: {fault}).",
            where,
            "Kontrollér netforbindelse, proxy og certifikater, eller prøv igen senere. "
            "Den nyeste gemte udgave kan stadig bruges.",
        ) from fault


def _wait_s(state: RetryCallState, settings: Settings) -> float:
    fault = state.outcome.exception() if state.outcome else None
    asked = fault.wait_s if isinstance(fault, BusyError) else 0.0
    backoff = settings.backoff_s * 2.0 ** (state.attempt_number - 1)
    return min(max(asked, backoff), settings.longest_wait_s)


def check_status(status: int, retry_after: str, content: Callable[[], bytes], where: str) -> None:
    """Return if the answer holds what was asked for.

    Raises:
        BusyError: 429 or 5xx.
        StatbankError: the query is refused, or the answer is a redirect or not the API's.
    """
    if status == _OK:
        return
    if status == _TOO_MANY or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise BusyError(f"status {status}", retry_after)
    raise refusal(status, content(), where)


def check_framing(headers: Mapping[str, str], where: str, *, gzip_verified: bool) -> None:
    """Return if a cut-off answer would be noticed.

    A BULK body that ends early at a line end looks complete, and its lost rows would be read as
    suppressed values. So its end must be proven: by length, by chunks or by gzip's check sum.

    Raises:
        InvalidAnswerError: nothing in the answer tells where it ends.
    """
    known = {name.lower(): value.lower() for name, value in headers.items()}
    zipped = gzip_verified and known.get("content-encoding") == "gzip"
    chunked = known.get("transfer-encoding", "") == "chunked"
    if not (zipped or chunked or "content-length" in known):
        raise InvalidAnswerError(
            "Svaret siger ikke, hvor det slutter, så det kan være skåret af.",
            where,
            "Prøv igen; varer det ved, så prøv uden proxy.",
        )


@cache
def _trust() -> SSLContext:
    """Return whom to trust, read once: it takes longer than a request."""
    return httpx.create_ssl_context()


@cache
def _agent() -> str:
    """Return who asks; looking up the version takes as long as a request."""
    return f"kdanalysis/{version('kdanalysis')}"


class HttpTransport:
    """The project's own client, on httpx."""

    def __init__(self, settings: Settings) -> None:
        """Open no connection yet."""
        self._settings = settings
        self._pace = Pace(settings.pause_s)
        self._client = httpx.Client(
            timeout=httpx.Timeout(settings.read_s, connect=settings.connect_s),
            verify=_trust(),
            headers={
                "Accept-Encoding": "gzip",
                "User-Agent": _agent(),
            },
        )

    def tableinfo(self, table: str, language: str, sink: IO[bytes]) -> None:
        """Write the answer of `tableinfo` into `sink`."""
        self._post("tableinfo", {"table": table, "lang": language, "format": "JSON"}, sink)

    def data(self, body: Mapping[str, Any], sink: IO[bytes]) -> None:
        """Write the answer of `data` into `sink`."""
        self._post("data", body, sink)

    def _post(self, path: str, body: Mapping[str, Any], sink: IO[bytes]) -> None:
        where = f"{body['table']}, {self._settings.base_url}/{path}"
        start = sink.tell()

        def attempt() -> None:
            sink.seek(start)
            sink.truncate()
            self._once(path, body, sink, where)

        retrying(self._settings, attempt, where)

    def _once(self, path: str, body: Mapping[str, Any], sink: IO[bytes], where: str) -> None:
        self._pace.wait()
        url = f"{self._settings.base_url}/{path}"
        with self._client.stream("POST", url, json=body) as answer:
            retry_after = answer.headers.get("Retry-After", "")
            check_status(answer.status_code, retry_after, answer.read, where)
            check_framing(answer.headers, where, gzip_verified=True)
            for chunk in _decoded(answer):
                sink.write(chunk)


def _decoded(answer: httpx.Response) -> Iterator[bytes]:
    """Yield the body; unlike httpx's own decoder, notice a gzip body that stops before its end."""
    if answer.headers.get("Content-Encoding", "").lower() != "gzip":
        yield from answer.iter_bytes()
        return
    inflate = zlib.decompressobj(_GZIP_ONLY)
    try:
        for chunk in answer.iter_raw():
            yield inflate.decompress(chunk)
    except zlib.error as error:
        raise httpx.RemoteProtocolError(f"gzip: {error}") from error
    if not inflate.eof or inflate.unused_data:
        raise httpx.RemoteProtocolError("gzip: svaret er skåret af")
