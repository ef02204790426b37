"""What the report on changes says of fetched accounts: the print, the checks, the movements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.support.raw_files import replace_and_sign

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.claims.audit import audit_claims
from kdanalysis.evidence.revisions import figures
from kdanalysis.evidence.revisions.store import record
from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report import changes as changes_checks
from kdanalysis.report.elements.tables import Table, plain_text
from kdanalysis.report.subjects import changes as changes_text
from kdanalysis.report.subjects.changes import Revisited, revisited
from kdanalysis.tables.build import build_processed
from kdanalysis.tables.dataset import Dataset, open_priced
from kdanalysis.tables.notices import (
    clear_outage,
    missing_rate,
    missing_rates,
    note_outage,
    notices,
    trial_tables,
)
from kdanalysis.tables.reconciliation import Comparison

if TYPE_CHECKING:
    from kdanalysis.project import Project


@pytest.fixture
def project(fetched_copy: Project) -> Project:
    """Fetched accounts, to be spoilt."""
    return fetched_copy


@pytest.fixture
def review(project: Project) -> Revisited:
    """A printed amount is corrected away, so that one cell of the print stands no longer."""
    build_processed(project)
    record(project)
    return revisited(open_priced(project))


def assert_recomputed(table: Table, review: Revisited) -> None:
    """Check that every number of a table is computed again from its key."""
    values = [cell for row in table.rows for cell in row.cells if isinstance(cell, Value)]
    assert values
    for value in values:
        assert evaluate(value.provenance.key, review.data).amount == value.amount


def test_the_standing_names_vintage_and_newest_year(review: Revisited) -> None:
    told = plain_text(changes_text.standing(review))
    assert "for årene 2018-2023" in told
    assert told.endswith("Det nyeste år med en kendt pris- og lønsats er 2022.")


def test_every_printed_cell_stands(review: Revisited) -> None:
    assert figures.printed_unchanged(review.data).amount == 268
    assert figures.printed_restated(review.data).amount == 0
    assert "står 268 uændret" in plain_text(changes_checks.against_print(review))
    assert changes_checks.print_table(review) == ()
    known = {"kind": "net", "area": "082", "code": "53850", "year": 2022}
    pair = (figures.printed_cell, figures.fetched_cell)
    first, second = (figure(review.data, **known).amount for figure in pair)  # type: ignore[arg-type]
    assert first == second is not None


def test_a_printed_cell_that_is_corrected_away_is_listed(project: Project) -> None:
    last = "2021,2022,3.7,derived,same\n"
    chain = project.raw / "pl" / "pl_chain.csv"
    replace_and_sign(chain, last, last + "2022,2023,4.9,skøn,prøve\n")
    build_processed(project)
    record(project)
    data = open_priced(project)
    assert data.fetched is not None
    cells = data.fetched.comparison.cells
    other = (pl.col("code") == "53850") & (pl.col("year") == 2021) & (pl.col("area_code") == "082")
    moved = pl.col("fetched_tkr") + pl.when(other).then(7).otherwise(0)
    changed = replace(data.fetched, comparison=Comparison(cells.with_columns(fetched_tkr=moved)))
    data.__dict__["fetched"] = changed
    found = revisited(data)
    assert "er et andet beløb: 1" in plain_text(changes_checks.against_print(found))
    (table,) = changes_checks.print_table(found)
    assert [row.label for row in table.rows] == ["Længerevarende botilbud, Midtjylland"]
    assert_recomputed(table, found)


def test_the_checks_are_shown_with_what_they_saw(review: Revisited) -> None:
    assert "gået godt" in changes_checks.checks(review)
    (table,) = changes_checks.check_table(review)
    assert len(table.rows) == 6
    assert_recomputed(table, review)
    with pytest.raises(InputError, match="Ukendt kontrol"):
        figures.checked_cells(review.data, check="7")
    with pytest.raises(InputError, match="Ukendt kontrol"):
        figures.checked_cells(review.data, check="alle")


def test_movements_are_questions_with_a_counterpart(review: Revisited) -> None:
    assert "spørgsmål til kommunen, ikke fejl" in changes_checks.candidates(review)
    (table,) = changes_checks.candidate_table(review)
    assert_recomputed(table, review)
    assert table.rows[0].label.startswith("Aarhus: Afgørelser efter lov om bekæmpelse")
    assert table.rows[0].cells[-1] == "Forebyggende foranstaltninger for børn og unge"
    assert table.rows[1].cells[-1] == "–"


def test_the_audit_of_2023_does_not_move_with_the_accounts(project: Project, data: Dataset) -> None:
    build_processed(project)
    file = project.processed / "net_expenditure.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    doubled = [row.replace(",løbende", "0,løbende") for row in rows]
    file.write_text(head + "".join(doubled), encoding="utf-8")
    mine = audit_claims(Dataset(project, 2022)).by_status
    assert mine == audit_claims(data).by_status


def test_notices_tell_trial_data_an_outage_and_a_missing_rate(project: Project) -> None:
    build_processed(project)
    assert trial_tables(project) == ("FOLK1A", "REGK11", "REGK31")
    assert [n.title for n in notices(project)] == [
        "PRØVEDATA – ikke Danmarks Statistiks tal",
        "Regnskab 2023 venter på en PL-sats",
    ]
    note_outage(project, date(2026, 11, 22))
    before = project.outage.stat().st_mtime_ns
    note_outage(project, date(2026, 11, 22))
    assert project.outage.stat().st_mtime_ns == before
    _, outage, _ = notices(project)
    assert outage.title == "Danmarks Statistik kunne ikke nås 22-11-2026"
    assert "REGK31 (hentet" in outage.text
    assert outage.markdown.startswith('::: {.callout-warning title="Danmarks Statistik')
    project.outage.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="Noten om udfald"):
        notices(project)
    clear_outage(project)
    clear_outage(project)
    assert len(notices(project)) == 2


def test_several_missing_rates_are_named_together(project: Project) -> None:
    build_processed(project)
    chain = project.processed / "price_index.csv"
    lines = chain.read_text(encoding="utf-8").splitlines(keepends=True)
    chain.write_text("".join(lines[:-1]), encoding="utf-8")
    assert missing_rates(project) == (2022, 2023)
    notice = missing_rate(project)
    assert notice is not None
    assert notice.title == "Regnskab 2022-2023 venter på en PL-sats"
    assert "satserne fra 2021 til 2023 mangler" in notice.text


def test_before_a_build_no_rate_is_missing(project: Project) -> None:
    for file in project.processed.iterdir():
        file.unlink()
    assert missing_rates(project) == ()
    assert missing_rate(project) is None


def test_a_rate_that_is_there_is_not_missing(project: Project) -> None:
    last = "2021,2022,3.7,derived,same\n"
    chain = project.raw / "pl" / "pl_chain.csv"
    replace_and_sign(chain, last, last + "2022,2023,4.9,skøn,prøve\n")
    build_processed(project)
    assert missing_rate(project) is None
    assert open_priced(project).newest_year == 2023
