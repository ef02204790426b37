"""The pages in a browser: accessible by axe's rules, usable by keyboard, whole when sent alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.render.notebooks import REPORT
from tests.support.browser import VIOLATIONS

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.project import Project

pytestmark = pytest.mark.browser


def report(project: Project) -> Path:
    return project.site / "dassos" / f"{REPORT}.html"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", [f"dassos/{REPORT}.html", "index.html"])
def test_axe_finds_nothing(rendered: Project, visit: Any, name: str, width: int) -> None:
    results = Axe().run(visit(rendered.site / name, width), options=VIOLATIONS)
    assert len(results.response["passes"]) > 10
    assert results.violations_count == 0, results.generate_report()
    # What axe leaves to a human eye: only the colours of text drawn over the chart's own picture.
    undecided = [node for rule in results.response["incomplete"] for node in rule["nodes"]]
    assert [node["html"] for node in undecided if "data-unformatted" not in node["html"]] == []


def test_axe_would_find_a_fault(rendered: Project, visit: Any) -> None:
    page = visit(report(rendered))
    page.evaluate("document.querySelector('figure img').removeAttribute('alt')")
    page.evaluate("document.querySelector('figure img').removeAttribute('aria-label')")
    assert Axe().run(page).violations_count == 1


def test_the_first_stop_of_the_keyboard_leads_to_the_content(rendered: Project, visit: Any) -> None:
    page = visit(report(rendered))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til indholdet"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") == 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_the_page_never_scrolls_sideways(rendered: Project, visit: Any, width: int) -> None:
    page = visit(report(rendered), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_numbers_stand_to_the_right_in_figures_of_one_width(rendered: Project, visit: Any) -> None:
    page = visit(report(rendered))
    cell = "getComputedStyle(document.querySelector('tbody td'))"
    assert page.evaluate(f"{cell}.textAlign") == "right"
    assert "tabular-nums" in page.evaluate(f"{cell}.fontVariantNumeric")


def test_the_chart_is_drawn_when_the_script_is_there(rendered: Project, visit: Any) -> None:
    page = visit(report(rendered))
    page.wait_for_selector("#fig-privat .js-plotly-plot, #fig-privat-interactive.js-plotly-plot")
    assert not page.is_visible("#fig-privat img")


def test_a_page_sent_by_mail_shows_the_printed_figure(
    rendered: Project, visit: Any, tmp_path: Path
) -> None:
    alone = tmp_path / "mail" / "rapport.html"
    alone.parent.mkdir()
    shutil.copy(report(rendered), alone)
    page = visit(alone)
    assert page.is_visible("#fig-privat img")
    assert page.evaluate("document.querySelectorAll('.js-plotly-plot').length") == 0


def test_on_paper_the_helpers_of_the_screen_are_gone(rendered: Project, visit: Any) -> None:
    page = visit(report(rendered))
    page.emulate_media(media="print")
    assert not page.is_visible(".skip")
    assert not page.is_visible(".downloads")
    assert page.is_visible("#tbl-voksne")
