"""The view on screen: all of a report's text and numbers, none of the pipeline's markup."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.drivers.comparison import shift_share_table
from kdanalysis.report.elements.numbers import (
    callout,
    cell,
    n,
    plain,
    unrounded,
    verbatim,
    with_unit,
    written,
)
from kdanalysis.report.elements.tables import Row, Table, Verbatim, plain_text
from kdanalysis.report.expenditure import key_points, net_expenditure_table, overview_table
from kdanalysis.report.screen import (
    dataset_html,
    figure_html,
    markdown_html,
    table_html,
    value_html,
    values_html,
)
from kdanalysis.report.subjects.account_figures import index_figure
from kdanalysis.report.subjects.trends import development

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import Choice, View

SOME = Value(Fraction(3, 2), Unit.PCT, 1, Provenance("some()", "regel", ("Kilde: Egen",)))
JOINER = "\N{WORD JOINER}"
MARKUP = ("{.", ":::", "{#", "Fraction(", "](", "**", "@tbl", "fig-alt")


class Shown(HTMLParser):
    """The text a reader sees, and what the numbers tell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.told: list[str] = []
        self.folded = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.folded += tag in {"details", "style"}
        if told := dict(attrs).get("title"):
            self.told.append(told)

    def handle_endtag(self, tag: str) -> None:
        self.folded -= tag in {"details", "style"}

    def handle_data(self, data: str) -> None:
        if not self.folded:
            self.text += data


def words(text: str) -> list[str]:
    return text.split()


def test_a_number_is_plain_text_that_tells_its_rule_amount_and_source(midt: View) -> None:
    value = midt.growth("adults")
    shown = Shown(markdown_html(f"Væksten er {n(value)}."))
    assert words(shown.text) == words(f"Væksten er {with_unit(value)}.")
    (told,) = shown.told
    assert f"Beregning: {value.provenance.rule}" in told
    assert f"Uafrundet: {unrounded(value)}" in told
    assert all(source in told for source in value.provenance.sources)
    assert value.provenance.key in told


def test_without_styles_the_folded_list_tells_the_same(midt: View) -> None:
    value = midt.growth("adults")
    html = markdown_html(f"Væksten er {n(value)}.")
    (folded,) = re.findall(r"<details.*?</details>", html)
    for part in (value.provenance.rule, unrounded(value), *value.provenance.sources):
        assert part in unescape(folded)
    assert "tabindex" in html
    assert "<details" not in markdown_html("Ingen tal her.")


def test_a_callout_is_a_box_with_its_list(choice: Choice) -> None:
    html = markdown_html(callout("Analysen kort", key_points(choice)))
    assert not [mark for mark in MARKUP if mark in html]
    assert html.count("<li>") > 9
    assert (
        words(plain_text(key_points(choice)).replace("- ", ""))[:9]
        == (words(Shown(html).text.partition("Analysen kort")[2])[:9])
    )


def test_a_paragraph_reads_as_it_prints(choice: Choice) -> None:
    told = development(choice, "adults")
    assert words(Shown(markdown_html(told)).text) == words(plain_text(told))


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("@tbl-skiftepunkter viser", "tabellen »skiftepunkter« viser"),
        ("se [@fig-a; @fig-b].", "se figuren »a«."),
        ("(@sec-pr-region)", "(afsnittet »pr region«)"),
    ],
)
def test_references_are_words(reference: str, shown: str) -> None:
    assert Shown(markdown_html(reference)).text.strip() == shown


def test_a_table_shows_every_cell_and_its_caption_below(midt: View, choice: Choice) -> None:
    for table in (
        net_expenditure_table(midt, "adults"),
        overview_table(choice),
        shift_share_table(choice.here, "adults"),
    ):
        html = table_html(table)
        assert not [mark for mark in MARKUP if mark in html]
        data = table.data()
        assert html.count("<tr>") == len(data.rows) + 1
        assert html.index("</table>") < html.index(table.title.partition("&")[0])
        text = Shown(html).text
        assert all(str(row[0]) in text for row in data.rows)
        for row in table.rows:
            assert all(plain(c) in text for c in row.cells if not isinstance(c, str | Verbatim))


def test_a_figure_hides_its_alternative_text_in_the_picture(choice: Choice) -> None:
    figure = index_figure(choice, "fig-indeks", ("adults", "children"))
    html = figure_html(figure)
    text = Shown(html).text
    assert words(plain_text(figure.finding))[:6] == words(text)[:6]
    assert figure.numbers.source in text
    assert figure.alt not in unescape(re.sub(r'alt="[^"]*"', "", html))
    assert f'alt="{figure.alt}"' in unescape(html)
    assert html.index("<img") < html.index("<figcaption>")


def test_a_unit_that_ends_in_a_stop_gets_no_second(midt: View) -> None:
    value = midt.level("adults", 2022)
    table = Table("tbl-x", "Titel", "Kr.", "Kilde: Egen.", ("", "a"), (Row("b", (value,)),))
    assert ".." not in Shown(table_html(table)).text


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_words_from_a_source_stand_letter_for_letter(text: str) -> None:
    shown = Shown(markdown_html(f"Citat: {verbatim(text)} slut"))
    assert words(shown.text.replace(JOINER, "")) == (
        words(f"Citat: {text.replace(JOINER, '')} slut")
    )


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_a_label_with_any_sign_stays_text(text: str) -> None:
    rows = (Row(text, (Verbatim(text), SOME)),)
    table = Table("tbl-x", "Titel", "Kr", "Kilde", ("", "Ord", "Tal"), rows)
    shown = "".join(words(Shown(table_html(table)).text))
    expected = "".join(words(f"OrdTal{text}{text}1,5Titel."))
    assert shown.replace(JOINER, "").startswith(expected.replace(JOINER, ""))


def test_values_and_data_are_shown_whole(midt: View, choice: Choice) -> None:
    growths = [midt.growth("adults"), midt.growth("children")]
    assert with_unit(growths[0]) in value_html(growths[0])
    listed = values_html(growths)
    assert all(with_unit(g) in listed and g.provenance.key in listed for g in growths)
    shown = dataset_html(choice.data)
    assert "net_expenditure" in shown
    assert "amount_tkr" in shown


def test_one_line_each(midt: View, choice: Choice) -> None:
    value = midt.growth("adults")
    table, figure = overview_table(choice), index_figure(choice, "fig-i", ("adults",))
    for item in (value, table, figure, choice.data, [value, value]):
        assert "\n" not in repr(item)
        assert "Fraction(" not in repr(item)
        assert len(repr(item)) < 300
    assert "10.9 %" in repr(value)


def test_what_was_not_written_here_is_not_told() -> None:
    assert written("growth_pct(area=082)", "PCT.1") is None


def test_a_cell_and_a_sentence_tell_the_same(midt: View) -> None:
    value = midt.growth("adults")
    texts = [n(value), cell(value)]
    assert {tuple(Shown(markdown_html(text)).told) for text in texts} == {
        tuple(Shown(markdown_html(texts[0])).told)
    }
