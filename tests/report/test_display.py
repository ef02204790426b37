"""What a cell puts into the report: Markdown and SVG for the page, HTML for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kdanalysis.report import display
from kdanalysis.report.expenditure import purchases_table
from kdanalysis.report.subjects.account_figures import purchases_figure, purchases_interactive

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import View

Published = list[tuple[dict[str, str], dict[str, Any] | None]]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Published:
    """Collect what is published instead of showing it."""
    seen: Published = []

    def publish(data: dict[str, str], metadata: dict[str, Any] | None = None) -> None:
        seen.append((data, metadata))

    monkeypatch.setattr(display, "publish_display_data", publish)
    return seen


@pytest.fixture
def page(published: Published, monkeypatch: pytest.MonkeyPatch) -> Published:
    """The same in the pipeline, which sets pages."""
    monkeypatch.setenv(display.VIEW, display.PAGE)
    return published


def test_sentences_make_one_paragraph(page: Published) -> None:
    display.say("Det er 5 kr..", "Det er alt.")
    assert page == [({"text/markdown": "Det er 5 kr. Det er alt.\n"}, None)]


def test_a_table_is_markdown_with_its_data(midt: View, page: Published) -> None:
    table = purchases_table(midt)
    display.show(table)
    assert page == [({"text/markdown": table.markdown()}, table.data().metadata())]


def test_a_figure_is_its_svg_between_markdown(midt: View, page: Published) -> None:
    figure = purchases_figure(midt, "fig-koeb")
    display.show(figure)
    assert page == [
        ({"text/markdown": figure.opening}, None),
        ({"image/svg+xml": figure.svg}, None),
        ({"text/markdown": figure.closing}, figure.data.metadata()),
    ]


def test_an_interactive_chart_is_markdown_too(midt: View, page: Published) -> None:
    chart = purchases_interactive(midt, "fig-koeb")
    display.show(chart)
    assert page == [({"text/markdown": chart.markdown()}, None)]


def test_several_items_come_in_order(midt: View, page: Published) -> None:
    table, figure = purchases_table(midt), purchases_figure(midt, "fig-koeb")
    display.show(table, figure)
    kinds = [next(iter(data)) for data, _ in page]
    assert kinds == ["text/markdown", "text/markdown", "image/svg+xml", "text/markdown"]


def test_a_person_gets_html_and_plain_text_of_the_same(midt: View, published: Published) -> None:
    display.say("Det er **5** kr..")
    display.show(
        purchases_table(midt),
        purchases_figure(midt, "fig-koeb"),
        purchases_interactive(midt, "fig-koeb"),
    )
    assert [sorted(data) for data, _ in published] == [["text/html", "text/plain"]] * 4
    assert [metadata for _, metadata in published] == [None] * 4
    assert published[0][0]["text/plain"] == "Det er 5 kr.\n"
    for data, _ in published:
        assert not [mark for mark in ("{.n", ":::", "{#", "Fraction(") if mark in data["text/html"]]
