"""Faults on demand: what goes wrong with the next answers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

HTML: Final = b"<!DOCTYPE html><html><body><h1>Siden er midlertidigt nede</h1></body></html>"


@dataclass(frozen=True)
class Answer:
    """What goes over the wire."""

    status: int
    content: bytes
    kind: str
    streamed: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0.0
    cut: bool = False
    """Close the connection half-way, against what the headers promise."""
    framed: bool = True
    """Whether length or chunks tell where the answer ends."""


def _with_text(answer: Answer, change: Callable[[list[str]], list[str]]) -> Answer:
    lines = answer.content.decode().split("\r\n")[:-1]
    return replace(answer, content="".join(f"{line}\r\n" for line in change(lines)).encode())


def _last_value(lines: list[str], value: str) -> list[str]:
    return [*lines[:-1], lines[-1].rpartition(";")[0] + ";" + value]


def _status(status: int, **headers: str) -> Callable[[Answer], Answer]:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda _: Answer(status, b"", "text/plain", headers=named)


FAULTS: Final[dict[str, Callable[[Answer], Answer]]] = {
    "slow": lambda answer: replace(answer, delay_s=1.0),
    "cut": lambda answer: replace(answer, cut=True),
    "unframed": lambda answer: replace(answer, framed=False),
    "unframed-cut": lambda answer: replace(answer, framed=False, cut=True),
    "not-gzip": lambda answer: replace(answer, headers=(("Content-Encoding", "gzip"),)),
    "429": _status(429, Retry_After="0"),
    "500": _status(500),
    "503": _status(503, Retry_After="soon"),
    "redirect": _status(301, Location="https://example.invalid/"),
    "html": lambda _: Answer(200, HTML, "text/html"),
    "html-404": lambda _: Answer(404, HTML, "text/html"),
    "header": lambda a: _with_text(
        a, lambda rows: [rows[0] + ";NOTE", *(r + ";x" for r in rows[1:])]
    ),
    "duplicate": lambda a: _with_text(a, lambda rows: [*rows, rows[-1]]),
    "drop": lambda a: _with_text(a, lambda rows: rows[:-1]),
    "empty": lambda a: _with_text(a, lambda rows: rows[:1]),
    "foreign": lambda a: _with_text(a, lambda rows: [*rows, "x" + rows[-1]]),
    "missing": lambda a: _with_text(a, lambda rows: _last_value(rows, "..")),
    "text": lambda a: _with_text(a, lambda rows: _last_value(rows, "1.234")),
    "blank": lambda a: _with_text(a, lambda rows: _last_value(rows, "")),
    "half-line": lambda a: replace(a, content=a.content[:-3]),
}
"""Name → what it does to an answer."""


class Mishaps:
    """The faults waiting to happen, in order, per path."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[str]] = {}
        self._lock = Lock()

    def expect(self, name: str, *, times: int = 1, path: str = "data", after: int = 0) -> None:
        """Spoil the next `times` answers on `path` with the fault called `name`.

        The first `after` answers still go well.
        """
        if name not in FAULTS:
            raise ValueError(f"unknown fault {name}; choose among {', '.join(FAULTS)}")
        with self._lock:
            queue = self._waiting.setdefault(path, deque())
            queue.extend([""] * after + [name] * times)

    def spoil(self, path: str, answer: Answer) -> Answer:
        """Return `answer` as it is to be sent."""
        with self._lock:
            queue = self._waiting.get(path)
            name = queue.popleft() if queue else ""
        return FAULTS[name](answer) if name else answer
