"""What takes longest begins first, so that the workers of a run end together.

Of what shares one building (`tests.support.shared`), one test begins early and the others come
later: no worker waits for what another one is making.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest
from tests.support.slow import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST: Final = (
    "house/refresh/test_kills.py",
    "house/site/test_site.py::test_every_number_of_every_report_is_verified",
    "house/refresh/test_extension.py::test_every_number_of_every_format_is_proven",
    "house/refresh/test_refresh.py",
    "render/test_own.py::test_all_are_told_and_the_good_one_is_made",
    "render/test_whole_profiles.py::test_a_profile_in_current_prices_waits_for_no_rate",
    "house/test_guide.py::test_every_command_runs_in_the_order_of_the_guide",
    "render/verify/test_corruption.py::test_each_spoiled_key_figure_in_the_notebook_is_caught",
    "workbench/test_lab.py",
    "house/site/test_site.py::test_axe_finds_nothing_and_the_page_fits_a_telephone",
    "render/test_browser.py",
    "house/test_install.py",
    "house/site",
    "house/refresh",
    "render",
)
"""Files, folders and tests from the folder of all tests, in the order of their beginning."""


def place(nodeid: str) -> int:
    """Return when a test begins: the smaller, the earlier."""
    name = nodeid.partition("tests/")[2]
    hits: Iterator[int] = (at for at, first in enumerate(FIRST) if name.startswith(first))
    return next(hits, len(FIRST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what is to begin first, and leave all else as it was.

    A run that ends at a time told begins with what lies nearest to a change instead.
    """
    if DEADLINE in os.environ:
        return
    items.sort(key=lambda item: place(item.nodeid))
