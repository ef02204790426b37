"""`kdanalysis refresh` against the local statbank: first fetch to renumbered function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.house.refresh.projects import CHANGES, SMALL, at, call, make, page, state, title_page
from tests.support.raw_files import replace_and_sign

from kdanalysis.cli.exits import RATE_MISSING, UNREACHABLE
from kdanalysis.evidence.revisions.store import revisions
from kdanalysis.project import InputError
from kdanalysis.sources.statbank.vintage import vintages
from kdanalysis.tables.dataset import open_priced

if TYPE_CHECKING:
    from pathlib import Path

    from tests.house.refresh.conftest import Refreshed
    from tests.support.statbank import LocalStatbank
    from typer.testing import CliRunner

    from kdanalysis.project import Project

pytestmark = pytest.mark.slow

TRIAL = "PRØVEDATA – ikke Danmarks Statistiks tal"
NOWHERE = "http://127.0.0.1:9/v1"
RATE = "2021,2022,3.7,derived,same\n"


@pytest.fixture
def project(tmp_path: Path, bank: LocalStatbank, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with both reports, standing in it, with the local statbank's address."""
    made = make(tmp_path, SMALL, CHANGES)
    at(made, bank.base_url, monkeypatch)
    return made


def test_the_first_run_has_nothing_to_compare_with(project: Project, runner: CliRunner) -> None:
    first = call(runner, "refresh", "--offline")
    assert first.exit_code == 0
    assert "Der er ingen tidligere udgave at sammenligne med" in first.stdout
    assert "Der er ikke hentet regnskaber" in page(project, CHANGES)
    assert "intet hentet regnskab" in page(project, CHANGES)
    assert TRIAL not in page(project, SMALL)
    assert "10,9 %" in page(project, SMALL)


def test_the_first_fetch_is_marked_as_trial_and_a_second_finds_nothing(
    first_refresh: Refreshed, refreshed: Project, runner: CliRunner
) -> None:
    project, fetched = first_refresh.project, first_refresh.told
    assert fetched.exit_code == 0
    for table in ("REGK31", "REGK11", "FOLK1A"):
        assert f"{table}: ny udgave" in fetched.stdout
    for report in (SMALL, CHANGES):
        assert TRIAL in page(project, report)
        assert "PRØVEDATA, ikke Danmarks Statistiks tal" in title_page(project, report)
    assert "PRØVEDATA, ikke Danmarks Statistiks tal: REGK31, hentet" in page(project, SMALL)
    assert "10,9 %" in page(project, SMALL)

    before = state(refreshed.root)
    nothing = call(runner, "refresh")
    assert nothing.exit_code == 0
    assert "Intet er ændret." in nothing.stdout
    assert state(refreshed.root) == before


def test_a_restated_cell_shows_in_cells_figures_and_text(
    refreshed: Project, bank: LocalStatbank, runner: CliRunner
) -> None:
    project = refreshed
    bank.restate(2022, "751", "53850", "40", 300_000)
    restated = call(runner, "refresh")
    assert "Antal beløb i tidligere år, der er rettet: 6." in restated.stdout
    told = page(project, CHANGES)
    for text in ("Beløb, der er rettet", "Længerevarende botilbud, Aarhus", "300.000"):
        assert text in told
    assert "Nøgletal, der er ændret i samme periode og prisniveau" in told
    assert "10,9 %" not in page(project, SMALL)
    assert (len(revisions(project)), len(vintages("REGK31", project))) == (2, 2)


def test_a_new_year_waits_for_its_rate_and_then_extends_the_reports(
    refreshed: Project, bank: LocalStatbank, runner: CliRunner
) -> None:
    project = refreshed
    assert "2018-2022" in page(project, SMALL)

    bank.publish(2023)
    waiting = call(runner, "refresh")
    assert waiting.exit_code == RATE_MISSING
    assert "satsen fra 2022 til 2023 mangler i data/raw/pl/pl_chain.csv" in waiting.stdout
    assert "Regnskabsår, der er kommet til: 2023." in waiting.stdout
    told = page(project, SMALL)
    assert "Regnskab 2023 venter på en PL-sats" in told
    assert "2018-2022" in told
    again = call(runner, "refresh")
    assert (again.exit_code, "Intet er ændret." in again.stdout) == (RATE_MISSING, True)
    assert "satsen fra 2022 til 2023 mangler" in again.stdout
    with pytest.raises(InputError, match="Prisåret 2023 ligger uden for PL-kæden"):
        open_priced(project, 2023)

    new = RATE + "2022,2023,4.9,skøn,prøve\n"
    replace_and_sign(project.raw / "pl" / "pl_chain.csv", RATE, new)
    extended = call(runner, "refresh")
    assert extended.exit_code == 0
    assert "Satsen til 2023 er ny: 4,9 %." in extended.stdout
    told = page(project, SMALL)
    assert "2018-2023" in told
    assert "2023-priser" in told
    assert "venter på en PL-sats" not in told
    assert "Procenter og årstal over den tidligere og den nuværende periode" in page(
        project, CHANGES
    )


def test_a_renumbered_function_stops_with_a_proposal_and_leaves_the_reports(
    refreshed: Project, bank: LocalStatbank, runner: CliRunner
) -> None:
    project = refreshed
    site, processed = state(project.site), state(project.processed)
    bank.renumber("53850", "53860")
    with pytest.raises(InputError) as fault:
        call(runner, "refresh")
    assert "53850: »Længerevarende botilbud« findes ikke længere; 53860" in fault.value.what
    assert "ret function_code 53850 til 53860" in fault.value.remedy
    assert (state(project.site), state(project.processed)) == (site, processed)

    plan = project.raw / "local" / "account_plan.csv"
    replace_and_sign(plan, "53850,", "53860,")
    mended = call(runner, "refresh")
    assert mended.exit_code == 0
    assert "Funktion 5.38.50 er faldet bort" in mended.stdout
    assert "Funktion 5.38.60 er kommet til" in mended.stdout
    assert "10,9 %" in page(project, SMALL)


def test_an_outage_keeps_the_newest_vintage_with_a_dated_banner(
    refreshed: Project, bank: LocalStatbank, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = refreshed
    newest = vintages("REGK31", project)
    monkeypatch.setattr("kdanalysis.sources.statbank.errors.Settings.attempts", 1)
    bank.fault("503", path="tableinfo", times=20)
    monkeypatch.setattr("time.sleep", lambda _: None)
    down = call(runner, "refresh")
    assert down.exit_code == UNREACHABLE
    assert "Statistikbanken svarer ikke" in down.stdout
    assert vintages("REGK31", project) == newest
    told = page(project, SMALL)
    assert "Danmarks Statistik kunne ikke nås" in told
    assert "REGK31 (hentet" in told
    before = state(project.root)
    assert call(runner, "refresh").exit_code == UNREACHABLE
    assert state(project.root) == before

    bank.mishaps.__init__()  # type: ignore[misc]
    assert call(runner, "refresh").exit_code == 0
    assert "Danmarks Statistik kunne ikke nås" not in page(project, SMALL)


def test_an_outage_before_the_first_fetch_keeps_the_printed_tables(
    tmp_path: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make(tmp_path, SMALL)
    at(project, NOWHERE, monkeypatch)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert call(runner, "refresh").exit_code == UNREACHABLE
    assert "de regnskabstal, der ligger i projektet" in page(project, SMALL)
    assert "10,9 %" in page(project, SMALL)


def test_fetch_and_status_tell_what_is_stored(
    project: Project, bank: LocalStatbank, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Ingen tabeller er hentet" in call(runner, "status", "--offline").stdout
    assert call(runner, "fetch", "--base-url", bank.base_url).exit_code == 0
    told = call(runner, "status").stdout
    assert "REGK31: 1 udgave," in told
    assert "(PRØVEDATA)" in told
    assert "intet nyt" in told
    bank.publish(2023)
    assert "nyt: Tid" in call(runner, "status").stdout
    assert "hos Danmarks Statistik opdateret" not in call(runner, "status", "--offline").stdout
    at(project, NOWHERE, monkeypatch)
    monkeypatch.setattr("time.sleep", lambda _: None)
    down = call(runner, "status")
    assert down.exit_code == UNREACHABLE
    assert "REGK31: 1 udgave," in down.stdout
    assert call(runner, "fetch").exit_code == UNREACHABLE


def test_a_revision_that_moves_no_date_is_found_by_full(
    refreshed: Project, bank: LocalStatbank, runner: CliRunner
) -> None:
    day = bank.tables["REGK31"].updated
    bank.restate(2022, "751", "53850", "40", 1)
    bank.tables["REGK31"].updated = day
    assert "REGK31: intet nyt" in call(runner, "fetch").stdout
    told = call(runner, "fetch", "--full").stdout
    assert "REGK31: ny udgave" in told
    assert "REGK11: ny udgave" in told
    assert len(vintages("REGK31", refreshed)) == 2
