"""Tables and figures of the audit: complete, in order, word for word, and each number proven."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.invented import read

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.report.audit import deviations as audit_charts
from kdanalysis.report.audit.deviations import (
    cause_figures,
    deviation_tables,
    outside_table,
    remark_tables,
    rounding_tables,
    status_figure,
    status_table,
)
from kdanalysis.report.audit.price_level import (
    chain,
    control_table,
    example_cells,
    example_table,
    negative_control,
    one_rate,
    rate_tables,
    totals,
    totals_table,
    which_link,
)
from kdanalysis.report.elements.numbers import one_line, plain, verbatim, with_unit
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.report.subjects.audit import (
    audit_points,
    not_derivable,
    remarked,
    rounded,
    statements,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.report.audit.conftest import Reduced

    from kdanalysis.report.subjects.audit import Review


STEP = 0.1
EVERY = (1, 2, 3)
SPAN = re.compile(r'\[([^][]*)\]\{\.n k="([^"]*)" look="([^"]*)"\}')


def stored(review: Review) -> list[dict[str, str]]:
    file = review.data.project.raw / "local" / "claims_deviations.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_deviation_is_shown_with_its_explanation_and_consequence(review: Review) -> None:
    tables = audit_charts.deviation_tables(review, EVERY)
    shown = {row[5:] for table in tables for row in table.data().rows}
    wanted = {
        (one_line(row["explanation"]), one_line(row["consequence"]))
        for row in stored(review)
        if row["status"] == "mismatch"
    }
    assert shown == wanted
    assert sum(len(table.rows) for table in tables) == 29


def test_quotes_are_word_for_word(review: Review) -> None:
    quotes = {one_line(f.claim.quote) for f in review.audit.findings}
    tables = [
        *audit_charts.deviation_tables(review, EVERY),
        *audit_charts.rounding_tables(review),
        *audit_charts.remark_tables(review),
    ]
    assert {row[1] for table in tables for row in table.data().rows} <= quotes


def test_only_the_importances_asked_for_are_shown(review: Review) -> None:
    assert [t.id for t in audit_charts.deviation_tables(review, EVERY)] == [
        "tbl-konklusioner",
        "tbl-tal-i-brug",
        "tbl-form",
    ]
    assert [t.id for t in audit_charts.deviation_tables(review, (2,))] == ["tbl-tal-i-brug"]


def test_what_nobody_has_looked_into_is_always_shown_and_first(reduced: Reduced) -> None:
    review = reduced.keep("A016", "A082", unexplained=["A016"])
    tables = audit_charts.deviation_tables(review, (1,))
    assert [table.id for table in tables] == ["tbl-ikke-undersoegt", "tbl-konklusioner"]
    (row,) = tables[0].data().rows
    assert row[0] == "Ikke undersøgt: 10-11-2023, linje 2577"
    assert row[5:] == ("–", "–")


def test_without_deviations_there_are_no_tables_and_no_figure(reduced: Reduced) -> None:
    review = reduced.keep("A006", "A007")
    assert audit_charts.deviation_tables(review, EVERY) == ()
    assert audit_charts.rounding_tables(review) == ()
    assert audit_charts.remark_tables(review) == ()
    assert audit_charts.cause_figures(review) == ()


def test_days_comparisons_and_codes_are_worded(review: Review) -> None:
    found = {f.claim.id: f for f in review.audit.findings}
    assert audit_charts.pair(review, found["A018"]) == ("holder", "holder ikke")
    assert audit_charts.pair(review, found["A245"]) == ("21-11-2024", "21-11-2023")
    assert audit_charts.unit_name(review, found["A245"]) == "dato"
    code = next(f for f in review.audit.findings if f.claim.unit == "code")
    assert audit_charts.pair(review, code)[0] == Verbatim(code.claim.value)
    alone = next(f for f in found.values() if f.claim.unit == "date" and not f.row.expression)
    assert audit_charts.pair(review, alone)[1] == "–"


def test_units_do_not_break(review: Review) -> None:
    found = {f.claim.id: f for f in review.audit.findings}
    assert audit_charts.unit_name(review, found["A082"]) == "mio.\N{NO-BREAK SPACE}kr."


def test_the_status_table_adds_up(review: Review) -> None:
    *rows, total = audit_charts.status_table(review).data().rows
    for column in range(1, len(total)):
        assert sum(int(row[column] or 0) for row in rows) == total[column]
    for row in (*rows, total):
        assert sum(int(cell or 0) for cell in row[2:6]) == row[1]
    assert total[1] == 722


def test_the_status_figure_has_every_statement_once(review: Review) -> None:
    figure = audit_charts.status_figure(review)
    cells = [int(value.exact) for s in figure.numbers.series for value in s.values]
    assert sum(cells) == statements(review, "alle").exact == 722
    assert read(figure.finding) == (
        "408 af 722 udsagn er genberegnet som trykt, 269 kan ikke efterregnes."
    )
    assert figure.svg == audit_charts.status_figure(review).svg


def test_the_figure_of_causes_has_every_deviation_once(review: Review) -> None:
    (figure,) = audit_charts.cause_figures(review)
    deviations, claims = ([int(v.exact) for v in s.values] for s in figure.numbers.series)
    assert (sum(deviations), sum(claims)) == (29, 40)
    assert deviations == sorted(deviations, reverse=True)
    assert read(figure.finding) == (
        "Den hyppigste formentlige årsag er trykfejl (6 af 29 afvigelser)."
    )


def test_causes_as_frequent_as_each_other_are_all_named(reduced: Reduced) -> None:
    (figure,) = audit_charts.cause_figures(reduced.keep("A016", "A082", "A201"))
    assert read(figure.finding) == (
        "De hyppigste formentlige årsager er afkortet, niveau for stigning og fortegn "
        "(hver 1 af 3 afvigelser)."
    )


@pytest.mark.parametrize(
    ("claims", "finding"),
    [
        (("A082", "A016"), "Den hyppigste formentlige årsag er niveau for stigning (1 af 2 "),
        (("A007", "A016"), "Årsagen er ikke undersøgt for 1 af afvigelserne."),
    ],
)
def test_a_lack_of_cause_is_no_cause(
    reduced: Reduced, claims: tuple[str, ...], finding: str
) -> None:
    (figure,) = audit_charts.cause_figures(reduced.keep(*claims, unexplained=["A016"]))
    assert read(figure.finding).startswith(finding)


def test_bars_without_length_carry_no_number(reduced: Reduced) -> None:
    figure = audit_charts.status_figure(reduced.keep("A007"))
    assert {int(v.exact) for s in figure.numbers.series for v in s.values} == {0, 1}


def test_what_is_outside_is_listed(review: Review) -> None:
    shown = audit_charts.outside_table(review).data().rows
    assert [row[0] for row in shown] == [
        "Risikoanalyse, urologi",
        "Spørgeskema, urologi",
        "Fælles Servicecenter",
    ]
    for row in shown:
        assert sum(int(cell or 0) for cell in row[3:]) == row[2]
        assert int(row[1] or 0) > 0


def everything(review: Review) -> Iterator[str]:
    """Yield all text and tables of the report."""
    yield from (
        audit_points(review),
        not_derivable(review),
        rounded(review),
        remarked(review),
        one_rate(review, STEP),
        which_link(review, STEP),
        totals(review),
        chain(review),
        negative_control(review, STEP),
        example_cells(review),
        status_figure(review).finding,
        cause_figures(review)[0].finding,
    )
    tables = (
        status_table(review),
        *deviation_tables(review, EVERY),
        *rounding_tables(review),
        *remark_tables(review),
        *rate_tables(review, STEP),
        totals_table(review),
        control_table(review, STEP),
        example_table(review),
        outside_table(review),
    )
    yield from (table.markdown() for table in tables)


def test_every_number_follows_from_the_key_it_carries(review: Review) -> None:
    all_figures()
    spans = [span for text in everything(review) for span in SPAN.findall(text)]
    assert len(spans) > 250
    for text, key, look in spans:
        value = evaluate(key, review.data).shown_as(look)
        assert text in {plain(value), with_unit(value)}, key


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" \t-+=/\\'\"|"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip())


def shown_text(node: Any) -> str:
    """Return the text of pandoc's tree; anything but words and spaces would be markup."""
    if isinstance(node, list):
        return "".join(map(shown_text, node))
    kind, content = node["t"], node.get("c")
    assert kind in {"Para", "Span", "Str", "Space"}, node
    if kind == "Str":
        return str(content)
    return " " if kind == "Space" else shown_text(content[1] if kind == "Span" else content)


@settings(max_examples=15)
@given(st.lists(words, min_size=1, max_size=30))
def test_no_character_of_a_quotation_is_read_as_markup(texts: list[str]) -> None:
    paragraphs = "\n\n".join(map(verbatim, texts))
    tree = json.loads(pypandoc.convert_text(paragraphs, "json", format="markdown"))
    shown = [shown_text(block).lstrip("\N{WORD JOINER}") for block in tree["blocks"]]
    assert shown == list(map(one_line, texts))


@pytest.mark.parametrize("mark", ["-", "+", "=", "/"])
def test_a_mark_that_typst_reads_as_a_list_is_guarded(mark: str) -> None:
    typst = pypandoc.convert_text(verbatim(f"{mark} 7.921"), "typst", format="markdown")
    assert not typst.startswith((mark, f"\\{mark}"))
    assert verbatim("7.921 - 1").startswith("[7")


def rule(table: Table) -> list[int]:
    """Return the dashes per column."""
    return [len(part) for part in table.markdown().splitlines()[1].strip("|").split("|")]


def long_table(*, wide: bool = False, text: str = "ord " * 60) -> Table:
    row = Row("Navn", (Verbatim(text), "1.234.567", Verbatim(text[:80])))
    columns = ("", "Forklaring", "Genberegnet", "Følge")
    return Table(
        "tbl-x", "X", "", "Kilde", columns, (row,), text_columns=frozenset({1, 3}), wide=wide
    )


def test_long_text_gives_way_to_numbers() -> None:
    label, explanation, number, consequence = rule(long_table())
    assert number >= len("Genberegnet") + 2
    assert explanation > consequence > label


def test_a_page_on_its_side_gives_text_more_room() -> None:
    upright, wide = (rule(long_table(wide=wide)) for wide in (False, True))
    assert wide[1] + wide[3] > upright[1] + upright[3]


def test_headings_break_before_numbers_are_squeezed() -> None:
    columns = ("", *["Kan ikke efterregnes af kilden"] * 5)
    table = Table("tbl-x", "X", "", "Kilde", columns, (Row("Navn", ("1",) * 5),))
    widths = rule(table)
    assert max(widths[1:]) < 20


def test_many_columns_of_long_text_share_alike() -> None:
    row = Row("ord " * 20, tuple(Verbatim("ord " * 20) for _ in range(7)))
    columns = tuple("abcdefgh")
    table = Table("tbl-x", "X", "", "K", columns, (row,), text_columns=frozenset(range(1, 8)))
    assert max(rule(table)) - min(rule(table)) <= 2
