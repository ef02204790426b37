"""A plugin that runs the tests in another order: `pytest -p tests.support.shuffled`.

The order follows from the number in the environment, so that it can be had again.
"""

from __future__ import annotations

import os
import random
from typing import Final

import pytest

SEED: Final = "KDANALYSIS_TESTS_SEED"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Shuffle all tests, whichever file they are in; each worker alike."""
    random.Random(os.environ.get(SEED, "")).shuffle(items)


def pytest_report_header() -> str:
    """Tell which order it is."""
    return f"shuffled: {SEED}={os.environ.get(SEED, '')}"
