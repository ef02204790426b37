"""A local statbank whose accounts end where the PL chain does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.main_accounts import serve_main_accounts
from tests.support.statbank import LocalStatbank

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def bank() -> Iterator[LocalStatbank]:
    with LocalStatbank(last_year=2022) as server:
        serve_main_accounts(server)
        yield server
