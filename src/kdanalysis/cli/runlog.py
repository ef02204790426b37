"""The log of the runs, `build/kdanalysis.log`: command, version, steps with times, and faults."""

from __future__ import annotations

import logging
import shlex
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from typing import Final

import typer

import kdanalysis
from kdanalysis.project import InputError, Project

LOG: Final = "build/kdanalysis.log"
_LARGEST: Final = 1_000_000
_KEPT: Final = 3
"""Older logs beside the newest; `kdanalysis.log.1` is the youngest of them."""

_log: Final = logging.getLogger("kdanalysis")
_log.addHandler(logging.NullHandler())


class _Handler(RotatingFileHandler):
    """A log that cannot be written, or turned while another run has it open, stops no run."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Do without."""


@contextmanager
def recording(words: Sequence[str], *, dry: bool) -> Iterator[None]:
    """Log a run: its command line, what it logs itself, how it ended and how long it took.

    Args:
        words: the command line.
        dry: log nothing: the run is to leave no trace.
    """
    handler = None if dry else _handler()
    if handler is None:
        yield
        return
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    start = time.perf_counter()
    try:
        with _ending():
            _log.info("kdanalysis %s: %s", kdanalysis.__version__, shlex.join(words))
            yield
    finally:
        _log.info("tid: %.2f s", time.perf_counter() - start)
        _log.removeHandler(handler)
        handler.close()


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except typer.Exit as ended:
        _log.info("slut: %d", ended.exit_code)
        raise
    except InputError as fault:
        _log.error("fejl: %s", fault)
        raise
    except Exception:
        _log.exception("uventet fejl")
        raise
    _log.info("slut: 0")


def _handler() -> _Handler | None:
    """Return what writes to the project's log; `None` outside a project."""
    try:
        project = Project.find()
    except InputError:
        return None
    file = project.root / LOG
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
    handler = _Handler(file, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
    form = "%(asctime)s %(process)d %(levelname)s %(message)s"
    handler.setFormatter(logging.Formatter(form))
    return handler
