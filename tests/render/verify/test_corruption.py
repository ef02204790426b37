"""The check of printed numbers catches what is spoiled, place by place."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.render.verify.conftest import REPORT

from kdanalysis.render import checks
from kdanalysis.render.annex import HEADER_ROW
from kdanalysis.render.checks import check_annex, check_csv
from kdanalysis.render.reading import read_document, read_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.render.verify.conftest import Rendered

    from kdanalysis.render.checks import Truth

pytestmark = pytest.mark.slow

PLACES_HTML, PLACES_PDF, PLACES_NOTEBOOK, PLACES_EXCEL = 90, 60, 40, 30

# A number in the text of an element, wherever it stands in the body.
_SHOWN = re.compile(r">[^<>]*?(\d)[^<>]*?<")
_SPAN = re.compile(r"\[([−\d][^\]]*?)\]\{\.n ")


def spoiled_digit(text: str, at: int) -> str:
    """Return `text` with the digit at `at` replaced by the next one."""
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def page_faults(report: Rendered, html: str) -> list[str]:
    return checks.check_page(report.document, read_page(html), report.titles)


def pdf_faults(report: Rendered, pages: list[str]) -> list[str]:
    return checks.check_pdf(report.document, report.page, report.titles, pages, report.starts)


def some(places: list[int], count: int) -> list[int]:
    """Return `count` of the places, spread by a fixed seed."""
    assert len(places) >= count
    return random.Random(722).sample(places, count)


def test_the_report_as_rendered_has_no_faults(report: Rendered, held_against: Truth) -> None:
    assert checks.check_document(report.document, held_against) == []
    assert checks.check_datasets(report.datasets, held_against) == []
    assert checks.check_alternatives(report.document, report.datasets, held_against) == []
    assert page_faults(report, report.html) == []
    assert pdf_faults(report, list(report.pdf)) == []
    assert check_annex(report.folder / f"{REPORT}.xlsx", report.datasets) == []
    assert check_csv(report.folder / REPORT, report.datasets) == []


def test_at_least_two_hundred_places_are_spoiled() -> None:
    assert PLACES_HTML + PLACES_PDF + PLACES_NOTEBOOK + PLACES_EXCEL >= 200


def test_each_spoiled_digit_in_the_page_is_caught(report: Rendered) -> None:
    body = report.html.index('<main id="indhold"')
    end = report.html.index("</main>")
    hidden = [m.span() for m in re.finditer(r"(?s)<(script|style|math).*?</\1>", report.html)]
    places = [
        m.start(1)
        for m in _SHOWN.finditer(report.html, body, end)
        if not any(a <= m.start(1) < b for a, b in hidden)
    ]
    missed = [
        report.html[at - 40 : at + 20]
        for at in some(places, PLACES_HTML)
        if not page_faults(report, spoiled_digit(report.html, at))
    ]
    assert missed == []


def test_each_spoiled_digit_in_the_pdf_is_caught(report: Rendered) -> None:
    text = "\f".join(report.pdf)
    places = [m.start() for m in re.finditer(r"\d", text)]
    missed = [
        text[at - 20 : at + 20]
        for at in some(places, PLACES_PDF)
        if not pdf_faults(report, spoiled_digit(text, at).split("\f"))
    ]
    assert missed == []


def _first_digit(span: re.Match[str]) -> int:
    return span.start(1) + next(i for i, sign in enumerate(span[1]) if sign.isdigit())


def test_each_spoiled_key_figure_in_the_notebook_is_caught(
    report: Rendered, held_against: Truth
) -> None:
    places = [_first_digit(span) for span in _SPAN.finditer(report.markdown)]
    missed = []
    for at in some(places, PLACES_NOTEBOOK):
        spoiled = read_document(spoiled_digit(report.markdown, at))
        if not checks.check_document(spoiled, held_against):
            missed.append(report.markdown[at - 20 : at + 60])
    assert missed == []


def test_each_spoiled_number_in_the_annex_is_caught(report: Rendered, tmp_path: Path) -> None:
    source = report.folder / f"{REPORT}.xlsx"
    book = openpyxl.load_workbook(source)
    places = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=HEADER_ROW + 2)
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    missed = []
    for index in some(list(range(len(places))), PLACES_EXCEL):
        name, where = places[index]
        before = book[name][where].value
        book[name][where].value = before + 1
        book.save(tmp_path / "spoiled.xlsx")
        book[name][where].value = before
        if not check_annex(tmp_path / "spoiled.xlsx", report.datasets):
            missed.append((name, where))
    assert missed == []


def test_a_dropped_row_is_caught_in_page_pdf_and_annex(report: Rendered, tmp_path: Path) -> None:
    row = re.search(r"(?s)<tr[^>]*>(?:(?!</tr>).)*Rådgivning.*?</tr>", report.html)
    assert row
    assert page_faults(report, report.html.replace(row[0], "", 1))
    lines = [line for page in report.pdf for line in page.splitlines()]
    line = next(line for line in lines if line.startswith("Rådgivning"))
    assert pdf_faults(report, [page.replace(line, "", 1) for page in report.pdf])
    book = openpyxl.load_workbook(report.folder / f"{REPORT}.xlsx")
    book.worksheets[2].delete_rows(HEADER_ROW + 3)
    book.save(tmp_path / "short.xlsx")
    assert check_annex(tmp_path / "short.xlsx", report.datasets)


@pytest.mark.parametrize(("before", "after"), [("−", ""), ("−", "+")])
def test_a_swapped_sign_is_caught(report: Rendered, before: str, after: str) -> None:
    negative = re.search(r">(−\d[^<]*)<", report.html)
    assert negative
    swapped = negative[0].replace(before, after, 1)
    assert page_faults(report, report.html.replace(negative[0], swapped, 1))
    text = next(page for page in report.pdf if "−0,31" in page)
    pages = [page.replace("−0,31", f"{after}0,31") if page is text else page for page in report.pdf]
    assert pdf_faults(report, pages)


def test_a_shifted_year_is_caught(report: Rendered) -> None:
    assert page_faults(report, report.html.replace("i 2018", "i 2017", 1))
    page = next(p for p in report.pdf if "i 2018" in p)
    pages = [p.replace("i 2018", "i 2017", 1) if p is page else p for p in report.pdf]
    assert pdf_faults(report, pages)


def test_a_key_of_another_year_is_caught(report: Rendered, held_against: Truth) -> None:
    shifted = report.markdown.replace("year=2018", "year=2019", 1)
    assert checks.check_document(read_document(shifted), held_against)


def test_a_typed_number_is_caught(report: Rendered, held_against: Truth) -> None:
    spoiled = read_document(report.markdown + "\n\nVæksten var 12,3 %.\n")
    (fault,) = checks.check_document(spoiled, held_against)
    assert "12,3" in fault


def test_an_unknown_quotation_is_caught(report: Rendered, held_against: Truth) -> None:
    spoiled = read_document(report.markdown + "\n\n[Udgifterne steg med 99 %]{.q}\n")
    (fault,) = checks.check_document(spoiled, held_against)
    assert "Citatet findes ikke" in fault


def test_a_report_without_key_figures_is_a_fault(held_against: Truth) -> None:
    bare = read_document("Kun ord.\n")
    assert checks.check_document(bare, held_against)
    assert checks.check_document(bare, held_against, may_be_bare=True) == []
    typed = read_document("Tallet er 17.\n")
    assert checks.check_document(typed, held_against, may_be_bare=True)


def test_spoiled_data_behind_a_figure_is_caught(report: Rendered, held_against: Truth) -> None:
    first = report.datasets[0]
    rows = ((first.rows[0][0], 1.0, *first.rows[0][2:]), *first.rows[1:])
    assert checks.check_datasets([replace(first, rows=rows)], held_against)
    moved = tuple(tuple(reversed(keys)) for keys in first.keys)
    assert checks.check_datasets([replace(first, keys=moved)], held_against)


def test_a_changed_alternative_text_is_caught(report: Rendered, held_against: Truth) -> None:
    spoiled = replace(report.document, alternatives=("Udgifterne steg 77,7 %.",))
    assert checks.check_alternatives(spoiled, report.datasets, held_against)
    assert checks.check_page(spoiled, report.page, report.titles)


def test_a_changed_or_superfluous_csv_is_caught(report: Rendered, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    shutil.copytree(report.folder / REPORT, folder)
    assert check_csv(folder, report.datasets) == []
    (folder / "fig-fremmed.csv").write_text("a;b\n", encoding="utf-8")
    assert len(check_csv(folder, report.datasets)) == 1
    (folder / "fig-koeb.csv").write_text("a;b\n", encoding="utf-8")
    assert len(check_csv(folder, report.datasets)) == 2


SECTION = '<span class="header-section-number">{}</span>'


@pytest.mark.parametrize(
    ("found", "spoiled"),
    [
        (SECTION.format("3.2"), SECTION.format("3.3")),
        ('<span class="label">Figur 2', '<span class="label">Figur 3'),
        ('class="ref">Tabel 2<', 'class="ref">Tabel 99<'),
    ],
)
def test_wrong_numbering_is_caught(report: Rendered, found: str, spoiled: str) -> None:
    html = report.html.replace("\N{NO-BREAK SPACE}", " ")
    assert found in html
    assert page_faults(report, html.replace(found, spoiled, 1))
