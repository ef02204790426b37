"""The real reports when newer accounts and rates are there: they follow, hold together, and verify.

The accounts of 2023-2025 are the local statbank's, the rates are made up: tested is that no report
stays behind, contradicts itself, or breaks in print, and that the audit of 2023 does not move.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.house.refresh.projects import CHANGES, SMALL, call, make
from tests.support.fetching import fetch
from tests.support.main_accounts import serve_main_accounts
from tests.support.place import ROOT
from tests.support.raw_files import replace_and_sign
from tests.support.statbank import LocalStatbank
from typer.testing import CliRunner

from kdanalysis.cli.exits import RATE_MISSING
from kdanalysis.evidence.revisions.store import record
from kdanalysis.project import Project
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.expenditure import net_expenditure_table
from kdanalysis.report.subjects.accounts import choose

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.shared import Store

pytestmark = pytest.mark.slow

FOLLOWING = ("udgiftsudvikling", "drivkraefter", "kapacitet", "overblik")
"""The reports on the accounts, which are to follow the newest year."""
DERIVED = "2021,2022,3.7,derived,same\n"
ADDED = "2022,2023,5.1,endelig,prøve\n2023,2024,4.0,endelig,prøve\n2024,2025,3.4,skøn,prøve\n"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What stands in a project, as the commands below need."""
    monkeypatch.delenv("QUARTO_PROFILE", raising=False)
    return monkeypatch


@pytest.fixture(scope="module")
def followed(store: Store) -> Project:
    """The four reports after accounts to 2025 came, first without and then with their rates."""
    return Project(store.once("extension", _follow))


@pytest.fixture
def project(followed: Project, place: pytest.MonkeyPatch) -> Project:
    """The project with the reports, to be read, standing in it."""
    place.chdir(followed.root)
    return followed


def _follow(root: Path) -> None:
    made = make(root, *FOLLOWING, CHANGES)
    for name in (*FOLLOWING, "kommuneprofil"):
        shutil.copy(ROOT / "analyses" / f"{name}.ipynb", made.analyses)
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as place, LocalStatbank(last_year=2022) as bank:
        place.chdir(made.root)
        place.delenv("QUARTO_PROFILE", raising=False)
        serve_main_accounts(bank)
        fetch(made, bank)
        assert call(runner, "build").exit_code == 0
        assert record(made) is not None
        for year in (2023, 2024, 2025):
            bank.publish(year)
        fetch(made, bank)
        assert call(runner, "build").exit_code == 0
        replace_and_sign(made.raw / "pl" / "pl_chain.csv", DERIVED, DERIVED + ADDED)
        assert call(runner, "refresh", "--offline").exit_code == 0


def text(project: Project, report: str) -> str:
    """Return a page as text: without tags, plain spaces."""
    html = (project.site / "dassos" / f"{report}.html").read_text(encoding="utf-8")
    body = html[html.index("<main") : html.index("</main")]
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", body, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body).replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.parametrize("report", FOLLOWING)
def test_a_report_follows_to_the_newest_year_by_itself(project: Project, report: str) -> None:
    told = text(project, report)
    assert "2025-priser" in told
    assert re.search(r"2018-2025|[Ff]ra 2018 til 2025", told)
    assert "venter på en PL-sats" not in told


@pytest.mark.parametrize("report", FOLLOWING)
def test_no_report_stays_in_the_former_period_or_prices(project: Project, report: str) -> None:
    """Only what the agendas and the committee of experts say is about 2018-2022 and its prices."""
    told = text(project, report)
    assert "2018-2022" not in told
    own = "Den egne opgørelse af de samme år i 2022-priser"
    assert told.count("2022-priser") == told.count(own)


def test_every_number_of_every_format_is_proven(project: Project) -> None:
    """A table of eight years, set upright, ran its numbers together in the PDF."""
    proof = call(CliRunner(), "verify")
    assert proof.exit_code == 0, proof.stdout
    assert proof.stdout.count("alle tal er efterprøvet") == len(FOLLOWING) + 1
    assert project.site.is_dir()


def test_the_audit_of_the_print_does_not_move(project: Project) -> None:
    checked = call(CliRunner(), "check", "--claims")
    assert checked.exit_code == 0, checked.stdout
    assert "Alle afvigelser er kvitteret." in checked.stdout
    assert project.raw.is_dir()


def test_turned_conclusions_are_counted_where_they_are_not_shown(project: Project) -> None:
    """A reference to the table of conclusions stopped the overview when one had turned."""
    assert re.search(
        r"Antal konklusioner, der er andre end før: \d+ ; de står", text(project, "overblik")
    )
    assert "Konklusioner, der er andre end før" in text(project, CHANGES)


def test_the_rates_are_told_apart_by_where_they_come_from(project: Project) -> None:
    told = text(project, "udgiftsudvikling")
    assert "Kæden til og med 2022 er afledt af de trykte tabeller" in told
    assert "satsen til 2023 (endelig), 2024 (endelig) og 2025 (skøn)" in told


def test_the_committee_is_held_against_its_own_years_and_prices(project: Project) -> None:
    told = text(project, "udgiftsudvikling")
    assert "en stigning på 8,9 % . Den egne opgørelse af de samme år i 2022-priser er" in told


def test_the_table_of_all_years_turns_itself(project: Project) -> None:
    assert project.raw.is_dir()
    chosen = choose(area="082", period="2018-")
    wide = net_expenditure_table(chosen.country, "adults")
    assert wide.is_cramped
    assert wide.markdown().startswith(":::: {.landscape}\n")
    upright = net_expenditure_table(chosen.country.within(2018, 2022), "adults")
    assert not upright.is_cramped
    assert "landscape" not in upright.markdown()


@pytest.mark.parametrize(("years", "turns"), [(1, False), (6, False), (8, True), (12, True)])
def test_a_table_turns_when_its_numbers_leave_no_room_for_labels(years: int, turns: bool) -> None:  # noqa: FBT001
    cells = ("10.000.000",) * years
    columns = ("", *(str(2018 + i) for i in range(years)))
    row = Row("Kontaktperson- og ledsageordninger", cells)
    assert Table("tbl-x", "T", "U", "Kilde: x", columns, (row,)).is_cramped is turns
    assert not Table("tbl-x", "T", "U", "Kilde: x", columns, (row,), wide=True).is_cramped


def test_without_their_rates_the_accounts_wait_and_the_exit_code_says_so(
    project: Project, tmp_path: Path, place: pytest.MonkeyPatch
) -> None:
    bare = make(tmp_path, SMALL)
    shutil.copytree(project.raw, bare.raw, dirs_exist_ok=True)
    replace_and_sign(bare.raw / "pl" / "pl_chain.csv", ADDED, "")
    place.chdir(bare.root)
    waiting = call(CliRunner(), "refresh", "--offline")
    assert waiting.exit_code == RATE_MISSING
    assert "satserne fra 2022 til 2025 mangler i data/raw/pl/pl_chain.csv" in waiting.stdout
    assert choose(area="082", period="2018-").period.last == 2022
