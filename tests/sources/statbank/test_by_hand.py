"""The local statbank started by hand, as docs/statbank.md tells: it has all that is fetched."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.support.place import ROOT

from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.tables.accounts import FETCHED

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def url() -> Iterator[str]:
    """The address that the started statbank prints."""
    command = [sys.executable, "-m", "tests.support.statbank", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip().partition("=")[2]
        process.kill()


def test_it_serves_every_table_that_is_fetched(url: str) -> None:
    settings = Settings(url, pause_s=0.0)
    served = {name: StatbankTable(name, settings=settings).info for name in FETCHED}
    assert {info.id for info in served.values()} == set(FETCHED)
    years = [served[name].time.codes[-1] for name in ("REGK31", "REGK11")]
    assert years == ["2025", "2025"]
