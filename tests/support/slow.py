"""The slow kinds of tests, and a plugin that lets no test begin after a time it is told.

`pytest -p tests.support.slow` with the time (seconds since 1970) in the environment: what is left
then is skipped and counted by file; the run fails if nothing was run at all.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

SLOW_KINDS: Final = ("browser", "install", "kills", "lab", "slow")
"""Markers; what each means stands in pyproject.toml and tests/README.md."""
NOT_SLOW: Final = " and ".join(f"not {kind}" for kind in SLOW_KINDS)
DEADLINE: Final = "KDANALYSIS_TESTS_UNTIL"
_LATE: Final = "time was up"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Skip what would begin too late."""
    if time.time() > float(os.environ.get(DEADLINE, "inf")):
        pytest.skip(_LATE)


def _late(reporter: TerminalReporter) -> Counter[str]:
    skipped = reporter.stats.get("skipped", [])
    return Counter(r.nodeid.partition("::")[0] for r in skipped if _LATE in str(r.longrepr))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run fail in which time was up before any test."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and _late(reporter) and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Name the files that were left out, in part or whole."""
    late = _late(terminalreporter)
    if late:
        named = ", ".join(f"{file} ({count})" for file, count in sorted(late.items()))
        terminalreporter.write_line(f"left out as time was up: {late.total()} tests: {named}")
