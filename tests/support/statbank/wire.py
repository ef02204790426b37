"""How answers travel: HTTP/1.1 with length or chunks, compressed if asked, spoilt if told."""

from __future__ import annotations

import gzip
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.statbank.faults import Answer
from tests.support.statbank.request import RefusalError, json_object

if TYPE_CHECKING:
    from tests.support.statbank.server import LocalStatbank

JSON: Final = "application/json; charset=utf-8"
_PREFIX: Final = "/v1/"
_CHUNK: Final = 1 << 16


def as_json(content: object) -> Answer:
    """Return `content` as an answer."""
    return Answer(200, json.dumps(content, ensure_ascii=False).encode(), JSON)


class Wire(ThreadingHTTPServer):
    """The listening socket of one bank, on loopback only."""

    daemon_threads = True

    def __init__(self, bank: LocalStatbank, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.bank = bank

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing if the client hung up, as it does when a slow answer times out."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Wire

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self._send(self.server.bank.answer(self._path(), query))

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            self._send(self._posted(content))
        except RefusalError as refusal:
            self._send(Answer(refusal.status, refusal.body(), JSON))

    def _posted(self, content: bytes) -> Answer:
        posted = json_object(content)
        if self._path() != "control":
            return self.server.bank.answer(self._path(), posted)
        self.server.bank.control(posted)
        return as_json({"done": True})

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(_PREFIX).strip("/")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""

    def _send(self, answer: Answer) -> None:
        content, headers = answer.content, {"Content-Type": answer.kind, **dict(answer.headers)}
        if self.server.bank.zipped and "gzip" in self.headers.get("Accept-Encoding", ""):
            content, headers["Content-Encoding"] = gzip.compress(content, 1), "gzip"
        headers |= _framing(answer, len(content))
        time.sleep(answer.delay_s)
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(answer, content)

    def _write(self, answer: Answer, content: bytes) -> None:
        end = len(content) // 2 if answer.cut else len(content)
        chunked = answer.streamed and answer.framed
        for start in range(0, end, _CHUNK):
            piece = content[start : min(start + _CHUNK, end)]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if answer.cut or not answer.framed:
            self.close_connection = True
        elif chunked:
            self.wfile.write(b"0\r\n\r\n")


def _framing(answer: Answer, length: int) -> dict[str, str]:
    if not answer.framed:
        return {"Connection": "close"}
    return {"Transfer-Encoding": "chunked"} if answer.streamed else {"Content-Length": str(length)}
