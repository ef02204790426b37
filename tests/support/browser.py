"""A headless Chromium for pages on disk, as fixtures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# The tests read local files only; nothing may reach for the network.
_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")

VIOLATIONS: Final = {"resultTypes": ["violations", "incomplete"]}
"""Options of axe: all rules are tried on all elements, but of what passes one element is told."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of one module: while it is there, an event loop runs that others would meet."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    assert program, f"install Chromium: no {', '.join(_PROGRAMS)} on PATH"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(_SWITCHES))
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Any]:
    pages: list[Page] = []

    def open_page(path: Path, width: int = 1280) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        page.goto(path.as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()
