"""Every table and figure of the two reports: labelled, sourced, whole, the same each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.value import Value
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.business_case import case as tables
from kdanalysis.report.business_case import plan
from kdanalysis.report.business_case import sensitivity as figures
from kdanalysis.report.elements.tables import plain_text
from kdanalysis.report.equalisation import example, methods
from kdanalysis.report.equalisation import uncertainty as drawn
from kdanalysis.report.equalisation.uncertainty import simulation
from kdanalysis.report.subjects import worked_example as gates

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdanalysis.report.charts.figure import Figure
    from kdanalysis.report.elements.tables import Table
    from kdanalysis.report.subjects.tender import Tender

SETTINGS = simulation(draws=200, seed=7)
PARTIES = ("Kommune 1", "Kommune 2", "Region M")
ASSUMED = "antagelse, projektets egen"

CASE_TABLES: dict[str, Callable[[Tender], Table]] = {
    "case": tables.case_table,
    "count": tables.count_table,
    "range": tables.range_table,
    "switching": tables.switching_table,
    "phase in": tables.phase_in_table,
    "stoma": tables.stoma_table,
    "joining": plan.joining_table,
    "risk": plan.risk_table,
    "gates": lambda _: plan.gate_table(),
    "readings": plan.reading_table,
    "missing": lambda _: plan.missing_table(),
    "assumed": drawn.assumed_table,
}
EXAMPLE_TABLES: dict[str, Callable[[Tender], Table]] = {
    "steps": lambda tender: example.step_table(tender, PARTIES),
    "trail": lambda tender: example.trail_table(tender, "Kommune 2"),
    "status": example.status_table,
    "transfers M": lambda tender: example.transfer_table(tender, "M"),
    "transfers S": lambda tender: example.transfer_table(tender, "S"),
    "settlement M": lambda tender: example.settlement_table(tender, "M"),
    "settlement S": lambda tender: example.settlement_table(tender, "S"),
    "ceiling": gates.ceiling_table,
    "model 1": gates.model_table,
    "legal": gates.legal_table,
    "methods": methods.summary_table,
    "methods M": lambda tender: methods.method_table(tender, "M"),
    "retender": lambda tender: methods.retender_table(tender, PARTIES, 1_000_000),
    "chances": lambda tender: drawn.chance_table(tender, SETTINGS),
    "unsure": lambda tender: drawn.unsure_tables(tender, SETTINGS)[0],
    "audit": gates.audit_table,
    "misprints": gates.misprint_table,
}
CASE_FIGURES: dict[str, Callable[[Tender], Figure]] = {
    "break-even": figures.break_even_figure,
    "tornado": figures.tornado_figure,
    "timeline": plan.timeline_figure,
    "risks": plan.risk_figure,
}
EXAMPLE_FIGURES: dict[str, Callable[[Tender], Figure]] = {
    "waterfall M": lambda tender: drawn.waterfall_figure(tender, "M"),
    "waterfall S": lambda tender: drawn.waterfall_figure(tender, "S"),
    "parties M": lambda tender: drawn.gains_figure(tender, "M"),
    "parties S": lambda tender: drawn.gains_figure(tender, "S"),
}
TABLES, FIGURES = CASE_TABLES | EXAMPLE_TABLES, CASE_FIGURES | EXAMPLE_FIGURES


def values(table: Table) -> list[Value]:
    return [cell for row in table.rows for cell in row.cells if isinstance(cell, Value)]


@pytest.mark.parametrize("name", EXAMPLE_TABLES)
def test_tables_from_the_example_are_labelled(tender: Tender, name: str) -> None:
    assert EXAMPLE_TABLES[name](tender).title.startswith(f"{LABEL}: ")


@pytest.mark.parametrize("name", CASE_TABLES)
def test_other_tables_are_not(tender: Tender, name: str) -> None:
    assert LABEL not in CASE_TABLES[name](tender).title


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_as_long_as_the_heading_and_the_source_is_told(tender: Tender, name: str) -> None:
    table = TABLES[name](tender)
    assert all(len(row.cells) == len(table.columns) - 1 for row in table.rows)
    assert table.source.startswith("Kilde: ")
    assert table.id in table.markdown()


@pytest.mark.parametrize("name", TABLES)
def test_every_number_is_a_key_figure_that_gives_it_again(tender: Tender, name: str) -> None:
    for value in values(TABLES[name](tender))[:12]:
        again = evaluate(value.provenance.key, tender.data)
        assert again.provenance == value.provenance


@pytest.mark.parametrize("name", ["range", "switching", "phase in", "assumed", "chances", "unsure"])
def test_what_rests_on_assumed_spans_says_so(tender: Tender, name: str) -> None:
    assert ASSUMED in TABLES[name](tender).unit


@pytest.mark.parametrize("name", EXAMPLE_FIGURES)
def test_figures_from_the_example_are_labelled(tender: Tender, name: str) -> None:
    assert EXAMPLE_FIGURES[name](tender).alt.startswith(f"{LABEL}: ")


@pytest.mark.parametrize("name", FIGURES)
def test_figures_state_a_finding_and_tell_every_number(tender: Tender, name: str) -> None:
    figure = FIGURES[name](tender)
    assert re.search(r"\d", plain_text(figure.finding))
    assert plain_text(figure.finding).endswith(".")
    for category in figure.numbers.categories:
        assert category in figure.alt
    assert "@" not in figure.alt
    assert figure.svg.count("<svg") == 1


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_figure_is_the_same_text(tender: Tender, name: str) -> None:
    assert FIGURES[name](tender).svg == FIGURES[name](tender).svg


@pytest.mark.parametrize("name", ["break-even", "tornado"])
def test_figures_over_assumed_spans_say_so(tender: Tender, name: str) -> None:
    assert ASSUMED in CASE_FIGURES[name](tender).numbers.unit


def test_ids_are_used_once(tender: Tender) -> None:
    ids = [make(tender).id for make in TABLES.values()]
    ids += [make(tender).id for make in FIGURES.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("region", ["M", "S"])
def test_settlement_shows_that_each_year_sums_to_zero(tender: Tender, region: str) -> None:
    table = example.settlement_table(tender, region)
    *rows, total = table.rows
    assert total.total
    for year in range(len(tender.example.years)):
        cells = [row.cells[year] for row in (*rows, total)]
        column = [cell.exact for cell in cells if isinstance(cell, Value)]
        assert len(column) == len(rows) + 1
        assert sum(column[:-1]) == column[-1] == 0


def test_the_ceiling_is_marked_where_it_breaks(tender: Tender) -> None:
    broken = {row.label for row in gates.ceiling_table(tender).rows if row.cells[3] == "brydes"}
    assert broken == {"Region M, år 2", "Region M, år 3", "Region M, år 4"}
    assert all(row.cells[2] == "holder" for row in gates.ceiling_table(tender).rows)


def test_model_1_asks_for_a_new_mandate_under_the_wider_reading_only(tender: Tender) -> None:
    outcomes = {row.label: row.cells[2] for row in gates.model_table(tender).rows}
    assert outcomes["Region M: alle overførsler i regionen"] == "Parterne spørges om nyt mandat"
    assert outcomes["Region M: det, regionen modtager"] == "Kontrakt indgås, og parterne orienteres"


def test_the_legal_condition_holds_in_the_example(tender: Tender) -> None:
    assert [row.cells[-1] for row in gates.legal_table(tender).rows] == ["Opfyldt", "Opfyldt"]


def test_the_misprints_stand_beside_the_recomputed(tender: Tender) -> None:
    shown = {
        row.label: [str(cell.rounded) for cell in row.cells if isinstance(cell, Value)]
        for row in gates.misprint_table(tender).rows
    }
    assert shown == {
        "Kommune 25, år 1": ["-1055521", "-501521"],
        "Kommune 28, år 3": ["0", "-7921"],
        "Kommune 28, år 4": ["7921", "-58907"],
    }


def test_the_break_even_line_goes_through_zero(tender: Tender) -> None:
    discounts, results = (s.values for s in figures.break_even_figure(tender).numbers.series)
    assert [str(value.rounded) for value in discounts] == ["5", "10.7", "20"]
    assert [str(value.rounded) for value in results] == ["-6.7", "0.0", "10.9"]
    assert results[1].exact == 0


def test_the_widest_total_is_on_top_of_the_tornado(tender: Tender) -> None:
    numbers = figures.tornado_figure(tender).numbers
    low, high = (series.values for series in numbers.series)
    swings = [abs(a.exact - b.exact) for a, b in zip(low, high, strict=True)]
    assert swings == sorted(swings, reverse=True)
