"""Every report as users get it: rendered, verified, tagged, linked, accessible, left alone."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader
from tests.support.browser import VIOLATIONS

from kdanalysis.project import Project
from kdanalysis.render.configuration import profile_names, read_profile

if TYPE_CHECKING:
    from tests.support.site import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Project.find(Path(__file__))
REPORTS = [
    *(f"{n}/{r}" for n in profile_names(ROOT) for r in read_profile(ROOT, n).reports),
    "kommuneprofil/samsoe",
]
ONCE = {report.rpartition("/")[2]: report for report in REPORTS}.values()
"""Reports that both committees get are alike but for the front matter."""
PAGES = {"kdnet/overblik": range(2, 5), "kommuneprofil/samsoe": range(2, 3)}
"""How many pages a report may have; the others have their own say."""
reports = pytest.mark.parametrize("report", REPORTS)


class Links(HTMLParser):
    """Gathers where a page links to, and what can be linked to in it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids.add(told.get("id") or "")
        self.targets += [value for name in ("href", "src") if (value := told.get(name))]


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere on disk."""
    links = Links(page)
    assert links.targets
    return [target for target in links.targets if not _leads(page, links, target)]


def _leads(page: Path, links: Links, target: str) -> bool:
    parts = urlsplit(target)
    if parts.scheme in ("data", "https", "mailto"):
        return True
    if parts.path:
        return (page.parent / unquote(parts.path)).exists()
    return not parts.fragment or unquote(parts.fragment) in links.ids


def test_both_committees_have_their_reports() -> None:
    committees = {report.partition("/")[0] for report in REPORTS}
    assert {"dassos", "kdnet"} <= committees
    assert "dassos/udgiftsudvikling" in REPORTS


def test_every_number_of_every_report_is_verified(desk: Desk) -> None:
    ended = desk.types("verify")
    assert ended.returncode == 0, ended.stdout
    lines = ended.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == REPORTS
    assert all("alle tal er efterprøvet" in line for line in lines)


def test_one_changed_digit_stops_the_verification(own_desk: Desk) -> None:
    page = own_desk.project.site / "dassos" / "udgiftsudvikling.html"
    kept = page.read_text(encoding="utf-8")
    page.write_text(
        kept.replace(">10,9\N{NO-BREAK SPACE}%<", ">10,8\N{NO-BREAK SPACE}%<", 1), "utf-8"
    )
    assert page.read_text(encoding="utf-8") != kept
    ended = own_desk.types("verify", "udgiftsudvikling")
    assert ended.returncode == 1
    told = [line for line in ended.stdout.splitlines() if "alle tal er efterprøvet" not in line]
    assert told[0].startswith("dassos/udgiftsudvikling:")
    assert any("10,8" in line for line in told[1:])


def test_without_reports_there_is_nothing_to_verify(own_desk: Desk) -> None:
    shutil.rmtree(own_desk.project.site)
    ended = own_desk.types("verify")
    assert ended.returncode == 1
    assert "Der er ingen rapporter at efterprøve." in ended.stderr


def test_a_report_that_is_not_there_is_named(desk: Desk) -> None:
    ended = desk.types("verify", "udgifter")
    assert ended.returncode == 1
    assert "Rapporten er ikke skrevet: udgifter." in ended.stderr
    assert "udgiftsudvikling" in ended.stderr


def test_a_second_refresh_touches_nothing(own_desk: Desk) -> None:
    def state() -> dict[Path, int]:
        files = (file for file in own_desk.project.root.rglob("*") if file.is_file())
        return {
            file: file.stat().st_mtime_ns for file in files if file.suffix not in {".db", ".log"}
        }

    before = state()
    assert len(before) > 100
    assert "Intet er ændret." in own_desk.types("refresh", "--offline").stdout
    assert state() == before


def test_a_refresh_renews_the_profiles_that_are_there(own_desk: Desk) -> None:
    notebook = own_desk.project.analyses / "kommuneprofil.ipynb"
    kept = notebook.read_text(encoding="utf-8")
    page = own_desk.project.site / "kommuneprofil" / "samsoe.html"
    notebook.write_text(kept.replace("# ", "# Nyt: ", 1), encoding="utf-8")
    assert notebook.read_text(encoding="utf-8") != kept
    ran = own_desk.types("refresh", "--offline", "--verbose").stdout
    assert "Trin kørt: kommuneprofil, site:index" in ran
    assert "Nyt: " in page.read_text(encoding="utf-8")
    notebook.write_text(kept, encoding="utf-8")
    assert own_desk.types("refresh", "--offline").returncode == 0
    assert "Nyt: " not in page.read_text(encoding="utf-8")
    assert [file.stem for file in sorted(page.parent.glob("*.html"))] == ["samsoe"]


@pytest.fixture(scope="session")
def site(desk: Desk) -> Path:
    return desk.project.site


@reports
def test_no_link_is_broken(site: Path, report: str) -> None:
    assert broken(site / f"{report}.html") == []


def test_the_list_of_reports_leads_to_all_of_them(site: Path) -> None:
    assert broken(site / "index.html") == []
    targets = Links(site / "index.html").targets
    for report in REPORTS:
        assert {f"{report}.{suffix}" for suffix in ("html", "pdf", "xlsx")} <= set(targets)


@reports
def test_the_pdf_is_tagged_in_danish_and_of_its_length(site: Path, report: str) -> None:
    reader = PdfReader(site / f"{report}.pdf")
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da-DK" or root["/Lang"] == "da"
    assert reader.metadata is not None
    assert reader.metadata.title
    assert len(reader.pages) in PAGES.get(report, range(2, 20))


@pytest.mark.parametrize(
    "report", {report.rpartition("/")[2]: report for report in REPORTS}.values()
)
def test_axe_finds_nothing_and_the_page_fits_a_telephone(
    site: Path, visit: Any, report: str
) -> None:
    page = visit(site / f"{report}.html")
    results = Axe().run(page, options=VIOLATIONS)
    assert len(results.response["passes"]) > 10
    assert results.violations_count == 0, results.generate_report()
    narrow = visit(site / f"{report}.html", 360)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360
