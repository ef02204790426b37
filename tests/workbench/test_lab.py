"""Each shipped notebook run in a real JupyterLab: readable, whole, and without markup in sight."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from tests.support.browser import browser
from tests.support.lab import Lab, running_lab

from kdanalysis.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.lab]

SHIPPED: Final = sorted(
    file.stem
    for file in Project.find(Path(__file__)).analyses.glob("*.ipynb")
    if file.stem != "udforsk_statistikbanken"  # asks Danmarks Statistik
)
MARKUP: Final = ("{.n", ":::", "{#", "Fraction(", "<!--", "{=html}", "[^", "fig-alt", "@tbl-")
PICTURES: Final = "Array.from(document.querySelectorAll('figure img')).map(i => i.naturalWidth)"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, checkout: Project) -> Project:
    root = tmp_path_factory.mktemp("lab") / "project"
    root.mkdir()
    for folder in ("data", "analyses"):
        shutil.copytree(checkout.root / folder, root / folder)
    for file in checkout.root.glob("_quarto*.yml"):
        shutil.copy(file, root)
    return Project(root)


@pytest.fixture(scope="module")
def lab(
    project: Project, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    with running_lab(project.root, tmp_path_factory.mktemp("state"), browser) as running:
        yield running


def text_of(page: Page) -> str:
    return page.inner_text(".jp-Notebook")


def test_there_are_notebooks_to_open() -> None:
    assert {"udgiftsudvikling", "overblik", "kommuneprofil"} <= set(SHIPPED)


@pytest.mark.parametrize("notebook", SHIPPED)
def test_a_shipped_notebook_reads_well(lab: Lab, notebook: str) -> None:
    with lab.opened(f"analyses/{notebook}.ipynb") as page:
        text = text_of(page)
        assert [mark for mark in MARKUP if mark in text] == []
        assert page.locator(".jp-OutputArea-output[data-mime-type*=stderr]").count() == 0
        assert page.locator(".jp-OutputArea-output").count() > 0
        assert all(width > 0 for width in page.evaluate(PICTURES))
        assert page.locator(".kd-n[title*='Kilde']").count() > 0 or notebook == "aendringer"


def test_hover_and_focus_tell_where_a_number_is_from(lab: Lab) -> None:
    with lab.opened("analyses/overblik.ipynb") as page:
        number = page.locator(".kd-n").first
        number.focus()
        assert "Uafrundet" in number.evaluate("e => getComputedStyle(e, '::after').content")
        assert "Beregning:" in str(number.get_attribute("title"))


def test_a_notebook_from_others_reads_without_trust(lab: Lab, project: Project) -> None:
    """Its styles and focus are taken away; hovering, the folded list and the pictures stay."""
    with lab.opened("analyses/overblik.ipynb") as page:
        before = text_of(page)
        page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        page.wait_for_function("!window.jupyterapp.shell.currentWidget.model.dirty")
    saved = (project.analyses / "overblik.ipynb").read_text(encoding="utf-8")
    copy = project.analyses / "kopi.ipynb"
    copy.write_text(saved.replace("Kilde: ", "Kilde : "), encoding="utf-8")
    with lab.opened("analyses/kopi.ipynb", run=False) as page:
        page.wait_for_selector("figure img")
        assert page.locator(".jp-OutputArea-output style").count() == 0
        assert page.locator(".jp-OutputArea-output [title^=Beregning]").count() > 0
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details[open] li").first.is_visible()
        assert min(page.evaluate(PICTURES)) > 0
        assert len(text_of(page)) > 0.9 * len(before)
